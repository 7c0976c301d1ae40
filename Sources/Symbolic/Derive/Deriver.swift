/// A derivation that was found: a first term and proved steps from it.
public struct Derivation: Sendable {
  /// The first term.
  public let first: Term
  /// The steps; the left side of each is the right side of the one before.
  public let steps: [Theorem]

  /// The last term.
  public var last: Term { steps.last?.right ?? first }
}

/// Rewrites a term into closed form in the steps that a person would write, each proved by the kernel.
public struct Deriver {
  private let prover: Prover

  /// A deriver that proves its steps with the prover.
  public init(prover: Prover) { self.prover = prover }

  /// A derivation from the term as far as the rules lead; without steps where nothing can be rewritten.
  public func derive(_ term: Term) -> Derivation {
    var current = term
    var steps: [Theorem] = []
    let stages: [(Term) throws -> Term] = [
      unfoldDistributions, unfoldDefinitions, insertDensities, takeExpectationsApart, useTraces, insertMoments,
      splitTraces, collect, finish,
    ]
    for stage in stages {
      guard let next = try? stage(current), next != current, next.size <= 4000,
        let theorem = prover.prove(current, next)
      else { continue }
      steps.append(theorem)
      current = next
    }
    return Derivation(first: term, steps: steps)
  }

  private func unfoldDistributions(_ term: Term) throws -> Term {
    let definitions = prover.kernel.declarations.definitions
    return try term.rewritingEverywhere { inner in
      guard inner.sort.isDistribution, let symbol = inner.symbol else { return nil }
      return definitions[symbol]
    }
  }

  /// KL, entropy and integrals against a density as expectations.
  private func unfoldDefinitions(_ term: Term) throws -> Term {
    try term.rewritingEverywhere { inner in
      switch inner.head {
      case .divergence:
        let variable = variable(for: inner)
        let point = Term(variable)
        return try Term(
          .expectation(variable),
          [
            inner.arguments[0],
            difference(
              Term(.logarithm, [Term(.density, [inner.arguments[0], point])]),
              Term(.logarithm, [Term(.density, [inner.arguments[1], point])])),
          ])
      case .entropy:
        let variable = variable(for: inner)
        let density = try Term(.density, [inner.arguments[0], Term(variable)])
        return try Term(
          .negation, [Term(.expectation(variable), [inner.arguments[0], Term(.logarithm, [density])])])
      default: return nil
      }
    }
  }

  private func variable(for term: Term) -> Symbol {
    let taken = Set(term.freeSymbols.map(\.name)).union(prover.kernel.declarations.names)
    let name = ["x", "z", "y", "w", "u"].first { !taken.contains($0) }
    let plain = Symbol(name ?? "x", term.arguments[0].shape)
    return name == nil ? plain.fresh(avoiding: term.freeSymbols) : plain
  }

  /// log N(x; μ, Σ) = -n/2 log 2π - 1/2 log|Σ| - 1/2 (x - μ)ᵀΣ⁻¹(x - μ).
  private func insertDensities(_ term: Term) throws -> Term {
    try term.rewritingEverywhere { inner in
      guard inner.head == .logarithm, inner.arguments[0].head == .density,
        inner.arguments[0].arguments[0].head == .gaussian
      else { return nil }
      let density = inner.arguments[0]
      let (mean, covariance) = (density.arguments[0].arguments[0], density.arguments[0].arguments[1])
      let deviation = try difference(density.arguments[1], mean)
      let half = try Term(.quotient, [Term(1), Term(2)])
      let circle = try Term(.logarithm, [Term(.product, [Term(2), Term(.constant(.pi))])])
      let form = try Term(.product, [Term(.transpose, [deviation]), Term(.inverse, [covariance]), deviation])
      return try Term(
        .sum,
        [
          Term(.negation, [Term(.product, [Term(.quotient, [Term(mean.shape.rows), Term(2)]), circle])]),
          Term(.negation, [Term(.product, [half, Term(.logarithm, [Term(.determinant, [covariance])])])]),
          Term(.negation, [Term(.product, [half, form])]),
        ])
    }
  }

  /// Expectations of sums as sums of expectations, constants before them.
  private func takeExpectationsApart(_ term: Term) throws -> Term {
    try term.rewritingEverywhere { inner in
      guard case .expectation(let variable) = inner.head, inner.shape.isScalar else { return nil }
      let combination = try LinearCombination(inner.arguments[1])
      let parts = try combination.parts.map { part in
        part.term.freeSymbols.contains(variable)
          ? (part.coefficient, try Term(inner.head, [inner.arguments[0], part.term])) : part
      }
      return try LinearCombination(parts: parts).term(shape: .scalar, factored: false)
    }
  }

  /// E[uᵀAu] = tr(A E[uuᵀ]).
  private func useTraces(_ term: Term) throws -> Term {
    try term.rewritingEverywhere { inner in
      guard case .expectation(let variable) = inner.head, inner.arguments[1].head == .product,
        let first = inner.arguments[1].arguments.first, let last = inner.arguments[1].arguments.last,
        first.head == .transpose, first.arguments[0] == last, !last.shape.isScalar
      else { return nil }
      let middle = inner.arguments[1].arguments.dropFirst().dropLast()
      guard !middle.contains(where: { $0.freeSymbols.contains(variable) }), last.freeSymbols.contains(variable)
      else { return nil }
      let square = try Term(.product, [last, Term(.transpose, [last])])
      let moment = try Term(inner.head, [inner.arguments[0], square])
      return try Term(.trace, [middle.isEmpty ? moment : Term(.product, Array(middle) + [moment])])
    }
  }

  /// E[(x - c)(x - c)ᵀ] = Σ + (μ - c)(μ - c)ᵀ.
  private func insertMoments(_ term: Term) throws -> Term {
    try term.rewritingEverywhere { inner in
      guard case .expectation(let variable) = inner.head, inner.arguments[1].head == .product,
        inner.arguments[1].arguments.count == 2,
        [.gaussian, .distributionWithMoments].contains(inner.arguments[0].head)
      else { return nil }
      let (u, turned) = (inner.arguments[1].arguments[0], inner.arguments[1].arguments[1])
      let (mean, covariance) = (inner.arguments[0].arguments[0], inner.arguments[0].arguments[1])
      guard turned == (try Term(.transpose, [u])) else { return nil }
      let shift = try LinearCombination(u)
      guard shift.parts.contains(where: { $0.term.symbol == variable && $0.coefficient == .one }),
        shift.parts.filter({ $0.term.freeSymbols.contains(variable) }).count == 1
      else { return nil }
      let image = try LinearCombination(
        parts: shift.parts.map { $0.term.symbol == variable ? (.one, mean) : $0 }
      ).term(shape: mean.shape, factored: false)
      if image.head == .zero(mean.shape) || image == Term(0) { return covariance }
      return try Term(.sum, [covariance, Term(.product, [image, Term(.transpose, [image])])])
    }
  }

  /// tr(A(S + ddᵀ)) = tr(AS) + dᵀAd, and tr(S⁻¹S) = n.
  private func splitTraces(_ term: Term) throws -> Term {
    try term.rewritingEverywhere { inner in
      guard inner.head == .trace, inner.arguments[0].head == .product else { return nil }
      let factors = inner.arguments[0].arguments
      guard let last = factors.last else { return nil }
      let front = Array(factors.dropLast())
      let summands = last.head == .sum ? last.arguments : [last]
      let parts = try summands.map { summand -> Term in
        if front.count == 1, front[0].head == .inverse, front[0].arguments[0] == summand {
          return Term(summand.shape.rows)
        }
        if summand.head == .product, summand.arguments.count == 2,
          summand.arguments[1] == (try Term(.transpose, [summand.arguments[0]])), summand.arguments[0].shape.isColumn
        {
          return try Term(.product, [summand.arguments[1]] + front + [summand.arguments[0]])
        }
        return try Term(.trace, [Term(.product, front + [summand])])
      }
      return parts.count == 1 ? parts[0] : try Term(.sum, parts)
    }
  }

  /// Equal summands joined, the common factor in front.
  private func collect(_ term: Term) throws -> Term {
    guard term.shape.isScalar else { return term }
    return try LinearCombination(term).term(shape: .scalar, factored: true)
  }

  /// What is left by the normal form, where that is a closed form or shorter.
  private func finish(_ term: Term) throws -> Term {
    guard let theorem = prover.kernel.normalForm(term) else { return term }
    let isOpen = term.contains { inner in
      switch inner.head {
      case .expectation, .integral, .divergence, .entropy, .density: true
      default: false
      }
    }
    return isOpen || theorem.right.size < term.size ? theorem.right : term
  }

  private func difference(_ left: Term, _ right: Term) throws -> Term {
    if case .zero = right.head { return left }
    if right.number == .zero { return left }
    return try Term(.sum, [left, Term(.negation, [right])])
  }
}

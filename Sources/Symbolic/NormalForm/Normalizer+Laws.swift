/// Laws: joint distributions of named variables, of which nothing need be known.
///
/// A conditional density is the quotient p(x, z) / p(x) of marginal densities, and an expectation under a law is the
/// integral against its density: so Bayes' rule, the chain rule and the splitting of logarithms are cancellation, and
/// every order of integration meets in one form. Densities are taken as positive, as everyone does who divides by them.
extension Normalizer {
  /// The part of a law that a distribution is, with what is given; nil for other distributions.
  func lawPart(_ term: Term) -> (part: LawPart, given: [Term], isDefined: Bool)? {
    switch term.head {
    case .law(let part): return (part, term.arguments, false)
    case .symbol(let symbol):
      guard let definition = declarations.definitions[symbol], let found = lawPart(definition) else { return nil }
      return (found.part, found.given, true)
    default: return nil
    }
  }

  /// p(z | x) at points: the quotient of the marginal densities p(x, z) and p(x).
  func density(_ distribution: Term, at points: [Term]) throws -> Polynomial {
    guard let (part, given, isDefined) = lawPart(distribution), !isDefined || use(.definition) else {
      guard points.count == 1 else { throw NormalFormError.undefined("a density of several variables") }
      if let value = try matrixGaussianDensity(distribution, normalize(points[0])) { return value }
      return try density(self.distribution(distribution), normalize(points[0]))
    }
    return try density(part, at: points.map(normalize), given: given.map(normalize))
  }

  func density(_ part: LawPart, at points: [Polynomial], given: [Polynomial]) throws -> Polynomial {
    guard points.count == part.of.count, given.count == part.given.count,
      Set(part.of + part.given).count == part.of.count + part.given.count
    else { throw NormalFormError.undefined("a law whose variables do not fit") }
    if given.isEmpty { return marginal(part.law, part.of, points) }
    guard use(.conditionalDensity) else { return scalar(.conditional(part, points, given)) }
    let joint = marginal(part.law, part.of + part.given, points + given)
    return try multiply(joint, reciprocal(marginal(part.law, part.given, given)))
  }

  /// The marginal density of some variables of a law, in the order of their declaration.
  func marginal(_ law: Symbol, _ variables: [Symbol], _ points: [Polynomial]) -> Polynomial {
    if variables.isEmpty { return .one }
    let order = declarations.laws[law] ?? []
    func rank(_ symbol: Symbol) -> Int { order.firstIndex(of: symbol) ?? order.count }
    let sorted = zip(variables, points).sorted {
      (rank($0.0), $0.0.name) < (rank($1.0), $1.0.name)
    }
    return scalar(.marginal(law, sorted.map(\.0), sorted.map(\.1)))
  }

  /// E over a part of a law: the integral against its density; nil where the distribution is no law.
  func expectationUnderLaw(_ variable: Symbol, _ distribution: Term, _ body: Term) throws -> Polynomial? {
    guard let (part, given, isDefined) = lawPart(distribution) else { return nil }
    guard part.of.count == 1, use(.expectationIntegral), !isDefined || use(.definition) else {
      throw NormalFormError.undefined("an expectation over several variables at once")
    }
    let bound = boundVariable(part.of[0], max(height(body), height(distribution)))
    let renamed = try body.substituting([variable: Term(bound)])
    let density = try density(part, at: [value(.symbol(bound), bound.shape)], given: given.map(normalize))
    return try integral([bound], multiply(density, normalize(renamed)))
  }

  /// KL(p ‖ q) of a part of a law from another distribution of the same variables; nil where p is no law.
  func divergenceOfLaw(_ left: Term, _ right: Term) throws -> Polynomial? {
    guard let (part, _, _) = lawPart(left) else { return nil }
    let other = lawPart(right)?.part
    var targets = part.of
    if let other, other.of != part.of {
      // The variables of both are paired by their places; by their names where only the order differs.
      guard other.of.count == part.of.count, Set(other.of).isDisjoint(with: part.of) || part.of.count == 1 else {
        throw NormalFormError.undefined("a divergence of laws whose variables stand in another order")
      }
      targets = other.of
    }
    guard zip(part.of, targets).allSatisfy({ $0.sort == $1.sort && $0.domain == $1.domain }) else {
      throw NormalFormError.undefined("a divergence of laws over different variables")
    }
    return try integralOverLaw(left, part, below: max(height(left), height(right))) { points in
      try Term(
        .sum,
        [
          Term(.logarithm, [Term(.density, [left] + points)]),
          Term(.negation, [Term(.logarithm, [Term(.density, [right] + points)])]),
        ])
    }
  }

  /// H(p) of a part of a law; nil where p is no law.
  func entropyOfLaw(_ term: Term) throws -> Polynomial? {
    guard let (part, _, _) = lawPart(term) else { return nil }
    return try integralOverLaw(term, part, below: height(term)) { points in
      try Term(.negation, [Term(.logarithm, [Term(.density, [term] + points)])])
    }
  }

  /// ∫ p f over all variables of a part of a law.
  private func integralOverLaw(
    _ law: Term, _ part: LawPart, below height: Int, _ body: ([Term]) throws -> Term
  ) throws -> Polynomial {
    guard use(.expectationIntegral) else { throw NormalFormError.undefined("an expectation under a law") }
    let variables = part.of.enumerated().map { boundVariable($0.element, height + $0.offset) }
    let points = variables.map { Term($0) }
    let density = try density(law, at: points)
    return try integral(variables, multiply(density, normalize(body(points))))
  }

  /// The number of variables that a divergence or an entropy of this distribution binds.
  func boundCount(_ distribution: Term) -> Int { lawPart(distribution)?.part.of.count ?? 1 }
}

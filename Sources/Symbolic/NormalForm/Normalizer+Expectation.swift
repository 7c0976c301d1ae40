extension Normalizer {
  /// The distribution that a term stands for.
  func distribution(_ term: Term) throws -> Distribution {
    switch term.head {
    case .gaussian:
      return .gaussian(mean: try normalize(term.arguments[0]), covariance: try normalize(term.arguments[1]))
    case .distributionWithMoments:
      return .moments(mean: try normalize(term.arguments[0]), covariance: try normalize(term.arguments[1]))
    case .symbol(let symbol):
      if let definition = declarations.definitions[symbol], use(.definition) { return try distribution(definition) }
      return .named(symbol)
    case .application(let function): return .applied(function, try term.arguments.map(normalize))
    default: throw NormalFormError.undefined("a value where a distribution must be")
    }
  }

  private func isBoundVariable(_ point: Polynomial) -> Bool {
    guard let single = point.single, single.coefficient == .one else { return false }
    let atom =
      point.shape.isScalar
      ? point.singleAtom : single.monomial.factors.isEmpty ? single.monomial.word.first?.atom : nil
    guard let atom, case .symbol(let symbol) = atoms[atom].atom, point == value(.symbol(symbol), symbol.shape)
    else { return false }
    return symbol.name.hasPrefix("#x")
  }

  /// E over a variable of a body.
  func expectation(_ variable: Symbol, _ distribution: Term, _ body: Term) throws -> Polynomial {
    if let value = try expectationUnderLaw(variable, distribution, body) { return value }
    let bound = boundVariable(variable, max(height(body), height(distribution)))
    let renamed = try body.substituting([variable: Term(bound)])
    return try expectation(bound, self.distribution(distribution), normalize(renamed))
  }

  /// ∫ over a variable of a body.
  func integral(_ variable: Symbol, _ body: Term) throws -> Polynomial {
    let bound = boundVariable(variable, height(body))
    let renamed = try body.substituting([variable: Term(bound)])
    let value = try normalize(renamed)
    guard use(.expectationIntegral) else {
      return self.value(.integral([bound], value), value.shape)
    }
    return try integral([bound], value)
  }

  /// E of a polynomial: linear, constants come out, moments are reduced.
  func expectation(_ variable: Symbol, _ distribution: Distribution, _ body: Polynomial) throws -> Polynomial {
    if !dependsOn(variable, body) {
      return body.isZero || use(.expectationLinear)
        ? body : value(.expectation(variable, distribution, body), body.shape)
    }
    let isTrivial = body.single.map {
      separate($0, on: variable).constant == Summand(monomial: .unit, coefficient: .one)
    }
    guard isTrivial ?? false || use(.expectationLinear) else {
      return value(.expectation(variable, distribution, body), body.shape)
    }
    var total = Polynomial.zero(body.shape)
    for summand in body.summands {
      let (constant, dependent) = separate(summand, on: variable)
      guard dependent != .unit else {
        total = try total.adding(Polynomial(shape: body.shape, sorted: [summand]))
        continue
      }
      let shape = dependent.word.isEmpty ? Shape.scalar : body.shape
      let part =
        try moment(variable, distribution, dependent, shape)
        ?? value(
          .expectation(
            variable, distribution,
            Polynomial(shape: shape, sorted: [Summand(monomial: dependent, coefficient: .one)])), shape)
      total = try total.adding(scale(constant, body.shape, by: part))
    }
    return total
  }

  /// The expectation of a monomial in the variable, where it is known or can be brought to E[x] and E[xxᵀ].
  private func moment(
    _ variable: Symbol, _ distribution: Distribution, _ body: Monomial, _ shape: Shape
  ) throws -> Polynomial? {
    if allows(.expectationLinear),
      let (indices, inner) = try withoutSum(
        body, shape,
        where: { atom in
          guard case .summation(let indices, _) = atoms[atom].atom, dependsOn(variable, atom: atom) else {
            return false
          }
          return indices.allSatisfy { !dependsOn(variable, $0.lower) && !dependsOn(variable, $0.upper) }
        })
    {
      used.insert(.expectationLinear)
      return try summation(indices, expectation(variable, distribution, inner))
    }
    if variable.shape.isScalar { return try scalarMoment(variable, distribution, body) }
    // A matrix can stand inside a word, where nothing pairs it.
    guard variable.shape.isColumn else { return nil }
    let letter = intern(.symbol(variable))
    var strands: [Strand] = []
    for factor in body.factors {
      guard case .path(let word) = atoms[factor.atom].atom, factor.exponent.isInteger, factor.exponent > .zero,
        factor.exponent.numerator <= 6
      else { return nil }
      for _ in 0..<factor.exponent.numerator { strands.append(Strand(path: word)) }
    }
    strands += open(body.word, shape)
    var degree = 0
    for strand in strands {
      for item in strand.letters where dependsOn(variable, atom: item.atom) {
        guard item.atom == letter else { return nil }
        degree += 1
      }
    }
    switch degree {
    case 1:
      let mean = intern(.symbol(Symbol("#mean", variable.shape)))
      let replaced = try pairings(strands, letter, shape, rest: mean, link: nil)
      guard let first = replaced.first else { return nil }
      return try value(first, shape, [mean: self.mean(variable, distribution)])
    case 2:
      let second = intern(.symbol(Symbol("#moment", Shape(variable.shape.rows, variable.shape.rows), .symmetric)))
      guard let joined = try pairings(strands, letter, shape, rest: nil, link: second).first else { return nil }
      return try value(joined, shape, [second: secondMoment(variable, distribution)])
    default:
      guard degree <= 6, case .gaussian(let mean, let covariance) = distribution, use(.gaussianMoments)
      else { return nil }
      let meanLetter = intern(.symbol(Symbol("#mean", variable.shape)))
      let link = intern(.symbol(Symbol("#moment", covariance.shape, .symmetric)))
      var total = Polynomial.zero(shape)
      for pairing in try pairings(strands, letter, shape, rest: meanLetter, link: link) {
        total = try total.adding(value(pairing, shape, [meanLetter: mean, link: covariance]))
      }
      return total
    }
  }

  private func mean(_ variable: Symbol, _ distribution: Distribution) -> Polynomial {
    switch distribution {
    case .gaussian(let mean, _), .moments(let mean, _):
      if use(.expectationMean) { return mean }
    case .named, .applied: break
    }
    let point = value(.symbol(variable), variable.shape)
    return value(.expectation(variable, distribution, point), variable.shape)
  }

  private func secondMoment(_ variable: Symbol, _ distribution: Distribution) throws -> Polynomial {
    switch distribution {
    case .gaussian(let mean, let covariance), .moments(let mean, let covariance):
      if use(.secondMoment) { return try covariance.adding(multiply(mean, transpose(mean))) }
    case .named, .applied: break
    }
    let point = value(.symbol(variable), variable.shape)
    let square = try multiply(point, transpose(point))
    return value(.expectation(variable, distribution, square), square.shape)
  }

  /// E[xᵏ] of a scalar variable; for a Gaussian by E[xᵏ] = μ E[xᵏ⁻¹] + (k - 1) σ² E[xᵏ⁻²].
  private func scalarMoment(
    _ variable: Symbol, _ distribution: Distribution, _ body: Monomial
  ) throws -> Polynomial? {
    let atom = intern(.symbol(variable))
    guard body.word.isEmpty, body.factors.count == 1, body.factors[0].atom == atom else { return nil }
    let degree = body.factors[0].exponent
    if degree == .one { return mean(variable, distribution) }
    if degree == Rational(2) { return try secondMoment(variable, distribution) }
    guard degree.isInteger, degree > .zero, degree.numerator <= 12,
      case .gaussian(let mean, let covariance) = distribution, use(.gaussianMoments)
    else { return nil }
    var (previous, current) = (Polynomial.one, mean)
    for order in 2...degree.numerator {
      let next = try multiply(mean, current)
        .adding(multiply(covariance, previous).scaled(by: Rational(order - 1)))
      (previous, current) = (current, next)
    }
    return current
  }

  /// p(x): of a Gaussian, the exponential of its logarithm, except at the variable of an integral.
  func density(_ distribution: Distribution, _ point: Polynomial) throws -> Polynomial {
    if !isBoundVariable(point), let value = try logDensity(distribution, point) { return try exponential(value) }
    return scalar(.density(distribution, point))
  }

  /// log N(x; μ, Σ) = -n/2 log 2π - 1/2 log|Σ| - 1/2 (x - μ)ᵀΣ⁻¹(x - μ).
  func logDensity(_ distribution: Distribution, _ point: Polynomial) throws -> Polynomial? {
    guard case .gaussian(let mean, let covariance) = distribution, use(.gaussianLogDensity) else { return nil }
    let deviation = try point.subtracting(mean)
    let form = try multiply(multiply(transpose(deviation), inverse(covariance)), deviation)
    let circle = try logarithm(multiply(.constant(Rational(2)), scalar(.constant(.pi))))
    return try multiply(polynomial(point.shape.rows), circle)
      .adding(logarithm(determinant(covariance)))
      .adding(form)
      .scaled(by: Rational(-1, 2))
  }

  /// KL(p ‖ q) = E_p[log p(x) - log q(x)].
  func divergence(_ left: Term, _ right: Term) throws -> Polynomial {
    guard use(.divergenceDefinition) else {
      return scalar(.divergence(try distribution(left), try distribution(right)))
    }
    if let value = try divergenceOfLaw(left, right) { return value }
    let variable = Symbol("#x\(max(height(left), height(right)) + 1)", left.shape)
    let point = Term(variable)
    let difference = try Term(
      .sum,
      [
        Term(.logarithm, [Term(.density, [left, point])]),
        Term(.negation, [Term(.logarithm, [Term(.density, [right, point])])]),
      ])
    return try expectation(variable, distribution(left), normalize(difference))
  }

  /// H(p) = -E_p[log p(x)].
  func entropy(_ term: Term) throws -> Polynomial {
    guard use(.entropyDefinition) else { return scalar(.entropy(try distribution(term))) }
    if let value = try entropyOfLaw(term) { return value }
    let variable = Symbol("#x\(height(term) + 1)", term.shape)
    let logarithm = try Term(.logarithm, [Term(.density, [term, Term(variable)])])
    return try expectation(variable, distribution(term), normalize(logarithm)).scaled(by: .minusOne)
  }
}

extension Normalizer {
  func substitute(_ polynomial: Polynomial, _ index: Symbol, by symbol: Symbol) throws -> Polynomial {
    try substitute(polynomial, index, by: scalar(.symbol(symbol)))
  }

  /// The polynomial with an index replaced by a scalar.
  func substitute(_ polynomial: Polynomial, _ index: Symbol, by value: Polynomial) throws -> Polynomial {
    guard dependsOn(index, polynomial), value != scalar(.symbol(index)) else { return polynomial }
    substitutionDepth += 1
    defer { substitutionDepth -= 1 }
    guard substitutionDepth <= 200 else { throw NormalFormError.tooLarge }
    var total = Polynomial.zero(polynomial.shape)
    for summand in polynomial.summands {
      var product = Polynomial.constant(summand.coefficient)
      for factor in summand.monomial.factors {
        let base =
          dependsOn(index, atom: factor.atom)
          ? try substitute(atom: factor.atom, index, by: value)
          : Polynomial(
            shape: .scalar,
            sorted: [
              Summand(monomial: Monomial(factors: [Factor(atom: factor.atom, exponent: .one)]), coefficient: .one)
            ])
        product = try multiply(product, power(base, exponent: factor.exponent))
      }
      if !polynomial.shape.isScalar {
        product = try multiply(
          product,
          substitute(word: summand.monomial.word, index, by: value) ?? .identity(polynomial.shape.rows))
      }
      total = try total.adding(product)
    }
    return total
  }

  private func substitute(word: [Letter], _ index: Symbol, by value: Polynomial) throws -> Polynomial? {
    var replaced: [Int: Polynomial] = [:]
    for letter in word where dependsOn(index, atom: letter.atom) && replaced[letter.atom] == nil {
      replaced[letter.atom] = try substitute(atom: letter.atom, index, by: value)
    }
    return try wordValue(word, replacing: replaced)
  }

  private func substitute(atom id: Int, _ index: Symbol, by value: Polynomial) throws -> Polynomial {
    func inner(_ polynomial: Polynomial) throws -> Polynomial { try substitute(polynomial, index, by: value) }
    /// The body with its bound index renamed apart, so that nothing is captured.
    func open(_ bound: Symbol, _ body: Polynomial) throws -> (Symbol, Polynomial) {
      let fresh = try freshIndex(like: bound)
      return (fresh, try inner(substitute(body, bound, by: fresh)))
    }
    let facts = atoms[id]
    switch facts.atom {
    case .symbol: return value
    case .dimension, .constant, .prime: return self.value(facts.atom, facts.shape)
    case .path(let word): return try substitute(word: word, index, by: value) ?? .one
    case .loop(let word):
      guard let product = try substitute(word: word, index, by: value) else { return .one }
      return try trace(product)
    case .determinant(let letter):
      return try determinant(substitute(atom: letter, index, by: value))
    case .determinantOf(let matrix): return try determinant(inner(matrix))
    case .logarithm(let argument): return try logarithm(inner(argument))
    case .exponential(let argument): return try exponential(inner(argument))
    case .base(let base): return try inner(base)
    case .summation(let indices, let body):
      let (fresh, opened) = try self.open(indices, body)
      let image = try inner(opened)
      let limits = try fresh.map { SumIndex(symbol: $0.symbol, lower: try inner($0.lower), upper: try inner($0.upper)) }
      if limits.count == 1 {
        return try summation(limits[0].symbol, from: limits[0].lower, to: limits[0].upper, image)
      }
      return try summation(limits, image)
    case .productOver(let bound, let lower, let upper, let body):
      let (fresh, opened) = try open(bound, body)
      return try productOver(fresh, from: inner(lower), to: inner(upper), opened)
    case .diagonal(let bound, let dimension, let body):
      let (fresh, opened) = try open(bound, body)
      return try diagonal(fresh, dimension, opened)
    case .vector(let bound, let dimension, let body):
      let (fresh, opened) = try open(bound, body)
      return try vector(fresh, dimension, opened)
    case .unit(let dimension, let position): return matrix(.unit(dimension, try inner(position)))
    case .inverse(let matrix): return try inverse(inner(matrix))
    case .expectation(let variable, let distribution, let body):
      let isCaptured = dependsOn(variable, value)
      let (fresh, opened) = isCaptured ? try self.open([variable], body) : ([variable], body)
      return try expectation(fresh[0], substitute(distribution, inner), inner(opened))
    case .integral(let variables, let body):
      let (fresh, opened) = try self.open(variables, body)
      return try integral(fresh, inner(opened))
    case .marginal(let law, let variables, let points): return marginal(law, variables, try points.map(inner))
    case .conditional(let part, let points, let given):
      return scalar(.conditional(part, try points.map(inner), try given.map(inner)))
    case .density(let distribution, let point): return try density(substitute(distribution, inner), inner(point))
    case .divergence(let left, let right):
      return scalar(.divergence(try substitute(left, inner), try substitute(right, inner)))
    case .entropy(let distribution): return scalar(.entropy(try substitute(distribution, inner)))
    case .opaque(.application(index), let arguments):
      guard let renamed = value.symbolAtom.flatMap({ symbol(ofAtom: $0) }) else {
        throw NormalFormError.undefined("a value in the place of a family")
      }
      return self.value(.opaque(.application(renamed), try arguments.map(inner)), facts.shape)
    case .opaque(.kroneckerProduct, let arguments): return try kronecker(inner(arguments[0]), inner(arguments[1]))
    case .opaque(.vectorization, let arguments): return try vectorization(inner(arguments[0]))
    case .opaque(.indicator, let arguments): return try indicator(inner(arguments[0]), inner(arguments[1]))
    case .opaque(let head, let arguments): return self.value(.opaque(head, try arguments.map(inner)), facts.shape)
    }
  }

  private func substitute(
    _ distribution: Distribution, _ inner: (Polynomial) throws -> Polynomial
  ) throws -> Distribution {
    switch distribution {
    case .gaussian(let mean, let covariance): .gaussian(mean: try inner(mean), covariance: try inner(covariance))
    case .moments(let mean, let covariance): .moments(mean: try inner(mean), covariance: try inner(covariance))
    case .named: distribution
    case .applied(let symbol, let arguments): .applied(symbol, try arguments.map(inner))
    }
  }
}

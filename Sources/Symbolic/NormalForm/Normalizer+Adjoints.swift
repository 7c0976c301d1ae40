/// The chain rule from the outside: what ∂f/∂u is for a part u of f gives what the part adds to ∂f/∂x.
///
/// Where df = tr(Aᵀ du), A is the adjoint of u. A word P U Q under a trace has df = tr(P dU Q), so A = (QP)ᵀ; an inverse
/// has dU⁻¹ = -U⁻¹ dU U⁻¹, and a determinant d|U| = |U| tr(U⁻¹ dU) (source: Magnus and Neudecker, chapters 8 and 9).
extension Normalizer {
  /// The derivative by the variable of tr(Aᵀ u) for a polynomial u, with A held.
  func adjoint(_ body: Polynomial, _ outer: Polynomial, _ variable: Variable) throws -> Polynomial {
    substitutionDepth += 1
    defer { substitutionDepth -= 1 }
    guard substitutionDepth <= 200 else { throw NormalFormError.tooLarge }
    var total = Polynomial.zero(variable.shape)
    for summand in body.summands {
      let word = summand.monomial.word
      let whole = Polynomial(shape: body.shape, sorted: [summand])
      guard dependsOn(variable.symbol, whole) else { continue }
      guard use(.gradientProduct) else { throw NormalFormError.undefined("a derivative") }
      for (position, factor) in summand.monomial.factors.enumerated()
      where dependsOn(variable.symbol, atom: factor.atom) {
        var rest = summand.monomial
        let exponent = try factor.exponent.minus(.one)
        rest.factors.remove(at: position)
        // A root has no derivative at zero.
        if factor.exponent > .zero, exponent < .zero, !atoms[factor.atom].isInvertible {
          conditions.insert(condition(.nonzero, scalar: factor.atom))
        }
        var scale = Polynomial(
          shape: body.shape,
          sorted: [Summand(monomial: rest, coefficient: try summand.coefficient.times(factor.exponent))])
        if exponent != .zero { scale = try multiply(power(plain(factor.atom), exponent: exponent), scale) }
        // Of a matrix, the scalar factor moves the whole word.
        let inner = try body.shape.isScalar ? multiply(scale, outer) : trace(multiply(transpose(outer), scale))
        total = try total.adding(adjoint(atom: factor.atom, inner, variable))
      }
      if word.isEmpty { continue }
      let factors = Polynomial(
        shape: .scalar,
        sorted: [Summand(monomial: Monomial(factors: summand.monomial.factors), coefficient: summand.coefficient)])
      let turned = try multiply(factors, transpose(outer))
      total = try total.adding(adjoint(word: word, around: turned, variable))
    }
    return total
  }

  private func plain(_ atom: Int) -> Polynomial {
    Polynomial(
      shape: .scalar,
      sorted: [Summand(monomial: Monomial(factors: [Factor(atom: atom, exponent: .one)]), coefficient: .one)])
  }

  /// The derivative of tr(C W) for a word W, letter by letter.
  private func adjoint(
    word letters: [Letter], around closing: Polynomial, _ variable: Variable
  ) throws -> Polynomial {
    var total = Polynomial.zero(variable.shape)
    for (position, letter) in letters.enumerated() where dependsOn(variable.symbol, atom: letter.atom) {
      guard use(.gradientTrace) else { throw NormalFormError.undefined("a derivative of a product of matrices") }
      // Under the trace, tr(M U), tr(M Uᵀ), tr(M U⁻¹) and tr(M U⁻ᵀ).
      var inner = closing
      if let after = try wordValue(letters[(position + 1)...]) { inner = try multiply(after, inner) }
      if let before = try wordValue(letters[..<position]) { inner = try multiply(inner, before) }
      if inner.shape.isScalar, letters.count == 1 { inner = try multiply(inner, .identity(rows(letter))) }
      if !letter.isTransposed { inner = try transpose(inner) }
      if letter.isInverted {
        guard use(.gradientInverse), let own = try wordValue([Letter(letter.atom, transposed: true, inverted: true)])
        else { throw NormalFormError.undefined("a derivative of an inverse") }
        let straight = atoms[letter.atom].isSymmetric ? try transpose(own) : own
        inner = try multiply(multiply(straight, inner), straight).scaled(by: .minusOne)
      }
      total = try total.adding(adjoint(atom: letter.atom, inner, variable))
    }
    return total
  }

  /// The derivative of tr(Aᵀ u) for an atom u.
  private func adjoint(atom id: Int, _ outer: Polynomial, _ variable: Variable) throws -> Polynomial {
    guard dependsOn(variable.symbol, atom: id) else { return .zero(variable.shape) }
    func require(_ rule: Rule) throws {
      guard use(rule) else { throw NormalFormError.undefined("a derivative without the rule \(rule.name)") }
    }
    switch atoms[id].atom {
    case .symbol(variable.symbol) where !variable.isMember: return outer
    case .opaque(.application(variable.symbol), let arguments):
      guard !arguments.contains(where: { dependsOn(variable.symbol, $0) }) else { break }
      return try multiply(isSame(arguments, variable), outer)
    case .path(let word), .loop(let word): return try adjoint(word: word, around: outer, variable)
    case .determinant(let letter):
      try require(.gradientDeterminant)
      guard let own = try wordValue([Letter(letter)]) else { break }
      if !atoms[letter].isInvertible { conditions.insert(condition(.invertible, letter: letter)) }
      return try adjoint(atom: letter, multiply(multiply(outer, plain(id)), transpose(inverse(own))), variable)
    case .determinantOf(let matrix):
      try require(.gradientDeterminant)
      if !isPositiveDefinite(matrix) { conditions.insert(Condition(kind: .invertible, term: try term(matrix))) }
      return try adjoint(matrix, multiply(multiply(outer, plain(id)), transpose(inverse(matrix))), variable)
    case .logarithm(let value):
      try require(.gradientLogarithm)
      return try adjoint(value, multiply(outer, reciprocal(value)), variable)
    case .exponential(let value):
      try require(.gradientLogarithm)
      return try adjoint(value, multiply(outer, plain(id)), variable)
    case .base(let value): return try adjoint(value, outer, variable)
    case .inverse(let matrix):
      try require(.gradientInverse)
      guard let own = try wordValue([Letter(id)]) else { break }
      let turned = try transpose(own)
      return try adjoint(matrix, multiply(multiply(turned, outer), turned).scaled(by: .minusOne), variable)
    case .summation(let indices, let body):
      guard !indices.contains(where: { dependsOn(variable.symbol, $0.lower) || dependsOn(variable.symbol, $0.upper) })
      else { break }
      try require(.gradientSum)
      let (fresh, opened) = try open(indices, body)
      let inner = try adjoint(opened, outer, variable)
      if fresh.count == 1 { return try summation(fresh[0].symbol, from: fresh[0].lower, to: fresh[0].upper, inner) }
      return try summation(fresh, inner)
    case .vector(let bound, let dimension, let body), .diagonal(let bound, let dimension, let body):
      try require(.gradientSum)
      let index = try freshIndex(like: bound)
      let position = scalar(.symbol(index))
      var entry = try component(outer, position)
      if case .diagonal = atoms[id].atom { entry = try component(transpose(entry), position) }
      let inner = try adjoint(substitute(body, bound, by: index), entry, variable)
      return try summation(index, from: .one, to: polynomial(dimension), inner)
    case .expectation(let bound, let distribution, let body):
      guard !distribution.polynomials.contains(where: { dependsOn(variable.symbol, $0) }),
        distribution.head != variable.symbol
      else { break }
      try require(.gradientSum)
      let (fresh, opened) = try open([bound], body)
      return try expectation(fresh[0], distribution, adjoint(opened, outer, variable))
    case .integral(let bound, let body):
      try require(.gradientSum)
      let (fresh, opened) = try open(bound, body)
      return try integral(fresh, adjoint(opened, outer, variable))
    case .density(let distribution, let point):
      guard let logarithm = try logDensity(distribution, point) else { break }
      try require(.gradientLogarithm)
      return try adjoint(logarithm, multiply(outer, plain(id)), variable)
    case .symbol, .dimension, .constant, .prime, .productOver, .marginal, .conditional, .divergence, .entropy, .unit,
      .opaque:
      break
    }
    throw NormalFormError.undefined("a derivative that no rule covers")
  }
}

/// Derivatives: by a matrix, a vector or a scalar at a point, and by one member of a family.
///
/// The entries of the variable are independent, whatever its domain is: so under the derivative a symmetric matrix is any
/// matrix, and what is known of it comes back when the point is put in.
extension Normalizer {
  /// What is differentiated by.
  struct Variable {
    /// The variable, or the family under another name.
    let symbol: Symbol
    /// The indices of the member; none where the variable is no family.
    var indices: [Polynomial] = []
    var isMember = false

    var shape: Shape { symbol.shape }
  }

  /// ∂f/∂x at a point.
  func gradient(_ symbol: Symbol, at point: Term, of body: Term, number: Int) throws -> Polynomial {
    let name = try differentiable(symbol, number)
    let renamed = try body.substituting([symbol: Term(name)])
    let target = try normalize(point)
    return try atPoint(name, point) {
      let value = try derivative(of: normalize(renamed), by: Variable(symbol: name))
      return try substitute(value, name, by: target)
    }
  }

  /// ∂f/∂x_k by one member of a family.
  func memberGradient(_ family: Symbol, _ indices: [Term], of body: Term, number: Int) throws -> Polynomial {
    let name = try differentiable(family, number)
    let renamed = try body.substituting([family: Term(name)])
    let values = try indices.map(normalize)
    return try atPoint(name, Term(family)) {
      let value = try derivative(of: normalize(renamed), by: Variable(symbol: name, indices: values, isMember: true))
      return try rename(name, to: family, in: value)
    }
  }

  /// The variable under a name of its own, with no more known of it than holds when its entries are moved one by one.
  private func differentiable(_ symbol: Symbol, _ number: Int) throws -> Symbol {
    guard !symbol.sort.isDistribution else { throw NormalFormError.undefined("a derivative by a distribution") }
    let domain: Domain
    switch symbol.domain {
    case .positive, .real, .invertible: domain = symbol.domain
    case .positiveDefinite: domain = symbol.shape.isScalar ? .positive : .invertible
    case .nonnegative, .symmetric, .positiveSemidefinite, .simplex, .fullColumnRank: domain = .real
    case .natural, .binary, .oneHot: throw NormalFormError.undefined("a derivative by a whole number")
    }
    return Symbol("#d\(number)", symbol.sort, domain)
  }

  /// Computes under the name; what had to be assumed of it is assumed of the point.
  private func atPoint(_ name: Symbol, _ point: Term, _ compute: () throws -> Polynomial) throws -> Polynomial {
    let outer = conditions
    conditions = []
    let value = try compute()
    let assumed = conditions
    conditions = outer
    for condition in assumed {
      let term = try condition.term.substituting([name: point])
      let known = try normalize(term)
      let holds =
        switch condition.kind {
        case .invertible:
          known.shape.isScalar ? isNonzero(known) : isPositiveDefinite(known) || isInvertibleLetter(known)
        case .nonzero: isNonzero(known)
        case .positive: isPositive(known)
        }
      if !holds { conditions.insert(Condition(kind: condition.kind, term: term)) }
    }
    return value
  }

  private func isInvertibleLetter(_ value: Polynomial) -> Bool {
    guard let single = value.single, single.monomial.factors.isEmpty else { return false }
    return single.monomial.word.allSatisfy { atoms[$0.atom].isInvertible && atoms[$0.atom].shape.isSquare }
  }

  /// The derivative in the shape that the convention gives it.
  private func derivative(of body: Polynomial, by variable: Variable) throws -> Polynomial {
    if body.shape.isScalar {
      guard dependsOn(variable.symbol, body) else { return .zero(variable.shape) }
      return try adjoint(body, .one, variable)
    }
    if variable.shape.isScalar { return try differential(body, variable) }
    guard body.shape.columns == .one, variable.shape.columns == .one else {
      throw NormalFormError.undefined("a derivative of a matrix by a matrix")
    }
    return try jacobian(body, variable)
  }

  /// ∂f/∂xᵀ of a column by a column.
  private func jacobian(_ body: Polynomial, _ variable: Variable) throws -> Polynomial {
    var total = Polynomial.zero(Shape(body.shape.rows, variable.shape.rows))
    for summand in body.summands where dependsOn(variable.symbol, Polynomial(shape: body.shape, sorted: [summand])) {
      guard use(.gradientProduct) else { throw NormalFormError.undefined("a derivative") }
      let word = summand.monomial.word
      let factors = Polynomial(
        shape: .scalar,
        sorted: [Summand(monomial: Monomial(factors: summand.monomial.factors), coefficient: summand.coefficient)])
      if dependsOn(variable.symbol, factors), let column = try wordValue(word) {
        total = try total.adding(multiply(column, transpose(adjoint(factors, .one, variable))))
      }
      guard word.contains(where: { dependsOn(variable.symbol, atom: $0.atom) }) else { continue }
      guard let last = word.last, !last.isTransposed, !last.isInverted,
        !word.dropLast().contains(where: { dependsOn(variable.symbol, atom: $0.atom) }),
        use(.gradientTrace)
      else { throw NormalFormError.undefined("a derivative of a column") }
      var inner: Polynomial
      switch atoms[last.atom].atom {
      case .symbol(variable.symbol) where !variable.isMember: inner = .identity(variable.shape.rows)
      case .opaque(.application(variable.symbol), let arguments):
        inner = try multiply(isSame(arguments, variable), .identity(variable.shape.rows))
      case .summation(let indices, let summed):
        guard use(.gradientSum) else { throw NormalFormError.undefined("a derivative of a sum") }
        let (fresh, opened) = try open(indices, summed)
        inner = try summation(fresh, jacobian(opened, variable))
      default: throw NormalFormError.undefined("a derivative of a column")
      }
      if let before = try wordValue(word.dropLast()) { inner = try multiply(before, inner) }
      total = try total.adding(multiply(factors, inner))
    }
    return total
  }

  /// The derivative of every entry by a scalar.
  private func differential(_ body: Polynomial, _ variable: Variable) throws -> Polynomial {
    if body.shape.isScalar { return try adjoint(body, .one, variable) }
    var total = Polynomial.zero(body.shape)
    for summand in body.summands {
      guard use(.gradientProduct) else { throw NormalFormError.undefined("a derivative") }
      let word = summand.monomial.word
      let factors = Polynomial(
        shape: .scalar,
        sorted: [Summand(monomial: Monomial(factors: summand.monomial.factors), coefficient: summand.coefficient)])
      if dependsOn(variable.symbol, factors) {
        let whole = try wordValue(word) ?? .identity(body.shape.rows)
        total = try total.adding(multiply(adjoint(factors, .one, variable), whole))
      }
      for (position, letter) in word.enumerated() where dependsOn(variable.symbol, atom: letter.atom) {
        var inner = try differential(letter, variable)
        if let before = try wordValue(word[..<position]) { inner = try multiply(before, inner) }
        if let after = try wordValue(word[(position + 1)...]) { inner = try multiply(inner, after) }
        total = try total.adding(multiply(factors, inner))
      }
    }
    return total
  }

  private func differential(_ letter: Letter, _ variable: Variable) throws -> Polynomial {
    var value: Polynomial
    switch atoms[letter.atom].atom {
    case .inverse(let matrix):
      guard use(.gradientInverse) else { throw NormalFormError.undefined("a derivative of an inverse") }
      let own = try wordValue([Letter(letter.atom)]) ?? .one
      value = try multiply(multiply(own, differential(matrix, variable)), own).scaled(by: .minusOne)
    case .summation(let indices, let body):
      guard use(.gradientSum) else { throw NormalFormError.undefined("a derivative of a sum") }
      let (fresh, opened) = try open(indices, body)
      value = try summation(fresh, differential(opened, variable))
    case .diagonal(let bound, let dimension, let body):
      let index = try freshIndex(like: bound)
      value = try diagonal(index, dimension, differential(substitute(body, bound, by: index), variable))
    case .vector(let bound, let dimension, let body):
      let index = try freshIndex(like: bound)
      value = try vector(index, dimension, differential(substitute(body, bound, by: index), variable))
    default: throw NormalFormError.undefined("a derivative of a matrix")
    }
    if letter.isInverted {
      guard use(.gradientInverse), let own = try wordValue([Letter(letter.atom, inverted: true)]) else {
        throw NormalFormError.undefined("a derivative of an inverse")
      }
      value = try multiply(multiply(own, value), own).scaled(by: .minusOne)
    }
    return letter.isTransposed ? try transpose(value) : value
  }

  /// Whether a member of the family is the one that is differentiated by, as a product of indicators.
  func isSame(_ arguments: [Polynomial], _ variable: Variable) throws -> Polynomial {
    guard arguments.count == variable.indices.count, use(.gradientMember) else {
      throw NormalFormError.undefined("a derivative by a member of a family")
    }
    var product = Polynomial.one
    for (a, b) in zip(arguments, variable.indices) { product = try multiply(product, indicator(a, b)) }
    return product
  }
}

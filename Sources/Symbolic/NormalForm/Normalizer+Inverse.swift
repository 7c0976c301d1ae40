extension Normalizer {
  /// The inverse of a square matrix.
  func inverse(_ matrix: Polynomial) throws -> Polynomial {
    if matrix.shape.isScalar { return try reciprocal(matrix) }
    if matrix.isZero { throw NormalFormError.undefined("the inverse of zero") }
    if let single = matrix.single {
      let word = single.monomial.word
      if word.count <= 1 || word.allSatisfy({ atoms[$0.atom].shape.isSquare }) {
        guard word.count <= 1 || use(.inverseProduct) else { return value(.inverse(matrix), matrix.shape) }
        let scalar = Polynomial(
          shape: .scalar,
          sorted: [Summand(monomial: Monomial(factors: single.monomial.factors), coefficient: single.coefficient)])
        var product = Polynomial.identity(matrix.shape.rows)
        for letter in word.reversed() { product = try multiply(product, inverse(letter)) }
        return try multiply(reciprocal(scalar), product)
      }
    }
    if let (index, dimension, body) = try diagonalBody(matrix), use(.inverseDiagonal) {
      return try diagonal(index, dimension, reciprocal(body))
    }
    let (content, primitive) = try content(matrix)
    return try self.matrix(.inverse(primitive)).scaled(by: content.reciprocal())
  }

  private func inverse(_ letter: Letter) throws -> Polynomial {
    switch atoms[letter.atom].atom {
    case .inverse(let matrix): return letter.isTransposed ? try transpose(matrix) : matrix
    case .diagonal(let index, let dimension, let body):
      guard use(.inverseDiagonal) else { break }
      return try diagonal(index, dimension, reciprocal(body))
    default: break
    }
    return Polynomial(
      shape: atoms[letter.atom].shape,
      sorted: [Summand(monomial: Monomial(word: [letter.inverse]), coefficient: .one)])
  }

  /// The matrix as one diagonal matrix, where every summand is a diagonal matrix or a multiple of the identity.
  private func diagonalBody(_ matrix: Polynomial) throws -> (Symbol, Dimension, Polynomial)? {
    var height = 0
    var hasDiagonal = false
    for summand in matrix.summands {
      guard let letter = summand.monomial.word.first else { continue }
      guard summand.monomial.word.count == 1, case .diagonal = atoms[letter.atom].atom, !letter.isInverted
      else { return nil }
      hasDiagonal = true
      height = max(height, atoms[letter.atom].height)
    }
    guard hasDiagonal else { return nil }
    let index = boundIndex(height)
    var body = Polynomial.zero(.scalar)
    for summand in matrix.summands {
      var part = Polynomial(
        shape: .scalar,
        sorted: [Summand(monomial: Monomial(factors: summand.monomial.factors), coefficient: summand.coefficient)])
      if let letter = summand.monomial.word.first, case .diagonal(let bound, _, let inner) = atoms[letter.atom].atom {
        part = try multiply(part, substitute(inner, bound, by: index))
      }
      body = try body.adding(part)
    }
    return (index, matrix.shape.rows, body)
  }

  /// The determinant.
  func determinant(_ matrix: Polynomial) throws -> Polynomial {
    if matrix.shape.isScalar { return matrix }
    let dimension = matrix.shape.rows
    if let (index, size, body) = try diagonalBody(matrix) {
      guard use(.determinantDiagonal) else { return scalar(.determinantOf(matrix)) }
      return try productOver(index, from: .one, to: polynomial(size), body)
    }
    guard let single = matrix.single, single.monomial.word.allSatisfy({ atoms[$0.atom].shape.isSquare }) else {
      return scalar(.determinantOf(matrix))
    }
    let factor = Polynomial(
      shape: .scalar,
      sorted: [Summand(monomial: Monomial(factors: single.monomial.factors), coefficient: single.coefficient)])
    let word = single.monomial.word
    let isPlain = factor == .one && word.count == 1 && !word[0].isInverted && !word[0].isTransposed
    guard isPlain || use(.determinantProduct) else { return scalar(.determinantOf(matrix)) }
    var product = Polynomial.one
    if factor != .one {
      guard isPositive(factor) || dimension.literal != nil else { return scalar(.determinantOf(matrix)) }
      product = try power(factor, exponent: polynomial(dimension))
    }
    for letter in word {
      let value = try determinant(letter)
      product = try multiply(product, letter.isInverted ? reciprocal(value) : value)
    }
    return product
  }

  private func determinant(_ letter: Letter) throws -> Polynomial {
    switch atoms[letter.atom].atom {
    case .inverse(let matrix): return try reciprocal(scalar(.determinantOf(matrix)))
    case .diagonal(let index, let size, let body):
      guard use(.determinantDiagonal) else { break }
      return try productOver(index, from: .one, to: polynomial(size), body)
    case .opaque(.kroneckerProduct, _):
      if let value = try kroneckerDeterminant(letter.atom) { return value }
    default: break
    }
    return scalar(.determinant(letter.atom))
  }
}

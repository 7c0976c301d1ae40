/// Kronecker products and the columns of a matrix below each other.
///
/// A product of Kronecker products is one, and a Kronecker product before a vectorization goes into it:
/// (C ⊗ D) vec X = vec(D X Cᵀ). Of a matrix, its transpose and its inverses, one is the letter.
extension Normalizer {
  /// A ⊗ B: linear in both.
  func kronecker(_ left: Polynomial, _ right: Polynomial) throws -> Polynomial {
    if left.shape.isScalar || right.shape.isScalar { return try multiply(left, right) }
    let shape = Shape(left.shape.rows * right.shape.rows, left.shape.columns * right.shape.columns)
    guard use(.kroneckerProduct) else { return value(.opaque(.kroneckerProduct, [left, right]), shape) }
    var total = Polynomial.zero(shape)
    for a in left.summands {
      for b in right.summands {
        let factors = try multiply(scalarPart(a), scalarPart(b))
        let letter = try kroneckerLetter(wordPart(a, left.shape), wordPart(b, right.shape))
        let word =
          letter.map {
            Polynomial(shape: shape, sorted: [Summand(monomial: Monomial(word: [$0]), coefficient: .one)])
          } ?? .identity(shape.rows)
        total = try total.adding(multiply(factors, word))
      }
    }
    guard total.summands.count <= Normalizer.sizeLimit else { throw NormalFormError.tooLarge }
    return total
  }

  private func scalarPart(_ summand: Summand) -> Polynomial {
    Polynomial(
      shape: .scalar,
      sorted: [Summand(monomial: Monomial(factors: summand.monomial.factors), coefficient: summand.coefficient)])
  }

  private func wordPart(_ summand: Summand, _ shape: Shape) -> Polynomial {
    Polynomial(
      shape: shape, sorted: [Summand(monomial: Monomial(word: summand.monomial.word), coefficient: .one)])
  }

  /// The letter of a product of words; nil where both are the identity.
  private func kroneckerLetter(_ left: Polynomial, _ right: Polynomial) throws -> Letter? {
    if left.single?.monomial == .unit, right.single?.monomial == .unit { return nil }
    var variants = [(left, right, false, false)]
    variants.append((try transpose(left), try transpose(right), true, false))
    if hasSquareLetters(left), hasSquareLetters(right), allows(.inverseProduct) {
      let inverses = (try inverse(left), try inverse(right))
      variants.append((inverses.0, inverses.1, false, true))
      variants.append((try transpose(inverses.0), try transpose(inverses.1), true, true))
    }
    var best = variants[0]
    for variant in variants.dropFirst()
    where variant.0.precedes(best.0) || variant.0 == best.0 && variant.1.precedes(best.1) {
      best = variant
    }
    if best.3 { used.insert(.inverseProduct) }
    let atom = intern(.opaque(.kroneckerProduct, [best.0, best.1]))
    return Letter(atom, transposed: best.2 && !atoms[atom].isSymmetric, inverted: best.3)
  }

  private func hasSquareLetters(_ word: Polynomial) -> Bool {
    word.single?.monomial.word.allSatisfy { atoms[$0.atom].shape.isSquare } ?? false
  }

  /// The two factors of a letter that is a Kronecker product, transposed and inverted as the letter is.
  func kroneckerFactors(_ letter: Letter) throws -> (Polynomial, Polynomial)? {
    guard case .opaque(.kroneckerProduct, let arguments) = atoms[letter.atom].atom, allows(.kroneckerProduct)
    else { return nil }
    var (left, right) = (arguments[0], arguments[1])
    if letter.isInverted { (left, right) = (try inverse(left), try inverse(right)) }
    if letter.isTransposed { (left, right) = (try transpose(left), try transpose(right)) }
    return (left, right)
  }

  /// vec A: linear; of a column the column itself.
  func vectorization(_ matrix: Polynomial) throws -> Polynomial {
    if matrix.shape.columns == .one { return matrix }
    if matrix.shape.rows == .one { return try transpose(matrix) }
    let shape = Shape.vector(matrix.shape.rows * matrix.shape.columns)
    guard use(.vectorization) else { return value(.opaque(.vectorization, [matrix]), shape) }
    var total = Polynomial.zero(shape)
    for summand in matrix.summands {
      let column = self.matrix(.opaque(.vectorization, [wordPart(summand, matrix.shape)]))
      total = try total.adding(multiply(scalarPart(summand), column))
    }
    return total
  }

  /// The matrix whose columns the letter holds below each other.
  private func unvectorized(_ letter: Letter) -> Polynomial? {
    guard case .opaque(.vectorization, let arguments) = atoms[letter.atom].atom, allows(.vectorization) else {
      return nil
    }
    return arguments[0]
  }

  /// Two neighbouring letters as one, where one of them is a Kronecker product; an empty word for the identity.
  func mergeKronecker(_ a: Letter, _ b: Letter) -> [Letter]? {
    guard let product = try? kroneckerTimes(a, b), let single = product.single, single.coefficient == .one,
      single.monomial.factors.isEmpty
    else { return nil }
    return single.monomial.word
  }

  private func kroneckerTimes(_ a: Letter, _ b: Letter) throws -> Polynomial? {
    if let (c, d) = try kroneckerFactors(a), let (e, f) = try kroneckerFactors(b) {
      guard c.shape.columns == e.shape.rows, d.shape.columns == f.shape.rows, use(.kroneckerProduct) else { return nil }
      return try kronecker(multiply(c, e), multiply(d, f))
    }
    if let (c, d) = try kroneckerFactors(a), !b.isTransposed, let x = unvectorized(b) {
      guard c.shape.columns == x.shape.columns, d.shape.columns == x.shape.rows, use(.vectorization) else { return nil }
      return try vectorization(multiply(multiply(d, x), transpose(c)))
    }
    if let (c, d) = try kroneckerFactors(b), a.isTransposed, let x = unvectorized(a) {
      guard c.shape.rows == x.shape.columns, d.shape.rows == x.shape.rows, use(.vectorization) else { return nil }
      return try transpose(vectorization(multiply(multiply(transpose(d), x), c)))
    }
    return nil
  }

  /// vec(A)ᵀ vec(B) = tr(AᵀB); nil for other words.
  func pathOfVectorizations(_ word: [Letter]) throws -> Polynomial? {
    guard word.count == 2, let a = unvectorized(word[0]), let b = unvectorized(word[1]), a.shape == b.shape,
      use(.vectorization)
    else { return nil }
    return try trace(multiply(transpose(a), b))
  }

  /// |A ⊗ B| = |A|^q |B|^p for A of p and B of q rows; nil where that is not known.
  func kroneckerDeterminant(_ atom: Int) throws -> Polynomial? {
    guard let (left, right) = try kroneckerFactors(Letter(atom)), left.shape.isSquare, right.shape.isSquare else {
      return nil
    }
    let (a, b) = (try determinant(left), try determinant(right))
    guard isPositive(a), isPositive(b), use(.kroneckerProduct) else { return nil }
    return try multiply(
      power(a, exponent: polynomial(right.shape.rows)), power(b, exponent: polynomial(left.shape.rows)))
  }

  /// log MN(X; M, U, V), the density of vec X ~ N(vec M, V ⊗ U).
  func matrixGaussianDensity(_ distribution: Term, _ point: Polynomial) throws -> Polynomial? {
    if let symbol = distribution.symbol, let definition = declarations.definitions[symbol] {
      guard let value = try matrixGaussianDensity(definition, point) else { return nil }
      return use(.definition) ? value : nil
    }
    guard distribution.head == .matrixGaussian, use(.matrixGaussianDensity) else { return nil }
    let parts = try distribution.arguments.map(normalize)
    let (rows, columns) = (try polynomial(point.shape.rows), try polynomial(point.shape.columns))
    let deviation = try point.subtracting(parts[0])
    let form = try multiply(
      multiply(inverse(parts[2]), transpose(deviation)), multiply(inverse(parts[1]), deviation))
    let circle = try logarithm(multiply(.constant(Rational(2)), scalar(.constant(.pi))))
    let logarithm = try multiply(multiply(rows, columns), circle)
      .adding(multiply(rows, self.logarithm(determinant(parts[2]))))
      .adding(multiply(columns, self.logarithm(determinant(parts[1]))))
      .adding(trace(form))
      .scaled(by: Rational(-1, 2))
    return try exponential(logarithm)
  }
}

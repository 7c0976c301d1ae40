extension Normalizer {
  /// What is known of a new atom.
  func facts(_ atom: Atom) -> AtomFacts {
    var shape = Shape.scalar
    var isSymmetric = true
    var isPositive = false
    var isNonnegative = false
    var isInvertible = false
    var free: Set<Symbol> = []
    var height = 0
    func include(_ polynomials: [Polynomial]) {
      for polynomial in polynomials {
        for summand in polynomial.summands {
          for factor in summand.monomial.factors { include(factor.atom) }
          for letter in summand.monomial.word { include(letter.atom) }
        }
      }
    }
    func include(_ atom: Int) {
      if !atoms[atom].freeSymbols.isSubset(of: free) { free.formUnion(atoms[atom].freeSymbols) }
      height = max(height, atoms[atom].height)
    }
    func bind(_ symbol: Symbol, _ body: Polynomial, _ others: [Polynomial]) {
      include([body])
      free.remove(symbol)
      height += 1
      include(others)
    }
    switch atom {
    case .symbol(let symbol):
      shape = symbol.shape
      free = [symbol]
      isPositive = [.positive, .natural, .positiveDefinite].contains(symbol.domain)
      if !shape.isScalar, [.positive, .natural].contains(symbol.domain) { isPositive = false }
      isNonnegative =
        isPositive || symbol.domain == .positiveSemidefinite
        || shape.isScalar && [.nonnegative, .simplex].contains(symbol.domain)
      isSymmetric =
        shape.isScalar || [.symmetric, .positiveDefinite, .positiveSemidefinite].contains(symbol.domain)
      isInvertible = isPositive || symbol.domain == .invertible
    case .dimension, .constant, .prime: isPositive = true
    case .path(let letters):
      for letter in letters { include(letter.atom) }
      isPositive = isPositiveEntry(letters)
      isNonnegative = isPositive || isQuadraticForm(letters)
    case .loop(let letters):
      for letter in letters { include(letter.atom) }
      if letters.count == 1 {
        isPositive = atoms[letters[0].atom].isPositive
        isNonnegative = atoms[letters[0].atom].isNonnegative
      }
    case .determinant(let letter):
      include(letter)
      isPositive = atoms[letter].isPositive
      isNonnegative = atoms[letter].isNonnegative
      isInvertible = atoms[letter].isInvertible
    case .determinantOf(let matrix):
      include([matrix])
      isPositive = isPositiveDefinite(matrix)
    case .logarithm(let value): include([value])
    case .exponential(let value):
      include([value])
      isPositive = true
    case .base(let value):
      include([value])
      isPositive = self.isPositive(value)
      isNonnegative = self.isNonnegative(value)
    case .summation(let indices, let body):
      shape = body.shape
      include([body])
      free.subtract(indices.map(\.symbol))
      height += indices.count
      include(indices.flatMap { [$0.lower, $0.upper] })
      isSymmetric = shape.isScalar || isSymmetricPolynomial(body)
      isPositive =
        shape.isScalar && indices.allSatisfy { $0.lower == .one && isPositiveCount($0.upper) } && self.isPositive(body)
      isNonnegative = shape.isScalar ? self.isNonnegative(body) : isSemidefinite(body)
    case .productOver(let index, let lower, let upper, let body):
      bind(index, body, [lower, upper])
      isPositive = self.isPositive(body)
    case .expectation(let variable, let distribution, let body):
      shape = body.shape
      bind(variable, body, distribution.polynomials)
      if let head = distribution.head { free.insert(head) }
      isSymmetric = shape.isScalar || isSymmetricPolynomial(body)
      isPositive = shape.isScalar && self.isPositive(body)
      isNonnegative = shape.isScalar && self.isNonnegative(body)
    case .integral(let variables, let body):
      shape = body.shape
      include([body])
      free.subtract(variables)
      height += variables.count
      isSymmetric = shape.isScalar || isSymmetricPolynomial(body)
    case .density(let distribution, let point):
      include(distribution.polynomials + [point])
      if let head = distribution.head { free.insert(head) }
      isNonnegative = true
      if case .gaussian = distribution { isPositive = true }
    case .marginal(let law, _, let points):
      include(points)
      free.insert(law)
      isPositive = true
    case .conditional(let part, let points, let given):
      include(points + given)
      free.insert(part.law)
      isPositive = true
    case .divergence(let left, let right):
      include(left.polynomials + right.polynomials)
      for head in [left.head, right.head].compactMap({ $0 }) { free.insert(head) }
      height += 1
    case .entropy(let distribution):
      include(distribution.polynomials)
      if let head = distribution.head { free.insert(head) }
      height += 1
    case .diagonal(let index, let dimension, let body):
      shape = Shape(dimension, dimension)
      bind(index, body, [])
      isPositive = self.isPositive(body)
      isNonnegative = self.isNonnegative(body)
      isInvertible = isPositive || isNonzero(body)
    case .vector(let index, let dimension, let body):
      shape = .vector(dimension)
      bind(index, body, [])
      isSymmetric = false
    case .unit(let dimension, let index):
      shape = .vector(dimension)
      include([index])
      isSymmetric = false
    case .inverse(let matrix):
      shape = matrix.shape
      include([matrix])
      isSymmetric = isSymmetricPolynomial(matrix)
      isPositive = isPositiveDefinite(matrix)
      isInvertible = true
    case .opaque(let head, let arguments):
      include(arguments)
      (shape, isSymmetric, isPositive) = opaqueFacts(head, arguments)
      if case .application(let function) = head {
        free.insert(function)
        isNonnegative = shape.isScalar && function.domain == .nonnegative
      }
      if case .absoluteValue = head {
        isNonnegative = true
        isPositive = isPositive || isNonzero(arguments[0])
      }
      if case .kroneckerProduct = head { isInvertible = arguments.allSatisfy { hasInvertibleLetters($0) } }
    }
    return AtomFacts(
      atom: atom, shape: shape, isSymmetric: isSymmetric, isPositive: isPositive,
      isNonnegative: isNonnegative || isPositive, isInvertible: isInvertible || isPositive, freeSymbols: free,
      height: height)
  }

  private func opaqueFacts(_ head: Head, _ arguments: [Polynomial]) -> (Shape, Bool, Bool) {
    switch head {
    case .application(let function):
      let shape = function.shape
      let isPositive = shape.isScalar ? function.domain == .positive : function.domain == .positiveDefinite
      let isSymmetric =
        shape.isScalar || [.symmetric, .positiveDefinite, .positiveSemidefinite].contains(function.domain)
      return (shape, isSymmetric, isPositive)
    case .hadamardProduct, .squareRoot, .logarithm, .exponential:
      return (arguments[0].shape, arguments[0].shape.isScalar, false)
    case .power: return (arguments[0].shape, arguments[0].shape.isScalar, false)
    case .inverse: return (arguments[0].shape, isSymmetricPolynomial(arguments[0]), isPositiveDefinite(arguments[0]))
    case .transpose: return (arguments[0].shape.transposed, false, false)
    case .vector(_, let dimension): return (.vector(dimension), false, false)
    case .kroneckerProduct:
      let (left, right) = (arguments[0].shape, arguments[1].shape)
      let isSymmetric = arguments.allSatisfy { isSymmetricPolynomial($0) }
      return (
        Shape(left.rows * right.rows, left.columns * right.columns), isSymmetric,
        arguments.allSatisfy { isPositiveDefinite($0) }
      )
    case .vectorization: return (.vector(arguments[0].shape.rows * arguments[0].shape.columns), false, false)
    case .blocks(let rows, let columns):
      let height = (0..<rows).reduce(Dimension.literal(0)) { $0 + arguments[$1 * columns].shape.rows }
      let width = (0..<columns).reduce(Dimension.literal(0)) { $0 + arguments[$1].shape.columns }
      return (Shape(height, width), false, false)
    case .diagonalMatrix: return (Shape(arguments[0].shape.rows, arguments[0].shape.rows), true, false)
    default: return (.scalar, true, false)
    }
  }

  /// Whether the word is xᵀAx with A positive semidefinite, or xᵀx.
  private func isQuadraticForm(_ letters: [Letter]) -> Bool {
    isCongruence(letters)
  }

  /// Whether the word reads W'AW with A positive semidefinite, or W'W.
  func isCongruence(_ letters: [Letter]) -> Bool {
    let half = letters.count / 2
    for index in 0..<half {
      let (a, b) = (letters[index], letters[letters.count - 1 - index])
      guard a.atom == b.atom, a.isInverted == b.isInverted else { return false }
      guard atoms[a.atom].isSymmetric || a.isTransposed != b.isTransposed else { return false }
    }
    return letters.count.isMultiple(of: 2) || atoms[letters[half].atom].isNonnegative
  }

  /// Whether the word is an entry of a vector whose entries are positive, or a diagonal entry of a positive definite
  /// matrix.
  private func isPositiveEntry(_ letters: [Letter]) -> Bool {
    func isUnit(_ letter: Letter) -> Bool {
      if case .unit = atoms[letter.atom].atom { true } else { false }
    }
    if letters.count == 2 {
      return isUnit(letters[0]) && isPositiveVector(letters[1].atom)
        || isUnit(letters[1]) && isPositiveVector(letters[0].atom)
    }
    return letters.count == 3 && isUnit(letters[0]) && letters[0].atom == letters[2].atom
      && atoms[letters[1].atom].isPositive
  }

  private func isPositiveVector(_ atom: Int) -> Bool {
    switch atoms[atom].atom {
    case .symbol(let symbol): symbol.shape.columns == .one && symbol.domain == .positive
    case .opaque(.application(let function), _): function.shape.columns == .one && function.domain == .positive
    default: false
    }
  }

  /// Whether the scalar is known to be greater than zero.
  func isPositive(_ value: Polynomial) -> Bool {
    guard value.shape.isScalar, isNonnegative(value) else { return false }
    return value.summands.contains { summand in
      summand.monomial.factors.allSatisfy { atoms[$0.atom].isPositive }
    }
  }

  /// Whether the scalar is known to be at least zero.
  func isNonnegative(_ value: Polynomial) -> Bool {
    value.shape.isScalar
      && value.summands.allSatisfy { summand in
        summand.coefficient > .zero
          && summand.monomial.factors.allSatisfy { factor in
            atoms[factor.atom].isNonnegative || factor.exponent.isInteger && factor.exponent.numerator.isMultiple(of: 2)
          }
      }
  }

  /// Whether the scalar is known not to be zero.
  func isNonzero(_ value: Polynomial) -> Bool {
    if isPositive(value) { return true }
    guard let single = value.single else { return false }
    return single.monomial.factors.allSatisfy { atoms[$0.atom].isInvertible }
  }

  /// Whether the matrix equals its transpose.
  func isSymmetricPolynomial(_ matrix: Polynomial) -> Bool {
    guard matrix.shape.isSquare else { return false }
    return (try? transpose(matrix)) == matrix
  }

  /// Whether the matrix is a product of matrices that are known to have inverses.
  private func hasInvertibleLetters(_ matrix: Polynomial) -> Bool {
    matrix.single?.monomial.word.allSatisfy { atoms[$0.atom].isInvertible && atoms[$0.atom].shape.isSquare } ?? false
  }

  /// Whether every summand of the matrix reads W'AW with A positive semidefinite, times something nonnegative.
  private func isSemidefinite(_ matrix: Polynomial) -> Bool {
    matrix.shape.isSquare
      && matrix.summands.allSatisfy { summand in
        summand.coefficient > .zero && isCongruence(summand.monomial.word)
          && summand.monomial.factors.allSatisfy { atoms[$0.atom].isNonnegative }
      }
  }

  /// Whether the matrix is known to be symmetric positive definite.
  func isPositiveDefinite(_ matrix: Polynomial) -> Bool {
    guard matrix.shape.isSquare, !matrix.isZero else { return false }
    var hasDefinite = false
    for summand in matrix.summands {
      let word = summand.monomial.word
      guard summand.coefficient > .zero, summand.monomial.factors.allSatisfy({ atoms[$0.atom].isNonnegative }),
        word.isEmpty || isCongruence(word)
      else { return false }
      let isDefinite = word.isEmpty || word.count == 1 && atoms[word[0].atom].isPositive
      hasDefinite = hasDefinite || isDefinite && summand.monomial.factors.allSatisfy { atoms[$0.atom].isPositive }
    }
    return hasDefinite
  }
}

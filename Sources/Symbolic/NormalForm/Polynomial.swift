/// A matrix in a word, possibly transposed and inverted; the matrix is an atom of the normalizer that made it.
struct Letter: Hashable, Comparable {
  private let code: Int

  init(_ atom: Int, transposed: Bool = false, inverted: Bool = false) {
    code = atom << 2 | (inverted ? 2 : 0) | (transposed ? 1 : 0)
  }

  var atom: Int { code >> 2 }
  var isTransposed: Bool { code & 1 != 0 }
  var isInverted: Bool { code & 2 != 0 }
  /// The same matrix, inverted once more.
  var inverse: Letter { Letter(atom, transposed: isTransposed, inverted: !isInverted) }

  static func < (left: Letter, right: Letter) -> Bool { left.code < right.code }
}

/// A scalar atom with its exponent.
struct Factor: Hashable {
  let atom: Int
  let exponent: Rational
}

/// A product of powers of scalar atoms, sorted by atom, and a word of matrices; no word for a scalar.
struct Monomial: Hashable {
  var factors: [Factor] = []
  var word: [Letter] = []

  static let unit = Monomial()
}

extension Monomial: Comparable {
  static func < (left: Monomial, right: Monomial) -> Bool {
    for (a, b) in zip(left.factors, right.factors) where a != b {
      return a.atom != b.atom ? a.atom < b.atom : a.exponent < b.exponent
    }
    if left.factors.count != right.factors.count { return left.factors.count < right.factors.count }
    return left.word.lexicographicallyPrecedes(right.word)
  }
}

/// A summand of a polynomial.
struct Summand: Hashable {
  let monomial: Monomial
  let coefficient: Rational
}

/// A sum of monomials with rational coefficients, sorted, none zero: two polynomials of one normalizer are equal as
/// values when they are equal as sums.
struct Polynomial: Hashable {
  let shape: Shape
  let summands: [Summand]

  init(shape: Shape, sorted summands: [Summand]) {
    self.shape = shape
    self.summands = summands
  }

  init(shape: Shape, collected: [Monomial: Rational]) {
    self.shape = shape
    summands =
      collected.count == 1
      ? collected.compactMap { $0.value == .zero ? nil : Summand(monomial: $0.key, coefficient: $0.value) }
      : collected.filter { $0.value != .zero }
        .map { Summand(monomial: $0.key, coefficient: $0.value) }
        .sorted { $0.monomial < $1.monomial }
  }

  static func zero(_ shape: Shape) -> Polynomial { Polynomial(shape: shape, sorted: []) }

  static func constant(_ number: Rational) -> Polynomial {
    number == .zero
      ? zero(.scalar) : Polynomial(shape: .scalar, sorted: [Summand(monomial: .unit, coefficient: number)])
  }

  static let one = constant(.one)

  /// The identity matrix, which is the empty word.
  static func identity(_ dimension: Dimension) -> Polynomial {
    Polynomial(shape: Shape(dimension, dimension), sorted: [Summand(monomial: .unit, coefficient: .one)])
  }

  var isZero: Bool { summands.isEmpty }

  /// The number, where the polynomial is a constant scalar.
  var constant: Rational? {
    if summands.isEmpty { return .zero }
    guard shape.isScalar, summands.count == 1, summands[0].monomial == .unit else { return nil }
    return summands[0].coefficient
  }

  /// The only summand.
  var single: Summand? { summands.count == 1 ? summands[0] : nil }

  /// The only atom with exponent one and coefficient one, where the polynomial is that.
  var singleAtom: Int? {
    guard let single, single.coefficient == .one, single.monomial.word.isEmpty, single.monomial.factors.count == 1,
      single.monomial.factors[0].exponent == .one
    else { return nil }
    return single.monomial.factors[0].atom
  }

  /// The only atom with exponent one and coefficient one, scalar or matrix, where the polynomial is that.
  var symbolAtom: Int? {
    if shape.isScalar { return singleAtom }
    guard let single, single.coefficient == .one, single.monomial.factors.isEmpty, single.monomial.word.count == 1,
      let letter = single.monomial.word.first, letter == Letter(letter.atom)
    else { return nil }
    return letter.atom
  }

  func scaled(by number: Rational) throws -> Polynomial {
    if number == .one { return self }
    if number == .zero { return .zero(shape) }
    return Polynomial(
      shape: shape,
      sorted: try summands.map { Summand(monomial: $0.monomial, coefficient: try $0.coefficient.times(number)) })
  }

  func adding(_ other: Polynomial) throws -> Polynomial {
    if other.isZero { return self }
    if isZero { return Polynomial(shape: shape, sorted: other.summands) }
    var merged: [Summand] = []
    merged.reserveCapacity(summands.count + other.summands.count)
    var (i, j) = (0, 0)
    while i < summands.count, j < other.summands.count {
      let (a, b) = (summands[i], other.summands[j])
      if a.monomial == b.monomial {
        let sum = try a.coefficient.plus(b.coefficient)
        if sum != .zero { merged.append(Summand(monomial: a.monomial, coefficient: sum)) }
        i += 1
        j += 1
      } else if a.monomial < b.monomial {
        merged.append(a)
        i += 1
      } else {
        merged.append(b)
        j += 1
      }
    }
    merged.append(contentsOf: summands[i...])
    merged.append(contentsOf: other.summands[j...])
    return Polynomial(shape: shape, sorted: merged)
  }

  func subtracting(_ other: Polynomial) throws -> Polynomial { try adding(other.scaled(by: .minusOne)) }
}

import NumericCore
import Symbolic

/// Functions whose values are those of polynomials with random coefficients.
package struct PolynomialRule<Scalar: EvaluationScalar>: Sendable {
  /// Where the coefficients of a function come from; nil for a function that is no polynomial.
  let source: @Sendable (Symbol) -> RandomSource?
  /// The next coefficient.
  let coefficient: @Sendable (inout RandomSource) -> Scalar
  /// The functions of which more is asked than their values: derivatives and expectations.
  let smooth: Set<Symbol>

  /// The degree of those functions: beyond what quadrature with three nodes integrates and what three derivatives
  /// exhaust, so that what holds for them holds by no accident of their degree.
  static var smoothDegree: Int { 6 }

  /// The value of a function; nil where it is no polynomial.
  func value(
    of function: Symbol, at arguments: [Matrix<Scalar>], rows: Int, columns: Int, sizes: [String: Int]
  ) throws(EvaluationError) -> Matrix<Scalar>? {
    guard let source = source(function) else { return nil }
    var polynomial = RandomPolynomial(
      arguments: arguments, source: source, degree: smooth.contains(function) ? Self.smoothDegree : 3,
      coefficient: coefficient)
    return try polynomial.value(in: function.domain, rows, columns, sizes)
  }

  /// The same functions for numbers with infinitesimal parts.
  func withPerturbations() -> PolynomialRule<Jet<Scalar>> {
    PolynomialRule<Jet<Scalar>>(source: source, coefficient: { Jet(coefficient(&$0)) }, smooth: smooth)
  }
}

/// A function of its arguments with random coefficients: continuous, so that arguments equal up to rounding give values
/// equal up to rounding.
struct RandomPolynomial<Scalar: EvaluationScalar> {
  private let variables: [Scalar]
  private var source: RandomSource
  private let degree: Int
  private let draw: @Sendable (inout RandomSource) -> Scalar

  /// A function at these arguments with the coefficients of the source.
  init(
    arguments: [Matrix<Scalar>], source: RandomSource, degree: Int,
    coefficient: @escaping @Sendable (inout RandomSource) -> Scalar
  ) {
    variables = arguments.flatMap(\.elements)
    self.source = source
    self.degree = degree
    draw = coefficient
  }

  /// The value, which lies in the domain.
  mutating func value(
    in domain: Domain, _ rows: Int, _ columns: Int, _ sizes: [String: Int]
  ) throws(EvaluationError) -> Matrix<Scalar> {
    switch domain {
    case .real, .fullColumnRank: return try entries(rows, columns)
    case .nonnegative: return try roots(rows, columns).map { $0 * $0 }
    case .positive:
      let least = Scalar(integer: 3) * (try Scalar(integer: 8).inverted())
      return try roots(rows, columns).map { $0 * $0 + least }
    case .symmetric:
      let all = try entries(rows, rows)
      return Matrix(rows: rows, columns: rows) { all[max($0, $1), min($0, $1)] }
    case .positiveDefinite, .positiveSemidefinite, .invertible:
      let root = try roots(rows, rows)
      let square = root * root.transposed() + Matrix.identity(rows).scaled(by: try Scalar(rational: .half))
      return Matrix(rows: rows, columns: rows) { square[max($0, $1), min($0, $1)] }
    case .simplex:
      let least = try Scalar(integer: 4).inverted()
      let weights = try roots(rows, columns).map { $0 * $0 + least }
      return weights.scaled(by: try weights.elements.reduce(Scalar.zero, +).inverted())
    case .binary: return Matrix(rows: rows, columns: columns) { _, _ in source.next() & 1 == 0 ? .zero : .one }
    case .oneHot:
      let place = source.integer(in: 0...(rows - 1))
      return Matrix(rows: rows, columns: columns) { row, _ in row == place ? .one : .zero }
    case .natural:
      return Matrix(rows: rows, columns: columns) { _, _ in
        Scalar(integer: NaturalNumbers.draw(sizes, &source))
      }
    }
  }

  /// Polynomials of the degree asked for.
  private mutating func entries(_ rows: Int, _ columns: Int) throws(EvaluationError) -> Matrix<Scalar> {
    try entries(rows, columns, degree: degree)
  }

  /// Polynomials whose squares have at most the degree asked for, or cubic ones.
  private mutating func roots(_ rows: Int, _ columns: Int) throws(EvaluationError) -> Matrix<Scalar> {
    try entries(rows, columns, degree: 3)
  }

  private mutating func entries(
    _ rows: Int, _ columns: Int, degree: Int
  ) throws(EvaluationError) -> Matrix<Scalar> {
    var elements: [Scalar] = []
    for _ in 0..<(rows * columns) { elements.append(try polynomial(degree)) }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// a + b'u + c (d'u)² + e (f'u)³ + …
  private mutating func polynomial(_ degree: Int) throws(EvaluationError) -> Scalar {
    let half = try Scalar(rational: .half)
    let (constant, square, cube) = (draw(&source), draw(&source) * half, draw(&source) * half * half)
    let (linear, inner, innermost) = (form(), form(), form())
    var sum = constant + linear + square * inner * inner + cube * innermost * innermost * innermost
    var scale = half * half
    for exponent in 4..<max(4, degree + 1) {
      scale = scale * half
      sum = sum + draw(&source) * scale * (try form().power(whole: exponent))
    }
    return sum
  }

  private mutating func form() -> Scalar {
    var sum = Scalar.zero
    for variable in variables { sum = sum + draw(&source) * variable }
    return sum
  }
}

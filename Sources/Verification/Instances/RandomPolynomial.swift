import NumericCore
import Symbolic

/// A function of its arguments with random coefficients: continuous, so that arguments equal up to rounding give values
/// equal up to rounding.
struct RandomPolynomial {
  private let variables: [Ball]
  private var source: RandomSource

  /// A function at these arguments with the coefficients of the source.
  init(arguments: [Matrix<Ball>], source: RandomSource) {
    variables = arguments.flatMap(\.elements)
    self.source = source
  }

  /// The value, which lies in the domain.
  mutating func value(
    in domain: Domain, _ rows: Int, _ columns: Int, _ sizes: [String: Int]
  ) throws(EvaluationError) -> Matrix<Ball> {
    switch domain {
    case .real, .fullColumnRank: return entries(rows, columns)
    case .nonnegative: return entries(rows, columns).map { $0 * $0 }
    case .positive: return entries(rows, columns).map { $0 * $0 + Ball(0.375) }
    case .symmetric:
      let all = entries(rows, rows)
      return Matrix(rows: rows, columns: rows) { all[max($0, $1), min($0, $1)] }
    case .positiveDefinite, .positiveSemidefinite, .invertible:
      let root = entries(rows, rows)
      let square = root * root.transposed() + Matrix.identity(rows).scaled(by: Ball(0.5))
      return Matrix(rows: rows, columns: rows) { square[max($0, $1), min($0, $1)] }
    case .simplex:
      let weights = entries(rows, columns).map { $0 * $0 + Ball(0.25) }
      return weights.scaled(by: try weights.elements.reduce(Ball.zero, +).inverted())
    case .binary: return Matrix(rows: rows, columns: columns) { _, _ in Ball(Double(source.next() & 1)) }
    case .oneHot:
      let place = source.integer(in: 0...(rows - 1))
      return Matrix(rows: rows, columns: columns) { row, _ in row == place ? .one : .zero }
    case .natural:
      return Matrix(rows: rows, columns: columns) { _, _ in Ball(Double(NaturalNumbers.draw(sizes, &source))) }
    }
  }

  private mutating func entries(_ rows: Int, _ columns: Int) -> Matrix<Ball> {
    var elements: [Ball] = []
    for _ in 0..<(rows * columns) { elements.append(cubic()) }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// a + b'u + c (d'u)² + e (f'u)³.
  private mutating func cubic() -> Ball {
    let (constant, square, cube) = (coefficient(), coefficient() * Ball(0.5), coefficient() * Ball(0.25))
    let (linear, inner, innermost) = (form(), form(), form())
    return constant + linear + square * inner * inner + cube * innermost * innermost * innermost
  }

  private mutating func form() -> Ball {
    var sum = Ball.zero
    for variable in variables { sum = sum + coefficient() * variable }
    return sum
  }

  /// A multiple of 1/64 between −1 and 1.
  private mutating func coefficient() -> Ball { Ball(Double(source.integer(in: -64...64)) / 64) }
}

import NumericCore
import Symbolic

/// Instances over the rational numbers, with values inside the domains of their symbols.
enum RationalInstance {
  /// The number of values from which each number is drawn.
  static let choices = 1000

  /// An instance whose values are drawn from the seed.
  static func random(
    sizes: [String: Int], seed: UInt64, number: Int, values: [Symbol: Matrix<RationalScalar>]
  ) -> Instance<RationalScalar> {
    let name = "rational \(words(ofSizes: sizes)) \(number)"
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber(name + " #circle"))
    var instance = Instance<RationalScalar>(
      sizes: sizes, values: values, circleConstant: positive(&source),
      draw: { (symbol, rows, columns) throws(EvaluationError) in
        var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("\(name) \(symbol.name)"))
        return draw(symbol.domain, rows, columns, sizes, &source)
      },
      apply: { (function, _, _, _) throws(EvaluationError) in
        throw .outside(reason: "an arbitrary function at a fraction")
      })
    // Denominators multiply with each value.
    instance.supportSize = 3
    return instance
  }

  private static func positive(_ source: inout RandomSource) -> RationalScalar {
    RationalScalar(integer: source.integer(in: 1...choices))
  }

  private static func draw(
    _ domain: Domain, _ rows: Int, _ columns: Int, _ sizes: [String: Int], _ source: inout RandomSource
  ) -> Matrix<RationalScalar> {
    func signed() -> RationalScalar { source.next() & 1 == 0 ? positive(&source) : -positive(&source) }
    switch domain {
    case .positive, .nonnegative: return Matrix(rows: rows, columns: columns) { _, _ in positive(&source) }
    case .real, .invertible, .fullColumnRank: return Matrix(rows: rows, columns: columns) { _, _ in signed() }
    case .symmetric:
      let entries = Matrix<RationalScalar>(rows: rows, columns: rows) { _, _ in signed() }
      return Matrix(rows: rows, columns: rows) { entries[max($0, $1), min($0, $1)] }
    case .positiveDefinite, .positiveSemidefinite:
      let lower = Matrix<RationalScalar>(rows: rows, columns: rows) { $0 == $1 ? .one : $0 > $1 ? signed() : .zero }
      return lower * .diagonal((0..<rows).map { _ in positive(&source) }) * lower.transposed()
    case .simplex:
      let weights = (0..<rows).map { _ in positive(&source) }
      let scale = (try? weights.reduce(.zero, +).reciprocal()) ?? .one
      return Matrix(rows: rows, columns: columns, elements: weights.map { $0 * scale })
    case .binary: return Matrix(rows: rows, columns: columns) { _, _ in source.next() & 1 == 0 ? .zero : .one }
    case .oneHot:
      let place = source.integer(in: 0...(rows - 1))
      return Matrix(rows: rows, columns: columns) { row, _ in row == place ? .one : .zero }
    case .natural:
      return Matrix(rows: rows, columns: columns) { _, _ in
        RationalScalar(integer: NaturalNumbers.draw(sizes, &source))
      }
    }
  }
}

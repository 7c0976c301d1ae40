import NumericCore
import Symbolic

/// Instances over the reals, well inside the domains of their symbols.
package enum FloatingInstance {
  /// An instance whose values are drawn from the seed.
  ///
  /// - Parameter number: tells instances of one seed and one assignment of sizes apart.
  /// - Parameter values: what is not drawn.
  /// - Parameter smooth: the functions of which derivatives or expectations are taken.
  package static func random(
    sizes: [String: Int], seed: UInt64, number: Int, values: [Symbol: Matrix<Ball>] = [:],
    smooth: Set<Symbol> = []
  ) -> Instance<Ball> {
    let name = "floating \(words(ofSizes: sizes)) \(number)"
    return Instance(
      sizes: sizes, values: values, circleConstant: Ball.circleConstant,
      polynomials: PolynomialRule(
        source: { RandomSource(seed: seed, stream: RandomSource.streamNumber("\(name) \($0.name)")) },
        coefficient: { Ball(Double($0.integer(in: -64...64)) / 64) }, smooth: smooth),
      draw: { (symbol, rows, columns) throws(EvaluationError) in
        var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("\(name) \(symbol.name)"))
        return try draw(symbol.domain, rows, columns, sizes, &source).map { Ball($0) }
      },
      apply: { (function, _, _, _) throws(EvaluationError) in
        throw .outside(reason: "\(function.name) has no value")
      })
  }

  /// A value of the domain: magnitudes of about one, eigenvalues between about 0.3 and 3.
  static func draw(
    _ domain: Domain, _ rows: Int, _ columns: Int, _ sizes: [String: Int], _ source: inout RandomSource
  ) throws(EvaluationError) -> Matrix<Double> {
    func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * source.uniform() }
    func signed(_ low: Double, _ high: Double) -> Double {
      source.uniform() < 0.5 ? -between(low, high) : between(low, high)
    }
    switch domain {
    case .real, .fullColumnRank: return Matrix(rows: rows, columns: columns) { _, _ in signed(0.25, 2) }
    case .positive, .nonnegative: return Matrix(rows: rows, columns: columns) { _, _ in between(0.3, 2.5) }
    case .symmetric:
      let entries = Matrix<Double>(rows: rows, columns: rows) { _, _ in signed(0.25, 2) }
      return Matrix(rows: rows, columns: rows) { entries[max($0, $1), min($0, $1)] }
    case .positiveDefinite, .positiveSemidefinite:
      let size = 0.5 / Double(max(rows, 1)).squareRoot()
      let lower = Matrix<Double>(rows: rows, columns: rows) { $0 == $1 ? 1 : $0 > $1 ? signed(0.2 * size, size) : 0 }
      let diagonal = Matrix.diagonal((0..<rows).map { _ in between(0.5, 2) })
      let product = lower * diagonal * lower.transposed()
      return Matrix(rows: rows, columns: rows) { product[max($0, $1), min($0, $1)] }
    case .invertible:
      let size = 0.8 / Double(max(rows, 1))
      return Matrix(rows: rows, columns: rows) { $0 == $1 ? signed(1, 2) : signed(0.1 * size, size) }
    case .simplex:
      // Multiples of a power of two, so that the sum is one exactly.
      let weights = (0..<rows).map { _ in between(0.3, 1) }
      let total = weights.reduce(0, +)
      var entries = weights.map { ($0 / total * 0x1p20).rounded(.down) * 0x1p-20 }
      if let last = entries.popLast() { entries.append(last + (1 - entries.reduce(last, +))) }
      return Matrix(rows: rows, columns: columns, elements: entries)
    case .binary: return Matrix(rows: rows, columns: columns) { _, _ in Double(source.next() & 1) }
    case .oneHot:
      let place = source.integer(in: 0...(rows - 1))
      return Matrix(rows: rows, columns: columns) { row, _ in row == place ? 1 : 0 }
    case .natural: return Matrix(rows: rows, columns: columns) { _, _ in Double(NaturalNumbers.draw(sizes, &source)) }
    }
  }
}

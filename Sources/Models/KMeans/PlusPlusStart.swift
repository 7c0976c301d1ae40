import NumericCore

/// The start of k-means at rows that are far from each other: the first is drawn uniformly, each other one with a
/// probability proportional to its squared distance from the nearest of those before.
///
/// Source: Arthur & Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
enum PlusPlusStart {
  /// The most rows among which centers are drawn, which bounds memory; K times 32 where that is more.
  static let sampleSize = 1 << 16

  /// The rows among which centers are drawn.
  static func sample<Scalar: VectorScalar>(
    _ observations: some Observations<Scalar>, clusters: Int, seed: UInt64
  ) throws -> RowSample<Scalar> {
    let sample = try RowSample(of: observations, atMost: max(sampleSize, 32 * clusters), seed: seed)
    guard sample.population >= clusters else { throw DataError.tooFewRows(found: sample.population, needed: clusters) }
    return sample
  }

  /// Draws centers.
  /// - Parameters:
  ///   - run: Which run of some with the same seed.
  /// - Complexity: O(n·K·d).
  static func centers<Scalar: VectorScalar>(
    _ rows: Matrix<Scalar>, clusters: Int, seed: UInt64, run: Int
  ) -> Matrix<Scalar> {
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("k-means++ \(run)"))
    let columns = rows.columns
    var chosen = [source.integer(in: 0...rows.rows - 1)]
    var elements: [Scalar] = []
    var nearest = [Scalar](repeating: .infinity, count: rows.rows)
    while true {
      let center = Array(rows.elements[chosen[chosen.count - 1] * columns..<(chosen[chosen.count - 1] + 1) * columns])
      elements += center
      guard chosen.count < clusters else { break }
      let distances = rows.rowSquaredDistances(to: center)
      for row in nearest.indices where distances[row] < nearest[row] { nearest[row] = distances[row] }
      chosen.append(draw(nearest, from: &source))
    }
    return Matrix(rows: clusters, columns: columns, elements: elements)
  }

  /// A row with a probability proportional to its weight, any where all weights are zero.
  private static func draw<Scalar: VectorScalar>(_ weights: [Scalar], from source: inout RandomSource) -> Int {
    let total = weights.reduce(0.0) { $0 + $1.doubleValue }
    guard total > 0, total.isFinite else { return source.integer(in: 0...weights.count - 1) }
    var rest = source.uniform() * total
    var last = 0
    for (row, weight) in weights.enumerated() where weight > 0 {
      last = row
      rest -= weight.doubleValue
      if rest < 0 { break }
    }
    return last
  }
}

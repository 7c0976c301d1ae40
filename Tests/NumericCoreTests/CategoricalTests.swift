import NumericCore
import Testing

@Suite("Categorical numbers")
struct CategoricalTests {
  static let weights: [[Double]] = [
    [1], [1, 1], [3, 0, 1], [0, 0, 5, 0], [0.1, 0.2, 0.3, 0.4], [1e308, 1e308, 1.5e308],
    [.leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude],
    [1, 1e-9, 2, 0, 7, 7, 7, 7, 0.25], (1...50).map { Double($0 * $0 % 17) },
  ]

  @Test("Both ways draw with the right frequencies, and never a category of weight 0", arguments: weights)
  func frequencies(_ weights: [Double]) {
    let greatest = weights.max() ?? 1
    let scaled = weights.map { $0 / greatest }
    let probabilities = scaled.map { $0 / scaled.reduce(0, +) }
    let table = AliasTable(weights: weights)
    var source = RandomSource(seed: 141, stream: UInt64(weights.count))
    var (aliased, inverted) = (weights.map { _ in 0 }, weights.map { _ in 0 })
    for _ in 0..<5000 {
      aliased[table.draw(from: &source)] += 1
      inverted[source.categorical(weights)] += 1
    }
    for counts in [aliased, inverted] {
      #expect(zip(counts, weights).allSatisfy { $0 == 0 || $1 > 0 })
      // Cells that expect less than five are left out of the statistic.
      let kept = probabilities.indices.filter { probabilities[$0] * 5000 >= 5 }
      if kept.count > 1 {
        let statistic = standardizedChiSquare(kept.map { counts[$0] }, probabilities: kept.map { probabilities[$0] })
        #expect(statistic < 6)
      }
    }
  }

  @Test("Random tables with many empty columns never draw one of weight 0", arguments: 0..<20)
  func emptyColumns(_ seed: Int) {
    var source = RandomSource(seed: 142, stream: UInt64(seed))
    let weights = (0..<200).map { _ in source.uniform() < 0.9 ? 0 : source.gamma(shape: 0.1) } + [1e-9]
    let table = AliasTable(weights: weights)
    for _ in 0..<2000 { #expect(weights[table.draw(from: &source)] > 0) }
  }
}

import DataFiles
import NumericCore
import Testing

/// The figures are those of the set as it is published, computed with NumPy 2.4 from the numbers carried here.
@Suite("Data that come with the library")
struct SampleTests {
  private func columnSums(_ data: Matrix<Double>) -> [Double] {
    (0..<data.columns).map { j in (0..<data.rows).reduce(0) { $0 + data[$1, j] } }
  }

  private func check(_ sample: Sample?, rows: Int, sums: [Double]) throws {
    let sample = try #require(sample)
    #expect(sample.observations.rows == rows && sample.columnNames.count == sample.observations.columns)
    #expect(zip(columnSums(sample.observations), sums).allSatisfy { abs($0 - $1) < 1e-9 } && !sample.licence.isEmpty)
  }

  @Test("Old Faithful: two copies of R's faithful")
  func oldFaithful() throws {
    try check(Sample.named("old-faithful"), rows: 272, sums: [948.677, 19284])
    let data = Sample.oldFaithful.observations
    #expect([data[0, 0], data[0, 1], data[271, 0], data[271, 1]] == [3.6, 79, 4.467, 74])
  }

  @Test("Nile: statsmodels' and R's copies")
  func nile() throws {
    try check(Sample.named("nile"), rows: 100, sums: [91935])
    #expect(Sample.nile.observations[0, 0] == 1120 && Sample.nile.observations[99, 0] == 740)
  }

  @Test("Iris: scikit-learn's copy and the sums that R prints")
  func iris() throws {
    try check(Sample.named("iris"), rows: 150, sums: [876.5, 458.6, 563.7, 179.9])
    #expect(Sample.iris.labels?.count == 150 && Sample.iris.labels?[99] == 1)
    // The two rows in which the UCI copy is wrong: 35 and 38.
    #expect(Array(Sample.iris.observations.elements[34 * 4..<35 * 4]) == [4.9, 3.1, 1.5, 0.2])
    #expect(Array(Sample.iris.observations.elements[37 * 4..<38 * 4]) == [4.9, 3.6, 1.4, 0.1])
  }

  @Test("Digits: scikit-learn's copy, and the counts of classes in UCI's description")
  func digits() throws {
    let sample = try #require(Sample.named("digits"))
    let data = sample.observations
    #expect(data.rows == 1797 && data.columns == 64 && data.elements.reduce(0, +) == 561718)
    #expect(data.elements.allSatisfy { (0...Sample.digitsMaximum).contains($0) })
    // Σ i·xᵢ modulo 2²⁰ tells places apart.
    #expect(data.elements.enumerated().reduce(0) { ($0 + $1.offset * Int($1.element)) % (1 << 20) } == 454573)
    let labels = try #require(sample.labels)
    #expect(
      (0..<10).map { digit in labels.count { $0 == digit } } == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  }

  @Test("Names are told apart, and no other is known")
  func names() {
    #expect(Set(Sample.all.map(\.name)).count == Sample.all.count && Sample.named("mnist") == nil)
  }
}

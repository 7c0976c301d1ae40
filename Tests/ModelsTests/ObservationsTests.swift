import Models
import NumericCore
import Testing

@Suite("Observations in blocks")
struct ObservationsTests {
  @Test("Blocks follow each other and hold every row once, every time", arguments: [1, 2, 3, 5, 7, 100])
  func blocks(_ length: Int) throws {
    let matrix = Matrix<Double>(rows: 7, columns: 3) { Double(10 * $0 + $1) }
    for _ in 0..<2 {
      var rows: [Double] = []
      var counts: [Int] = []
      try matrix.forEachBlock(rows: length) { block in
        rows += block.elements
        counts.append(block.rows)
      }
      #expect(rows == matrix.elements)
      #expect(counts.dropLast().allSatisfy { $0 == length } && (counts.last ?? 0) <= length)
    }
    try Matrix<Float>(rows: 0, columns: 3) { _, _ in 0 }.forEachBlock(rows: length) { _ in
      Issue.record("there is no row")
    }
  }
}

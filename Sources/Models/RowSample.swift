import NumericCore

/// A uniform sample of the rows of some observations in one pass, all of them where they are few.
///
/// Which rows are taken depends on their number and the seed alone. Source: Li, "Reservoir-sampling algorithms of time
/// complexity O(n(1 + log(N/n)))", ACM TOMS 20, 1994, algorithm L.
package struct RowSample<Scalar: Real> {
  /// The sample; in the order of the data where it is all of them.
  package let rows: Matrix<Scalar>
  /// How many rows the observations have.
  package let population: Int

  package init(of observations: some Observations<Scalar>, atMost size: Int, seed: UInt64) throws {
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("row sample"))
    let columns = observations.columns
    var elements: [Scalar] = []
    var count = 0
    var threshold = 1.0
    var next = size - 1
    func advance() {
      threshold *= ((1 - source.uniform()).logarithm() / Double(size)).exponential()
      let skipped = (1 - source.uniform()).logarithm() / (1 - threshold).logarithm()
      // A threshold near 0 gives a skip beyond all rows.
      next = skipped < 0x1p60 ? next + Int(skipped) + 1 : Int.max
    }
    try observations.forEachBlock(rows: Self.rowsPerBlock(columns: columns)) { block in
      let taken = min(block.rows, max(0, size - count))
      if taken > 0 { elements += block.elements[..<(taken * columns)] }
      if count + taken >= size, next == size - 1 { advance() }
      while next < count + block.rows {
        let (place, row) = (source.integer(in: 0...size - 1), next - count)
        for column in 0..<columns { elements[place * columns + column] = block.elements[row * columns + column] }
        advance()
      }
      count += block.rows
    }
    rows = Matrix(rows: elements.count / max(columns, 1), columns: columns, elements: elements)
    population = count
  }

  /// The rows of a block of streamed data: about a million numbers.
  static func rowsPerBlock(columns: Int) -> Int { max(1024, (1 << 20) / max(columns, 1)) }
}

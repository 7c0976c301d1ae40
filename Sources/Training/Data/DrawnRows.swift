import Models
import NumericCore

/// Rows at equal distances, few enough to be drawn, in one pass over data of any length.
struct DrawnRows {
  /// The rows.
  private(set) var matrix: Matrix<Double>

  /// How many there are at least, where the data have as many; there are fewer than twice as many.
  static var limit: Int { 5000 }

  /// - Throws: what reading the data does.
  init<Scalar: VectorScalar>(_ observations: some Observations<Scalar>) throws {
    let columns = observations.columns
    var kept: [Double] = []
    var (stride, next) = (1, 0)
    var first = 0
    try observations.forEachBlock(rows: max(1, (1 << 16) / columns)) { block in
      while next < first + block.rows {
        let row = next - first
        for column in 0..<columns { kept.append(block[row, column].doubleValue) }
        next += stride
        // Too many: every other one goes.
        if kept.count / columns == 2 * Self.limit {
          kept = (0..<Self.limit).flatMap { kept[2 * $0 * columns..<(2 * $0 + 1) * columns] }
          stride *= 2
          next = Self.limit * stride
        }
      }
      first += block.rows
    }
    matrix = Matrix(rows: kept.count / columns, columns: columns, elements: kept)
  }
}

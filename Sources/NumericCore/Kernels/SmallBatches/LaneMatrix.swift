/// The matrices of one group in memory: entry (i, j) is the sixteen numbers at 16·(i·rowStride + j·columnStride).
struct LaneMatrix<Scalar> {
  let base: UnsafeMutablePointer<Scalar>
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  /// Rows as columns.
  var transposed: LaneMatrix {
    LaneMatrix(base: base, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
  }

  @inline(__always) func address(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Scalar> {
    base + (row &* rowStride &+ column &* columnStride) &* 16
  }
}

/// All groups of a batch in memory.
struct LaneGroups<Scalar>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Scalar>
  private let rows: Int
  private let columns: Int

  init(_ base: UnsafeMutablePointer<Scalar>, rows: Int, columns: Int) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
  }

  func group(_ number: Int) -> LaneMatrix<Scalar> {
    LaneMatrix(
      base: base + number * rows * columns * 16, rows: rows, columns: columns, rowStride: columns, columnStride: 1)
  }
}

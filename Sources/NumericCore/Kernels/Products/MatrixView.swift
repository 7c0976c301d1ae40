/// A matrix in memory that somebody else owns: element (i, j) is at i·rowStride + j·columnStride.
///
/// Strides may be negative. Sent between threads by kernels that give each thread its own elements to write.
struct MatrixView<Scalar>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Scalar>
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  @inline(__always) func address(_ row: Int, _ column: Int) -> UnsafeMutablePointer<Scalar> {
    base + (row &* rowStride &+ column &* columnStride)
  }

  subscript(row: Int, column: Int) -> Scalar {
    @inline(__always) get { address(row, column).pointee }
    @inline(__always) nonmutating set { address(row, column).pointee = newValue }
  }

  /// Some neighbouring rows and columns.
  func block(rows: Range<Int>, columns: Range<Int>) -> MatrixView {
    MatrixView(
      base: address(rows.lowerBound, columns.lowerBound), rows: rows.count, columns: columns.count,
      rowStride: rowStride, columnStride: columnStride)
  }

  /// Some neighbouring rows.
  func rows(_ range: Range<Int>) -> MatrixView { block(rows: range, columns: 0..<columns) }

  /// Some neighbouring columns.
  func columns(_ range: Range<Int>) -> MatrixView { block(rows: 0..<rows, columns: range) }

  /// Rows as columns.
  var transposed: MatrixView {
    MatrixView(base: base, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
  }

  /// The last row first.
  var withRowsReversed: MatrixView {
    MatrixView(
      base: address(max(rows - 1, 0), 0), rows: rows, columns: columns, rowStride: -rowStride,
      columnStride: columnStride)
  }

  /// The last row and the last column first: what was upper triangular is lower triangular.
  var reversed: MatrixView { withRowsReversed.transposed.withRowsReversed.transposed }
}

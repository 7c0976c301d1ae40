/// The rows of a matrix for loops that read whole vectors: those whose last vector would end behind the last row are
/// copied.
struct PaddedRows<Scalar: ClusterScalar> {
  let columns: Int
  /// The numbers that are read of a row, whole vectors.
  let length: Int
  private let base: UnsafePointer<Scalar>
  private let copies: UnsafePointer<Scalar>
  let firstCopied: Int

  /// How many rows are copied.
  static func copiedRows(of view: MatrixView<Scalar>, length: Int) -> Int {
    let missing = length - view.columns
    return min(view.rows, (missing + view.columns - 1) / view.columns)
  }

  /// The rows of a matrix whose rows are contiguous.
  /// - Parameter copies: Room for the rows that are copied.
  init(_ view: MatrixView<Scalar>, length: Int, copies: UnsafeMutablePointer<Scalar>) {
    (base, columns, self.length) = (UnsafePointer(view.base), view.columns, length)
    firstCopied = view.rows - Self.copiedRows(of: view, length: length)
    copies.update(repeating: 0, count: (view.rows - firstCopied) * length)
    for row in firstCopied..<view.rows {
      (copies + (row - firstCopied) * length).update(from: view.address(row, 0), count: view.columns)
    }
    self.copies = UnsafePointer(copies)
  }

  /// How many numbers of a row its last vector has.
  var lastLanes: Int { columns &- length &+ Scalar.lanes }

  @inline(__always) func address(_ row: Int) -> UnsafePointer<Scalar> {
    row < firstCopied ? base + row &* columns : copies + (row &- firstCopied) &* length
  }

  /// Rows at these addresses, as many as a vector has lanes.
  @inline(__always) func pointers(_ addresses: UnsafeMutablePointer<UnsafePointer<Scalar>>) -> RowPointers<Scalar> {
    RowPointers(
      rows: UnsafePointer(addresses), vectors: length / Scalar.lanes)
  }
}

/// C ← A·B, C + A·B or C − A·B by blocks that stay in the caches.
///
/// B is copied in blocks of `depth` rows into panels as wide as a tile, which the third-level cache holds, A in blocks
/// of rows, which the second-level cache holds; a tile of C stays in registers (Goto & van de Geijn, "Anatomy of
/// high-performance matrix multiplication", 2008). Each element of C is a chain of fused products over one block of the
/// depth, added up block after block, so that its bits depend neither on the threads nor on its place.
struct BlockedProduct<Scalar: TileScalar>: Sendable {
  /// Which elements of C are wanted.
  enum Region: Sendable {
    case all
    /// Those on and above the diagonal of a square C; some others are overwritten.
    case upperTriangle
  }

  static var depthPerBlock: Int { 256 }
  static var columnsPerBlock: Int { 3072 }
  static var panelWidth: Int { TileShape.vectors * Scalar.lanes }

  let left: MatrixView<Scalar>
  let right: MatrixView<Scalar>
  let target: MatrixView<Scalar>
  let update: ProductUpdate
  let region: Region
  let threads: Int

  /// Runs the product. The rows of the target are contiguous, and it overlaps neither factor.
  static func run(
    _ left: MatrixView<Scalar>, _ right: MatrixView<Scalar>, into target: MatrixView<Scalar>, _ update: ProductUpdate,
    region: Region = .all, threads: Int
  ) {
    guard target.rows > 0, target.columns > 0 else { return }
    guard left.columns > 0 else { return update == .overwrite ? clear(target) : () }
    let worthThreads = left.rows * left.columns * right.columns >= 1 << 21
    let product = BlockedProduct(
      left: left, right: right, target: target, update: update, region: region, threads: worthThreads ? threads : 1)
    product.run()
  }

  private static func clear(_ target: MatrixView<Scalar>) {
    for row in 0..<target.rows { target.address(row, 0).update(repeating: 0, count: target.columns) }
  }

  /// Few rows do not repay copies of B.
  private var packsRight: Bool { right.columnStride != 1 || target.rows > 2 * TileShape.rows }

  /// Few columns do not repay copies of A, nor does an A in place that the first-level cache holds well.
  private var packsLeft: Bool { target.columns > 2 * Self.panelWidth }

  private func run() {
    let rowsPerUnit = threads > 1 ? 64 : 128
    let memory = PackingMemory<Scalar>(
      panels: packsRight ? min(target.columns + Self.panelWidth, Self.columnsPerBlock) : Self.panelWidth,
      depth: min(left.columns, Self.depthPerBlock), leftRows: packsLeft ? min(target.rows + 7, rowsPerUnit) : 0,
      workers: threads)
    defer { memory.deallocate() }
    for firstColumn in stride(from: 0, to: target.columns, by: Self.columnsPerBlock) {
      let columns = firstColumn..<min(firstColumn + Self.columnsPerBlock, target.columns)
      for firstDepth in stride(from: 0, to: left.columns, by: Self.depthPerBlock) {
        let depth = firstDepth..<min(firstDepth + Self.depthPerBlock, left.columns)
        let block = ProductBlock(
          left: left.columns(depth), right: right.block(rows: depth, columns: columns),
          target: target.columns(columns), firstColumn: firstColumn,
          update: firstDepth > 0 && update == .overwrite ? .add : update, region: region, packsLeft: packsLeft,
          packsRight: packsRight, rowsPerUnit: rowsPerUnit, memory: memory)
        block.run(threads: threads)
      }
    }
  }
}

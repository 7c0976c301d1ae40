/// Memory for copies of parts of the factors.
struct PackingMemory<Scalar: TileScalar>: @unchecked Sendable {
  /// The panels of B of one block.
  let right: UnsafeMutablePointer<Scalar>
  private let workers: UnsafeMutablePointer<Scalar>
  private let leftLength: Int
  private let tileLength: Int

  init(panels: Int, depth: Int, leftRows: Int, workers count: Int) {
    tileLength = TileShape.rows * TileShape.vectors * Scalar.lanes
    // Whole cache lines, so that workers do not share any.
    leftLength = (leftRows * depth + 31) / 32 * 32
    let rightLength = (panels * depth + 31) / 32 * 32
    let length = rightLength + count * (leftLength + tileLength)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: length * MemoryLayout<Scalar>.stride, alignment: 64)
    right = memory.bindMemory(to: Scalar.self, capacity: length)
    workers = right + rightLength
  }

  func deallocate() { right.deallocate() }

  /// The copies of A of one worker.
  func left(_ worker: Int) -> UnsafeMutablePointer<Scalar> { tile(worker) + tileLength }

  /// Room for a tile of one worker.
  func tile(_ worker: Int) -> UnsafeMutablePointer<Scalar> { workers + worker * (leftLength + tileLength) }
}

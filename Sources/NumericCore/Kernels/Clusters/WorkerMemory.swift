/// The memory of one thread that searches for nearest centers.
struct WorkerMemory<Scalar: ClusterScalar> {
  /// The numbers of a vector, and the rows of a tile.
  let lanes = Scalar.lanes
  let width = TileShape.vectors * Scalar.lanes
  /// The last rows, with zeros behind each.
  let copies: UnsafeMutablePointer<Scalar>
  /// A tile of rows as columns.
  let tile: UnsafeMutablePointer<Scalar>
  /// Two squares of a vector's lanes.
  let squares: UnsafeMutablePointer<Scalar>
  /// The scores of eight centers for a tile.
  let scores: UnsafeMutablePointer<Scalar>
  /// The sums of a block, a row for each center.
  let sums: UnsafeMutablePointer<Scalar>
  let origin: UnsafeMutablePointer<Scalar>
  let halfNorms: UnsafeMutablePointer<Scalar>
  /// The squared distances of the rows of a block, and the numbers of those that are to be searched.
  let distances: UnsafeMutablePointer<Scalar>
  let pending: UnsafeMutablePointer<Int>
  /// A number for each row of a block.
  let flags: UnsafeMutablePointer<Int32>
  let nearest: NearestInTile<Scalar>
  let rows: UnsafeMutablePointer<UnsafePointer<Scalar>>
  let counts: UnsafeMutablePointer<Int>
  private let numbers: UnsafeMutableRawPointer

  init(rowLength: Int, centers: Int, rowsPerBlock: Int, copiedRows: Int) {
    let (lanes, width) = (Scalar.lanes, TileShape.vectors * Scalar.lanes)
    let lengths = [
      copiedRows * rowLength, rowLength * width, 2 * lanes * lanes, TileShape.rows * width, centers * rowLength,
      rowLength, centers, rowsPerBlock + 2 * lanes, width, width, width, width, width, width,
    ].map { ($0 + lanes - 1) / lanes * lanes }
    let total = lengths.reduce(0, +)
    numbers = UnsafeMutableRawPointer.allocate(byteCount: max(64, total * MemoryLayout<Scalar>.stride), alignment: 64)
    let base = numbers.bindMemory(to: Scalar.self, capacity: total)
    base.initialize(repeating: 0, count: total)
    var offset = 0
    let parts = lengths.map { length in
      defer { offset += length }
      return base + offset
    }
    (copies, tile, squares, scores, sums) = (parts[0], parts[1], parts[2], parts[3], parts[4])
    (origin, halfNorms, distances) = (parts[5], parts[6], parts[7])
    nearest = NearestInTile(
      least: parts[8], second: parts[9], label: parts[10], squaredNorm: parts[11], lowerBound: parts[12],
      doubt: parts[13])
    flags = .allocate(capacity: rowsPerBlock + lanes)
    flags.initialize(repeating: 0, count: rowsPerBlock + lanes)
    pending = .allocate(capacity: rowsPerBlock)
    pending.initialize(repeating: 0, count: rowsPerBlock)
    rows = .allocate(capacity: lanes)
    rows.initialize(repeating: UnsafePointer(base), count: lanes)
    counts = .allocate(capacity: centers)
    counts.initialize(repeating: 0, count: centers)
  }

  func deallocate() {
    numbers.deallocate()
    pending.deallocate()
    flags.deallocate()
    rows.deallocate()
    counts.deallocate()
  }
}

/// The memory of one thread of a pass, and what it does to a part of the rows.
final class NearestCenterWorker<Scalar: ClusterScalar> {
  private let memory: WorkerMemory<Scalar>
  private let rows: PaddedRows<Scalar>
  private let centers: UnsafePointer<Scalar>
  private let negated: UnsafePointer<Scalar>
  private let labels: UnsafeMutablePointer<Int32>
  private let lowerBounds: UnsafeMutablePointer<Scalar>
  private let count: Int
  private let errors: ScoreErrors<Scalar>
  private let moves: CenterMoves<Scalar>
  private let isKnown: Bool
  private let hasBounds: Bool

  init(pass: NearestCenterPass<Scalar>, _ addresses: TableAddresses<Scalar>) {
    let (view, table) = (pass.rows, pass.table)
    memory = WorkerMemory(
      rowLength: table.rowLength, centers: table.count, rowsPerBlock: NearestCenterPass<Scalar>.rowsPerBlock,
      copiedRows: PaddedRows.copiedRows(of: view, length: table.rowLength))
    rows = PaddedRows(view, length: table.rowLength, copies: memory.copies)
    (centers, negated) = (addresses.centers, addresses.negated)
    (labels, lowerBounds) = (pass.labels, pass.lowerBounds)
    (count, errors, moves) = (table.count, table.errors, table.moves)
    (isKnown, hasBounds) = (pass.isKnown, pass.hasBounds)
    memory.origin.update(from: table.origin, count: table.rowLength)
    memory.halfNorms.update(from: table.halfNorms, count: table.count)
  }

  deinit { memory.deallocate() }

  /// The sums over neighbouring rows; those of a block are made in Scalar and added in Double.
  func sums(over range: Range<Int>) -> NearestCenterSums {
    var sums = NearestCenterSums(centers: count, columns: rows.columns)
    memory.counts.update(repeating: 0, count: count)
    for first in stride(from: range.lowerBound, to: range.upperBound, by: NearestCenterPass<Scalar>.rowsPerBlock) {
      let block = first..<min(first + NearestCenterPass<Scalar>.rowsPerBlock, range.upperBound)
      let pending = listPending(block)
      for start in stride(from: 0, to: pending, by: memory.width) {
        sums.changes += search(memory.pending + start, count: min(memory.width, pending - start))
      }
      memory.sums.update(repeating: 0, count: count * rows.length)
      forEachAssigned(block) {
        sums.squaredDistance += Scalar.addOffsets($0, to: memory.sums, counts: memory.counts)
      }
      sums.offsets.withMutableElements { addBlock(to: &$0) }
    }
    for center in 0..<count { sums.counts[center] = memory.counts[center] }
    return sums
  }

  private func addBlock(to offsets: inout [Double]) {
    let (blockSums, columns, length) = (memory.sums, rows.columns, rows.length)
    offsets.withUnsafeMutableBufferPointer { offsets in
      for center in 0..<count {
        for column in 0..<columns {
          offsets[center &* columns &+ column] += blockSums[center &* length &+ column].doubleValue
        }
      }
    }
  }

  /// Lists the rows of a block that may have another center now.
  private func listPending(_ block: Range<Int>) -> Int {
    guard hasBounds else {
      for (index, row) in block.enumerated() { memory.pending[index] = row }
      return block.count
    }
    var listed = 0
    forEachAssigned(block) {
      Scalar.squaredDistances($0, to: memory.distances + listed)
      listed += $0.count
    }
    return Scalar.listPending(
      BoundedRows(
        first: block.lowerBound, count: block.count, labels: labels + block.lowerBound,
        bounds: lowerBounds + block.lowerBound, squaredDistances: memory.distances, moves: moves,
        columns: rows.columns, flags: memory.flags), into: memory.pending)
  }

  /// Calls a function for the rows of a block that are where they were, and for those that are copied.
  @inline(__always) private func forEachAssigned(_ block: Range<Int>, _ body: (AssignedRows<Scalar>) -> Void) {
    let middle = min(max(rows.firstCopied, block.lowerBound), block.upperBound)
    for (part, stride) in [(block.lowerBound..<middle, rows.columns), (middle..<block.upperBound, rows.length)]
    where !part.isEmpty {
      body(
        AssignedRows(
          rows: rows.address(part.lowerBound), stride: stride, count: part.count, labels: labels + part.lowerBound,
          centers: centers, vectors: rows.length / memory.lanes, lastLanes: rows.lastLanes))
    }
  }

  /// Finds the nearest centers of a tile of rows, and says for how many they changed.
  private func search(_ pending: UnsafeMutablePointer<Int>, count tileRows: Int) -> Int {
    let (memory, rows, lanes, width) = (memory, rows, memory.lanes, memory.width)
    for first in stride(from: 0, to: width, by: lanes) {
      for lane in 0..<lanes { memory.rows[lane] = rows.address(pending[min(first &+ lane, tileRows &- 1)]) }
      Scalar.transposeRows(
        rows.pointers(memory.rows), less: memory.origin,
        to: TileColumns(base: memory.tile + first, stride: width, scratch: memory.squares))
    }
    let nearest = memory.nearest
    Scalar.squareColumns(memory.tile, columns: rows.columns, to: nearest.squaredNorm)
    nearest.least.update(repeating: .infinity, count: width)
    nearest.second.update(repeating: .infinity, count: width)
    nearest.label.update(repeating: 0, count: width)
    for first in stride(from: 0, to: count, by: TileShape.rows) {
      let strip = min(TileShape.rows, count - first)
      Scalar.multiplyTile(
        TileOperands(
          depth: rows.columns, left: negated + first * rows.length, leftRowStride: rows.length, leftStep: 1,
          leftLastRow: strip - 1, right: memory.tile, rightStride: width),
        into: TileTarget(
          address: memory.scores, rowStride: width, rows: TileShape.rows, columns: width, update: .overwrite,
          scratch: memory.scores))
      Scalar.selectNearest(
        CenterScores(
          scores: memory.scores, halfNorms: memory.halfNorms + first, firstCenter: first, count: strip),
        into: nearest)
    }
    Scalar.boundNearest(nearest, errors)
    return conclude(pending, count: tileRows)
  }

  private func conclude(_ pending: UnsafeMutablePointer<Int>, count tileRows: Int) -> Int {
    let (nearest, labels, lowerBounds, isKnown) = (memory.nearest, labels, lowerBounds, isKnown)
    var changes = 0
    for lane in 0..<tileRows {
      let row = pending[lane]
      var label = Int32(nearest.label[lane].doubleValue)
      if nearest.doubt[lane] != 0 { label = nearestByDefinition(row) }
      changes = changes &+ (!isKnown || labels[row] != label ? 1 : 0)
      labels[row] = label
      lowerBounds[row] = nearest.lowerBound[lane]
    }
    return changes
  }

  /// The sums of squares in Double decide.
  private func nearestByDefinition(_ row: Int) -> Int32 {
    let (x, rows) = (rows.address(row), rows)
    var least = Double.infinity
    var label: Int32 = 0
    for center in 0..<count {
      let c = centers + center &* rows.length
      var sum = 0.0
      for column in 0..<rows.columns {
        let difference = x[column].doubleValue - c[column].doubleValue
        sum += difference * difference
      }
      if sum < least { (least, label) = (sum, Int32(center)) }
    }
    return label
  }
}

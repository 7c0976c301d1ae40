/// One block of the depth of a product, over some columns of the target.
struct ProductBlock<Scalar: TileScalar>: Sendable {
  let left: MatrixView<Scalar>
  let right: MatrixView<Scalar>
  let target: MatrixView<Scalar>
  /// The column of the whole target at which this one begins.
  let firstColumn: Int
  let update: ProductUpdate
  let region: BlockedProduct<Scalar>.Region
  let packsLeft: Bool
  let packsRight: Bool
  let rowsPerUnit: Int
  let memory: PackingMemory<Scalar>

  private var depth: Int { left.columns }
  private var panels: Int { (target.columns + panelWidth - 1) / panelWidth }

  /// Four vectors are two panels of two, since a tile of one vector is held up by its loads.
  private var panelWidth: Int {
    let isFour = TileShape.vectors(columns: target.columns, lanes: Scalar.lanes) == 4
    return isFour ? 2 * Scalar.lanes : BlockedProduct<Scalar>.panelWidth
  }

  func run(threads: Int) {
    let panelsPerUnit = 4
    withConcurrentWorkers(units: (panels + panelsPerUnit - 1) / panelsPerUnit, threads: threads) { _, queue in
      while let unit = queue.next() {
        for panel in unit * panelsPerUnit..<min((unit + 1) * panelsPerUnit, panels) { packRight(panel) }
      }
    }
    // Few rows are divided among the threads by columns, too.
    let rowUnits = (target.rows + rowsPerUnit - 1) / rowsPerUnit
    let groups = threads > 1 ? min(max(1, 4 * threads / rowUnits), panels) : 1
    withConcurrentWorkers(units: rowUnits * groups, threads: threads) { worker, queue in
      while let unit = queue.next() {
        let (rowUnit, group) = (unit / groups, unit % groups)
        let rows = rowUnit * rowsPerUnit..<min((rowUnit + 1) * rowsPerUnit, target.rows)
        multiply(rows, panels: group * panels / groups..<(group + 1) * panels / groups, worker: worker)
      }
    }
  }

  private func columns(ofPanel panel: Int) -> Range<Int> {
    panel * panelWidth..<min((panel + 1) * panelWidth, target.columns)
  }

  /// Whether the panel is read where it is.
  private func isInPlace(_ panel: Int) -> Bool {
    !packsRight && columns(ofPanel: panel).count % Scalar.lanes == 0
  }

  /// The copy of a panel; only the last panel is copied when the others are read in place.
  private func copy(_ panel: Int) -> UnsafeMutablePointer<Scalar> {
    memory.right + (packsRight ? panel * panelWidth * depth : 0)
  }

  private func packRight(_ panel: Int) {
    guard !isInPlace(panel) else { return }
    right.columns(columns(ofPanel: panel)).copyPanel(to: copy(panel))
  }

  /// The tiles of some rows and panels.
  private func multiply(_ rows: Range<Int>, panels: Range<Int>, worker: Int) {
    guard let firstPanel = panels.first(where: { isWanted(rows.lowerBound, $0) }) else { return }
    let strips = LeftStrips(left.rows(rows), copiedTo: packsLeft ? memory.left(worker) : nil)
    for panel in firstPanel..<panels.upperBound {
      let columns = columns(ofPanel: panel)
      let inPlace = isInPlace(panel)
      let rightPanel = inPlace ? right.address(0, columns.lowerBound) : copy(panel)
      let rightStride =
        inPlace ? right.rowStride : TileShape.vectors(columns: columns.count, lanes: Scalar.lanes) * Scalar.lanes
      for first in stride(from: 0, to: rows.count, by: TileShape.rows) {
        let row = rows.lowerBound + first
        guard isWanted(row, panel) else { break }
        Scalar.multiplyTile(
          TileOperands(
            depth: depth, left: strips.address(ofRow: first), leftRowStride: strips.rowStride, leftStep: strips.step,
            leftLastRow: min(TileShape.rows, rows.upperBound - row) - 1, right: rightPanel, rightStride: rightStride),
          into: TileTarget(
            address: target.address(row, columns.lowerBound), rowStride: target.rowStride,
            rows: min(TileShape.rows, rows.upperBound - row), columns: columns.count, update: update,
            scratch: memory.tile(worker)))
      }
    }
  }

  /// Whether the tile from this row on has wanted elements.
  private func isWanted(_ row: Int, _ panel: Int) -> Bool {
    region == .all || firstColumn + columns(ofPanel: panel).upperBound > row
  }
}

/// Some rows of A, in place or copied so that strips of eight rows are near each other.
private struct LeftStrips<Scalar: TileScalar> {
  let rowStride: Int
  let step: Int
  private let base: UnsafeMutablePointer<Scalar>
  private let stripStride: Int

  /// Rows that are contiguous in memory are copied as they are, others step by step.
  init(_ source: MatrixView<Scalar>, copiedTo memory: UnsafeMutablePointer<Scalar>?) {
    guard let memory else {
      (rowStride, step, base) = (source.rowStride, source.columnStride, source.base)
      stripStride = TileShape.rows * source.rowStride
      return
    }
    base = memory
    stripStride = TileShape.rows * source.columns
    if source.columnStride == 1 {
      (rowStride, step) = (source.columns, 1)
      for row in 0..<source.rows {
        (memory + row * source.columns).update(from: source.address(row, 0), count: source.columns)
      }
    } else {
      (rowStride, step) = (1, TileShape.rows)
      for first in stride(from: 0, to: source.rows, by: TileShape.rows) {
        let strip = source.rows(first..<min(first + TileShape.rows, source.rows))
        let copy = MatrixView(
          base: memory + first * source.columns, rows: source.columns, columns: strip.rows, rowStride: TileShape.rows,
          columnStride: 1)
        Scalar.copyGrid(strip.transposed, to: copy)
      }
    }
  }

  /// The first number of a row whose number is a multiple of eight.
  func address(ofRow row: Int) -> UnsafePointer<Scalar> { UnsafePointer(base + row / TileShape.rows * stripStride) }
}

extension MatrixView where Scalar: TileScalar {
  /// Copies at most `TileShape.vectors` vectors of columns so that each row is whole vectors, with zeros to fill up.
  func copyPanel(to memory: UnsafeMutablePointer<Scalar>) {
    let vectors = TileShape.vectors(columns: columns, lanes: Scalar.lanes)
    let width = vectors * Scalar.lanes
    if columnStride == 1, columns == width {
      Scalar.copyRows(rows, vectors: vectors, from: base, stride: rowStride, to: memory)
    } else {
      if columns < width { memory.update(repeating: 0, count: rows * width) }
      let panel = MatrixView(base: memory, rows: rows, columns: columns, rowStride: width, columnStride: 1)
      Scalar.copyGrid(self, to: panel)
    }
  }
}

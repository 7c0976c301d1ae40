/// A lower triangular matrix T with few rows, applied to panels of columns that stay in the first-level cache.
///
/// Strips of eight rows are taken from the top: what earlier strips give is one product of a tile, then the triangle on
/// the diagonal is applied by rows. An upper triangle is a lower one from its end.
struct TrianglePanels<Scalar: TileScalar>: @unchecked Sendable {
  /// The rows up to which panels are used.
  static var mostRows: Int { 128 }

  enum Operation: Sendable {
    /// X ← T⁻¹ X.
    case solve
    /// X ← T X.
    case multiply
  }

  private let triangle: MatrixView<Scalar>
  private let operation: Operation
  private let strips: Int
  /// The triangles on the diagonal row by row, continued by ones on the diagonal.
  private let diagonalTriangles: UnsafeMutablePointer<Scalar>
  private let panelLength: Int

  private static var tileRows: Int { TileShape.rows }
  private static var panelWidth: Int { TileShape.vectors * Scalar.lanes }

  /// Overwrites X.
  static func run(_ operation: Operation, _ triangle: MatrixView<Scalar>, _ x: MatrixView<Scalar>, threads: Int) {
    guard x.rows > 0, x.columns > 0 else { return }
    let panels = (x.columns + panelWidth - 1) / panelWidth
    let workers = x.rows * x.rows * x.columns > 1 << 20 ? min(threads, panels) : 1
    let kernel = TrianglePanels(triangle, operation, workers: workers)
    defer { kernel.diagonalTriangles.deallocate() }
    withConcurrentWorkers(units: panels, threads: workers) { worker, queue in
      while let panel = queue.next() {
        let first = panel * panelWidth
        kernel.apply(to: x.columns(first..<min(first + panelWidth, x.columns)), worker: worker)
      }
    }
  }

  private init(_ triangle: MatrixView<Scalar>, _ operation: Operation, workers: Int) {
    (self.triangle, self.operation) = (triangle, operation)
    strips = (triangle.rows + Self.tileRows - 1) / Self.tileRows
    let triangleLength = strips * Self.tileRows * Self.tileRows
    // Two panels, as a product reads what it must not overwrite yet.
    panelLength = 2 * strips * Self.tileRows * Self.panelWidth
    let length = triangleLength + workers * panelLength
    let memory = UnsafeMutableRawPointer.allocate(byteCount: length * MemoryLayout<Scalar>.stride, alignment: 64)
    diagonalTriangles = memory.bindMemory(to: Scalar.self, capacity: length)
    diagonalTriangles.update(repeating: 0, count: triangleLength)
    for row in 0..<strips * Self.tileRows {
      let target = diagonalTriangles + row * Self.tileRows
      target[row % Self.tileRows] = 1
      guard row < triangle.rows else { continue }
      let first = row / Self.tileRows * Self.tileRows
      for column in first...row { target[column - first] = triangle[row, column] }
    }
  }

  private func apply(to columns: MatrixView<Scalar>, worker: Int) {
    let vectors = TileShape.vectors(columns: columns.columns, lanes: Scalar.lanes)
    let width = vectors * Scalar.lanes
    let rows = strips * Self.tileRows
    let panel = diagonalTriangles + rows * Self.tileRows + worker * panelLength
    (panel + columns.rows * width).update(repeating: 0, count: (rows - columns.rows) * width)
    columns.copyPanel(to: panel)
    let result: UnsafeMutablePointer<Scalar>
    switch operation {
    case .solve:
      result = panel
      for strip in 0..<strips {
        addStrip(strip, of: panel, vectors, to: panel, .subtract)
        Scalar.solveStrip(
          diagonalTriangles + strip * Self.tileRows * Self.tileRows, vectors: vectors,
          panel + strip * Self.tileRows * width)
      }
    case .multiply:
      result = panel + rows * Self.panelWidth
      for strip in 0..<strips {
        addStrip(strip, of: panel, vectors, to: result, .overwrite)
        Scalar.addStripProduct(
          diagonalTriangles + strip * Self.tileRows * Self.tileRows, vectors: vectors,
          panel + strip * Self.tileRows * width, to: result + strip * Self.tileRows * width)
      }
    }
    MatrixView(base: result, rows: columns.rows, columns: columns.columns, rowStride: width, columnStride: 1)
      .copyRows(to: columns)
  }

  /// The product of a strip of T left of the diagonal with the rows above it.
  private func addStrip(
    _ strip: Int, of source: UnsafeMutablePointer<Scalar>, _ vectors: Int, to target: UnsafeMutablePointer<Scalar>,
    _ update: ProductUpdate
  ) {
    let (first, width) = (strip * Self.tileRows, vectors * Scalar.lanes)
    let last = min(triangle.rows - first, Self.tileRows) - 1
    Scalar.multiplyTile(
      TileOperands(
        depth: first, left: triangle.address(first, 0), leftRowStride: triangle.rowStride,
        leftStep: triangle.columnStride, leftLastRow: last, right: source, rightStride: width),
      into: TileTarget(
        address: target + first * width, rowStride: width, rows: Self.tileRows, columns: width, update: update,
        scratch: target))
  }
}

extension MatrixView {
  /// Copies rows of contiguous numbers.
  func copyRows(to target: MatrixView) {
    for row in 0..<rows { target.address(row, 0).update(from: address(row, 0), count: columns) }
  }
}

/// Rows of a map in the order in which the kernel reads them: four rows side by side for each input.
struct PackedColumnMap: Sendable {
  /// Rows that are computed at once.
  static let rowsAtOnce = 4

  /// Four rows, and the inputs on which they depend.
  struct Panel: Sendable {
    /// The first row, counted in the packed order.
    let row: Int
    /// The rows that there are; further ones are zeros.
    let rows: Int
    /// The inputs from the first to behind the last with a coefficient.
    let inputs: Range<Int>
    /// Where the coefficients begin.
    let start: Int
  }

  let panels: [Panel]
  let coefficients: [Double]
  let offsets: [Double]

  /// Packs some rows of a map.
  /// - Parameter isFinite: Whether the inputs are finite, so that products with zeros need not be computed.
  init(_ map: ColumnMap, rows: [Int], isFinite: Bool) {
    var panels: [Panel] = []
    var coefficients: [Double] = []
    var offsets: [Double] = []
    for first in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
      let panel = rows[first..<min(first + Self.rowsAtOnce, rows.count)].map { Array(map.row($0)) }
      let used = map.inputs.indices.filter { input in panel.contains { $0[input] != 0 } }
      let range = isFinite ? (used.first ?? 0)..<(used.last.map { $0 + 1 } ?? 0) : map.inputs.indices
      panels.append(Panel(row: first, rows: panel.count, inputs: range, start: coefficients.count))
      for input in range {
        for row in 0..<Self.rowsAtOnce { coefficients.append(row < panel.count ? panel[row][input] : 0) }
      }
      for row in 0..<Self.rowsAtOnce {
        offsets.append(row < panel.count ? map.offsets[rows[first + row]] : 0)
      }
    }
    self.panels = panels
    self.coefficients = coefficients
    self.offsets = offsets
  }
}

extension ColumnWorkspace {
  /// Vectors of samples that are computed at once.
  private static var vectorsAtOnce: Int { 4 }

  /// Writes the rows of a map of some columns to other columns.
  func apply(_ map: PackedColumnMap, inputs: [Int], targets: [Int]) {
    withColumns(inputs) { inputs in
      map.coefficients.withUnsafeBufferPointer { coefficients in
        for first in stride(from: 0, to: Self.vectorsPerColumn, by: Self.vectorsAtOnce) {
          for panel in map.panels {
            var tile = Tile(map.offsets, panel.row)
            tile.addProducts(panel, inputs, coefficients, at: first)
            for row in 0..<panel.rows {
              let target = column(targets[panel.row + row]) + first
              let values = tile.row(row)
              target[0] = values.0
              target[1] = values.1
              target[2] = values.2
              target[3] = values.3
            }
          }
        }
      }
    }
  }

  /// Writes k + Σᵢ xᵢ(A x + b)ᵢ to a column.
  func applyQuadratic(_ map: PackedColumnMap, inputs: [Int], constant: Double, target: Int) {
    let result = column(target)
    withColumns(inputs) { inputs in
      map.coefficients.withUnsafeBufferPointer { coefficients in
        for first in stride(from: 0, to: Self.vectorsPerColumn, by: Self.vectorsAtOnce) {
          let start = Vector(repeating: constant)
          var sum = (start, start, start, start)
          for panel in map.panels {
            var tile = Tile(map.offsets, panel.row)
            tile.addProducts(panel, inputs, coefficients, at: first)
            for row in 0..<panel.rows {
              let values = tile.row(row)
              let x = inputs[panel.row + row] + first
              sum.0.addProduct(values.0, x[0])
              sum.1.addProduct(values.1, x[1])
              sum.2.addProduct(values.2, x[2])
              sum.3.addProduct(values.3, x[3])
            }
          }
          result[first] = sum.0
          result[first + 1] = sum.1
          result[first + 2] = sum.2
          result[first + 3] = sum.3
        }
      }
    }
  }

  @inline(__always) private func withColumns(_ indices: [Int], _ body: (UnsafePointer<UnsafePointer<Vector>>) -> Void) {
    withUnsafeTemporaryAllocation(of: UnsafePointer<Vector>.self, capacity: max(indices.count, 1)) { pointers in
      for (place, index) in indices.enumerated() { pointers[place] = UnsafePointer(column(index)) }
      guard let base = pointers.baseAddress else { return }
      body(UnsafePointer(base))
    }
  }
}

/// Four rows of four vectors, all of which stay in registers of the processor.
private struct Tile {
  typealias Vector = SIMD8<Double>
  typealias Row = (Vector, Vector, Vector, Vector)

  private var row0: Row
  private var row1: Row
  private var row2: Row
  private var row3: Row

  @inline(__always) init(_ offsets: [Double], _ row: Int) {
    func repeated(_ offset: Int) -> Row {
      let vector = Vector(repeating: offsets[row + offset])
      return (vector, vector, vector, vector)
    }
    row0 = repeated(0)
    row1 = repeated(1)
    row2 = repeated(2)
    row3 = repeated(3)
  }

  @inline(__always) func row(_ index: Int) -> Row {
    switch index {
    case 0: row0
    case 1: row1
    case 2: row2
    default: row3
    }
  }

  /// Adds the coefficients times the inputs, one input after the other.
  @inline(__always) mutating func addProducts(
    _ panel: PackedColumnMap.Panel, _ inputs: UnsafePointer<UnsafePointer<Vector>>,
    _ coefficients: UnsafeBufferPointer<Double>, at first: Int
  ) {
    guard var next = coefficients.baseAddress.map({ $0 + panel.start }) else { return }
    var (a, b, c, d) = (row0, row1, row2, row3)
    for input in panel.inputs {
      let x = inputs[input] + first
      let (x0, x1, x2, x3) = (x[0], x[1], x[2], x[3])
      Tile.add(Vector(repeating: next[0]), x0, x1, x2, x3, &a)
      Tile.add(Vector(repeating: next[1]), x0, x1, x2, x3, &b)
      Tile.add(Vector(repeating: next[2]), x0, x1, x2, x3, &c)
      Tile.add(Vector(repeating: next[3]), x0, x1, x2, x3, &d)
      next += PackedColumnMap.rowsAtOnce
    }
    (row0, row1, row2, row3) = (a, b, c, d)
  }

  @inline(__always) private static func add(
    _ factor: Vector, _ x0: Vector, _ x1: Vector, _ x2: Vector, _ x3: Vector, _ row: inout Row
  ) {
    row.0.addProduct(factor, x0)
    row.1.addProduct(factor, x1)
    row.2.addProduct(factor, x2)
    row.3.addProduct(factor, x3)
  }
}

/// Scratch memory for one thread: columns of one block of samples, in vectors.
final class ColumnWorkspace {
  typealias Vector = SIMD8<Double>
  static var vectorsPerColumn: Int { ColumnProgram.blockLength / Vector.scalarCount }

  /// From one column to the next: a cache line more than its length, since columns that lie a multiple of 4096 bytes
  /// apart would displace one another from the first-level cache.
  private static var columnStride: Int { vectorsPerColumn + 1 }

  private let base: UnsafeMutablePointer<Vector>
  private let columns: Int

  /// Columns of zeros.
  init(columns: Int) {
    self.columns = columns
    base = .allocate(capacity: max(columns, 1) * Self.columnStride)
    base.initialize(repeating: Vector(repeating: 0), count: max(columns, 1) * Self.columnStride)
  }

  deinit { base.deallocate() }

  /// The first vector of a column.
  @inline(__always) func column(_ index: Int) -> UnsafeMutablePointer<Vector> {
    assert(index >= 0 && index < columns)
    return base + index * Self.columnStride
  }

  /// The numbers of a column.
  func numbers(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
    let start = UnsafeMutableRawPointer(column(index)).assumingMemoryBound(to: Double.self)
    return UnsafeMutableBufferPointer(start: start, count: ColumnProgram.blockLength)
  }

  /// Overwrites the beginning of a column.
  func write(_ values: ArraySlice<Double>, toColumn index: Int) {
    precondition(values.count <= ColumnProgram.blockLength, "a column is longer than a block")
    let target = numbers(index)
    for (offset, value) in values.enumerated() { target[offset] = value }
  }

  /// Copies the beginning of a column into a range of an array.
  func read(_ index: Int, into result: inout [Double], _ range: Range<Int>) {
    precondition(range.count <= ColumnProgram.blockLength, "a column is shorter than the range")
    let source = numbers(index)
    for (offset, position) in range.enumerated() { result[position] = source[offset] }
  }
}

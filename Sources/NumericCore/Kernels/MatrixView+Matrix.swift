extension Matrix {
  /// A matrix whose elements a kernel writes, all of them.
  init(uninitializedRows rows: Int, columns: Int, _ write: (MatrixView<Scalar>) -> Void) {
    let elements = [Scalar](unsafeUninitializedCapacity: rows * columns) { buffer, count in
      if let base = buffer.baseAddress { write(MatrixView(base, rows: rows, columns: columns)) }
      count = rows * columns
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }

  /// Calls a kernel that reads the elements; not for a matrix without any.
  func withView(_ read: (MatrixView<Scalar>) -> Void) {
    storage.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      read(MatrixView(UnsafeMutablePointer(mutating: base), rows: rows, columns: columns))
    }
  }

  /// Calls a kernel that changes the elements; not for a matrix without any.
  mutating func withMutableView(_ change: (MatrixView<Scalar>) -> Void) {
    let (rows, columns) = (rows, columns)
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      change(MatrixView(base, rows: rows, columns: columns))
    }
  }
}

extension MatrixView {
  /// A view of contiguous rows.
  init(_ base: UnsafeMutablePointer<Scalar>, rows: Int, columns: Int) {
    self.init(base: base, rows: rows, columns: columns, rowStride: columns, columnStride: 1)
  }

  /// Completes a symmetric matrix, by small squares.
  func copyUpperToLower() {
    forEachPairBelowDiagonal { self[$0, $1] = self[$1, $0] }
  }

  /// Moves the upper triangle below the diagonal, and leaves a number above it.
  func moveUpperToLower(leaving filler: Scalar) {
    forEachPairBelowDiagonal {
      self[$0, $1] = self[$1, $0]
      self[$1, $0] = filler
    }
  }

  /// Rows and columns below the diagonal, by squares of whole cache lines of doubles: rows whose distance is a power of
  /// two share a few places of the first-level cache, which does not hold many of them at once.
  @inline(__always) private func forEachPairBelowDiagonal(_ body: (_ row: Int, _ column: Int) -> Void) {
    for firstColumn in stride(from: 0, to: columns, by: 8) {
      for firstRow in stride(from: firstColumn, to: rows, by: 8) {
        for row in firstRow..<min(firstRow &+ 8, rows) {
          for column in firstColumn..<max(firstColumn, min(firstColumn &+ 8, row)) { body(row, column) }
        }
      }
    }
  }
}

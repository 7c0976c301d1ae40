extension Matrix where Scalar: VectorScalar {
  /// Σᵢ xᵢⱼ for each column j, rows added from the first to the last within groups of 64 and the groups in order.
  ///
  /// With groups the error is at most (64 + rows/64) u Σ|xᵢⱼ| to first order, u half an ulp of 1.
  /// - Complexity: O(rows · columns).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func columnSums() -> [Scalar] {
    var totals = [Scalar](repeating: 0, count: columns)
    var group = totals
    @inline(__always) func plus(_ x: Scalar.Vector, _ y: Scalar.Vector) -> Scalar.Vector { x + y }
    storage.withUnsafeBufferPointer { elements in
      totals.withUnsafeMutableBufferPointer { totals in
        group.withUnsafeMutableBufferPointer { group in
          guard let x = elements.baseAddress, let total = totals.baseAddress, let sum = group.baseAddress else {
            return
          }
          for start in stride(from: 0, to: rows, by: 64) {
            group.update(repeating: 0)
            for row in start..<min(start + 64, rows) {
              VectorLoops.update(sum, with: x + row &* columns, count: columns, plus)
            }
            VectorLoops.update(total, with: UnsafePointer(sum), count: columns, plus)
          }
        }
      }
    }
    return totals
  }

  /// Adds a row to every row: x ← x + 1bᵀ, a layer's bias.
  /// - Requires: as many numbers as columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func addToRows(_ row: [Scalar]) {
    precondition(row.count == columns, "the row has another number of columns")
    let (rows, columns) = (rows, columns)
    @inline(__always) func plus(_ x: Scalar.Vector, _ y: Scalar.Vector) -> Scalar.Vector { x + y }
    storage.withUnsafeMutableBufferPointer { elements in
      row.withUnsafeBufferPointer { row in
        guard let x = elements.baseAddress, let y = row.baseAddress else { return }
        for index in 0..<rows { VectorLoops.update(x + index &* columns, with: y, count: columns, plus) }
      }
    }
  }

  /// Adds a column to every column: x ← x + b1ᵀ, a layer's bias where the columns are the observations.
  /// - Requires: as many numbers as rows.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func addToColumns(_ column: [Scalar]) {
    precondition(column.count == rows, "the column has another number of rows")
    let (rows, columns) = (rows, columns)
    storage.withUnsafeMutableBufferPointer { elements in
      guard let x = elements.baseAddress else { return }
      for row in 0..<rows {
        let number = Scalar.Vector(repeating: column[row])
        @inline(__always) func plus(_ x: Scalar.Vector) -> Scalar.Vector { x + number }
        VectorLoops.update(x + row &* columns, count: columns, plus)
      }
    }
  }
}

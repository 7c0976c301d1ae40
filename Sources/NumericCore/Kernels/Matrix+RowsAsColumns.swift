extension Matrix where Scalar: VectorScalar {
  /// Becomes a matrix of zeros unless it has that shape already, in which case its elements stay.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func takeShape(rows: Int, columns: Int) {
    if self.rows != rows || self.columns != columns { self = .zero(rows: rows, columns: columns) }
  }

  /// A matrix whose columns are some rows of this one, in the order given; all rows where none are named.
  /// - Complexity: O(rows · columns).
  public func rowsAsColumns(_ indices: [Int]? = nil) -> Matrix {
    var result = Matrix(rows: 0, columns: 0, elements: [])
    result.takeShape(rows: columns, columns: indices?.count ?? rows)
    result.setColumns(toRows: (indices ?? Array(0..<rows))[...], of: self)
    return result
  }

  /// Overwrites column j by row `indices[j]` of another matrix, counted from the first of the indices.
  /// - Requires: as many columns as indices, and as many rows as the other matrix has columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func setColumns(toRows indices: ArraySlice<Int>, of source: Matrix) {
    precondition(columns == indices.count && rows == source.columns, "the rows do not fit the columns")
    precondition(indices.allSatisfy { $0 >= 0 && $0 < source.rows }, "there is no such row")
    let (rows, columns) = (rows, columns)
    // A cache line of every target row at a time, from as many source rows.
    let width = Scalar.Vector.scalarCount
    storage.withUnsafeMutableBufferPointer { target in
      source.storage.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: UnsafePointer<Scalar>.self, capacity: width) { starts in
          for first in stride(from: 0, to: columns, by: width) {
            let count = min(width, columns &- first)
            for column in 0..<count { starts[column] = source + indices[indices.startIndex + first + column] * rows }
            for row in 0..<rows {
              let line = target + (row &* columns &+ first)
              for column in 0..<count { line[column] = starts[column][row] }
            }
          }
        }
      }
    }
  }
}

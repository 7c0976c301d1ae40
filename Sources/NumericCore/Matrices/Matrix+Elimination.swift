extension Matrix where Scalar: Field {
  /// The determinant by Gaussian elimination; zero for a singular matrix, one for 0×0.
  /// - Requires: a square matrix.
  /// - Complexity: O(n³). Source: Golub & Van Loan §3.4.
  @inlinable public func determinant() -> Scalar {
    precondition(isSquare, "the determinant needs a square matrix")
    return Scalar.determinant(of: self)
  }

  /// The determinant by elimination row by row.
  @inlinable public func determinantByRows() -> Scalar {
    var work = self
    var product = Scalar.one
    for column in 0..<columns {
      guard let pivot = work.pivotRow(column), let inverse = try? work[pivot, column].reciprocal() else {
        return .zero
      }
      if pivot != column {
        work.swapRows(pivot, column)
        product = -product
      }
      product = product * work[column, column]
      for row in (column + 1)..<max(rows, column + 1) {
        work.subtractMultiple(work[row, column] * inverse, ofRow: column, from: row, startingAt: column + 1)
      }
    }
    return product
  }

  /// The inverse.
  /// - Throws: `FactorizationError.notSquare` or `.singular`, which names the column without a pivot.
  /// - Complexity: O(n³).
  @inlinable public func inverse() throws(FactorizationError) -> Matrix {
    try solve(.identity(rows))
  }

  /// The solution X of A X = B by elimination, for this n×n matrix A and an n×m matrix B.
  /// - Throws: `FactorizationError.notSquare` or `.singular`, which names the column without a pivot.
  /// - Complexity: O(n³ + n²m).
  @inlinable public func solve(_ rightSide: Matrix) throws(FactorizationError) -> Matrix {
    guard isSquare else { throw .notSquare(rows: rows, columns: columns) }
    precondition(rightSide.rows == rows, "the right side has another number of rows")
    return try Scalar.solution(of: self, rightSide)
  }

  /// The solution X of A X = B by Gauss–Jordan elimination row by row.
  @inlinable public func solutionByRows(_ rightSide: Matrix) throws(FactorizationError) -> Matrix {
    var work = self
    var solution = rightSide
    for column in 0..<columns {
      guard let pivot = work.pivotRow(column), let inverse = try? work[pivot, column].reciprocal() else {
        throw .singular(column: column)
      }
      work.swapRows(pivot, column)
      solution.swapRows(pivot, column)
      work.scaleRow(column, by: inverse, startingAt: column)
      solution.scaleRow(column, by: inverse, startingAt: 0)
      for row in 0..<rows where row != column {
        let factor = work[row, column]
        if factor == .zero { continue }
        work.subtractMultiple(factor, ofRow: column, from: row, startingAt: column)
        solution.subtractMultiple(factor, ofRow: column, from: row, startingAt: 0)
      }
    }
    return solution
  }

  /// The row at or below the diagonal that the elimination of this column should pivot on.
  @inlinable func pivotRow(_ column: Int) -> Int? {
    Scalar.preferredPivot((column..<rows).map { storage[$0 * columns + column] }).map { column + $0 }
  }

  @inlinable mutating func swapRows(_ first: Int, _ second: Int) {
    guard first != second else { return }
    for j in 0..<columns { storage.swapAt(first * columns + j, second * columns + j) }
  }

  @inlinable mutating func scaleRow(_ row: Int, by factor: Scalar, startingAt start: Int) {
    for j in start..<columns { storage[row * columns + j] = storage[row * columns + j] * factor }
  }

  @inlinable mutating func subtractMultiple(_ factor: Scalar, ofRow source: Int, from row: Int, startingAt start: Int) {
    for j in start..<columns {
      storage[row * columns + j] = storage[row * columns + j] - factor * storage[source * columns + j]
    }
  }
}

/// The factorization A = L D Lᵀ of a symmetric matrix, L unit lower triangular and D diagonal; it needs no square root,
/// so that it exists over any field.
///
/// Source: Golub & Van Loan §4.1.2, without pivoting.
@frozen public struct LDLFactorization<Scalar: Field>: Equatable, Sendable {
  /// L, n×n with ones on the diagonal.
  public let lower: Matrix<Scalar>
  /// The diagonal of D.
  public let diagonal: [Scalar]

  /// Factorizes a symmetric matrix.
  ///
  /// A singular matrix is factorized where the factorization exists: where a zero pivot has zeros below it.
  /// - Parameter a: n×n; the lower triangle is read.
  /// - Throws: `FactorizationError.notSquare`, or `.zeroPivot` where elimination would divide by zero.
  /// - Complexity: O(n³).
  @inlinable public init(_ a: Matrix<Scalar>) throws(FactorizationError) {
    guard a.isSquare else { throw .notSquare(rows: a.rows, columns: a.columns) }
    let n = a.rows
    var lower = Matrix<Scalar>.identity(n)
    var diagonal: [Scalar] = []
    for j in 0..<n {
      let weighted = (0..<j).map { lower[j, $0] * diagonal[$0] }
      var pivot = a[j, j]
      for k in 0..<j { pivot = pivot - lower[j, k] * weighted[k] }
      diagonal.append(pivot)
      let inverse = pivot.isAcceptablePivot ? try? pivot.reciprocal() : nil
      for i in (j + 1)..<max(n, j + 1) {
        var element = a[i, j]
        for k in 0..<j { element = element - lower[i, k] * weighted[k] }
        if let inverse {
          lower[i, j] = element * inverse
        } else if element != .zero {
          throw .zeroPivot(pivot: j)
        }
      }
    }
    self.lower = lower
    self.diagonal = diagonal
  }

  /// The determinant, Π dᵢ.
  @inlinable public var determinant: Scalar { diagonal.reduce(.one) { $0 * $1 } }

  /// The solution X of A X = B.
  /// - Parameter rightSide: B, n×m.
  /// - Throws: `FactorizationError.singular`, which names the column whose pivot is zero.
  /// - Complexity: O(n²m).
  @inlinable public func solve(_ rightSide: Matrix<Scalar>) throws(FactorizationError) -> Matrix<Scalar> {
    let n = diagonal.count
    precondition(rightSide.rows == n, "the right side has another number of rows")
    var solution = rightSide
    for i in 0..<n {
      for k in 0..<i { solution.subtractMultiple(lower[i, k], ofRow: k, from: i, startingAt: 0) }
    }
    guard diagonal.allSatisfy(\.isAcceptablePivot), let inverses = try? Scalar.reciprocals(of: diagonal) else {
      throw .singular(column: diagonal.firstIndex { !$0.isAcceptablePivot } ?? 0)
    }
    for i in 0..<n { solution.scaleRow(i, by: inverses[i], startingAt: 0) }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) {
        solution.subtractMultiple(lower[k, i], ofRow: k, from: i, startingAt: 0)
      }
    }
    return solution
  }
}

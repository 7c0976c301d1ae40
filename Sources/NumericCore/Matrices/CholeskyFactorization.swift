/// The factorization A = L Lᵀ of a symmetric positive definite matrix, L lower triangular with a positive diagonal.
///
/// Source: Golub & Van Loan §4.2.
@frozen public struct CholeskyFactorization<Scalar: Real>: Equatable, Sendable {
  /// L, n×n.
  public let lower: Matrix<Scalar>

  /// Factorizes a symmetric positive definite matrix; nothing is repaired.
  /// - Parameters:
  ///   - a: n×n; the lower triangle is read.
  ///   - threads: The most threads to use for a large matrix; the bits do not depend on them.
  /// - Throws: `FactorizationError.notSquare`, or `.notPositiveDefinite` with the first pivot that is not positive and
  ///   finite.
  /// - Complexity: O(n³).
  @inlinable public init(_ a: Matrix<Scalar>, threads: Int = 1) throws(FactorizationError) {
    guard a.isSquare else { throw .notSquare(rows: a.rows, columns: a.columns) }
    lower = a.rows > Self.mostPlainRows ? try Self.blockedLower(a, threads: threads) : try Self.plainLower(a)
  }

  /// The factor L, row after row.
  @inlinable static func plainLower(_ a: Matrix<Scalar>) throws(FactorizationError) -> Matrix<Scalar> {
    let n = a.rows
    var lower = Matrix<Scalar>.zero(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<i {
        var element = a[i, j]
        for k in 0..<j { element = element - lower[i, k] * lower[j, k] }
        guard let quotient = try? element.divided(by: lower[j, j]) else { throw .zeroPivot(pivot: j) }
        lower[i, j] = quotient
      }
      var pivot = a[i, i]
      for k in 0..<i { pivot = pivot - lower[i, k] * lower[i, k] }
      guard pivot > .zero, pivot.isFinite else { throw .notPositiveDefinite(pivot: i, value: pivot.doubleValue) }
      lower[i, i] = pivot.squareRoot()
    }
    return lower
  }

  /// The log-determinant, log|A| = 2 Σ log Lᵢᵢ.
  @inlinable public var logDeterminant: Scalar {
    var sum = Scalar.zero
    for i in 0..<lower.rows { sum = sum + lower[i, i].logarithm() }
    return sum + sum
  }

  /// The solution X of A X = B.
  /// - Parameters:
  ///   - rightSide: B, n×m.
  ///   - threads: The most threads to use for large matrices; the bits do not depend on them.
  /// - Complexity: O(n²m).
  @inlinable public func solve(_ rightSide: Matrix<Scalar>, threads: Int = 1) -> Matrix<Scalar> {
    let n = lower.rows
    var solution = solveLower(rightSide, threads: threads)
    if isBlocked(rightSide) { return blockedSolve(solution, transposed: true, threads: threads) }
    for i in (0..<n).reversed() {
      for k in (i + 1)..<max(n, i + 1) {
        solution.subtractMultiple(lower[k, i], ofRow: k, from: i, startingAt: 0)
      }
      solution.divideRow(i, by: lower[i, i])
    }
    return solution
  }

  /// The solution Y of L Y = B, the whitened right side: ‖Y‖² = Bᵀ A⁻¹ B for one column.
  /// - Parameters:
  ///   - rightSide: B, n×m.
  ///   - threads: The most threads to use for large matrices; the bits do not depend on them.
  /// - Complexity: O(n²m).
  @inlinable public func solveLower(_ rightSide: Matrix<Scalar>, threads: Int = 1) -> Matrix<Scalar> {
    precondition(rightSide.rows == lower.rows, "the right side has another number of rows")
    if isBlocked(rightSide) { return blockedSolve(rightSide, transposed: false, threads: threads) }
    var solution = rightSide
    for i in 0..<lower.rows {
      for k in 0..<i { solution.subtractMultiple(lower[i, k], ofRow: k, from: i, startingAt: 0) }
      solution.divideRow(i, by: lower[i, i])
    }
    return solution
  }

  /// The inverse A⁻¹.
  /// - Complexity: O(n³).
  @inlinable public func inverse(threads: Int = 1) -> Matrix<Scalar> {
    solve(.identity(lower.rows), threads: threads)
  }

  /// Whether blocks pay for this right side.
  @inlinable func isBlocked(_ rightSide: Matrix<Scalar>) -> Bool {
    lower.rows > Self.mostPlainRows && lower.rows * lower.rows * rightSide.columns > MatrixProduct.mostPlainProducts
  }
}

extension Matrix where Scalar: Real {
  /// Divides one row by a positive scalar, each quotient correctly rounded.
  @inlinable mutating func divideRow(_ row: Int, by divisor: Scalar) {
    for j in 0..<columns {
      guard let quotient = try? storage[row * columns + j].divided(by: divisor) else { continue }
      storage[row * columns + j] = quotient
    }
  }
}

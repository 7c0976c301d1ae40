extension CholeskyFactorization {
  /// The rows up to which the factorization and solutions are done by plain loops.
  @inlinable static var mostPlainRows: Int { 16 }

  /// The factor L by blocks. The triangle below the diagonal of A is worked on as Uᵀ, whose rows are contiguous above.
  @usableFromInline static func blockedLower(
    _ a: Matrix<Scalar>, threads: Int
  ) throws(FactorizationError) -> Matrix<Scalar> {
    var failure: (pivot: Int, value: Scalar)?
    var lower = a.blockTransposed()
    lower.withMutableView { failure = Scalar.matrixKernels.factorize($0, threads) }
    if let failure { throw .notPositiveDefinite(pivot: failure.pivot, value: failure.value.doubleValue) }
    return lower
  }

  /// The solution of L Y = B, or of Lᵀ Y = B, by blocks.
  @usableFromInline func blockedSolve(
    _ rightSide: Matrix<Scalar>, transposed: Bool, threads: Int
  ) -> Matrix<Scalar> {
    let triangle = TriangularMatrix(.lower, of: lower)
    // The diagonal is positive.
    return (try? triangle.solve(rightSide, transposed: transposed, threads: threads)) ?? rightSide
  }
}

/// The factorization A = Uᵀ U by halves (Golub & Van Loan §4.2.6; the recursion is Gustavson's, 1997).
enum BlockedCholesky<Scalar: TileScalar> {
  /// A pivot that is not positive and finite.
  struct Failure {
    let pivot: Int
    let value: Scalar
  }

  /// Below this many rows blocks cost more than they give.
  private static var plainRows: Int { 16 }

  /// Overwrites the upper triangle, which alone is read, by U; what is below the diagonal is lost.
  /// - Returns: The first pivot that is not positive and finite, if there is one.
  static func factorizeUpper(_ a: MatrixView<Scalar>, threads: Int) -> Failure? {
    guard a.rows > plainRows else { return Scalar.factorizeUpper(a) }
    let (top, bottom) = BlockedTriangle<Scalar>.halves(a.rows)
    let first = a.block(rows: top, columns: top)
    if let failure = factorizeUpper(first, threads: threads) { return failure }
    let (right, rest) = (a.block(rows: top, columns: bottom), a.block(rows: bottom, columns: bottom))
    BlockedTriangle.solve(first.transposed, right, threads: threads)
    BlockedProduct.run(right.transposed, right, into: rest, .subtract, region: .upperTriangle, threads: threads)
    guard let failure = factorizeUpper(rest, threads: threads) else { return nil }
    return Failure(pivot: top.upperBound + failure.pivot, value: failure.value)
  }
}

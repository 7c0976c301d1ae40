import NumericCore

/// The least variance of each column: no covariance Σ of a mixture may be below diag(f), that is Σ − diag(f) stays
/// positive semidefinite. A component that shrinks onto one row would otherwise make the likelihood infinite
/// (Derivations/mixture-singularity.md).
public struct VarianceFloor: Sendable, Equatable {
  /// f_j; zeros for no floor.
  public let variances: [Double]

  /// These least variances.
  /// - Requires: finite numbers that are not negative.
  public init(variances: [Double]) {
    precondition(variances.allSatisfy { $0 >= 0 && $0.isFinite }, "a variance is not negative")
    self.variances = variances
  }

  /// The mean of the least variances, which is the floor of a variance that all columns share.
  public var mean: Double { variances.reduce(0, +) / Double(max(variances.count, 1)) }

  /// The covariance of greatest expected likelihood, −½ (log|Σ| + tr Σ⁻¹ S), among those that are not below the floor.
  ///
  /// With columns scaled so that the floor is I, the eigenvalues of S that are below 1 are raised to 1. (For each
  /// eigenvalue s the best λ ≥ 1 of −log λ − s/λ is max(s, 1), and by von Neumann's trace inequality other eigenvectors
  /// do no better.)
  /// - Parameter matrix: S, d×d, symmetric.
  func raised(_ matrix: Matrix<Double>) -> (matrix: Matrix<Double>, isRaised: Bool) {
    guard variances.allSatisfy({ $0 > 0 }), matrix.elements.allSatisfy(\.isFinite) else { return (matrix, false) }
    let scales = variances.map { $0.squareRoot() }
    let scaled = Matrix(rows: matrix.rows, columns: matrix.columns) { matrix[$0, $1] / (scales[$0] * scales[$1]) }
    // All eigenvalues are above 1 where the rest has a factorization.
    if (try? CholeskyFactorization(scaled - .identity(matrix.rows))) != nil { return (matrix, false) }
    let decomposition = SymmetricEigendecomposition(scaled)
    guard decomposition.values.contains(where: { $0 < 1 }) else { return (matrix, false) }
    let lifted = decomposition.mapped { max($0, 1) }
    return (Matrix(rows: matrix.rows, columns: matrix.columns) { lifted[$0, $1] * scales[$0] * scales[$1] }, true)
  }
}

import NumericCore

/// Two Gaussians with full covariances, the input of the benchmarks of expectations.
public struct GaussianPair: Sendable {
  /// The mean and covariance of p.
  let p: (mean: Matrix<Double>, covariance: Matrix<Double>)
  /// The mean and covariance of q.
  let q: (mean: Matrix<Double>, covariance: Matrix<Double>)

  /// Two Gaussians with means of variance ¼ and covariances A Aᵀ + 0.3 I, A d×2d of variance 1/2d.
  init(dimension: Int, seed: UInt64) {
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("gaussians \(dimension)"))
    func drawn() -> (mean: Matrix<Double>, covariance: Matrix<Double>) {
      let scale = 1 / (2 * Double(dimension)).squareRoot()
      let root = Matrix<Double>(rows: dimension, columns: 2 * dimension) { _, _ in source.normal() * scale }
      let mean = Matrix<Double>(rows: dimension, columns: 1) { _, _ in 0.5 * source.normal() }
      return (mean, root * root.transposed() + Matrix.identity(dimension).scaled(by: 0.3))
    }
    p = drawn()
    q = drawn()
  }

  /// KL(p ‖ q) = ½ (tr Σ_q⁻¹Σ_p + (μ_q − μ_p)ᵀ Σ_q⁻¹ (μ_q − μ_p) − d + log|Σ_q| − log|Σ_p|).
  func divergence() throws -> Double {
    let (first, second) = (try CholeskyFactorization(p.covariance), try CholeskyFactorization(q.covariance))
    let squares = second.solveLower(first.lower).elements + second.solveLower(q.mean - p.mean).elements
    let sum = squares.reduce(0) { $0 + $1 * $1 } - Double(p.mean.rows)
    return 0.5 * (sum + second.logDeterminant - first.logDeterminant)
  }
}

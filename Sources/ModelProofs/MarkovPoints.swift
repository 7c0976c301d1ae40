import Models
import NumericCore

/// A distribution on 4m points with the means, covariances and lag-one covariances of smoothed states of m numbers, so that
/// expectations of polynomials of second degree in neighbouring states are exact under it.
///
/// The deviations are z_t = Z_t ξ, where ξ is √2m times one of the 2m unit vectors or its negative. Z_t Z_tᵀ is the
/// covariance of z_t, and Z_t = J Z_{t−1} + L N with N orthonormal rows that are orthogonal to those of Z_{t−1}, so that
/// Z_t Z_{t−1}ᵀ is the lag-one covariance J Z_{t−1} Z_{t−1}ᵀ.
struct MarkovPoints {
  /// For each point the states in order of time.
  let points: [[Matrix<Double>]]
  let weights: [Double]
  /// J_t = Cov(z_t, z_{t−1}) Cov(z_{t−1})⁻¹, from the second state on, with the factor of the covariance of z_t given
  /// z_{t−1}; for the first state nil and the factor of its covariance.
  private let steps: [(gain: Matrix<Double>?, factor: CholeskyFactorization<Double>)]

  /// - Throws: `FactorizationError` where a state is determined by the one before it.
  init(_ states: SmoothedStates) throws(FactorizationError) {
    let (length, m) = (states.means.rows, states.means.columns)
    var steps: [(gain: Matrix<Double>?, factor: CholeskyFactorization<Double>)] = []
    var roots: [Matrix<Double>] = []
    for time in 0..<length {
      let covariance = states.covariances[time]
      guard time > 0, let last = roots.last else {
        let factor = try CholeskyFactorization(covariance)
        steps.append((nil, factor))
        roots.append(Matrix(rows: m, columns: 2 * m) { $1 < m ? factor.lower[$0, $1] : 0 })
        continue
      }
      let lagged = states.laggedCovariance(time)
      let before = try CholeskyFactorization(states.covariances[time - 1])
      let gain = before.solve(lagged.transposed()).transposed()
      let rest = covariance - gain * lagged.transposed()
      let factor = try CholeskyFactorization(Matrix(rows: m, columns: m) { 0.5 * (rest[$0, $1] + rest[$1, $0]) })
      steps.append((gain, factor))
      roots.append(gain * last + factor.lower * Self.orthonormalRows(orthogonalTo: last))
    }
    self.steps = steps
    let scale = Double(2 * m).squareRoot()
    points = (0..<4 * m).map { number in
      (0..<length).map { time in
        Matrix(rows: m, columns: 1) { row, _ in
          states.means[time, row] + (number % 2 == 0 ? scale : -scale) * roots[time][row, number / 2]
        }
      }
    }
    weights = Array(repeating: 1 / Double(4 * m), count: 4 * m)
  }

  /// The same deviations about other means.
  func shifted(by shifts: [Matrix<Double>]) -> [[Matrix<Double>]] {
    points.map { zip($0, shifts).map { $0 + $1 } }
  }

  /// KL(q ‖ p) for the Gaussian p of the smoothed states and q the same with other means:
  /// ½ Σ_t (δ_t − J_t δ_{t−1})ᵀ R_t⁻¹ (δ_t − J_t δ_{t−1}), with R_t the covariance of z_t given z_{t−1}.
  func divergence(ofShifts shifts: [Matrix<Double>]) -> Double {
    var sum = 0.0
    for (time, step) in steps.enumerated() {
      let rest = step.gain.map { shifts[time] - $0 * shifts[time - 1] } ?? shifts[time]
      sum += (rest.transposed() * step.factor.solve(rest))[0, 0]
    }
    return 0.5 * sum
  }

  /// m orthonormal rows that are orthogonal to m given ones of 2m numbers, by Gram and Schmidt, each twice.
  private static func orthonormalRows(orthogonalTo given: Matrix<Double>) -> Matrix<Double> {
    let (m, width) = (given.rows, given.columns)
    var basis: [[Double]] = []
    func remainder(_ vector: [Double]) -> (vector: [Double], square: Double) {
      var rest = vector
      for _ in 0..<2 {
        for row in basis {
          let share = zip(rest, row).reduce(0) { $0 + $1.0 * $1.1 }
          for index in rest.indices { rest[index] -= share * row[index] }
        }
      }
      return (rest, rest.reduce(0) { $0 + $1 * $1 })
    }
    func append(_ found: (vector: [Double], square: Double)) {
      let length = found.square.squareRoot()
      basis.append(found.vector.map { $0 / length })
    }
    for row in 0..<m {
      let vector = (0..<width).map { given[row, $0] }
      let size = vector.map(\.magnitude).max() ?? 0
      let found = remainder(vector.map { $0 / size })
      if found.square > 0 { append(found) }
    }
    let span = basis.count
    while basis.count < span + m {
      // Of the unit vectors that with the greatest part outside of the span.
      let candidates = (0..<width).map { unit in remainder((0..<width).map { $0 == unit ? 1 : 0 }) }
      guard let best = candidates.max(by: { $0.square < $1.square }) else { break }
      append(best)
    }
    return Matrix(rows: m, columns: width) { basis[span + $0][$1] }
  }
}

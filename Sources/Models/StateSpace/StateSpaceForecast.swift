import NumericCore

/// The states and observations after the end of a sequence.
public struct StateSpaceForecast: Sendable {
  /// The expected states, a row for each step.
  public let stateMeans: Matrix<Double>
  /// The covariances of the states.
  public let stateCovariances: [Matrix<Double>]
  /// The expected observations, a row for each step.
  public let means: Matrix<Double>
  /// The covariances of the observations, with their noise.
  public let covariances: [Matrix<Double>]

  /// For each step and entry, the interval that holds the observation with a probability.
  /// - Parameter probability: Above 0, below 1.
  public func interval(_ probability: Double) -> (lower: Matrix<Double>, upper: Matrix<Double>) {
    let width = StandardNormal.halfWidth(probability)
    let margin = Matrix(rows: means.rows, columns: means.columns) { step, entry in
      width * covariances[step][entry, entry].squareRoot()
    }
    return (means - margin, means + margin)
  }
}

extension StateSpaceModel {
  /// What follows a sequence, given all of it: z ~ N(A m, A V Aᵀ + Σ) and x ~ N(B m, B V Bᵀ + Γ) step by step.
  /// - Parameters:
  ///   - sequence: T×n, NaN where an entry is missing.
  ///   - steps: How many times after the last.
  /// - Throws: `StateSpaceError` as `eStep`.
  public func forecast(
    after sequence: Matrix<Double>, steps: Int
  ) throws(StateSpaceError) -> StateSpaceForecast {
    precondition(steps >= 0, "there is no negative number of steps")
    let smoothed = try smooth(sequence)
    let last = sequence.rows - 1
    var mean = Matrix(rows: latentSize, columns: 1) { row, _ in smoothed.means[last, row] }
    var covariance = smoothed.covariances[last]
    var (states, observations): ([Double], [Double]) = ([], [])
    var (stateCovariances, covariances): ([Matrix<Double>], [Matrix<Double>]) = ([], [])
    for _ in 0..<steps {
      mean = transition * mean
      covariance = predicted(covariance).symmetrized
      states += mean.elements
      stateCovariances.append(covariance)
      observations += (observation * mean).elements
      let seen = MatrixProduct.multiply(observation * covariance, observation, transposing: .right)
      covariances.append((seen + observationCovariance).symmetrized)
    }
    return StateSpaceForecast(
      stateMeans: Matrix(rows: steps, columns: latentSize, elements: states), stateCovariances: stateCovariances,
      means: Matrix(rows: steps, columns: observedSize, elements: observations), covariances: covariances)
  }
}

import NumericCore

extension StateSpaceModel {
  /// A sequence of states and of observations drawn from the model; a diffuse start is drawn as its mean.
  /// - Parameters:
  ///   - length: T.
  ///   - seed: Equal seeds give equal bits.
  ///   - number: Tells sequences of one seed apart.
  public func sample(
    length: Int, seed: UInt64, number: UInt64 = 0
  ) -> (states: Matrix<Double>, observations: Matrix<Double>) {
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("state space \(number)"))
    func root(_ covariance: Matrix<Double>, _ parameter: StateSpaceParameter) -> Matrix<Double> {
      // The parameters of a model are covariances.
      (try? SemidefiniteRoot(covariance, parameter).lower) ?? .zero(rows: covariance.rows, columns: covariance.rows)
    }
    func noise(_ root: Matrix<Double>) -> Matrix<Double> {
      root * Matrix(rows: root.rows, columns: 1, elements: source.standardNormals(root.rows))
    }
    let roots = (root(stateCovariance, .stateCovariance), root(observationCovariance, .observationCovariance))
    var (states, observations): ([Double], [Double]) = ([], [])
    var state = Matrix(rows: latentSize, columns: 1, elements: initialMean)
    for time in 0..<length {
      state = time == 0 ? state + noise(root(startCovariance, .initialCovariance)) : transition * state + noise(roots.0)
      states += state.elements
      observations += (observation * state + noise(roots.1)).elements
    }
    return (
      Matrix(rows: length, columns: latentSize, elements: states),
      Matrix(rows: length, columns: observedSize, elements: observations)
    )
  }

  /// Parameters to begin a training with: A = 0.9 I, Σ = I, and a random B and a diagonal Γ that share the mean squares of
  /// the columns.
  /// - Throws: `StateSpaceError.notPositive`, where a column is zero or never observed.
  public init(
    startFor data: ObservedSequences, latentSize d: Int, seed: UInt64, diffuse: Bool = false
  ) throws(StateSpaceError) {
    precondition(d > 0, "a state has a number")
    let n = data.observedSize
    var (squares, counts) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    for sequence in data.sequences {
      for row in 0..<sequence.rows {
        for column in 0..<n where !sequence[row, column].isNaN {
          squares[column] += sequence[row, column] * sequence[row, column]
          counts[column] += 1
        }
      }
    }
    let means = (0..<n).map { counts[$0] > 0 ? squares[$0] / counts[$0] : 0 }
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("state space start"))
    // A state with A = 0.9 I and Σ = I has the variance 1/(1 − 0.81).
    let observation = Matrix<Double>(rows: n, columns: d) { row, _ in
      source.normal() * (0.5 * 0.19 * means[row] / Double(d)).squareRoot()
    }
    try self.init(
      transition: Matrix.identity(d).scaled(by: 0.9), observation: observation, stateCovariance: .identity(d),
      observationCovariance: .diagonal(means.map { 0.5 * $0 }), initialMean: Array(repeating: 0, count: d),
      start: diffuse ? .diffuse : .covariance(Matrix.identity(d).scaled(by: 1 / 0.19)))
  }
}

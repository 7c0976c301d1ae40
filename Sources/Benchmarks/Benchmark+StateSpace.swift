import Models
import NumericCore

extension Benchmark {
  /// Ten iterations of EM of a linear Gaussian state space, all parameters; the figure is the log-likelihood after them.
  static func stateSpace(latent: Int, observed: Int, length: Int) -> Benchmark {
    var benchmark = Benchmark(
      name: "E.lds",
      configuration: [
        Setting("dz", latent), Setting("dx", observed), Setting("T", length), Setting("dtype", "f64"),
      ], amount: 10, unit: "iterations_per_s"
    ) {
      let (start, rows) =
        try StateSpaceInput.known(latent, observed, length) ?? StateSpaceInput.drawn(latent, observed, length)
      let data = try ObservedSequences(rows)
      return {
        var training = StateSpaceTraining(start, settings: .init(mostIterations: 10, tolerance: -1))
        guard (try? training.run(data)) != nil else { return .nan }
        return (try? training.model.logLikelihood(data)) ?? .nan
      }
    }
    benchmark.tools = ["numpy", "dynamax_jit", "pykalman", "statsmodels_em(own M-step)", "verify"]
    return benchmark
  }
}

/// A wrong start and observations.
private enum StateSpaceInput {
  /// Those of the peers' scripts.
  static func known(_ d: Int, _ n: Int, _ length: Int) throws -> (StateSpaceModel, Matrix<Double>)? {
    func matrix(_ name: String, _ rows: Int, _ columns: Int) -> Matrix<Double>? {
      BenchmarkInput.matrix("lds\(d)_\(n)_\(name)", rows: rows, columns: columns)
    }
    guard let a = matrix("A_init", d, d), let b = matrix("C_init", n, d), let noise = matrix("Q_init", d, d),
      let error = matrix("R_init", n, n), let mean = matrix("m0", 1, d), let spread = matrix("P0", d, d),
      let rows = matrix("y", length, n)
    else { return nil }
    return (
      try StateSpaceModel(
        transition: a, observation: b, stateCovariance: noise, observationCovariance: error,
        initialMean: mean.elements, start: .covariance(spread)), rows
    )
  }

  /// Of the same kind: states that turn and are damped by 0.95, seen by a random B.
  static func drawn(_ d: Int, _ n: Int, _ length: Int) throws -> (StateSpaceModel, Matrix<Double>) {
    var source = RandomSource(seed: 1, stream: RandomSource.streamNumber("state space \(d) \(n)"))
    func normals(_ rows: Int, _ columns: Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns, elements: source.standardNormals(rows * columns))
    }
    func covariance(_ size: Int, _ scale: Double) -> Matrix<Double> {
      let product = MatrixProduct.gram(normals(size, size), transposing: .right)
      return (product.scaled(by: 1 / Double(size)) + .identity(size)).scaled(by: scale)
    }
    let root = normals(d, d)
    // The rows of L⁻¹ M are orthonormal where L Lᵀ = M Mᵀ.
    let turn = try CholeskyFactorization(MatrixProduct.gram(root, transposing: .right)).solveLower(root)
    let seen = normals(n, d).scaled(by: 1 / Double(d).squareRoot())
    let truth = try StateSpaceModel(
      transition: turn.scaled(by: 0.95), observation: seen, stateCovariance: covariance(d, 0.1),
      observationCovariance: covariance(n, 0.2), initialMean: Array(repeating: 0, count: d),
      start: .covariance(.identity(d)))
    let start = try StateSpaceModel(
      transition: Matrix.identity(d).scaled(by: 0.9), observation: seen + normals(n, d).scaled(by: 0.5),
      stateCovariance: .identity(d), observationCovariance: .identity(n),
      initialMean: Array(repeating: 0, count: d), start: .covariance(.identity(d)))
    return (start, truth.sample(length: length, seed: 2).observations)
  }
}

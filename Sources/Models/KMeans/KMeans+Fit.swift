import NumericCore

/// What training gave.
public struct KMeansFit<Scalar: VectorScalar>: Sendable {
  /// The run of least inertia.
  public let run: KMeansTraining<Scalar>.Run
  /// The cluster of each row, where all rows are in memory.
  public let labels: [Int]?

  /// The centers.
  public var model: KMeans<Scalar> { run.model }
  /// Σ_n min_k ‖x_n − μ_k‖².
  public var inertia: Double { run.inertia }
}

extension KMeans {
  /// Trains clusters on some data: Lloyd's algorithm, exactly.
  ///
  /// Rows and centers are the same as if every distance were computed (see `NearestCenterSearch`). A cluster that loses
  /// all rows begins anew at the row that is farthest from its center, and the result says so. Data that are not in memory
  /// as a matrix are read once for each move of the centers.
  /// - Parameters:
  ///   - observations: At least as many rows as clusters.
  ///   - checkpoint: A state that this function gave to `progress`, to go on from there to the same bits.
  ///   - progress: Is told the state after each move of the centers.
  /// - Throws: `DataError`, what reading the data does, and what `progress` does.
  public static func fit(
    _ observations: some Observations<Scalar>, _ options: KMeansOptions<Scalar>,
    from checkpoint: KMeansTraining<Scalar>? = nil, progress: (KMeansTraining<Scalar>) throws -> Void = { _ in }
  ) throws -> KMeansFit<Scalar> {
    try options.check(columns: observations.columns)
    let starts = try Starts(observations, options)
    var training = checkpoint ?? KMeansTraining(model: starts.model(0))
    guard training.current.model.centers.rows == options.clusters,
      training.current.model.centers.columns == observations.columns
    else { throw DataError.option("checkpoint", reason: "it is of other clusters") }
    while true {
      while !training.current.isConverged, training.current.iterations < options.iterations {
        try training.step(observations, options)
        try progress(training)
      }
      try training.conclude(observations, options)
      guard training.number + 1 < options.restarts else { break }
      training.begin(training.number + 1, starts.model(training.number + 1))
    }
    let run = training.best ?? training.current
    return KMeansFit(run: run, labels: labels(observations, training, run, options))
  }

  /// The rows that the runs begin from.
  private struct Starts {
    let options: KMeansOptions<Scalar>
    let sample: Matrix<Scalar>?

    init(_ observations: some Observations<Scalar>, _ options: KMeansOptions<Scalar>) throws {
      self.options = options
      switch options.start {
      case .centers: sample = nil
      case .plusPlus(let clusters):
        sample = try PlusPlusStart.sample(observations, clusters: clusters, seed: options.seed).rows
      }
    }

    func model(_ run: Int) -> KMeans {
      if case .centers(let centers) = options.start { return KMeans(centers: centers) }
      guard let sample else { preconditionFailure("a start without centers has a sample") }
      return KMeans(
        centers: PlusPlusStart.centers(sample, clusters: options.clusters, seed: options.seed, run: run))
    }
  }

  private static func labels(
    _ observations: some Observations<Scalar>, _ training: KMeansTraining<Scalar>, _ run: KMeansTraining<Scalar>.Run,
    _ options: KMeansOptions<Scalar>
  ) -> [Int]? {
    guard let rows = observations as? Matrix<Scalar> else { return nil }
    guard run != training.current else { return training.search.labels.map { Int($0) } }
    return run.model.labels(of: rows, threads: options.threads)
  }
}

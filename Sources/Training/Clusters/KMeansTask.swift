import ModelProofs
import Models
import NumericCore

/// k-means, ready to be trained.
public struct KMeansTask<Scalar: VectorScalar>: TrainingTask {
  /// The data.
  public let data: TrainingInput<Scalar>
  /// Data that it is tried on afterwards.
  public let test: TrainingInput<Scalar>?
  /// How it is trained; the threads are those of the control.
  public let options: KMeansOptions<Scalar>

  /// A training.
  public init(_ data: TrainingInput<Scalar>, test: TrainingInput<Scalar>? = nil, _ options: KMeansOptions<Scalar>) {
    (self.data, self.test, self.options) = (data, test, options)
  }

  /// Trains.
  public func run(_ control: TrainingControl) throws -> TrainingOutcome { try run(data.observations, control) }

  private func run(_ observations: some Observations<Scalar>, _ control: TrainingControl) throws -> TrainingOutcome {
    var options = options
    options.threads = control.threads
    let watch = Stopwatch()
    var keeper = try CheckpointKeeper(control.checkpoint) { try identity(observations) }
    let state = try keeper.resumed().map { try keeper.state(KMeansTraining<Scalar>.self, of: $0) }
    var done = 0
    let fit = try KMeans.fit(observations, options, from: state) { training in
      let run = training.current
      done += 1
      let isLast = run.isConverged || run.iterations >= options.iterations
      try keeper.keep(run.inertias.count, isLast: isLast) { training.record }
      try control.progress(
        TrainingProgress(
          done: run.iterations, most: options.iterations, run: (training.number + 1, options.restarts),
          objectiveName: "inertia", objective: run.inertia))
    }
    let seconds = watch.seconds
    let statistics = try fit.model.eStep(observations, threads: options.threads)
    var summary = TrainingSummary(model: "kmeans", title: "k-means in \(options.clusters) clusters")
    summary.addData(data, rows: statistics.counts.reduce(0, +))
    summary.add("precision", "precision", .text(Scalar.self == Float.self ? "float" : "double"))
    summary.add("seed", "seed", .text("\(options.seed)"))
    summary.add("inertia", "inertia", .number(fit.inertia), note: "sum of squared distances to the nearest center")
    if let test {
      let inertia = try fit.model.eStep(test.observations, threads: options.threads).inertia
      summary.add("test_inertia", "test inertia", .number(inertia), note: "of \(test.name)")
    }
    summary.addCourse(
      iterations: fit.run.iterations, isConverged: fit.run.isConverged, done: done, seconds: seconds)
    addTables(to: &summary, fit, statistics)
    return TrainingOutcome(
      summary: summary, model: fit.model.record, figure: control.draws ? try figure(fit, observations) : nil,
      findings: try control.derivations.map { try fit.proofFindings(on: observations, $0) } ?? [])
  }

  private func addTables(
    to summary: inout TrainingSummary, _ fit: KMeansFit<Scalar>, _ statistics: KMeansStatistics<Scalar>
  ) {
    let centers = fit.model.centers
    summary.add(
      "clusters", "clusters", [.init("cluster", "cluster"), .init("rows", "rows"), .init("center", data.columnNames)],
      (0..<centers.rows).map { k in
        let center = (0..<centers.columns).map { centers[k, $0].doubleValue }
        return [.integer(k + 1), .integer(statistics.counts[k]), .numbers(center)]
      })
    summary.add(
      "empty_clusters", "clusters that lost all rows, and the row that each began anew at",
      [.init("cluster", "cluster"), .init("iteration", "iteration"), .init("row", "row")],
      fit.run.emptyClusters.map { empty in
        [
          .integer(empty.cluster + 1), .integer(empty.iteration + 1),
          empty.row.map { .integer($0 + 1) } ?? .text("stayed"),
        ]
      })
  }

  private func identity(_ observations: some Observations<Scalar>) throws -> TrainingIdentity {
    var start = "k-means++"
    if case .centers(let centers) = options.start {
      var fingerprint = DataFingerprint(columns: centers.columns)
      fingerprint.add(centers.elements)
      start = fingerprint.text
    }
    var values = [
      ("precision", Scalar.self == Float.self ? "float" : "double"), ("clusters", "\(options.clusters)"),
      ("start", start), ("restarts", "\(options.restarts)"), ("tolerance", "\(options.tolerance)"),
      ("seed", "\(options.seed)"), ("reading", data.matrix == nil ? "streamed" : "in memory"),
    ]
    // Where there is one run, its end may be moved.
    if options.restarts > 1 { values.append(("iterations", "\(options.iterations)")) }
    return TrainingIdentity(model: "kmeans", data: try DataFingerprint(observations), values)
  }
}

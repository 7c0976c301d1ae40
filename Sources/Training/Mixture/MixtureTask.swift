import ModelProofs
import Models
import NumericCore

/// A Gaussian mixture, ready to be trained.
public struct MixtureTask: TrainingTask {
  /// The data.
  public let data: TrainingInput<Double>
  /// Data that it is tried on afterwards.
  public let test: TrainingInput<Double>?
  /// How it is trained; the threads are those of the control.
  public let options: MixtureOptions

  /// A training.
  public init(_ data: TrainingInput<Double>, test: TrainingInput<Double>? = nil, _ options: MixtureOptions) {
    (self.data, self.test, self.options) = (data, test, options)
  }

  /// Trains.
  public func run(_ control: TrainingControl) throws -> TrainingOutcome { try run(data.observations, control) }

  private func run(_ observations: some Observations<Double>, _ control: TrainingControl) throws -> TrainingOutcome {
    var options = options
    options.threads = control.threads
    let watch = Stopwatch()
    var keeper = try CheckpointKeeper(control.checkpoint) { try identity(observations) }
    let state = try keeper.resumed().map { try keeper.state(MixtureTraining.self, of: $0) }
    var done = 0
    let fit = try GaussianMixture.fit(observations, options, from: state) { training in
      let run = training.current
      done += 1
      let isLast = run.isConverged || run.iterations >= options.iterations
      try keeper.keep(run.logLikelihoods.count, isLast: isLast) { training.record }
      try control.progress(
        TrainingProgress(
          done: run.iterations, most: options.iterations, run: (training.number + 1, options.restarts),
          objectiveName: "log-likelihood", objective: run.logLikelihood))
    }
    let seconds = watch.seconds
    let shown = MixtureOrder(fit.mixture)
    return TrainingOutcome(
      summary: try summary(fit, shown, done: done, seconds: seconds, threads: control.threads),
      model: shown.mixture.record, figure: control.draws ? try figure(fit, shown.mixture, observations) : nil,
      findings: try control.derivations.map { try fit.proofFindings(on: observations, $0) } ?? [])
  }

  private func identity(_ observations: some Observations<Double>) throws -> TrainingIdentity {
    var start = "k-means"
    if case .mixture(let mixture) = options.start {
      var fingerprint = DataFingerprint(columns: mixture.columns)
      fingerprint.add(mixture.record)
      start = fingerprint.text
    }
    let floor =
      switch options.floor {
      case .relative(let share): "share \(share)"
      case .absolute(let variance): "variance \(variance)"
      }
    var values = [
      ("components", "\(options.components)"), ("covariance", options.covariance.rawValue), ("start", start),
      ("floor", floor), ("restarts", "\(options.restarts)"), ("tolerance", "\(options.tolerance)"),
      ("seed", "\(options.seed)"), ("reading", data.matrix == nil ? "streamed" : "in memory"),
    ]
    // Where there is one run, its end may be moved.
    if options.restarts > 1 { values.append(("iterations", "\(options.iterations)")) }
    return TrainingIdentity(model: "gmm", data: try DataFingerprint(observations), values)
  }
}

/// A mixture with its components by weight, the greatest first.
struct MixtureOrder {
  /// The mixture in that order.
  let mixture: GaussianMixture
  /// What the component with that number was before.
  private let order: [Int]

  init(_ mixture: GaussianMixture) {
    let ordered = mixture.inOrderOfWeight
    var left = Array(0..<mixture.components)
    order = (0..<mixture.components).map { new in
      let place = left.firstIndex { old in
        mixture.weights[old] == ordered.weights[new]
          && (0..<mixture.columns).allSatisfy { mixture.means[old, $0] == ordered.means[new, $0] }
      }
      return left.remove(at: place ?? 0)
    }
    self.mixture = ordered
  }

  /// The number in this order of what had that number before.
  func number(_ old: Int) -> Int { order.firstIndex(of: old) ?? old }
}

import ModelProofs
import Models
import NumericCore

/// A linear Gaussian state space, ready to be trained.
public struct StateSpaceTask: TrainingTask {
  /// The sequences, with what is known of the first of them.
  public let data: TrainingInput<Double>
  /// The numbers of all sequences.
  public let sequences: ObservedSequences
  /// The model that training begins with.
  public let start: StateSpaceModel
  /// How it is trained.
  public let settings: StateSpaceTraining.Settings
  /// What the start was drawn from; nil where it was not.
  public let seed: UInt64?
  /// How many steps after the end of each sequence are forecast.
  public var horizon = 0
  /// The probability that an interval holds the number that it is of.
  public var probability = 0.95

  /// A training on one or more sequences of the same columns.
  /// - Throws: `StateSpaceError` where they are none, and `DataError` where one is not in memory.
  public init(
    _ data: [TrainingInput<Double>], start: StateSpaceModel, seed: UInt64?, _ settings: StateSpaceTraining.Settings
  ) throws {
    guard let first = data.first else { throw StateSpaceError.noSequences }
    sequences = try StateSpaceTask.sequences(data)
    (self.data, self.start, self.seed, self.settings) = (first, start, seed, settings)
  }

  /// The numbers of some data as sequences.
  public static func sequences(_ data: [TrainingInput<Double>]) throws -> ObservedSequences {
    try ObservedSequences(
      data.map { input in
        guard let matrix = input.matrix else {
          throw DataError.option("data", reason: "a sequence must fit into memory")
        }
        return matrix
      })
  }

  /// Trains.
  public func run(_ control: TrainingControl) throws -> TrainingOutcome {
    let watch = Stopwatch()
    var keeper = try CheckpointKeeper(control.checkpoint, identity)
    var training = StateSpaceTraining(start, settings: settings)
    if var record = try keeper.resumed() {
      // The end of the training may be moved.
      record.settings["most-iterations"] = .integer(settings.mostIterations)
      training = try keeper.state(StateSpaceTraining.self, of: record)
    }
    var done = 0
    while !training.isFinished {
      try training.iterate(sequences, threads: control.threads)
      done += 1
      try keeper.keep(training.logLikelihoods.count, isLast: training.isFinished) { training.record }
      try control.progress(
        TrainingProgress(
          done: training.logLikelihoods.count, most: settings.mostIterations, objectiveName: "log-likelihood",
          objective: training.logLikelihoods.last ?? .nan))
    }
    let seconds = watch.seconds
    let model = training.model
    let logLikelihood = try model.logLikelihood(sequences, threads: control.threads)
    let forecasts = try sequences.sequences.map { sequence throws in
      horizon > 0 ? try model.forecast(after: sequence, steps: horizon) : nil
    }
    return TrainingOutcome(
      summary: summary(training, logLikelihood, forecasts, done: done, seconds: seconds), model: model.record,
      figure: control.draws ? try figure(training, forecasts.first ?? nil, logLikelihood) : nil,
      findings: control.derivations.map { training.proofFindings(on: sequences, $0) } ?? [])
  }

  private func identity() throws -> TrainingIdentity {
    var fingerprint = DataFingerprint(columns: sequences.observedSize)
    for sequence in sequences.sequences {
      fingerprint.add([Double(sequence.rows)])
      fingerprint.add(sequence.elements)
    }
    var begin = DataFingerprint(columns: start.observedSize)
    begin.add(start.record)
    let kind =
      switch start.start {
      case .covariance: "covariance"
      case .stateNoise: "shared with the state noise"
      case .diffuse: "diffuse"
      }
    return TrainingIdentity(
      model: "lds", data: fingerprint,
      [
        ("states", "\(start.latentSize)"), ("first state", kind), ("seed", seed.map { "\($0)" } ?? "none"),
        ("start", begin.text), ("fixed", settings.held.map(\.symbol).sorted().joined(separator: ",")),
        ("tolerance", "\(settings.tolerance)"),
      ])
  }
}

extension StateSpaceParameter {
  /// The letter of the parameter in the notes.
  public var symbol: String {
    switch self {
    case .transition: "A"
    case .observation: "B"
    case .stateCovariance: "Sigma"
    case .observationCovariance: "Gamma"
    case .initialMean: "mu0"
    case .initialCovariance: "V0"
    }
  }

  /// The parameter with that letter, or that name; nil where there is none.
  public init?(symbol: String) {
    let wanted = ["Σ": "sigma", "Γ": "gamma", "μ0": "mu0", "μ₀": "mu0", "V₀": "v0"][symbol] ?? symbol.lowercased()
    guard let found = Self.allCases.first(where: { $0.symbol.lowercased() == wanted || $0.rawValue == wanted }) else {
      return nil
    }
    self = found
  }
}

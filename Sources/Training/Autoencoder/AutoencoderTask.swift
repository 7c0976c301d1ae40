import DataFiles
import ModelProofs
import Models
import NumericCore

/// A variational autoencoder, ready to be trained.
public struct AutoencoderTask: TrainingTask {
  /// The data, in the units of the likelihood.
  public let data: TrainingInput<Float>
  /// Data that it is tried on afterwards.
  public let test: TrainingInput<Float>?
  /// The autoencoder that training begins with.
  public let start: Autoencoder<Float>
  /// How it is trained.
  public let settings: AutoencoderSettings
  /// How often each row is used.
  public let epochs: Int
  /// The draws of the importance-weighted estimate of log p(x) for each row; 0 for none.
  public var draws = 16

  /// A training.
  public init(
    _ data: TrainingInput<Float>, test: TrainingInput<Float>? = nil, start: Autoencoder<Float>,
    _ settings: AutoencoderSettings, epochs: Int
  ) {
    (self.data, self.test, self.start, self.settings, self.epochs) = (data, test, start, settings, epochs)
  }

  /// Trains.
  public func run(_ control: TrainingControl) throws -> TrainingOutcome { try run(data.observations, control) }

  private func run(_ observations: some Observations<Float>, _ control: TrainingControl) throws -> TrainingOutcome {
    let watch = Stopwatch()
    let rows = try data.countRows()
    let stepsPerEpoch = max(1, steps(ofEpochWith: rows))
    var keeper = try CheckpointKeeper(control.checkpoint) { try identity(observations) }
    var training = try AutoencoderTraining(start, settings: settings)
    var losses: [AutoencoderLosses] = []
    if let record = try keeper.resumed() {
      training = try keeper.state(AutoencoderTraining<Float>.self, of: record)
      losses = LossHistory.losses(of: record)
    }
    let before = training.progress.steps
    while training.progress.epochs < epochs {
      let epoch = try training.runEpoch(on: observations, threads: control.threads) { state in
        let progress = state.progress
        let share = Double(progress.steps) / Double(max(1, stepsPerEpoch * epochs))
        try control.progress(
          TrainingProgress(
            unit: "epoch", done: progress.epochs, most: epochs, objectiveName: "ELBO",
            objective: -progress.losses.mean, share: min(1, share)))
      }
      losses.append(epoch)
      try keeper.keep(training.progress.epochs, isLast: training.progress.epochs >= epochs) {
        LossHistory.add(losses, to: training.record)
      }
    }
    let seconds = watch.seconds
    return TrainingOutcome(
      summary: try summary(
        training, rows: rows, done: training.progress.steps - before, seconds: seconds, threads: control.threads),
      model: training.model.record, figure: control.draws ? try figure(training.model, losses) : nil,
      findings: try control.derivations.map {
        try training.model.proofFindings(on: observations, seed: settings.seed, $0)
      } ?? [])
  }

  private func steps(ofEpochWith rows: Int) -> Int {
    let (windows, rest) = rows.quotientAndRemainder(dividingBy: settings.shuffleWindow)
    func batches(_ count: Int) -> Int { (count + settings.batchSize - 1) / settings.batchSize }
    return windows * batches(settings.shuffleWindow) + batches(rest)
  }

  private func identity(_ observations: some Observations<Float>) throws -> TrainingIdentity {
    let architecture = start.architecture
    var begin = DataFingerprint(columns: architecture.inputs)
    begin.add(start.record)
    let likelihood: String =
      switch architecture.likelihood {
      case .bernoulli: "bernoulli"
      case .gaussian: "gaussian"
      }
    return TrainingIdentity(
      model: "vae", data: try DataFingerprint(observations),
      [
        ("latent", "\(architecture.latent)"),
        ("hidden", architecture.encoderWidths.map { "\($0)" }.joined(separator: ",")),
        ("likelihood", likelihood), ("batch", "\(settings.batchSize)"), ("learning-rate", "\(settings.rate)"),
        ("seed", "\(settings.seed)"), ("start", begin.text),
      ])
  }
}

/// The losses of the epochs in the record of a training, which itself has those of the last.
enum LossHistory {
  private static let name = "epoch-losses"

  static func add(_ losses: [AutoencoderLosses], to record: ModelRecord) -> ModelRecord {
    var record = record
    record.arrays[name] = NumericArray(
      shape: [losses.count, 3],
      .doubles(losses.flatMap { [Double($0.observations), $0.reconstruction, $0.divergence] }))
    return record
  }

  static func losses(of record: ModelRecord) -> [AutoencoderLosses] {
    guard let array = record.arrays[name], array.shape.count == 2, array.shape[1] == 3,
      case .doubles(let numbers) = array.elements
    else { return [] }
    return stride(from: 0, to: numbers.count, by: 3).map { first in
      var losses = AutoencoderLosses()
      losses.observations = Int(exactly: numbers[first]) ?? 0
      (losses.reconstruction, losses.divergence) = (numbers[first + 1], numbers[first + 2])
      return losses
    }
  }
}

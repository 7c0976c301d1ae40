import NumericCore

extension AutoencoderTraining: Recordable {
  static var recordKind: String { "autoencoder-training" }

  /// The record of the model, with Adam's means under `mean-…` and `square-…`, the settings and the progress.
  public var record: ModelRecord {
    var record = ModelRecord(
      kind: Self.recordKind, settings: model.architecture.settings, arrays: model.parameters.arrays(prefix: ""))
    for (prefix, parameters) in [("mean-", means), ("square-", squares)] {
      record.arrays.merge(parameters.arrays(prefix: prefix)) { $1 }
    }
    let integers = [
      "batch-size": settings.batchSize, "shares-per-batch": settings.sharesPerBatch,
      "shuffle-window": settings.shuffleWindow, "seed": Int(bitPattern: UInt(settings.seed)),
      "steps": progress.steps, "epochs": progress.epochs, "steps-of-epoch": progress.stepsOfEpoch,
      "loss-observations": progress.losses.observations,
    ]
    let numbers = [
      "rate": settings.rate, "mean-decay": settings.meanDecay, "square-decay": settings.squareDecay,
      "floor": settings.floor, "loss-reconstruction": progress.losses.reconstruction,
      "loss-divergence": progress.losses.divergence,
    ]
    for (name, value) in integers { record.settings[name] = .integer(value) }
    for (name, value) in numbers { record.settings[name] = .number(value) }
    return record
  }

  /// The training of a record, which goes on to the same bits.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.recordKind else { throw .kind(found: record.kind, expected: Self.recordKind) }
    let architecture = try AutoencoderArchitecture(record)
    var settings = AutoencoderSettings()
    settings.batchSize = try record.integer("batch-size")
    settings.sharesPerBatch = try record.integer("shares-per-batch")
    settings.shuffleWindow = try record.integer("shuffle-window")
    settings.seed = UInt64(UInt(bitPattern: try record.integer("seed")))
    settings.rate = try record.number("rate")
    settings.meanDecay = try record.number("mean-decay")
    settings.squareDecay = try record.number("square-decay")
    settings.floor = try record.number("floor")
    let model = try Autoencoder<Scalar>(architecture, record, prefix: "")
    do { try self.init(model, settings: settings) } catch { throw .value("settings", reason: "\(error)") }
    means = try AutoencoderParameters(architecture, record, prefix: "mean-")
    squares = try AutoencoderParameters(architecture, record, prefix: "square-")
    progress.steps = try record.count("steps")
    progress.epochs = try record.count("epochs")
    progress.stepsOfEpoch = try record.count("steps-of-epoch")
    progress.losses.observations = try record.count("loss-observations")
    progress.losses.reconstruction = try record.number("loss-reconstruction")
    progress.losses.divergence = try record.number("loss-divergence")
  }
}

extension ModelRecord {
  /// A whole number that is not negative.
  fileprivate func count(_ name: String) throws(RecordError) -> Int {
    let value = try integer(name)
    guard value >= 0 else { throw .value(name, reason: "\(value) is negative") }
    return value
  }
}

import DataFiles
import Models
import Training

/// The options of `verify train vae`.
struct TrainAutoencoder: TrainPlan {
  private let latent: Int?
  private let widths: [Int]?
  private let isGaussian: Bool?
  private let maximum: Double?
  private let batch: Int
  private let epochs: Int
  private let rate: Double
  private let draws: Int

  init(_ arguments: ParsedArguments) throws(UsageError) {
    latent = try arguments.integer(TrainOptions.latent, 1...100_000)
    widths = try Self.widths(arguments.value(TrainOptions.hidden))
    isGaussian = arguments.value(TrainOptions.likelihood).map { $0 == "gaussian" }
    maximum = try arguments.number(TrainOptions.maximum, 1e-30...1e30)
    batch = try arguments.integer(TrainOptions.batch, 1...1_000_000) ?? 128
    epochs = try arguments.integer(TrainOptions.epochs, 0...1_000_000) ?? 30
    rate = try arguments.number(TrainOptions.rate, 1e-12...1e3) ?? 0.001
    draws = try arguments.integer(TrainOptions.draws, 0...1_000_000) ?? 16
  }

  private static func widths(_ text: String?) throws(UsageError) -> [Int]? {
    guard let text else { return nil }
    var widths: [Int] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let width = Int(item), (1...1_000_000).contains(width) else {
        throw UsageError("--hidden needs widths such as 400 or 256,128, not '\(text)'")
      }
      widths.append(width)
    }
    return widths
  }

  func task(_ reader: TrainReader) throws -> any TrainingTask {
    let (all, held) = try reader.dataAndTest(.digits, of: Float.self)
    let factor = Float(1 / (maximum ?? all.maximum))
    let (data, test) = (all.scaled(by: factor), held?.scaled(by: factor))
    var settings = AutoencoderSettings()
    (settings.batchSize, settings.rate, settings.seed) = (batch, rate, reader.settings.seed)
    var task = AutoencoderTask(
      data, test: test, start: try start(reader, columns: data.columns, settings.seed), settings, epochs: epochs)
    task.draws = draws
    return task
  }

  private func start(_ reader: TrainReader, columns: Int, _ seed: UInt64) throws -> Autoencoder<Float> {
    if let model = try reader.start(Autoencoder<Float>.self) {
      let architecture = model.architecture
      let fits =
        (latent ?? architecture.latent) == architecture.latent
        && (widths ?? architecture.encoderWidths) == architecture.encoderWidths
        && (isGaussian ?? (architecture.likelihood != .bernoulli)) == (architecture.likelihood != .bernoulli)
      if !fits { throw TrainFailure(.usage, "--latent, --hidden or --likelihood are others than those of the start") }
      return model
    }
    let widths = widths ?? [128]
    let likelihood: AutoencoderArchitecture.Likelihood =
      isGaussian == true ? .gaussian(noiseVariance: 0.1, isTrained: true) : .bernoulli
    return Autoencoder(
      try AutoencoderArchitecture(
        inputs: columns, encoderWidths: widths, latent: latent ?? 2, decoderWidths: widths.reversed(),
        likelihood: likelihood), seed: seed)
  }
}

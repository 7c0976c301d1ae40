import DataFiles
import Foundation
import Models
import NumericCore
import Training

/// An empty folder, which is removed after the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/verify-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }
}

/// What stops a training in tests.
struct Interruption: Error {}

/// The text of a CSV file.
func source(_ text: String) -> DataSource { DataSource(bytes: Array(text.utf8), name: "data.csv") }

/// A sample as data.
func input<Scalar: VectorScalar>(_ sample: Sample, _: Scalar.Type = Scalar.self) throws -> TrainingInput<Scalar> {
  try TrainingInput(DataRequest(.sample(sample)))
}

/// One small training of each kind.
enum SmallTask: String, CaseIterable {
  case kMeans, floatKMeans, mixture, stateSpace, autoencoder

  func task(seed: UInt64 = 1) throws -> any TrainingTask {
    switch self {
    case .kMeans:
      var options = KMeansOptions<Double>(start: .plusPlus(clusters: 5))
      (options.seed, options.restarts) = (seed, 3)
      return KMeansTask(try input(.iris), options)
    case .floatKMeans:
      var options = KMeansOptions<Float>(start: .plusPlus(clusters: 6))
      (options.seed, options.restarts) = (seed, 3)
      return KMeansTask(try input(.iris), options)
    case .mixture:
      var options = MixtureOptions(start: .kMeans(components: 3))
      (options.seed, options.iterations, options.restarts) = (seed, 15, 2)
      return MixtureTask(try input(.iris), options)
    case .stateSpace:
      let data: [TrainingInput<Double>] = [try input(.nile)]
      let start = try StateSpaceStart.drawn(
        StateSpaceTask.sequences(data), latent: 2, isShared: true, seed: seed)
      return try StateSpaceTask(data, start: start, seed: seed, .init(mostIterations: 20, tolerance: 0))
    case .autoencoder:
      let data: TrainingInput<Float> = try TrainingInput(DataRequest(.sample(.digits))).split(last: 1500).0
      var settings = AutoencoderSettings()
      (settings.seed, settings.batchSize) = (seed, 32)
      let architecture = try AutoencoderArchitecture(
        inputs: 64, encoderWidths: [8], latent: 2, decoderWidths: [8], likelihood: .bernoulli)
      var task = AutoencoderTask(
        data.scaled(by: 1 / 16), start: Autoencoder(architecture, seed: seed), settings, epochs: 4)
      task.draws = 2
      return task
    }
  }
}

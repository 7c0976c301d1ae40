import DataFiles
import Models
import Training

/// The options of `verify train gmm`.
struct TrainMixture: TrainPlan {
  private let components: Int?
  private let covariance: CovarianceShape?
  private let floor: MixtureOptions.Floor
  private let restarts: Int
  private let iterations: Int
  private let tolerance: Double

  init(_ arguments: ParsedArguments) throws(UsageError) {
    components = try arguments.integer(TrainOptions.components, 1...1 << 20)
    covariance = arguments.value(TrainOptions.covariance).flatMap { CovarianceShape(rawValue: $0) }
    if let variance = try arguments.number(TrainOptions.leastVariance, 0...1e300) {
      if arguments.has(TrainOptions.floor) { throw UsageError("--floor and --least-variance exclude each other") }
      floor = .absolute(variance)
    } else {
      let share = try arguments.number(TrainOptions.floor, 0...1) ?? 1e-6
      floor = share > 0 ? .relative(share) : .absolute(0)
    }
    restarts = try arguments.integer(TrainOptions.restarts, 1...1_000_000) ?? 1
    iterations = try arguments.integer(TrainOptions.iterations, 0...1_000_000_000) ?? 1000
    tolerance = try arguments.number(TrainOptions.tolerance, 0...1e300) ?? 1e-9
  }

  func task(_ reader: TrainReader) throws -> any TrainingTask {
    let (data, test) = try reader.dataAndTest(.oldFaithful, of: Double.self)
    var options = MixtureOptions(start: .kMeans(components: components ?? 2))
    options.covariance = covariance ?? .full
    if let mixture = try reader.start(GaussianMixture.self) {
      if let components, components != mixture.components {
        throw TrainFailure(.usage, "--components is \(components), and the start has \(mixture.components)")
      }
      if let covariance, covariance != mixture.covariances.shape {
        throw TrainFailure(
          .usage, "--covariance is \(covariance.rawValue), and that of the start \(mixture.covariances.shape.rawValue)")
      }
      options.start = .mixture(mixture)
      options.covariance = mixture.covariances.shape
    }
    (options.floor, options.restarts) = (floor, restarts)
    (options.iterations, options.tolerance, options.seed) = (iterations, tolerance, reader.settings.seed)
    return MixtureTask(data, test: test, options)
  }
}

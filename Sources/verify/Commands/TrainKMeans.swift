import DataFiles
import Models
import NumericCore
import Training

/// The options of `verify train kmeans`.
struct TrainKMeans: TrainPlan {
  private let clusters: Int?
  private let restarts: Int?
  private let iterations: Int
  private let tolerance: Double
  private let isFloat: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    clusters = try arguments.integer(TrainOptions.clusters, 1...1 << 24)
    restarts = try arguments.integer(TrainOptions.restarts, 1...1_000_000)
    iterations = try arguments.integer(TrainOptions.iterations, 0...1_000_000_000) ?? 300
    tolerance = try arguments.number(TrainOptions.tolerance, 0...1) ?? 0
    isFloat = arguments.value(TrainOptions.precision) == "float"
  }

  func task(_ reader: TrainReader) throws -> any TrainingTask {
    isFloat ? try task(reader, Float.self) : try task(reader, Double.self)
  }

  private func task<Scalar: VectorScalar>(_ reader: TrainReader, _: Scalar.Type) throws -> KMeansTask<Scalar> {
    let (data, test) = try reader.dataAndTest(.iris, of: Scalar.self)
    var options = KMeansOptions<Scalar>(start: .plusPlus(clusters: clusters ?? 3))
    if let model = try reader.start(KMeans<Scalar>.self) {
      if let clusters, clusters != model.clusters {
        throw TrainFailure(.usage, "--clusters is \(clusters), and the start has \(model.clusters)")
      }
      options.start = .centers(model.centers)
    }
    options.restarts = restarts ?? 1
    (options.iterations, options.tolerance, options.seed) = (iterations, tolerance, reader.settings.seed)
    return KMeansTask(data, test: test, options)
  }
}

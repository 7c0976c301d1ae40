import DataFiles
import Models
import Training

/// The options of `verify train lds`.
struct TrainStateSpace: TrainPlan {
  private let states: Int?
  private let held: Set<StateSpaceParameter>
  private let isLocalLevel: Bool
  private let isShared: Bool
  private let horizon: Int
  private let probability: Double
  private let iterations: Int
  private let tolerance: Double

  init(_ arguments: ParsedArguments) throws(UsageError) {
    states = try arguments.integer(TrainOptions.states, 1...1000)
    isLocalLevel = arguments.has(TrainOptions.localLevel)
    isShared = arguments.has(TrainOptions.sharedStart)
    if isLocalLevel {
      for option in [TrainOptions.states, TrainOptions.sharedStart, TrainOptions.start] where arguments.has(option) {
        throw UsageError("--local-level and --\(option.name) exclude each other")
      }
    }
    if isShared, arguments.has(TrainOptions.start) {
      throw UsageError("--shared-start and --start exclude each other", hint: "a start says itself what it shares")
    }
    var held: Set<StateSpaceParameter> = isLocalLevel ? [.transition, .observation] : []
    for name in arguments.value(TrainOptions.fixed)?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
      guard let parameter = StateSpaceParameter(symbol: String(name)) else {
        throw UsageError(
          "there is no parameter '\(name)' to hold fixed: choose from "
            + StateSpaceParameter.allCases.map(\.symbol).joined(separator: ", "))
      }
      held.insert(parameter)
    }
    self.held = held
    horizon = try arguments.integer(TrainOptions.forecast, 0...100_000) ?? 0
    probability = try arguments.share(TrainOptions.interval, 0.001...0.999999) ?? 0.95
    iterations = try arguments.integer(TrainOptions.iterations, 0...1_000_000_000) ?? (isLocalLevel ? 20_000 : 100)
    tolerance = try arguments.number(TrainOptions.tolerance, 0...1) ?? (isLocalLevel ? 1e-15 : 1e-8)
  }

  func task(_ reader: TrainReader) throws -> any TrainingTask {
    let data = try reader.data(.nile, of: Double.self)
    let sequences = try StateSpaceTask.sequences(data)
    var seed: UInt64?
    let start: StateSpaceModel
    if let model = try reader.start(StateSpaceModel.self) {
      if let states, states != model.latentSize {
        throw TrainFailure(.usage, "--states is \(states), and the start has \(model.latentSize)")
      }
      start = model
    } else if isLocalLevel {
      start = try StateSpaceStart.localLevel(sequences)
    } else {
      seed = reader.settings.seed
      start = try StateSpaceStart.drawn(
        sequences, latent: states ?? 2, isShared: isShared, seed: reader.settings.seed)
    }
    var task = try StateSpaceTask(
      data, start: start, seed: seed, .init(held: held, mostIterations: iterations, tolerance: tolerance))
    (task.horizon, task.probability) = (horizon, probability)
    return task
  }
}

import NumericCore

/// A training of a state space by EM: all that the next iteration depends on but the data.
///
/// The bits of every iteration are a function of the model, the settings and the data; they depend neither on the threads
/// nor on where the training was stopped and resumed.
public struct StateSpaceTraining: Equatable, Sendable {
  /// The model so far.
  public private(set) var model: StateSpaceModel
  /// How it is trained.
  public let settings: Settings
  /// The log-likelihood of the model that each iteration began with.
  public private(set) var logLikelihoods: [Double] = []
  /// Whether the last iteration found that the log-likelihood had come to rest, and left the model as it was.
  public private(set) var isConverged = false

  /// How a state space is trained.
  public struct Settings: Equatable, Sendable {
    /// Parameters that stay as they are.
    public var held: Set<StateSpaceParameter>
    /// The iterations after which the training ends anyway.
    public var mostIterations: Int
    /// The rise of the log-likelihood, as a share of its magnitude, up to which it is at rest; below 0 never.
    public var tolerance: Double

    /// All parameters, up to a hundred iterations.
    public init(held: Set<StateSpaceParameter> = [], mostIterations: Int = 100, tolerance: Double = 1e-8) {
      (self.held, self.mostIterations, self.tolerance) = (held, mostIterations, tolerance)
    }
  }

  /// A training that starts from a model.
  public init(_ model: StateSpaceModel, settings: Settings = Settings()) {
    (self.model, self.settings) = (model, settings)
  }

  init(
    _ model: StateSpaceModel, settings: Settings, logLikelihoods: [Double], isConverged: Bool
  ) {
    self.init(model, settings: settings)
    (self.logLikelihoods, self.isConverged) = (logLikelihoods, isConverged)
  }

  /// Whether nothing is left to do.
  public var isFinished: Bool { isConverged || logLikelihoods.count >= settings.mostIterations }

  /// An E-step, and unless the log-likelihood is at rest an M-step.
  /// - Returns: The statistics of the E-step.
  /// - Throws: `StateSpaceError` as both steps; the training is then as it was.
  @discardableResult
  public mutating func iterate(
    _ data: ObservedSequences, threads: Int = 1
  ) throws(StateSpaceError) -> StateSpaceStatistics {
    let statistics = try model.eStep(data, threads: threads)
    let new = statistics.logLikelihood
    if let old = logLikelihoods.last, new - old <= settings.tolerance * new.magnitude {
      isConverged = true
    } else {
      model = try model.mStep(statistics, holding: settings.held)
      isConverged = false
    }
    logLikelihoods.append(new)
    return statistics
  }

  /// Iterates until nothing is left to do, or a function that is called after each iteration says to stop.
  /// - Throws: `StateSpaceError`; the training is then as it was before the iteration that failed.
  public mutating func run(
    _ data: ObservedSequences, threads: Int = 1, while goesOn: (StateSpaceTraining) -> Bool = { _ in true }
  ) throws(StateSpaceError) {
    while !isFinished {
      try iterate(data, threads: threads)
      guard goesOn(self) else { return }
    }
  }
}

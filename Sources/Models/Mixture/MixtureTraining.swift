import NumericCore

/// The state of training a mixture between two M-steps: what is needed to go on.
public struct MixtureTraining: Sendable, Equatable {
  /// A run from one start.
  public struct Run: Sendable, Equatable {
    /// The parameters.
    public internal(set) var mixture: GaussianMixture
    /// Σ log p(x_n) before each M-step, and in the end that of the last parameters. It never falls but for rounding.
    public internal(set) var logLikelihoods: [Double] = []
    /// How many M-steps were done.
    public internal(set) var iterations = 0
    /// Whether the log-likelihood has stopped growing.
    public internal(set) var isConverged = false
    /// The components whose covariance is at the floor since some M-step, counted from 1.
    public internal(set) var raised: [Int: Int] = [:]
    /// The components that no row belongs to since some M-step.
    public internal(set) var vanished: [Int: Int] = [:]

    /// The last log-likelihood.
    public var logLikelihood: Double { logLikelihoods.last ?? -.infinity }
  }

  /// Which run this is, from 0.
  public internal(set) var number = 0
  /// The run that is under way.
  public internal(set) var current: Run
  /// The run of greatest log-likelihood among those that have ended.
  public internal(set) var best: Run?

  /// A run from a mixture.
  public init(mixture: GaussianMixture) { current = Run(mixture: mixture) }

  /// One E-step, and an M-step unless the log-likelihood has stopped growing.
  mutating func step(
    _ observations: some Observations<Double>, _ options: MixtureOptions, floor: VarianceFloor
  ) throws {
    let statistics = try assess(observations, options)
    let gain = statistics.logLikelihood - current.logLikelihood
    current.logLikelihoods.append(statistics.logLikelihood)
    if gain <= options.tolerance * Double(statistics.rows) { return current.isConverged = true }
    let update: MixtureUpdate
    do {
      update = try current.mixture.mStep(statistics, floor: floor)
    } catch {
      throw try collapse(error, statistics, observations)
    }
    current.iterations += 1
    current.raised = Self.since(current.iterations, update.raised, current.raised)
    current.vanished = Self.since(current.iterations, update.vanished, current.vanished)
    current.mixture = update.mixture
  }

  /// What an M-step without a floor failed by, with the row that a component shrank onto.
  private func collapse(
    _ error: MixtureError, _ statistics: MixtureStatistics, _ observations: some Observations<Double>
  ) throws -> MixtureError {
    guard case .covariance(let component, _) = error else { return error }
    let iteration = current.iterations + 1
    guard let component else { return .collapsed(component: nil, iteration: iteration, row: nil, point: []) }
    let moments = statistics.moments
    let mean = (0..<observations.columns).map {
      statistics.means[component, $0] + moments.first[component, $0] / moments.weights[component]
    }
    let nearest = try NearestRow(observations, to: mean)
    return .collapsed(component: component, iteration: iteration, row: nearest.row, point: nearest.elements)
  }

  /// Ends a run: the log-likelihood of its last parameters, unless it is known.
  mutating func conclude(_ observations: some Observations<Double>, _ options: MixtureOptions) throws {
    if !current.isConverged {
      current.logLikelihoods.append(try assess(observations, options).logLikelihood)
    }
    if best.map({ current.logLikelihood > $0.logLikelihood }) ?? true { best = current }
  }

  /// The first step of a run.
  mutating func begin(_ number: Int, _ mixture: GaussianMixture) {
    self.number = number
    current = Run(mixture: mixture)
  }

  private func assess(
    _ observations: some Observations<Double>, _ options: MixtureOptions
  ) throws -> MixtureStatistics {
    let statistics = try current.mixture.eStep(observations, threads: options.threads)
    guard statistics.rows > 0 else { throw DataError.tooFewRows(found: 0, needed: 1) }
    return statistics
  }

  private static func since(_ iteration: Int, _ components: [Int], _ last: [Int: Int]) -> [Int: Int] {
    Dictionary(components.map { ($0, last[$0] ?? iteration) }, uniquingKeysWith: { first, _ in first })
  }
}

/// The row nearest to a point, the first of those that are equally near.
struct NearestRow {
  private(set) var row: Int?
  private(set) var elements: [Double] = []

  init(_ observations: some Observations<Double>, to point: [Double], scales: [Double]? = nil) throws {
    var first = 0
    var least = Double.infinity
    let columns = point.count
    try observations.forEachBlock(rows: RowSample<Double>.rowsPerBlock(columns: columns)) { block in
      for index in 0..<block.rows {
        var distance = 0.0
        for column in 0..<columns {
          let difference = (block[index, column] - point[column]) / (scales?[column] ?? 1)
          distance += difference * difference
        }
        if distance < least {
          (least, row) = (distance, first + index)
          elements = Array(block.elements[index * columns..<(index + 1) * columns])
        }
      }
      first += block.rows
    }
  }
}

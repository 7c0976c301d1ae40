import NumericCore

/// What training gave.
public struct MixtureFit: Sendable {
  /// The run of greatest log-likelihood.
  public let run: MixtureTraining.Run
  /// How many rows there are.
  public let rows: Int
  /// The least variances.
  public let floor: VarianceFloor
  /// The components at the floor in the end, whose likelihood would have no bound without it.
  public let collapsed: [CollapsedComponent]

  /// The parameters.
  public var mixture: GaussianMixture { run.mixture }
  /// Σ log p(x_n).
  public var logLikelihood: Double { run.logLikelihood }
  /// Akaike's criterion.
  public var akaikeCriterion: Double { mixture.akaikeCriterion(logLikelihood: logLikelihood) }
  /// Schwarz's Bayesian criterion.
  public var bayesianCriterion: Double { mixture.bayesianCriterion(logLikelihood: logLikelihood, rows: rows) }
}

/// A component that shrank onto data until the floor stopped it.
public struct CollapsedComponent: Sendable, Equatable {
  /// The component.
  public let component: Int
  /// The M-step since which it is at the floor, counted from 1.
  public let iteration: Int
  /// The row nearest to its mean, with each column measured by its least deviation.
  public let row: Int
  /// That row.
  public let point: [Double]
}

extension GaussianMixture {
  /// Trains a mixture on some data by expectation maximization (Dempster, Laird & Rubin 1977).
  ///
  /// The log-likelihood never falls but for rounding, also with a floor (see `VarianceFloor`). Data that are not in memory
  /// as a matrix are read once for each iteration.
  /// - Parameters:
  ///   - observations: At least as many rows as components.
  ///   - checkpoint: A state that this function gave to `progress`, to go on from there to the same bits.
  ///   - progress: Is told the state after each iteration.
  /// - Throws: `DataError`; `MixtureError.collapsed` where there is no floor and a component shrinks onto a row; what
  ///   reading the data and `progress` do.
  public static func fit(
    _ observations: some Observations<Double>, _ options: MixtureOptions, from checkpoint: MixtureTraining? = nil,
    progress: (MixtureTraining) throws -> Void = { _ in }
  ) throws -> MixtureFit {
    try options.check(columns: observations.columns)
    let summary = try ColumnVariances(of: observations)
    guard summary.rows >= options.components else {
      throw DataError.tooFewRows(found: summary.rows, needed: options.components)
    }
    let floor = try floor(options, summary)
    let sample: Matrix<Double>?
    if case .kMeans(let components) = options.start {
      sample = try PlusPlusStart.sample(observations, clusters: components, seed: options.seed).rows
    } else {
      sample = nil
    }
    func start(_ run: Int) throws -> GaussianMixture {
      if case .mixture(let mixture) = options.start { return mixture }
      do {
        return try KMeansMixture.mixture(
          sample ?? .zero(rows: 0, columns: observations.columns), options, floor: floor, run: run)
      } catch MixtureError.collapsed(let component, let iteration, nil, let center) {
        let nearest = try NearestRow(observations, to: center)
        throw MixtureError.collapsed(
          component: component, iteration: iteration, row: nearest.row, point: nearest.elements)
      }
    }
    var training = try checkpoint ?? MixtureTraining(mixture: start(0))
    guard training.current.mixture.components == options.components,
      training.current.mixture.columns == observations.columns
    else { throw DataError.option("checkpoint", reason: "it is of another mixture") }
    while true {
      while !training.current.isConverged, training.current.iterations < options.iterations {
        try training.step(observations, options, floor: floor)
        try progress(training)
      }
      try training.conclude(observations, options)
      guard training.number + 1 < options.restarts else { break }
      training.begin(training.number + 1, try start(training.number + 1))
    }
    let run = training.best ?? training.current
    return MixtureFit(
      run: run, rows: summary.rows, floor: floor, collapsed: try collapsed(run, observations, floor))
  }

  private static func floor(_ options: MixtureOptions, _ summary: ColumnVariances) throws(DataError) -> VarianceFloor {
    switch options.floor {
    case .absolute(let variance):
      return VarianceFloor(variances: Array(repeating: variance, count: summary.means.count))
    case .relative(let share):
      if share > 0, let constant = summary.constantColumn { throw .constantColumn(constant) }
      return VarianceFloor(variances: summary.variances.map { $0 * share })
    }
  }

  private static func collapsed(
    _ run: MixtureTraining.Run, _ observations: some Observations<Double>, _ floor: VarianceFloor
  ) throws -> [CollapsedComponent] {
    let scales = floor.variances.map { $0.squareRoot() }
    var found: [CollapsedComponent] = []
    for (component, iteration) in run.raised.sorted(by: { $0.key < $1.key }) {
      let mean = (0..<observations.columns).map { run.mixture.means[component, $0] }
      let nearest = try NearestRow(observations, to: mean, scales: scales)
      guard let row = nearest.row else { continue }
      found.append(
        CollapsedComponent(component: component, iteration: iteration, row: row, point: nearest.elements))
    }
    return found
  }
}

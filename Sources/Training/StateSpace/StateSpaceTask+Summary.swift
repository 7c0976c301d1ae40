import Models
import NumericCore

extension StateSpaceTask {
  /// What a person wants to know of a training.
  func summary(
    _ training: StateSpaceTraining, _ logLikelihood: Double, _ forecasts: [StateSpaceForecast?], done: Int,
    seconds: Double
  ) -> TrainingSummary {
    let model = training.model
    var summary = TrainingSummary(
      model: "lds",
      title: "linear Gaussian state space with \(model.latentSize) \(model.latentSize == 1 ? "state" : "states")")
    summary.addData(data, rows: sequences.sequences.reduce(0) { $0 + $1.rows })
    if sequences.sequences.count > 1 { summary.add("sequences", "sequences", .integer(sequences.sequences.count)) }
    let missing = sequences.sequences.reduce(0) { $0 + $1.elements.count { $0.isNaN } }
    if missing > 0 { summary.add("missing", "missing", .integer(missing), note: "numbers that were not observed") }
    if let seed { summary.add("seed", "seed", .text("\(seed)"), note: "of the start") }
    summary.add("log_likelihood", "log-likelihood", .number(logLikelihood), note: convention, digits: 7)
    summary.addCourse(
      iterations: training.logLikelihoods.count, isConverged: training.isConverged, done: done, seconds: seconds)
    addParameters(of: model, to: &summary)
    addForecasts(forecasts, to: &summary)
    return summary
  }

  /// What the log-likelihood counts.
  private var convention: String {
    switch start.start {
    case .diffuse: "exact diffuse start: log p(x) + d/2 log k as the variance k of the first state grows"
    case .covariance: "log p(x) of all rows, the first state with a covariance of its own"
    case .stateNoise: "log p(x) of all rows, the first state sharing Sigma"
    }
  }

  private func addParameters(of model: StateSpaceModel, to summary: inout TrainingSummary) {
    func note(_ parameter: StateSpaceParameter, _ words: String) -> String {
      settings.held.contains(parameter) ? "\(words), held fixed" : words
    }
    func add(
      _ parameter: StateSpaceParameter, _ matrix: Matrix<Double>, _ words: String, names: [String] = []
    ) {
      summary.add(
        parameter.rawValue.replacing("-", with: "_"), parameter.symbol,
        matrix.elements.count == 1 ? .number(matrix[0, 0]) : .matrix(matrix), note: note(parameter, words),
        names: names)
    }
    add(.transition, model.transition, "z(t) = A z(t-1) + noise")
    add(.observation, model.observation, "x(t) = B z(t) + noise", names: data.columnNames)
    add(.stateCovariance, model.stateCovariance, "the covariance of the noise of states")
    add(
      .observationCovariance, model.observationCovariance, "the covariance of the noise of observations",
      names: data.columnNames)
    switch model.start {
    case .diffuse: summary.add("first_state", "first state", .text("diffuse"), note: "nothing is known about it")
    case .stateNoise: summary.add("first_state", "first state", .text("shared"), note: "N(mu0, Sigma)")
    case .covariance: break
    }
    guard model.start != .diffuse else { return }
    summary.add(
      "initial_mean", "mu0", .numbers(model.initialMean), note: note(.initialMean, "the mean of the first state"))
    if case .covariance(let covariance) = model.start {
      add(.initialCovariance, covariance, "the covariance of the first state")
    }
  }

  private func addForecasts(_ forecasts: [StateSpaceForecast?], to summary: inout TrainingSummary) {
    let isSingle = forecasts.count == 1
    var rows: [[TrainingSummary.Value]] = []
    for (number, forecast) in forecasts.enumerated() {
      guard let forecast else { continue }
      let interval = forecast.interval(probability)
      for step in 0..<forecast.means.rows {
        func numbers(_ matrix: Matrix<Double>) -> TrainingSummary.Value {
          .numbers((0..<matrix.columns).map { matrix[step, $0] })
        }
        rows.append(
          (isSingle ? [] : [.integer(number + 1)]) + [
            .integer(step + 1), numbers(forecast.means), numbers(interval.lower), numbers(interval.upper),
          ])
      }
    }
    typealias Column = TrainingSummary.Column
    let names = data.columnNames
    let percent = Int((100 * probability).rounded())
    summary.add(
      "forecast", "forecast, with intervals of \(percent) %",
      (isSingle ? [] : [Column("sequence", "sequence")]) + [
        Column("step", "step"), Column("mean", names), Column("lower", names.map { "\($0) from" }),
        Column("upper", names.map { "\($0) to" }),
      ], rows)
  }
}

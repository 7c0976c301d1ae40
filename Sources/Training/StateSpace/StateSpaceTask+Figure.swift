import Models
import NumericCore
import Plots

extension StateSpaceTask {
  /// The most observed columns, and states, that are drawn.
  private static var chartLimit: Int { 4 }

  /// The first sequence with what the states say of it and the forecast, the smoothed states with bands, and the
  /// log-likelihood by iteration.
  func figure(
    _ training: StateSpaceTraining, _ forecast: StateSpaceForecast?, _ logLikelihood: Double
  ) throws -> Figure {
    let model = training.model
    let sequence = sequences.sequences[0]
    let smoothed = try model.smooth(sequence)
    let width = 0.5 * (1 - probability)
    let factor = -StandardNormal.quantile(width)
    let times = (0..<sequence.rows).map { Double($0 + 1) }
    let percent = "\(Int((100 * probability).rounded())) %"
    let seen = MatrixProduct.multiply(smoothed.means, model.observation, transposing: .right)
    let variances = smoothed.covariances.map { covariance in
      MatrixProduct.multiply(model.observation * covariance, model.observation, transposing: .right)
    }
    func band(_ means: [Double], _ variances: [Double]) -> (lower: [Double], upper: [Double]) {
      let margins = variances.map { factor * max(0, $0).squareRoot() }
      return (zip(means, margins).map { $0 - $1 }, zip(means, margins).map { $0 + $1 })
    }
    var charts: [any Chart] = []
    for column in 0..<min(Self.chartLimit, model.observedSize) {
      let means = (0..<sequence.rows).map { seen[$0, column] }
      var series = [
        SeriesChart.Series(
          "smoothed, \(percent)", x: times, y: means, band: band(means, variances.map { $0[column, column] })),
        SeriesChart.Series(
          "data", x: times, y: (0..<sequence.rows).map { sequence[$0, column] }, isScattered: true),
      ]
      if let forecast {
        let interval = forecast.interval(probability)
        let steps = Array(0..<forecast.means.rows)
        series.append(
          SeriesChart.Series(
            "forecast, \(percent)", x: steps.map { Double(sequence.rows + $0 + 1) },
            y: steps.map { forecast.means[$0, column] },
            band: (steps.map { interval.lower[$0, column] }, steps.map { interval.upper[$0, column] })))
      }
      let name = column < data.columnNames.count ? data.columnNames[column] : "column \(column + 1)"
      charts.append(
        SeriesChart(
          title: "\(data.name): \(name)", xLabel: "row", yLabel: name, series, hasIntegerAxis: true))
    }
    let interval = smoothed.interval(probability)
    let states = (0..<min(Self.chartLimit, model.latentSize)).map { state in
      func column(_ matrix: Matrix<Double>) -> [Double] { times.indices.map { matrix[$0, state] } }
      return SeriesChart.Series(
        "state \(state + 1)", x: times, y: column(smoothed.means),
        band: (column(interval.lower), column(interval.upper)))
    }
    charts.append(
      SeriesChart(
        title: "smoothed states, \(percent)", xLabel: "row", yLabel: "state", states, hasIntegerAxis: true))
    charts.append(.objective("log-likelihood", training.logLikelihoods + [logLikelihood]))
    return Figure(charts)
  }
}

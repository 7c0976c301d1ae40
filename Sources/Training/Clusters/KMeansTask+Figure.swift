import Models
import NumericCore
import Plots

extension KMeansTask {
  /// The rows by cluster with the centers, and the inertia by iteration.
  func figure(_ fit: KMeansFit<Scalar>, _ observations: some Observations<Scalar>) throws -> Figure {
    let rows = try DrawnRows(observations).matrix
    let plane = PlaneView(rows, columnNames: data.columnNames)
    let labels = fit.model.labels(of: rows.map { Scalar($0) })
    let centers = fit.model.centers.map { $0.doubleValue }
    let clusters = ClusterChart(
      title: "\(data.name) in \(fit.model.clusters) clusters", xLabel: plane.labels.x, yLabel: plane.labels.y,
      points: plane.points(rows), clusters: labels, means: plane.points(centers))
    return Figure([clusters, .objective("inertia", fit.run.inertias)])
  }
}

extension Chart where Self == SeriesChart {
  /// What was made small or large, by iteration.
  ///
  /// What is known before the first iteration stands at 0, so that means over epochs begin at 1.
  static func objective(
    _ name: String, _ values: [Double], unit: String = "iteration", from first: Int = 0
  ) -> SeriesChart {
    SeriesChart(
      title: "\(name) by \(unit)", xLabel: unit, yLabel: name,
      [SeriesChart.Series(name, x: values.indices.map { Double(first + $0) }, y: values)], hasIntegerAxis: true)
  }
}

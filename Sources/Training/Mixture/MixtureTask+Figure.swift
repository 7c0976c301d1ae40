import Models
import NumericCore
import Plots

extension MixtureTask {
  /// The rows by component with ellipses that hold half and 95 % of each, and the log-likelihood by iteration.
  func figure(
    _ fit: MixtureFit, _ mixture: GaussianMixture, _ observations: some Observations<Double>
  ) throws -> Figure {
    let rows = try DrawnRows(observations).matrix
    let plane = PlaneView(rows, columnNames: data.columnNames)
    let components = ClusterChart(
      title: "\(data.name) as a mixture of \(mixture.components) Gaussians", xLabel: plane.labels.x,
      yLabel: plane.labels.y, points: plane.points(rows), clusters: mixture.labels(of: rows),
      means: plane.points(mixture.means),
      covariances: (0..<mixture.components).map {
        plane.covariance(mixture.covariances.matrix($0, columns: mixture.columns))
      })
    return Figure([components, .objective("log-likelihood", fit.run.logLikelihoods)])
  }
}

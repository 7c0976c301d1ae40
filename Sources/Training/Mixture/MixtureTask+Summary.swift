import Models
import NumericCore

extension MixtureTask {
  /// What a person wants to know of a fit.
  func summary(
    _ fit: MixtureFit, _ shown: MixtureOrder, done: Int, seconds: Double, threads: Int
  ) throws -> TrainingSummary {
    let mixture = shown.mixture
    var summary = TrainingSummary(model: "gmm", title: "Gaussian mixture of \(mixture.components) components")
    summary.addData(data, rows: fit.rows)
    summary.add("covariance", "covariances", .text(mixture.covariances.shape.rawValue))
    summary.add("seed", "seed", .text("\(options.seed)"))
    let perRow = fit.logLikelihood / Double(max(1, fit.rows))
    summary.add("log_likelihood", "log-likelihood", .number(fit.logLikelihood), digits: 7)
    summary.add("log_likelihood_per_row", "of a row", .number(perRow))
    if let test {
      let rows = try test.countRows()
      let found = try mixture.logLikelihood(of: test.observations, threads: threads) / Double(max(1, rows))
      summary.add("test_log_likelihood_per_row", "of a test row", .number(found), note: "\(test.name), \(rows) rows")
    }
    summary.add("parameters", "parameters", .integer(mixture.parameters))
    summary.add("aic", "AIC", .number(fit.akaikeCriterion), digits: 7)
    summary.add("bic", "BIC", .number(fit.bayesianCriterion), digits: 7)
    summary.add(
      "floor", "floor", .numbers(fit.floor.variances), note: "the least variance of each column", digits: 3,
      names: data.columnNames)
    summary.addCourse(
      iterations: fit.run.iterations, isConverged: fit.run.isConverged, done: done, seconds: seconds)
    addComponents(mixture, to: &summary)
    summary.add(
      "collapsed", "components at the floor: without it the likelihood has no maximum",
      [
        .init("component", "component"), .init("since", "since iteration"), .init("row", "nearest row"),
        .init("point", data.columnNames),
      ],
      fit.collapsed.sorted { shown.number($0.component) < shown.number($1.component) }.map { found in
        [
          .integer(shown.number(found.component) + 1), .integer(found.iteration), .integer(found.row + 1),
          .numbers(found.point),
        ]
      })
    summary.add(
      "vanished", "components that no row belongs to",
      [.init("component", "component"), .init("since", "since iteration")],
      fit.run.vanished.map { (shown.number($0.key) + 1, $0.value) }.sorted { $0 < $1 }.map {
        [.integer($0), .integer($1)]
      })
    return summary
  }

  private func addComponents(_ mixture: GaussianMixture, to summary: inout TrainingSummary) {
    typealias Column = TrainingSummary.Column
    var columns = [Column("component", "component"), Column("weight", "weight"), Column("mean", data.columnNames)]
    switch mixture.covariances {
    case .full: columns.append(Column("covariance", data.columnNames))
    case .tied(let matrix):
      summary.add(
        "tied_covariance", "covariance", .matrix(matrix), note: "of all components", names: data.columnNames)
    case .diagonal: columns.append(Column("variances", data.columnNames.map { "variance of \($0)" }))
    case .spherical: columns.append(Column("variance", "variance"))
    }
    summary.add(
      "components", "components", columns,
      (0..<mixture.components).map { k in
        let mean = (0..<mixture.columns).map { mixture.means[k, $0] }
        var cells: [TrainingSummary.Value] = [.integer(k + 1), .number(mixture.weights[k]), .numbers(mean)]
        switch mixture.covariances {
        case .full(let matrices): cells.append(.matrix(matrices[k]))
        case .tied: break
        case .diagonal(let variances): cells.append(.numbers((0..<mixture.columns).map { variances[k, $0] }))
        case .spherical(let variances): cells.append(.number(variances[k]))
        }
        return cells
      })
  }
}

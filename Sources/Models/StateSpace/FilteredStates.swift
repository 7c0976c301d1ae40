import NumericCore

/// The states of a sequence, each given the observations up to its time (Kalman 1960).
public struct FilteredStates: Sendable {
  /// E[zₜ | x₁ … xₜ], a row for each time; NaN while a diffuse start is not determined.
  public let means: Matrix<Double>
  /// Cov(zₜ | x₁ … xₜ); NaN while a diffuse start is not determined.
  public let covariances: CovarianceSequence
  /// log p(x).
  public let logLikelihood: Double
  /// log p(xₜ | x₁ … xₜ₋₁) for each time; none where the start is diffuse.
  public let logLikelihoodTerms: [Double]
  private let model: StateSpaceModel

  init(_ pass: LayoutPass, _ rows: Matrix<Double>) {
    let filtered = pass.filter(rows)
    let (table, numbers) = (pass.recursion.filtered, pass.recursion.numbers)
    model = pass.model
    logLikelihood = pass.logLikelihood(filtered)
    if let diffuse = pass.diffuse {
      let gradual = diffuse.gradually(pass, rows)
      means = gradual.means
      covariances = CovarianceSequence(table, numbers, deviations: gradual.deviations)
      logLikelihoodTerms = []
    } else {
      means = filtered.means
      covariances = CovarianceSequence(table, numbers)
      logLikelihoodTerms = pass.logLikelihoodTerms(filtered)
    }
  }

  /// The mean and covariance of zₜ given x₁ … xₜ₋₁, A m and A V Aᵀ + Σ; nil for the first time of a diffuse start.
  public func prediction(_ time: Int) -> (mean: [Double], covariance: Matrix<Double>)? {
    guard time > 0 else { return model.start == .diffuse ? nil : (model.initialMean, model.startCovariance) }
    let mean = Matrix(rows: model.latentSize, columns: 1) { row, _ in means[time - 1, row] }
    return ((model.transition * mean).elements, model.predicted(covariances[time - 1]))
  }
}

extension StateSpaceModel {
  /// The states of one sequence, each given the observations up to its time.
  /// - Throws: `StateSpaceError` as `eStep`.
  public func filter(_ sequence: Matrix<Double>) throws(StateSpaceError) -> FilteredStates {
    let data = try ObservedSequences(sequence)
    let filtered = FilteredStates(try passes(data, smoothing: false, threads: 1)[0], data.blocks[0].rows)
    guard filtered.logLikelihood.isFinite else { throw .logLikelihoodNotFinite(filtered.logLikelihood) }
    return filtered
  }

  /// A V Aᵀ + Σ.
  func predicted(_ covariance: Matrix<Double>) -> Matrix<Double> {
    MatrixProduct.multiply(transition * covariance, transition, transposing: .right) + stateCovariance
  }
}

extension DiffuseStart {
  /// The filter of one sequence with the estimate of δ that each time has, and the deviations because of it; NaN while
  /// the estimate is not determined.
  func gradually(
    _ pass: LayoutPass, _ rows: Matrix<Double>
  ) -> (means: Matrix<Double>, deviations: Matrix<Double>) {
    let (d, length) = (pass.model.latentSize, pass.length)
    let start = Matrix(rows: 1, columns: d, elements: pass.model.initialMean)
    let known = FilteredRows(pass, rows: rows, starts: start)
    let unit = FilteredRows(pass, rows: .zero(rows: d * length, columns: rows.columns), starts: .identity(d))
    var means = Matrix<Double>(rows: length, columns: d) { _, _ in .nan }
    var deviations = Matrix<Double>(rows: d * length, columns: d) { _, _ in .nan }
    var information = Matrix<Double>.zero(rows: d, columns: d)
    var slopes = Matrix<Double>.zero(rows: d, columns: 1)
    for time in 0..<length {
      let selection = pass.selection([time])
      func rows(_ filtered: FilteredRows) -> [Matrix<Double>] {
        var found = [selection.rows(of: filtered.corrections)]
        for (residual, (_, times)) in zip(filtered.residuals, pass.layout.times) where residual.columns > 0 {
          guard let place = times.firstIndex(of: time) else { continue }
          found.append(RowSelection(times: [place], length: times.count).rows(of: residual))
        }
        return found
      }
      for (response, value) in zip(rows(unit), rows(known)) {
        information = information + MatrixProduct.gram(response, transposing: .right)
        slopes = slopes - MatrixProduct.multiply(response, value, transposing: .right)
      }
      guard let factors = Self.factors(information) else { continue }
      let response = selection.rows(of: unit.means)
      let shift = MatrixProduct.multiply(factors.solve(slopes), response, transposing: .left)
      let deviation = factors.solveLower(response)
      for column in 0..<d {
        means[time, column] = known.means[time, column] + shift[0, column]
        for direction in 0..<d { deviations[direction * length + time, column] = deviation[direction, column] }
      }
    }
    return (means, deviations)
  }
}

import NumericCore

/// A first state about which nothing is known, as one that is known but for a shift δ with a flat prior.
///
/// All means are linear in δ, and all squares of the log-likelihood are those of a least-squares problem, so that the
/// limit of an infinite variance is exact: δ is normal around its least-squares estimate with the precision M of the
/// problem, and the log-likelihood is that at the estimate less ½ log|M|.
/// Source: Rosenberg (1973); de Jong, "The diffuse Kalman filter", Annals of Statistics 19, 1991.
struct DiffuseStart: Sendable {
  /// What a unit of each component of δ does to the residuals and corrections, a row for each; the filter over sequences
  /// without observations.
  private let responses: [Matrix<Double>]
  private let predicted: Matrix<Double>
  private let means: Matrix<Double>
  private let factors: CholeskyFactorization<Double>

  /// log|M|.
  var logDeterminant: Double { factors.logDeterminant }

  init(_ pass: LayoutPass, sequence: Int) throws(StateSpaceError) {
    let d = pass.model.latentSize
    let filtered = FilteredRows(
      pass, rows: .zero(rows: d * pass.length, columns: pass.model.observedSize), starts: .identity(d))
    (predicted, means) = (filtered.predicted, filtered.means)
    responses = Self.squares(of: filtered)
    let information = Self.products(responses, responses)
    guard let factors = Self.factors(information) else { throw .startNotDetermined(sequence: sequence) }
    self.factors = factors
  }

  /// The factors of M, unless a component of δ is determined by the others to rounding.
  static func factors(_ information: Matrix<Double>) -> CholeskyFactorization<Double>? {
    let d = information.rows
    guard let factors = try? CholeskyFactorization(information) else { return nil }
    let share = Double(d) * 0x1p-46
    let isDetermined = (0..<d).allSatisfy {
      factors.lower[$0, $0] * factors.lower[$0, $0] > share * information[$0, $0]
    }
    return isDetermined ? factors : nil
  }

  /// The least-squares estimates of δ for sequences that were filtered without a shift, a row for each.
  func shifts(_ filtered: FilteredRows) -> Matrix<Double> {
    let slopes = Self.products(responses, Self.squares(of: filtered))
    return -factors.solve(slopes).transposed()
  }

  /// Sequences of states whose squares add up to the covariances that smoothed states have because of δ: its standard
  /// deviations along independent directions.
  func deviations(_ pass: LayoutPass) -> Matrix<Double> {
    let smoothed = RowsByTable.smooth(
      means, predicted: predicted, by: pass.recursion.smoothing, pass.recursion.numbers)
    return factors.solveLower(smoothed.reshaped(rows: pass.model.latentSize)).reshaped(rows: smoothed.rows)
  }

  /// What is squared, a row for each sequence.
  private static func squares(of filtered: FilteredRows) -> [Matrix<Double>] {
    (filtered.residuals + [filtered.corrections]).filter { !$0.elements.isEmpty }
      .map { $0.reshaped(rows: filtered.sequences) }
  }

  private static func products(_ left: [Matrix<Double>], _ right: [Matrix<Double>]) -> Matrix<Double> {
    zip(left, right).map { MatrixProduct.multiply($0, $1, transposing: .right) }.reduce(
      .zero(rows: left[0].rows, columns: right[0].rows), +)
  }
}

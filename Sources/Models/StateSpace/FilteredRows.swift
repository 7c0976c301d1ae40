import NumericCore

/// The means of the Kalman filter over sequences of one layout, and the squares of its log-likelihood.
///
/// With S the covariance of the innovation x − B a, m the updated mean and P the predicted covariance,
/// (x − B a)ᵀS⁻¹(x − B a) = (x − B m)ᵀΓ⁻¹(x − B m) + (m − a)ᵀP⁻¹(m − a): sums of squares, of which none is subtracted.
struct FilteredRows {
  let pass: LayoutPass
  /// The number of sequences.
  let sequences: Int
  /// a, the mean of each state given the rows before it.
  let predicted: Matrix<Double>
  /// m, the mean of each state given the rows up to it.
  let means: Matrix<Double>
  /// x − B m in units of Γ, for each pattern of the layout.
  let residuals: [Matrix<Double>]
  /// m − a in units of P.
  let corrections: Matrix<Double>

  /// - Parameters:
  ///   - rows: Sequences under each other.
  ///   - starts: The mean of the first state, a row for all sequences or one for each.
  init(_ pass: LayoutPass, rows: Matrix<Double>, starts: Matrix<Double>) {
    let (model, length, numbers) = (pass.model, pass.length, pass.recursion.numbers)
    let d = model.latentSize
    self.pass = pass
    sequences = rows.rows / length
    // BᵀΓ⁻¹x.
    var evidence = Matrix<Double>.zero(rows: rows.rows, columns: d)
    var whitened: [Matrix<Double>] = []
    for (kind, times) in pass.layout.times {
      let (part, selection) = (pass.parts[kind], pass.selection(times))
      let own = MatrixProduct.multiply(selection.rows(of: rows), part.whitening, transposing: .right)
      whitened.append(own)
      if part.count > 0 { selection.put(MatrixProduct.multiply(own, part.observation), into: &evidence) }
    }
    let firstGain = pass.recursion.filtered[Int(numbers[0])]
    let firstPrecision = pass.parts[Int(pass.layout.kinds[0])].precision
    means = RowsByTable.accumulate(
      evidence, starts: starts - starts * firstPrecision * firstGain, carry: pass.recursion.carry,
      gain: pass.recursion.filtered, numbers)
    predicted = MatrixProduct.multiply(means, model.transition, transposing: .right)
      .delayed(length: length, first: starts)
    var innovations = RowsByTable.multiply(predicted, by: pass.precisions, pass.layout.kinds)
    innovations.withMutableElements { Elementwise.combine(1, evidence.elements, -1, &$0) }
    corrections = RowsByTable.multiply(innovations, by: pass.recursion.whitening, numbers)
    var residuals: [Matrix<Double>] = []
    for (index, (kind, times)) in pass.layout.times.enumerated() {
      let own = pass.selection(times).rows(of: means)
      MatrixProduct.multiply(own, pass.parts[kind].observation, transposing: .right, .subtracting, &whitened[index])
      residuals.append(whitened[index])
    }
    self.residuals = residuals
  }

  /// The sum of all squares.
  var sumOfSquares: Double {
    residuals.reduce(Elementwise.dot(corrections.elements, corrections.elements)) {
      $0 + Elementwise.dot($1.elements, $1.elements)
    }
  }

  /// The sum of squares of each row.
  var squares: [Double] {
    func rowSums(_ matrix: Matrix<Double>) -> Matrix<Double> {
      Matrix(rows: matrix.rows, columns: 1) { row, _ in
        (0..<matrix.columns).reduce(0) { $0 + matrix[row, $1] * matrix[row, $1] }
      }
    }
    var sums = Matrix<Double>.zero(rows: means.rows, columns: 1)
    for (residual, (_, times)) in zip(residuals, pass.layout.times) where residual.columns > 0 {
      pass.selection(times).put(rowSums(residual), into: &sums)
    }
    return (sums + rowSums(corrections)).elements
  }

  /// The means of the states given all rows.
  func smoothed() -> Matrix<Double> {
    RowsByTable.smooth(means, predicted: predicted, by: pass.recursion.smoothing, pass.recursion.numbers)
  }
}

extension LayoutPass {
  /// The filter over sequences; where nothing is known about the first states, from their best estimates.
  func filter(_ rows: Matrix<Double>) -> FilteredRows {
    let start = Matrix(rows: 1, columns: model.latentSize, elements: model.initialMean)
    let known = FilteredRows(self, rows: rows, starts: start)
    guard let diffuse else { return known }
    let shifts = diffuse.shifts(known)
    return FilteredRows(
      self, rows: rows, starts: Matrix(rows: shifts.rows, columns: shifts.columns) { start[0, $1] + shifts[$0, $1] })
  }

  /// log p of the rows that were filtered.
  func logLikelihood(_ filtered: FilteredRows) -> Double {
    let constant = constantTerms.reduce(0, +) + (diffuse?.logDeterminant ?? 0)
    return -0.5 * (Double(filtered.sequences) * constant + filtered.sumOfSquares)
  }
}

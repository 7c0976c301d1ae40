import NumericCore

extension StateSpaceStatistics {
  /// Adds the products of means of states over sequences of one layout, and of the observations with them.
  /// - Parameters:
  ///   - states: Means, or deviations from them, sequences under each other.
  ///   - rows: The observations; missing entries of them are filled in.
  ///   - rowMoment: Σ x xᵀ, where it is known.
  mutating func addProducts(
    of states: Matrix<Double>, _ rows: Matrix<Double>, rowMoment: Matrix<Double>? = nil, _ pass: LayoutPass,
    _ missing: [MissingPart?]
  ) {
    let length = pass.length
    let first = pass.selection([0]).rows(of: states)
    let (before, after) = (states.delayed(length: length), states.clearing(time: 0, length: length))
    let firstProducts = MatrixProduct.gram(first, transposing: .left)
    let products = MatrixProduct.gram(after, transposing: .left)
    firstMoment = firstMoment + firstProducts
    previousMoment = previousMoment + MatrixProduct.gram(before, transposing: .left)
    currentMoment = currentMoment + products
    laggedMoment = laggedMoment + MatrixProduct.multiply(after, before, transposing: .left)

    if pass.layout.times.count == 1, missing[pass.layout.times[0].kind] == nil,
      pass.parts[pass.layout.times[0].kind].count > 0
    {
      stateMoment = stateMoment + firstProducts + products
      observationStateMoment = observationStateMoment + MatrixProduct.multiply(rows, states, transposing: .left)
      observationMoment = observationMoment + (rowMoment ?? MatrixProduct.gram(rows, transposing: .left))
    } else {
      var (filled, seen) = (rows, states)
      for (kind, times) in pass.layout.times {
        let selection = pass.selection(times)
        let own = selection.rows(of: states)
        if pass.parts[kind].count == 0 {
          selection.put(.zero(rows: own.rows, columns: own.columns), into: &seen)
        } else if let part = missing[kind] {
          let fromRows = MatrixProduct.multiply(selection.rows(of: rows), part.fromObserved, transposing: .right)
          selection.put(fromRows + MatrixProduct.multiply(own, part.fromState, transposing: .right), into: &filled)
        }
      }
      stateMoment = stateMoment + MatrixProduct.gram(seen, transposing: .left)
      observationStateMoment = observationStateMoment + MatrixProduct.multiply(filled, seen, transposing: .left)
      observationMoment = observationMoment + MatrixProduct.gram(filled, transposing: .left)
    }
  }

  /// Adds what belongs to the covariances of the states of some sequences of one layout, and counts them.
  mutating func addCovariances(
    _ smoothed: SmoothedCovariances, _ pass: LayoutPass, _ missing: [MissingPart?], sequences count: Int
  ) {
    let factor = Double(count)
    let (numbers, table) = (smoothed.numbers, smoothed.covariances)
    func sum(_ times: some Sequence<Int>) -> Matrix<Double> {
      var weights = [Double](repeating: 0, count: table.count)
      for time in times { weights[Int(numbers[time])] += factor }
      return table.weightedSum(weights)
    }
    sequences += count
    transitions += count * (pass.length - 1)
    firstMoment = firstMoment + sum([0])
    previousMoment = previousMoment + sum(0..<(pass.length - 1))
    currentMoment = currentMoment + sum(1..<pass.length)
    laggedMoment = laggedMoment + smoothed.laggedSum.scaled(by: factor)
    for (kind, times) in pass.layout.times where pass.parts[kind].count > 0 {
      let covariance = sum(times)
      observations += count * times.count
      stateMoment = stateMoment + covariance
      guard let part = missing[kind] else { continue }
      let fromState = part.fromState * covariance
      observationStateMoment = observationStateMoment + fromState
      observationMoment =
        observationMoment + MatrixProduct.multiply(fromState, part.fromState, transposing: .right)
        + part.covariance.scaled(by: factor * Double(times.count))
    }
  }
}

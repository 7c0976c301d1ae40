import NumericCore

extension Matrix where Scalar: EvaluationScalar {
  /// The determinant, where "singular" must be certain to give zero.
  ///
  /// Up to 4 × 4 it is expanded along rows without any division, beyond that it is eliminated.
  func checkedDeterminant() throws(EvaluationError) -> Scalar {
    rows <= 4 ? expandedDeterminant(row: 0, columns: Array(0..<columns)) : try eliminatedDeterminant()
  }

  private func expandedDeterminant(row: Int, columns: [Int]) -> Scalar {
    guard columns.count > 1 else { return columns.first.map { self[row, $0] } ?? .one }
    var sum = Scalar.zero
    for (position, column) in columns.enumerated() {
      let entry = self[row, column]
      if entry == .zero { continue }
      var others = columns
      others.remove(at: position)
      let term = entry * expandedDeterminant(row: row + 1, columns: others)
      sum = position.isMultiple(of: 2) ? sum + term : sum - term
    }
    return sum
  }

  private func eliminatedDeterminant() throws(EvaluationError) -> Scalar {
    var work = self
    var product = Scalar.one
    for column in 0..<columns {
      let candidates = (column..<rows).map { work[$0, column] }
      guard let offset = Scalar.preferredPivot(candidates) else {
        if candidates.allSatisfy({ $0 == .zero }) { return .zero }
        throw .undefined(reason: "a determinant that cannot be told from zero")
      }
      let pivot = column + offset
      if pivot != column {
        for j in 0..<columns { (work[pivot, j], work[column, j]) = (work[column, j], work[pivot, j]) }
        product = -product
      }
      product = product * work[column, column]
      let inverse = try work[column, column].inverted()
      for row in (column + 1)..<max(rows, column + 1) {
        let factor = work[row, column] * inverse
        for j in column..<columns { work[row, j] = work[row, j] - factor * work[column, j] }
      }
    }
    return product
  }
}

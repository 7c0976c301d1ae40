import NumericCore

extension Matrix where Scalar: EvaluationScalar {
  /// The determinant, where "singular" must be certain to give zero.
  ///
  /// Up to 4 × 4 it is expanded along rows without any division, beyond that it is eliminated.
  func checkedDeterminant() throws(EvaluationError) -> Scalar {
    if rows <= 4 { return expandedDeterminant(row: 0, without: 0) }
    if let exact = Scalar.exactDeterminant(of: self) { return exact }
    return try eliminatedDeterminant()
  }

  /// The determinant of the rows from one on, without the columns whose bits are set.
  private func expandedDeterminant(row: Int, without columns: Int) -> Scalar {
    if row == rows { return .one }
    var sum = Scalar.zero
    var isNegative = false
    for column in 0..<rows where columns & 1 << column == 0 {
      let entry = self[row, column]
      if row + 1 == rows { return entry }
      if entry != .zero {
        let term = entry * expandedDeterminant(row: row + 1, without: columns | 1 << column)
        sum = isNegative ? sum - term : sum + term
      }
      isNegative.toggle()
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

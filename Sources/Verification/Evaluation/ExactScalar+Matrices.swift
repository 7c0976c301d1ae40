import NumericCore

/// Matrices of plain elements of the field are multiplied and eliminated there, where numbers are reduced once for each
/// entry; the results are the same.
extension ExactScalar {
  package static func product(
    _ left: Matrix<ExactScalar>, _ right: Matrix<ExactScalar>
  ) -> Matrix<ExactScalar> {
    let (depth, columns) = (left.columns, right.columns)
    guard depth <= PrimeField.SumOfProducts.capacity, left.isPlain, right.isPlain else {
      return left.multipliedByEntries(right)
    }
    let (a, b) = (left.elements, right.elements)
    return Matrix(rows: left.rows, columns: columns) { row, column in
      var sum = PrimeField.SumOfProducts()
      for k in 0..<depth { sum.add(a[row &* depth &+ k].plain, times: b[k &* columns &+ column].plain) }
      return ExactScalar(sum.element)
    }
  }

  package static func solution(
    of matrix: Matrix<ExactScalar>, _ rightSide: Matrix<ExactScalar>
  ) throws(FactorizationError) -> Matrix<ExactScalar> {
    guard matrix.isPlain, rightSide.isPlain else { return try matrix.solutionByRows(rightSide) }
    return try matrix.map(\.plain).solve(rightSide.map(\.plain)).map { ExactScalar($0) }
  }

  package static func exactDeterminant(of matrix: Matrix<ExactScalar>) -> ExactScalar? {
    matrix.isPlain ? ExactScalar(matrix.map(\.plain).determinant()) : nil
  }
}

extension Matrix<ExactScalar> {
  /// Whether all elements are plain elements of the field.
  fileprivate var isPlain: Bool { elements.allSatisfy { $0.element != nil } }
}

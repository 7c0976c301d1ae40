extension ColumnWorkspace {
  /// Fills the input columns with a block of normals, each column with its next `blockLength` numbers.
  ///
  /// Columns are not contiguous, and a block's numbers are drawn by position, so each column is a range of them.
  func fillInputs(_ inputs: Int, normals: NormalBlocks, block: Int) {
    for input in 0..<inputs {
      normals.kernel.fill(block, startingAtColumn: input, into: numbers(input))
    }
  }

  /// Copies a column.
  func copy(_ source: Int, to target: Int) {
    let (result, x) = (column(target), column(source))
    for i in 0..<Self.vectorsPerColumn { result[i] = x[i] }
  }

  /// Turns the sign of a column.
  func negate(_ index: Int) {
    let x = column(index)
    for i in 0..<Self.vectorsPerColumn { x[i] = -x[i] }
  }

  /// Replaces a column by the average of itself and another.
  func average(_ source: Int, into target: Int) {
    let (result, x) = (column(target), column(source))
    for i in 0..<Self.vectorsPerColumn { result[i] = (result[i] + x[i]) * 0.5 }
  }

  /// The moments of a column, in two passes, each with four sums that do not wait for one another.
  func moments(ofColumn index: Int) -> SampleMoments {
    let x = column(index)
    let count = ColumnProgram.blockLength
    let mean = sum { x[$0] } / Double(count)
    let squares = sum { i in
      let deviation = x[i] - mean
      return deviation * deviation
    }
    return SampleMoments(count: count, mean: mean, sumOfSquaredDeviations: squares)
  }

  @inline(__always) private func sum(_ term: (Int) -> Vector) -> Double {
    var (s0, s1, s2, s3) = (term(0), term(1), term(2), term(3))
    for i in stride(from: 4, to: Self.vectorsPerColumn, by: 4) {
      s0 += term(i)
      s1 += term(i + 1)
      s2 += term(i + 2)
      s3 += term(i + 3)
    }
    return ((s0 + s1) + (s2 + s3)).sum()
  }
}

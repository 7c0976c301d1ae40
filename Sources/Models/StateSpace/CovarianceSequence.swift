import NumericCore

/// A covariance for each time, of which those that repeat are kept once.
public struct CovarianceSequence: Sendable, RandomAccessCollection {
  private let table: MatrixTable
  private let numbers: [Int32]
  /// Rows whose outer products are added, those of direction c and time t at c·T + t.
  private let deviations: Matrix<Double>?

  init(_ table: MatrixTable, _ numbers: [Int32], deviations: Matrix<Double>? = nil) {
    (self.table, self.numbers, self.deviations) = (table, numbers, deviations)
  }

  /// The first time.
  public var startIndex: Int { 0 }
  /// The time after the last.
  public var endIndex: Int { numbers.count }

  /// The covariance of one time.
  public subscript(time: Int) -> Matrix<Double> {
    let covariance = table[Int(numbers[time])]
    guard let deviations else { return covariance }
    return covariance + deviations.outerProducts(time, time, length: numbers.count)
  }

  /// The standard deviations of all times, a row for each.
  public var standardDeviations: Matrix<Double> {
    let roots = (0..<table.count).map { number in
      let covariance = table[number]
      return (0..<table.size).map { covariance[$0, $0] }
    }
    return Matrix(rows: count, columns: table.size) { time, column in
      var variance = roots[Int(numbers[time])][column]
      if let deviations {
        for row in stride(from: time, to: deviations.rows, by: count) {
          variance += deviations[row, column] * deviations[row, column]
        }
      }
      return variance.squareRoot()
    }
  }
}

extension Matrix<Double> {
  /// Σ over sequences of one length of the outer products of the rows of two times.
  func outerProducts(_ first: Int, _ second: Int, length: Int) -> Matrix {
    let left = RowSelection(times: [first], length: length).rows(of: self)
    let right = RowSelection(times: [second], length: length).rows(of: self)
    return MatrixProduct.multiply(left, right, transposing: .left)
  }
}

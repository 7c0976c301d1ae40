import NumericCore

/// Some times of sequences of one length that lie under each other in a matrix.
struct RowSelection: Sendable {
  let times: [Int]
  let length: Int

  /// Whether it is all rows.
  var isAll: Bool { times.count == length }

  /// The rows of these times.
  func rows(of matrix: Matrix<Double>) -> Matrix<Double> {
    if isAll { return matrix }
    let (elements, columns) = (matrix.elements, matrix.columns)
    var selected: [Double] = []
    selected.reserveCapacity(matrix.rows / length * times.count * columns)
    for first in stride(from: 0, to: matrix.rows, by: length) {
      for time in times {
        selected.append(contentsOf: elements[(first + time) * columns..<(first + time + 1) * columns])
      }
    }
    return Matrix(rows: selected.count / max(columns, 1), columns: columns, elements: selected)
  }

  /// Puts rows of these times back.
  func put(_ rows: Matrix<Double>, into matrix: inout Matrix<Double>) {
    if isAll {
      matrix = rows
      return
    }
    let (source, columns) = (rows.elements, matrix.columns)
    let (last, length, times) = (matrix.rows, length, times)
    matrix.withMutableElements { elements in
      var from = 0
      for first in stride(from: 0, to: last, by: length) {
        for time in times {
          for column in 0..<columns { elements[(first + time) * columns + column] = source[from + column] }
          from += columns
        }
      }
    }
  }
}

extension Matrix<Double> {
  /// Each row a time later within sequences of one length, whose first rows are zero, or a given one, or one for each.
  func delayed(length: Int, first: Matrix? = nil) -> Matrix {
    let columns = columns
    var elements = [Double](repeating: 0, count: columns)
    elements.reserveCapacity(rows * columns)
    elements.append(contentsOf: self.elements.dropLast(columns))
    for row in stride(from: 0, to: rows, by: length) {
      for column in 0..<columns {
        elements[row * columns + column] = first.map { $0[min(row / length, $0.rows - 1), column] } ?? 0
      }
    }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }

  /// The same with zeros for the rows of one time of sequences of one length.
  func clearing(time: Int, length: Int) -> Matrix {
    var result = self
    let (rows, columns) = (rows, columns)
    result.withMutableElements { elements in
      for row in stride(from: time, to: rows, by: length) {
        for column in 0..<columns { elements[row * columns + column] = 0 }
      }
    }
    return result
  }

  /// The same numbers in another number of rows.
  func reshaped(rows: Int) -> Matrix { Matrix(rows: rows, columns: elements.count / rows, elements: elements) }
}

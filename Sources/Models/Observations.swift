import NumericCore

/// Data as rows of numbers, one row for each observation, given in blocks so that they need not fit into memory.
public protocol Observations<Scalar>: Sendable {
  /// Float or Double.
  associatedtype Scalar: Real

  /// How many numbers an observation has.
  var columns: Int { get }

  /// Calls a function for consecutive blocks of rows in order; each has `rows` rows but the last, which may have fewer.
  ///
  /// Every call goes over the same rows again.
  /// - Throws: what reading the data or the function does.
  func forEachBlock(rows: Int, _ body: (Matrix<Scalar>) throws -> Void) throws
}

extension Matrix: Observations where Scalar: Real {
  /// The rows of this matrix.
  public func forEachBlock(rows count: Int, _ body: (Matrix<Scalar>) throws -> Void) throws {
    precondition(count > 0, "a block has rows")
    // Not copied where it is one block.
    if rows > 0, rows <= count { return try body(self) }
    for first in stride(from: 0, to: rows, by: count) {
      let last = min(first + count, rows)
      try body(
        Matrix(rows: last - first, columns: columns, elements: Array(elements[first * columns..<last * columns])))
    }
  }
}

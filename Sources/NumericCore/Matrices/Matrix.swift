/// A dense matrix, stored row by row.
@frozen public struct Matrix<Scalar: Ring>: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  @usableFromInline var storage: [Scalar]

  /// The elements row by row: element (i, j) is at i·columns + j.
  @inlinable public var elements: [Scalar] { storage }

  /// A matrix from its elements, row by row.
  /// - Requires: `elements.count == rows * columns`.
  @inlinable public init(rows: Int, columns: Int, elements: [Scalar]) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
    precondition(elements.count == rows * columns, "the number of elements is not rows × columns")
    self.rows = rows
    self.columns = columns
    self.storage = elements
  }

  /// A matrix from a function of row and column.
  @inlinable public init(rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) -> Scalar) {
    var elements: [Scalar] = []
    elements.reserveCapacity(rows * columns)
    for i in 0..<rows { for j in 0..<columns { elements.append(element(i, j)) } }
    self.init(rows: rows, columns: columns, elements: elements)
  }

  /// Element (row, column), counted from 0.
  @inlinable public subscript(row: Int, column: Int) -> Scalar {
    get {
      precondition(isInside(row, column), "the index is outside the matrix")
      return storage[row * columns + column]
    }
    set {
      precondition(isInside(row, column), "the index is outside the matrix")
      storage[row * columns + column] = newValue
    }
  }

  /// Lets a function change the elements, row by row, but not their number.
  @inlinable public mutating func withMutableElements<Result>(_ body: (inout [Scalar]) throws -> Result) rethrows
    -> Result
  {
    defer { precondition(storage.count == rows * columns, "the number of elements is not rows × columns") }
    return try body(&storage)
  }

  @inlinable func isInside(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }
}

extension Matrix {
  /// The n×n identity.
  @inlinable public static func identity(_ n: Int) -> Matrix {
    Matrix(rows: n, columns: n) { $0 == $1 ? .one : .zero }
  }

  /// The matrix of zeros.
  @inlinable public static func zero(rows: Int, columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, elements: Array(repeating: .zero, count: rows * columns))
  }

  /// The square matrix with these elements on its diagonal and zeros elsewhere.
  @inlinable public static func diagonal(_ elements: [Scalar]) -> Matrix {
    Matrix(rows: elements.count, columns: elements.count) { $0 == $1 ? elements[$0] : .zero }
  }

  /// Whether the matrix has as many rows as columns.
  @inlinable public var isSquare: Bool { rows == columns }
}

/// Why a matrix could not be inverted or factorized, and where.
///
/// Rows, columns and pivots count from 0 here, like every index of the library, and from 1 in `description`, as people
/// write them.
public enum FactorizationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The matrix has as many rows and columns as stated.
  case notSquare(rows: Int, columns: Int)
  /// Elimination found no pivot in this column: it depends on those before it.
  case singular(column: Int)
  /// This Cholesky pivot is not a positive finite number.
  case notPositiveDefinite(pivot: Int, value: Double)
  /// This pivot of the LDLᵀ factorization is zero, and the column below it is not.
  case zeroPivot(pivot: Int)

  /// What failed and where, in words.
  public var description: String {
    switch self {
    case .notSquare(let rows, let columns): "not square: \(rows) × \(columns)"
    case .singular(let column): "singular: column \(column + 1) has no pivot"
    case .notPositiveDefinite(let pivot, let value): "not positive definite: pivot \(pivot + 1) is \(value)"
    case .zeroPivot(let pivot): "no LDLᵀ factorization: pivot \(pivot + 1) is zero"
    }
  }
}

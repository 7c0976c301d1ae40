import NumericCore

/// Why a model cannot be trained on some data.
public enum DataError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There are fewer rows than the model needs.
  case tooFewRows(found: Int, needed: Int)
  /// The rows have another number of columns than the model.
  case columns(found: Int, expected: Int)
  /// This number is infinite or NaN.
  case notFinite(row: Int, column: Int)
  /// The numbers are so large that the sums of their squares are infinite.
  case tooLarge
  /// All rows have the same number in this column, so that no floor follows from its variance.
  case constantColumn(Int)
  /// An option has no meaning.
  case option(String, reason: String)

  /// The reason in words; rows and columns count from 1 there.
  public var description: String {
    switch self {
    case .tooFewRows(let found, let needed): "\(found) rows of data, where at least \(needed) are needed"
    case .columns(let found, let expected): "rows of \(found) columns, where \(expected) are expected"
    case .notFinite(let row, let column): "the number in row \(row + 1), column \(column + 1) is not finite"
    case .tooLarge: "the numbers are too large: the sum of their squares is infinite"
    case .constantColumn(let column):
      "column \(column + 1) has one value in all rows, up to rounding: leave it out, or state the least variance"
    case .option(let name, let reason): "\(name): \(reason)"
    }
  }

  /// What is wrong with data whose sums are not finite.
  static func ofSums<Scalar: Real>(over observations: some Observations<Scalar>) throws -> DataError {
    var first = 0
    var found: DataError?
    try observations.forEachBlock(rows: 4096) { block in
      if found == nil, let index = block.elements.firstIndex(where: { !$0.isFinite }) {
        found = .notFinite(row: first + index / block.columns, column: index % block.columns)
      }
      first += block.rows
    }
    return found ?? .tooLarge
  }
}

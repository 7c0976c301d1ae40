import Models
import NumericCore

/// The rows of some observations in which no number is missing.
public struct CompleteRows<Base: Observations>: Observations {
  /// All rows.
  public let base: Base

  /// The complete rows of some observations.
  public init(_ base: Base) { self.base = base }

  /// How many numbers a row has.
  public var columns: Int { base.columns }

  /// Calls a function for consecutive blocks of the rows that are kept.
  public func forEachBlock(rows count: Int, _ body: (Matrix<Base.Scalar>) throws -> Void) throws {
    var kept: [Base.Scalar] = []
    func emit(_ rows: Int) throws {
      let block = Array(kept.prefix(rows * columns))
      kept.removeFirst(block.count)
      try body(Matrix(rows: block.count / columns, columns: columns, elements: block))
    }
    try base.forEachBlock(rows: count) { block in
      for row in 0..<block.rows {
        let elements = block.elements[row * columns..<(row + 1) * columns]
        if !elements.contains(where: { !($0 == $0) }) { kept += elements }
      }
      if kept.count >= count * columns { try emit(count) }
    }
    if !kept.isEmpty { try emit(kept.count / columns) }
  }
}

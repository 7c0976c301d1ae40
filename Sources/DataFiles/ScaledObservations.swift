import Models
import NumericCore

/// Data whose numbers are all multiplied by a factor as they are read, such as 1/255 for the bytes of an image.
public struct ScaledObservations<Base: Observations>: Observations {
  /// The data.
  public let base: Base
  /// What every number is multiplied by.
  public let factor: Base.Scalar

  /// Data times a factor.
  public init(_ base: Base, by factor: Base.Scalar) {
    self.base = base
    self.factor = factor
  }

  /// How many numbers a row has.
  public var columns: Int { base.columns }

  /// Calls a function for consecutive blocks of rows.
  public func forEachBlock(rows count: Int, _ body: (Matrix<Base.Scalar>) throws -> Void) throws {
    try base.forEachBlock(rows: count) { try body($0.scaled(by: factor)) }
  }
}

/// A failure of exact or floating arithmetic.
public enum ArithmeticError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Zero has no reciprocal.
  case divisionByZero

  /// What happened, in words.
  public var description: String { "division by zero" }
}

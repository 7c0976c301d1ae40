/// How a line of a chain stands to the line before it.
public enum Relation: String, Hashable, Sendable {
  /// =
  case equal
  /// := or ≡
  case definition
  /// ≤
  case lessOrEqual
  /// ≥
  case greaterOrEqual
  /// <
  case less
  /// >
  case greater
  /// ∝
  case proportional
  /// ≈
  case approximately
}

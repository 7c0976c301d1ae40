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
  /// ∝: equal up to a factor in which the named variables do not occur.
  case proportional
  /// = … + const: equal up to a summand in which the named variables do not occur.
  case equalUpToConstant
  /// ≈
  case approximately
}

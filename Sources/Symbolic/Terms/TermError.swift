/// Why a term cannot be made.
public enum TermError: Error, Hashable, Sendable {
  /// Two parts whose shapes must be the same differ.
  case shapesDiffer(operation: String, Shape, Shape)
  /// Two neighbouring factors do not fit.
  case productMismatch(Shape, Shape)
  /// A square matrix is required.
  case notSquare(operation: String, Shape)
  /// A scalar is required.
  case notScalar(operation: String, Shape)
  /// A column vector is required.
  case notVector(operation: String, Shape)
  /// A distribution stands where a value must, or the other way round.
  case wrongKind(operation: String, expected: String, found: Sort)
  /// Two readings are possible.
  case ambiguous(operation: String, readings: [String])
  /// The number of arguments does not fit.
  case wrongCount(operation: String, expected: String, found: Int)
  /// The term is nested too deeply.
  case tooDeep
}

extension TermError: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .shapesDiffer(let operation, let left, let right):
      "\(operation) of a \(left.words) and a \(right.words)"
    case .productMismatch(let left, let right):
      "a \(left.words) cannot be multiplied by a \(right.words): \(left.columns) columns meet \(right.rows) rows"
    case .notSquare(let operation, let shape): "\(operation) needs a square matrix, not a \(shape.words)"
    case .notScalar(let operation, let shape): "\(operation) needs a scalar, not a \(shape.words)"
    case .notVector(let operation, let shape): "\(operation) needs a column vector, not a \(shape.words)"
    case .wrongKind(let operation, let expected, let found): "\(operation) needs \(expected), not a \(found)"
    case .ambiguous(let operation, let readings):
      "\(operation) can be read as " + readings.joined(separator: " or as ")
    case .wrongCount(let operation, let expected, let found):
      "\(operation) takes \(expected), \(found) given"
    case .tooDeep: "the expression is nested too deeply (more than \(Term.depthLimit) levels)"
    }
  }
}

extension Shape {
  /// The shape with the noun that fits it, such as `n x 1 vector`.
  public var words: String {
    if isScalar { return "scalar" }
    if columns == .one { return "\(rows) x 1 vector" }
    if rows == .one { return "1 x \(columns) row vector" }
    return "\(rows) x \(columns) matrix"
  }
}

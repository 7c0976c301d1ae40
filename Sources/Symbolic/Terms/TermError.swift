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
      "the shapes do not fit: \(operation) of \(left.phrase) and \(right.phrase)"
    case .productMismatch(let left, let right):
      "\(left.phrase) cannot be multiplied by \(right.phrase): "
        + (left.columns == .one ? "1 column meets" : "\(left.columns) columns meet")
        + (right.rows == .one ? " 1 row" : " \(right.rows) rows")
    case .notSquare(let operation, let shape): "\(operation) needs a square matrix, not \(shape.phrase)"
    case .notScalar(let operation, let shape): "\(operation) needs a scalar, not \(shape.phrase)"
    case .notVector(let operation, let shape): "\(operation) needs a column vector, not \(shape.phrase)"
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

  /// The words with their article, such as `an n x 1 vector`.
  public var phrase: String { words.withArticle }
}

extension String {
  /// The words behind `a` or `an`, as they are spoken: an n x n matrix, a k x 1 vector, an invertible matrix.
  package var withArticle: String {
    let word = prefix { $0 != " " }.drop { !$0.isLetter && !$0.isNumber }
    guard let first = word.first else { return "a " + self }
    let letters = word.prefix { $0.isLetter }
    let isAn =
      switch letters.count {
      case 0: first == "8" || word == "11" || word == "18"
      case 1: "aefhilmnorsxAEFHILMNORSX".contains(first)
      default: "aeioAEIO".contains(first)
      }
    return (isAn ? "an " : "a ") + self
  }
}

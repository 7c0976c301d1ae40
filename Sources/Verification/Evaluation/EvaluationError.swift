/// Why a term has no value at an instance.
package enum EvaluationError: Error, Hashable, Sendable {
  /// The number type, or the evaluator, cannot express the value.
  case outside(reason: String)
  /// The term has no value there: a logarithm of a negative number, a singular inverse.
  case undefined(reason: String)
  /// The instance is none at which the term speaks: an index beyond its range, a size beyond what a rule can do.
  case skipped(reason: String)
  /// The evaluation would take too much time or memory.
  case tooLarge

  /// One sentence without a full stop.
  package var reason: String {
    switch self {
    case .outside(let reason), .undefined(let reason), .skipped(let reason): reason
    case .tooLarge: "the evaluation would take too many operations"
    }
  }
}

extension EvaluationError {
  static let asymmetricCovariance = EvaluationError.undefined(reason: "a covariance that is not symmetric")
  static let negativeVariance = EvaluationError.undefined(reason: "a negative variance")
  static let indefiniteCovariance = EvaluationError.undefined(reason: "a covariance that is not positive semidefinite")
  static let divergentIntegral = EvaluationError.undefined(reason: "an integral that does not exist")

  /// Whether a distribution or an integral does not exist at this point.
  var isNonexistence: Bool {
    [.asymmetricCovariance, .negativeVariance, .indefiniteCovariance, .divergentIntegral].contains(self)
  }

  /// Whether there is no value at this point, and there may be at others.
  var isOfThePoint: Bool {
    switch self {
    case .undefined, .skipped: true
    case .outside, .tooLarge: false
    }
  }
}

import NumericCore
import Symbolic

/// A number type at which terms are evaluated.
///
/// Ring operations cannot throw, so a value that leaves the type carries its fault along, as a NaN does; whoever reads
/// a result asks `fault` first.
package protocol EvaluationScalar: Field {
  /// The image of a rational number.
  init(rational: Rational) throws(EvaluationError)

  /// Euler's number.
  static var eulerNumber: Self { get }

  /// Why this is no number, where it is none.
  var fault: EvaluationError? { get }

  /// The whole number that this is; nil for any other, and for a number beyond 10^6.
  var integerValue: Int? { get }

  /// Whether this is a negative number beyond doubt; never so in a field without an order.
  var isCertainlyNegative: Bool { get }

  /// The natural logarithm.
  func logarithm() throws(EvaluationError) -> Self

  /// The exponential.
  func exponential() throws(EvaluationError) -> Self

  /// The power.
  func power(_ exponent: Self) throws(EvaluationError) -> Self

  /// The square root.
  func squareRoot() throws(EvaluationError) -> Self

  /// The absolute value.
  func absoluteValue() throws(EvaluationError) -> Self

  /// Γ of a positive number.
  func gamma() throws(EvaluationError) -> Self

  /// log Σ exp aᵢ of at least one number, however great or small the exponentials are; nil where there is no order to
  /// tell the greatest.
  static func logarithmOfSum(ofExponentials exponents: [Self]) throws(EvaluationError) -> Self?

  /// The determinant of a square matrix where numbers are exact, so that zero is certain; nil elsewhere.
  static func exactDeterminant(of matrix: Matrix<Self>) -> Self?

  /// How this stands to another value.
  func compared(to other: Self) -> Agreement

  /// How many derivatives inside each other the numbers can carry.
  static var perturbationLimit: Int { get }

  /// Whether there is an infinitesimal part.
  var isPerturbed: Bool { get }

  /// The number plus the infinitesimal of a level.
  func perturbed(at level: Int) throws(EvaluationError) -> Self

  /// The coefficient of the infinitesimal of a level.
  func derivative(at level: Int) throws(EvaluationError) -> Self

  /// How many first derivatives the numbers can carry side by side, where none is taken inside another.
  static var directionLimit: Int { get }

  /// The number plus the infinitesimal of one of so many directions.
  func perturbed(along direction: Int, of directions: Int) throws(EvaluationError) -> Self

  /// The coefficient of the infinitesimal of a direction.
  func derivative(along direction: Int) throws(EvaluationError) -> Self

  /// Whether the infinitesimal parts are those of another number.
  func hasPerturbation(of other: Self) -> Bool
}

/// How two values stand to each other.
package enum Agreement: Hashable, Sendable {
  /// Equal as rational functions are, or overlapping.
  case equal
  /// Equal up to the sign or root of unity that formal logarithms and roots forget.
  case equalUpToRoots
  /// Different.
  case different
  /// Not known.
  case unknown
}

extension EvaluationScalar {
  package static func logarithmOfSum(ofExponentials exponents: [Self]) throws(EvaluationError) -> Self? { nil }

  package static func exactDeterminant(of matrix: Matrix<Self>) -> Self? { nil }

  package static var perturbationLimit: Int { 0 }
  package static var directionLimit: Int { 0 }
  package var isPerturbed: Bool { false }
  package func hasPerturbation(of other: Self) -> Bool { true }

  package func perturbed(at level: Int) throws(EvaluationError) -> Self {
    throw .outside(reason: "a derivative")
  }

  package func derivative(at level: Int) throws(EvaluationError) -> Self {
    throw .outside(reason: "a derivative")
  }

  package func perturbed(along direction: Int, of directions: Int) throws(EvaluationError) -> Self {
    throw .outside(reason: "a derivative")
  }

  package func derivative(along direction: Int) throws(EvaluationError) -> Self {
    throw .outside(reason: "a derivative")
  }

  /// One over the number.
  func inverted() throws(EvaluationError) -> Self {
    guard let inverse = try? reciprocal() else { throw .undefined(reason: "a division by zero") }
    return inverse
  }

  /// The power with a whole exponent, by repeated squaring.
  func power(whole exponent: Int) throws(EvaluationError) -> Self {
    var square = exponent < 0 ? try inverted() : self
    var remaining = exponent.magnitude
    var result = Self.one
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * square }
      remaining >>= 1
      if remaining > 0 { square = square * square }
    }
    return result
  }
}

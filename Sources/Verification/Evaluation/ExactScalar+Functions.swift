import NumericCore
import Symbolic

extension ExactScalar: EvaluationScalar {
  package init(rational: Rational) throws(EvaluationError) {
    guard let element = try? PrimeField(numerator: rational.numerator, denominator: rational.denominator) else {
      throw .outside(reason: "\(rational) has no image in the field")
    }
    self.init(element)
  }

  package static var eulerNumber: ExactScalar { ExactScalar(factor: LogSum(.one), exponent: LogSum(.one)) }

  package var fault: EvaluationError? {
    switch obstacle {
    case nil: nil
    case .productOfLogarithms: .outside(reason: "a product of logarithms")
    case .quotientByLogarithm: .outside(reason: "a quotient by a logarithm")
    case .logarithmOfLogarithm: .outside(reason: "a logarithm of a logarithm")
    case .sumOfExponentials: .outside(reason: "a sum of different exponentials or roots")
    case .tooManyLogarithms: .outside(reason: "too many logarithms")
    case .exponentialOfExponential: .outside(reason: "an exponential of an exponential or a root")
    }
  }

  package var integerValue: Int? {
    guard let value = element?.value else { return nil }
    if value <= 1_000_000 { return Int(value) }
    let negative = PrimeField.modulus - value
    return negative <= 1_000_000 ? -Int(negative) : nil
  }

  package var isCertainlyNegative: Bool { false }

  package func logarithm() throws(EvaluationError) -> ExactScalar {
    if obstacle != nil { return self }
    guard factor.isPlain else { return ExactScalar(.logarithmOfLogarithm) }
    guard factor.plain != .zero else { throw .undefined(reason: "the logarithm of zero") }
    return ExactScalar(.logarithm(of: factor.plain)) + ExactScalar(exponent)
  }

  package func exponential() throws(EvaluationError) -> ExactScalar {
    if obstacle != nil { return self }
    guard exponent.isZero else { return ExactScalar(.exponentialOfExponential) }
    return ExactScalar(factor: LogSum(.one), reducing: factor)
  }

  package func power(_ exponent: ExactScalar) throws(EvaluationError) -> ExactScalar {
    if obstacle != nil { return self }
    if exponent.obstacle != nil { return exponent }
    if let whole = exponent.integerValue, abs(whole) <= 1000 { return try power(whole: whole) }
    if factor.isZero {
      throw .outside(reason: "a power of zero whose exponent is no small whole number")
    }
    return try (exponent * logarithm()).exponential()
  }

  package func squareRoot() throws(EvaluationError) -> ExactScalar {
    if self == .zero || self == .one { return self }
    return try power(ExactScalar(rational: .half))
  }

  /// √(b²), which forgets the sign as the absolute value does.
  package func absoluteValue() throws(EvaluationError) -> ExactScalar { try (self * self).squareRoot() }

  /// (n − 1)! for a whole number n; elsewhere the gamma function is no rational function.
  package func gamma() throws(EvaluationError) -> ExactScalar {
    guard let whole = integerValue, (1...100).contains(whole) else {
      throw .outside(reason: "the gamma function of what is no small whole number")
    }
    return (1..<max(whole, 1)).reduce(.one) { $0 * ExactScalar(integer: $1) }
  }

  package func compared(to other: ExactScalar) -> Agreement {
    if obstacle != nil || other.obstacle != nil { return .unknown }
    if self == other { return .equal }
    if exponent == other.exponent {
      return (factor - other.factor).isVanishing
    }
    // A product with an exponential is zero only where its factor is.
    guard factor.isPlain, other.factor.isPlain else { return .unknown }
    if factor.isZero || other.factor.isZero { return .different }
    return (LogSum.logarithm(of: factor.plain) - .logarithm(of: other.factor.plain) + exponent - other.exponent)
      .isVanishing
  }
}

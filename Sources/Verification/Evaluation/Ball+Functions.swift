import NumericCore
import Symbolic

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Ball: EvaluationScalar {
  package init(rational: Rational) throws(EvaluationError) {
    guard rational.numerator.magnitude <= 1 << 53, rational.denominator.magnitude <= 1 << 53 else {
      self = Ball(integer: rational.numerator) * (try Ball(integer: rational.denominator).inverted())
      return
    }
    let (numerator, denominator) = (Double(rational.numerator), Double(rational.denominator))
    let quotient = numerator / denominator
    let error = (-numerator).addingProduct(quotient, denominator)
    self.init(midpoint: quotient, radius: Ball.up(abs(error) / denominator))
  }

  /// e, within half a unit of the last place.
  package static var eulerNumber: Ball { Ball(midpoint: 2.718281828459045, radius: 0x1p-52) }
  /// π, within half a unit of the last place.
  package static var circleConstant: Ball { Ball(midpoint: Double.pi, radius: 0x1p-51) }

  package var fault: EvaluationError? {
    isDefined ? nil : .undefined(reason: "the value overflows or is no number")
  }

  package var integerValue: Int? {
    let nearest = midpoint.rounded()
    guard abs(nearest) <= 1_000_000, abs(midpoint - nearest) <= radius, radius < 1e-6 else { return nil }
    return Int(nearest)
  }

  package var isCertainlyNegative: Bool { midpoint + radius < 0 && upper < 0 }

  /// Twice the error that the C libraries state for log and exp.
  private static let relativeError = 0x1p-51

  package func logarithm() throws(EvaluationError) -> Ball {
    guard isDefined else { return self }
    if self == .one { return .zero }
    let smallest = lower
    guard smallest > 0 else { throw .undefined(reason: "the logarithm of a number that is not positive") }
    let value = log(midpoint)
    let spread = Ball.up(radius / smallest)
    return Ball(midpoint: value, radius: Ball.up(spread + abs(value) * Ball.relativeError))
  }

  package func exponential() throws(EvaluationError) -> Ball {
    guard isDefined else { return self }
    if self == .zero { return .one }
    let value = exp(midpoint)
    // An underflow would say zero with a radius that no quotient or logarithm survives.
    guard value > 0x1p-1000, value < 0x1p1000 else {
      throw .undefined(reason: "an exponential too large or too small for floating point")
    }
    let growth = Ball.up(expm1(radius) * (1 + Ball.relativeError))
    return Ball(midpoint: value, radius: Ball.up(value * growth + value * (1 + growth) * Ball.relativeError))
  }

  /// The greatest exponential counts as 1, so that what is far below it lies between zero and next to nothing.
  package static func logarithmOfSum(ofExponentials exponents: [Ball]) throws(EvaluationError) -> Ball? {
    guard exponents.allSatisfy(\.isDefined), let greatest = exponents.map(\.midpoint).max() else { return nil }
    var sum = Ball.zero
    for exponent in exponents {
      let difference = exponent - Ball(greatest)
      let isNothing = difference.upper < -690
      sum = sum + (isNothing ? Ball(midpoint: 0x1p-990, radius: 0x1p-990) : try difference.exponential())
    }
    return Ball(greatest) + (try sum.logarithm())
  }

  package func power(_ exponent: Ball) throws(EvaluationError) -> Ball {
    guard isDefined else { return self }
    guard exponent.isDefined else { return exponent }
    if exponent.radius == 0, let whole = exponent.integerValue, Double(whole) == exponent.midpoint, abs(whole) <= 1000 {
      return try power(whole: whole)
    }
    return try (exponent * logarithm()).exponential()
  }

  package func squareRoot() throws(EvaluationError) -> Ball {
    guard isDefined else { return self }
    if self == .zero { return self }
    let smallest = lower
    guard smallest > 0 else { throw .undefined(reason: "the square root of a number that is not positive") }
    let root = midpoint.squareRoot()
    let rounding = Ball.residual((-midpoint).addingProduct(root, root) / root, of: root)
    return Ball(midpoint: root, radius: Ball.up(Ball.up(radius / smallest.squareRoot()) + Ball.up(rounding)))
  }

  package func absoluteValue() throws(EvaluationError) -> Ball {
    Ball(midpoint: abs(midpoint), radius: radius)
  }

  package func compared(to other: Ball) -> Agreement {
    guard isDefined, other.isDefined else { return .unknown }
    return (self - other).containsZero ? .equal : .different
  }
}

/// An exact rational number in lowest terms; every operation that would overflow throws.
public struct Rational: Hashable, Sendable {
  /// The signed numerator.
  public let numerator: Int
  /// The denominator, at least 1.
  public let denominator: Int

  /// Zero.
  public static let zero = Rational(0)
  /// One.
  public static let one = Rational(1)
  /// Minus one.
  public static let minusOne = Rational(-1)
  /// One half.
  public static let half = Rational(trusted: 1, 2)

  /// An integer.
  public init(_ integer: Int) {
    numerator = integer
    denominator = 1
  }

  private init(trusted numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The quotient in lowest terms.
  public init(_ numerator: Int, _ denominator: Int) throws(ArithmeticFault) {
    guard denominator != 0 else { throw .divisionByZero }
    guard numerator != .min, denominator != .min else { throw .overflow }
    let divisor = greatestCommonDivisor(abs(numerator), abs(denominator))
    let sign = denominator < 0 ? -1 : 1
    self.init(trusted: sign * numerator / divisor, sign * denominator / divisor)
  }

  /// Whether the denominator is one.
  public var isInteger: Bool { denominator == 1 }
  /// -1, 0 or 1.
  public var signum: Int { numerator.signum() }
  /// The nearest floating-point number.
  public var double: Double { Double(numerator) / Double(denominator) }
  /// The absolute value.
  public var magnitude: Rational { Rational(trusted: abs(numerator), denominator) }
  /// The number with the other sign.
  public var negated: Rational { Rational(trusted: -numerator, denominator) }

  /// The sum.
  public func plus(_ other: Rational) throws(ArithmeticFault) -> Rational {
    if denominator == 1, other.denominator == 1 { return Rational(try add(numerator, other.numerator)) }
    let left = try multiply(numerator, other.denominator)
    let right = try multiply(other.numerator, denominator)
    return try Rational(add(left, right), multiply(denominator, other.denominator))
  }

  /// The difference.
  public func minus(_ other: Rational) throws(ArithmeticFault) -> Rational { try plus(other.negated) }

  /// The product.
  public func times(_ other: Rational) throws(ArithmeticFault) -> Rational {
    if denominator == 1, other.denominator == 1 { return Rational(try multiply(numerator, other.numerator)) }
    let a = greatestCommonDivisor(abs(numerator), other.denominator)
    let b = greatestCommonDivisor(abs(other.numerator), denominator)
    return Rational(
      trusted: try multiply(numerator / a, other.numerator / b),
      try multiply(denominator / b, other.denominator / a))
  }

  /// The quotient.
  public func divided(by other: Rational) throws(ArithmeticFault) -> Rational { try times(other.reciprocal()) }

  /// One over the number.
  public func reciprocal() throws(ArithmeticFault) -> Rational {
    guard numerator != 0 else { throw .divisionByZero }
    return Rational(trusted: numerator.signum() * denominator, abs(numerator))
  }

  /// The power with a whole exponent.
  public func power(_ exponent: Int) throws(ArithmeticFault) -> Rational {
    if exponent < 0 {
      guard exponent != .min else { throw .overflow }
      return try reciprocal().power(-exponent)
    }
    if self == .one || self == .zero && exponent > 0 { return self }
    if self == .minusOne { return exponent.isMultiple(of: 2) ? .one : self }
    guard exponent < 64 else { throw .overflow }
    var result = Rational.one
    for _ in 0..<exponent { result = try result.times(self) }
    return result
  }
}

/// Why an exact operation has no result.
public enum ArithmeticFault: Error, Hashable, Sendable {
  /// The result does not fit.
  case overflow
  /// The divisor is zero.
  case divisionByZero
}

private func add(_ a: Int, _ b: Int) throws(ArithmeticFault) -> Int {
  let (sum, overflow) = a.addingReportingOverflow(b)
  guard !overflow, sum != .min else { throw .overflow }
  return sum
}

private func multiply(_ a: Int, _ b: Int) throws(ArithmeticFault) -> Int {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  guard !overflow, product != .min else { throw .overflow }
  return product
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return max(a, 1)
}

extension Rational: Comparable {
  /// The order of the numbers.
  public static func < (left: Rational, right: Rational) -> Bool {
    let a = left.numerator.multipliedFullWidth(by: right.denominator)
    let b = right.numerator.multipliedFullWidth(by: left.denominator)
    return (a.high, a.low) < (b.high, b.low)
  }
}

extension Rational: CustomStringConvertible {
  /// `3` or `-1/2`.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

/// A fraction in lowest terms of numbers below 2¹²⁷; what would be greater is nil.
struct Fraction: Hashable, Sendable {
  let numerator: Int128
  /// At least one.
  let denominator: Int128

  static let zero = Fraction(whole: 0)
  static let one = Fraction(whole: 1)

  init(whole: Int128) {
    numerator = whole
    denominator = 1
  }

  init?(_ numerator: Int128, _ denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Fraction.greatestCommonDivisor(numerator, denominator)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  var isInteger: Bool { denominator == 1 }
  var negated: Fraction { Fraction(lowest: -numerator, denominator) }

  private init(lowest numerator: Int128, _ denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  static func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (a, b) = (a.magnitude, b.magnitude)
    // Division of 128 bits is slow, and most numbers are small.
    while b != 0 {
      if a <= UInt64.max, b <= UInt64.max {
        var (small, other) = (UInt64(a), UInt64(b))
        while other != 0 { (small, other) = (other, small % other) }
        return Int128(small)
      }
      (a, b) = (b, a % b)
    }
    return Int128(a)
  }

  func plus(_ other: Fraction) -> Fraction? {
    if denominator == 1, other.denominator == 1 {
      let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
      return overflow || sum == .min ? nil : Fraction(lowest: sum, 1)
    }
    let divisor = Fraction.greatestCommonDivisor(denominator, other.denominator)
    let (left, first) = numerator.multipliedReportingOverflow(by: other.denominator / divisor)
    let (right, second) = other.numerator.multipliedReportingOverflow(by: denominator / divisor)
    let (sum, third) = left.addingReportingOverflow(right)
    let (common, fourth) = (denominator / divisor).multipliedReportingOverflow(by: other.denominator)
    return first || second || third || fourth ? nil : Fraction(sum, common)
  }

  func times(_ other: Fraction) -> Fraction? {
    if denominator == 1, other.denominator == 1 {
      let (product, overflow) = numerator.multipliedReportingOverflow(by: other.numerator)
      return overflow || product == .min ? nil : Fraction(lowest: product, 1)
    }
    // Common factors go first, so that only results that are too large overflow.
    guard let left = Fraction(numerator, other.denominator), let right = Fraction(other.numerator, denominator) else {
      return nil
    }
    let (top, first) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (bottom, second) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    return first || second || top == .min ? nil : Fraction(lowest: top, bottom)
  }

  var reciprocal: Fraction? { Fraction(denominator, numerator) }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Double: Real {
  /// One.
  @inlinable public static var one: Double { 1 }

  /// The nearest value to an integer.
  @inlinable public init(integer: Int) { self = Double(integer) }

  /// The reciprocal; a signed zero has none.
  @inlinable public func reciprocal() throws(ArithmeticError) -> Double {
    guard self != 0 else { throw .divisionByZero }
    return 1 / self
  }

  /// The correctly rounded quotient.
  @inlinable public func divided(by divisor: Double) throws(ArithmeticError) -> Double {
    guard divisor != 0 else { throw .divisionByZero }
    return self / divisor
  }

  /// This value as a double.
  @inlinable public var doubleValue: Double { Double(self) }

  /// The natural logarithm.
  public func logarithm() -> Double { log(self) }

  /// The exponential.
  public func exponential() -> Double { exp(self) }

  /// The sine and cosine of radians.
  @usableFromInline func sineCosine() -> (sine: Double, cosine: Double) { (sin(self), cos(self)) }
}

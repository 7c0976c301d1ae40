/// An integer modulo the Mersenne prime p = 2⁶¹ − 1.
///
/// Two different polynomials of degree d agree at a random point of this field with probability at most d/p
/// (Schwartz 1980, Zippel 1979), so that identities between rational functions are decided without a tolerance.
@frozen public struct PrimeField: Field, Hashable {
  /// The prime 2⁶¹ − 1.
  @inlinable public static var modulus: UInt64 { (1 << 61) - 1 }

  /// The canonical representative, in [0, p).
  public let value: UInt64

  /// An element from its canonical representative, which is not checked in release builds.
  @inlinable init(canonical value: UInt64) {
    assert(value < PrimeField.modulus)
    self.value = value
  }

  /// An element from any 64-bit number, which is reduced.
  @inlinable public init(reducing number: UInt64) {
    // 2⁶¹ ≡ 1, so the high bits are added to the low ones; the sum is below p + 8.
    let folded = (number & PrimeField.modulus) + (number >> 61)
    self.init(canonical: folded >= PrimeField.modulus ? folded - PrimeField.modulus : folded)
  }

  /// The image of an integer.
  @inlinable public init(integer: Int) {
    let magnitude = PrimeField(reducing: UInt64(integer.magnitude))
    self = integer < 0 ? -magnitude : magnitude
  }

  /// Zero.
  @inlinable public static var zero: PrimeField { PrimeField(canonical: 0) }

  /// One.
  @inlinable public static var one: PrimeField { PrimeField(canonical: 1) }
}

extension PrimeField: CustomStringConvertible {
  /// The canonical representative in decimal.
  public var description: String { String(value) }
}

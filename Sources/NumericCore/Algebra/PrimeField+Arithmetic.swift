extension PrimeField {
  /// The sum modulo p.
  @inlinable public static func + (left: PrimeField, right: PrimeField) -> PrimeField {
    let sum = left.value &+ right.value
    return PrimeField(canonical: sum >= modulus ? sum &- modulus : sum)
  }

  /// The difference modulo p.
  @inlinable public static func - (left: PrimeField, right: PrimeField) -> PrimeField {
    let difference = left.value &- right.value
    return PrimeField(canonical: left.value < right.value ? difference &+ modulus : difference)
  }

  /// The product modulo p: the 122-bit product is h·2⁶¹ + l ≡ h + l.
  @inlinable public static func * (left: PrimeField, right: PrimeField) -> PrimeField {
    let (high, low) = left.value.multipliedFullWidth(by: right.value)
    let folded = (low & modulus) &+ (high << 3 | low >> 61)
    return PrimeField(canonical: folded >= modulus ? folded &- modulus : folded)
  }

  /// The additive inverse.
  @inlinable public static prefix func - (operand: PrimeField) -> PrimeField {
    PrimeField(canonical: operand.value == 0 ? 0 : modulus &- operand.value)
  }

  /// The power xᵉ; x⁰ = 1, also for x = 0.
  /// - Parameter exponent: May be negative when the element is not zero.
  /// - Complexity: O(log |exponent|) products.
  @inlinable public func power(_ exponent: Int) -> PrimeField {
    precondition(exponent >= 0 || value != 0, "zero has no negative power")
    var square = exponent < 0 ? inverse() : self
    var remaining = exponent.magnitude
    var result = PrimeField.one
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * square }
      square = square * square
      remaining >>= 1
    }
    return result
  }
}

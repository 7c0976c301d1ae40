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
    // Fermat: xᵖ⁻¹ = 1, so that x⁻ᵉ = (xᵖ⁻²)ᵉ.
    var square = exponent < 0 ? inverseByFermat() : self
    var remaining = exponent.magnitude
    var result = PrimeField.one
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * square }
      square = square * square
      remaining >>= 1
    }
    return result
  }

  /// The multiplicative inverse xᵖ⁻² (Fermat).
  /// - Throws: `ArithmeticError.divisionByZero` for zero.
  /// - Complexity: 69 products.
  @inlinable public func reciprocal() throws(ArithmeticError) -> PrimeField {
    guard value != 0 else { throw .divisionByZero }
    return inverseByFermat()
  }

  /// xᵖ⁻², with p − 2 = 4(2⁵⁹ − 1) + 1 reached by an addition chain over exponents 2ᵏ − 1.
  @inlinable func inverseByFermat() -> PrimeField {
    let ones2 = squared(times: 1) * self
    let ones3 = ones2.squared(times: 1) * self
    let ones6 = ones3.squared(times: 3) * ones3
    let ones7 = ones6.squared(times: 1) * self
    let ones14 = ones7.squared(times: 7) * ones7
    let ones28 = ones14.squared(times: 14) * ones14
    let ones29 = ones28.squared(times: 1) * self
    let ones58 = ones29.squared(times: 29) * ones29
    let ones59 = ones58.squared(times: 1) * self
    return ones59.squared(times: 2) * self
  }

  /// The element squared `times` times over.
  @inlinable func squared(times: Int) -> PrimeField {
    var result = self
    for _ in 0..<times { result = result * result }
    return result
  }
}

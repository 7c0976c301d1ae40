extension PrimeField {
  /// An element drawn uniformly.
  @inlinable public static func random(using generator: inout some RandomNumberGenerator) -> PrimeField {
    while true {
      let bits = generator.next() >> 3
      // Only 2⁶¹ − 1 itself is refused, which keeps the draw uniform.
      if bits < modulus { return PrimeField(canonical: bits) }
    }
  }

  /// An element drawn uniformly from those that have a reciprocal.
  @inlinable public static func randomNonzero(using generator: inout some RandomNumberGenerator) -> PrimeField {
    while true {
      let element = random(using: &generator)
      if element.value != 0 { return element }
    }
  }
}

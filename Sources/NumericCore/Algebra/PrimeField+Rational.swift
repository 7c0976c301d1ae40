extension PrimeField {
  /// The image of a fraction.
  /// - Throws: `ArithmeticError.divisionByZero` when the denominator is a multiple of p, zero included.
  @inlinable public init(numerator: Int, denominator: Int) throws(ArithmeticError) {
    self = PrimeField(integer: numerator) * (try PrimeField(integer: denominator).reciprocal())
  }

  /// The fraction a/b in lowest terms with |a| ≤ bound and 0 < b ≤ bound that this element is the image of, or nil.
  ///
  /// Half-extended Euclid on (p, value), stopped at the first remainder within the bound (Wang 1981; von zur Gathen &
  /// Gerhard, Modern Computer Algebra, §5.10). The fraction is unique because 2·bound² < p.
  /// - Parameter bound: In 1…2³⁰ − 1.
  /// - Complexity: O(log p) divisions.
  public func rationalReconstruction(bound: Int) -> (numerator: Int, denominator: Int)? {
    precondition(bound >= 1 && bound < 1 << 30, "the fraction is unique only for bounds below 2^30")
    // Invariant: remainder ≡ coefficient · value modulo p.
    var (previous, remainder) = (Int(PrimeField.modulus), Int(value))
    var (previousCoefficient, coefficient) = (0, 1)
    while remainder > bound {
      let quotient = previous / remainder
      (previous, remainder) = (remainder, previous - quotient * remainder)
      (previousCoefficient, coefficient) = (coefficient, previousCoefficient - quotient * coefficient)
    }
    guard coefficient.magnitude <= UInt(bound), Self.areCoprime(remainder, coefficient) else { return nil }
    return coefficient < 0 ? (-remainder, -coefficient) : (remainder, coefficient)
  }

  private static func areCoprime(_ left: Int, _ right: Int) -> Bool {
    var (a, b) = (left.magnitude, right.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return a == 1
  }
}

extension PrimeField {
  /// The multiplicative inverse.
  /// - Throws: `ArithmeticError.divisionByZero` for zero.
  /// - Complexity: the time of about 20 products, about 43 steps.
  @inlinable public func reciprocal() throws(ArithmeticError) -> PrimeField {
    guard value != 0 else { throw .divisionByZero }
    return inverse()
  }

  /// The multiplicative inverse of an element that is not zero, by the binary algorithm of Euclid without branches.
  ///
  /// The halvings are left to the end, where 2⁻ᵏ is a rotation of 61 bits, since 2⁶¹ = 1. Invariants, with x this
  /// element: u and v are odd, ±r x = 2ᵏ u and ∓s x = 2ᵏ v modulo p with the upper signs where `isSwapped`, and
  /// u s + v r = p, so that neither r nor s exceeds p.
  /// Source: Kaliski, "The Montgomery inverse and its applications", IEEE Transactions on Computers 44(8), 1995; Thomas,
  /// Keller & Larsen, "The calculation of multiplicative inverses over GF(p) efficiently where p is a Mersenne prime",
  /// IEEE Transactions on Computers C-35(5), 1986.
  @usableFromInline func inverse() -> PrimeField {
    var halvings = UInt64(truncatingIfNeeded: value.trailingZeroBitCount)
    var (u, v) = (PrimeField.modulus, value &>> halvings)
    var (r, s): (UInt64, UInt64) = (0, 1)
    var isSwapped = false
    while u != v {
      let isLess = u < v
      let difference = u &- v
      let zeros = UInt64(truncatingIfNeeded: difference.trailingZeroBitCount)
      (u, v) = ((isLess ? 0 &- difference : difference) &>> zeros, isLess ? u : v)
      (r, s) = (r &+ s, (isLess ? r : s) &<< zeros)
      halvings &+= zeros
      isSwapped = isSwapped != isLess
    }
    // The greatest common divisor u = v is 1.
    let rotation = halvings % 61
    let rotated = (s &>> rotation | s &<< (61 &- rotation)) & PrimeField.modulus
    let inverse = PrimeField(reducing: rotated)
    return isSwapped ? -inverse : inverse
  }

  /// The reciprocals of all elements with one inversion: those of the products of the first ones, from which each is
  /// split off.
  ///
  /// Source: Montgomery, "Speeding the Pollard and elliptic curve methods of factorization", Mathematics of Computation
  /// 48, 1987, §10.3.1.
  /// - Throws: `ArithmeticError.divisionByZero` where any is zero.
  /// - Complexity: one inversion and 3n products.
  public static func reciprocals(of elements: [PrimeField]) throws(ArithmeticError) -> [PrimeField] {
    var products: [PrimeField] = []
    products.reserveCapacity(elements.count)
    var product = one
    for element in elements {
      products.append(product)
      product = product * element
    }
    var rest = try product.reciprocal()
    for index in elements.indices.reversed() {
      products[index] = products[index] * rest
      rest = rest * elements[index]
    }
    return products
  }
}

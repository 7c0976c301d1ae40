extension VectorMath {
  /// The exponential, within 1.5 ulp; 0 below −745.2, +∞ above 709.8, gradual underflow between.
  ///
  /// x = k log 2 + r with |r| ≤ ½ log 2 and eʳ by its Taylor series to r¹³, whose remainder is below 5·10⁻¹⁸.
  @inlinable @inline(__always) public static func exp(_ x: Vector) -> Vector {
    // Beyond ±750 the result is 0 or ∞ anyway, and 2ᵏ stays within two exponent fields.
    let magnitude = magnitudeBits(x)
    let limit = Vector(repeating: 750)
    let signedLimit = vector(bits(limit) | (bits(x) & 0x8000_0000_0000_0000))
    let clamped = select(isLess(bits(limit), magnitude), signedLimit, x)
    let (shifted, r) = exponentialReduction(clamped)
    let power = vector(scale(shifted, 1)), rest = vector(scale(shifted, 2))
    let result = (r.addingProduct(r * r, exponentialTail(r)) + 1) * power * rest
    return select(isLess(infinityBits, magnitude), x, result)
  }

  /// k = round(x/log 2) in the low bits of the first and r = x − k log 2, for |x| ≤ 750.
  @inline(__always) @usableFromInline
  static func exponentialReduction(_ x: Vector) -> (shifted: Vector, remainder: Vector) {
    let shift = Vector(repeating: roundingShift)
    let shifted = shift.addingProduct(x, Vector(repeating: 1.4426950408889634))
    let k = shifted - shift
    // The first part of log 2 has 33 bits, so that k times it is exact.
    let r = x - k * 6.93147180369123816490e-01
    return (shifted, r.addingProduct(k, Vector(repeating: -1.90821492927058770002e-10)))
  }

  /// eˣ − 1 for |x| ≤ 700, within 2 ulp also near 0.
  @inline(__always) @usableFromInline static func boundedExpMinusOne(_ x: Vector) -> Vector {
    let (shifted, r) = exponentialReduction(x)
    let power = vector((bits(shifted) &- roundingShift.bitPattern &+ 1023) &<< 52)
    return (power - 1).addingProduct(power, r.addingProduct(r * r, exponentialTail(r)))
  }

  /// (eʳ − 1 − r)/r² for |r| ≤ ½ log 2.
  @inline(__always) @usableFromInline static func exponentialTail(_ r: Vector) -> Vector {
    var sum = Vector(repeating: 1.0 / 6_227_020_800)
    sum = Vector(repeating: 1.0 / 479_001_600).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 39_916_800).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 3_628_800).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 362_880).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 40_320).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 5_040).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 720).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 120).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 24).addingProduct(sum, r)
    sum = Vector(repeating: 1.0 / 6).addingProduct(sum, r)
    return Vector(repeating: 0.5).addingProduct(sum, r)
  }

  /// The bits of one of the two factors of 2ᵏ, where k is in the low bits of `shifted`.
  ///
  /// Two factors because 2ᵏ itself leaves the normal range where eˣ does not.
  @inline(__always) @usableFromInline static func scale(_ shifted: Vector, _ part: Int) -> Bits {
    let k = unsafeBitCast(bits(shifted) &- roundingShift.bitPattern, to: SIMD8<Int64>.self)
    let half = k &>> 1
    let exponent = part == 1 ? half : k &- half
    return unsafeBitCast((exponent &+ 1023) &<< 52, to: Bits.self)
  }
}

extension VectorMath {
  /// The exponential, within 1.1 ulp (1.011 over all floats); 0 below −103.98, +∞ above 88.73, gradual underflow between.
  ///
  /// x = k log 2 + r with |r| ≤ ½ log 2. Source of the coefficients: Moshier, Cephes, expf.c.
  @inlinable @inline(__always) public static func exp(_ x: FloatVector) -> FloatVector {
    // Beyond ±110 the result is 0 or ∞ anyway, and 2ᵏ stays within two exponent fields.
    let bounded = x.replacing(with: 110, where: x .> 110)
    let clamped = bounded.replacing(with: -110, where: bounded .< -110)
    let (shifted, r) = exponentialReduction(clamped)
    let result = r.addingProduct(r * r, exponentialTail(r)) + 1
    let exponent = unsafeBitCast(bits(shifted) &- floatRoundingShift.bitPattern, to: SIMD16<Int32>.self)
    let half = exponent &>> 1
    let power = unsafeBitCast((half &+ 127) &<< 23, to: FloatVector.self)
    let rest = unsafeBitCast((exponent &- half &+ 127) &<< 23, to: FloatVector.self)
    return result * power * rest
  }

  /// eˣ − 1 for |x| ≤ 80, within 2 ulp also near 0.
  @inline(__always) @usableFromInline static func boundedExpMinusOne(_ x: FloatVector) -> FloatVector {
    let (shifted, r) = exponentialReduction(x)
    let power = vector((bits(shifted) &- floatRoundingShift.bitPattern &+ 127) &<< 23)
    return (power - 1).addingProduct(power, r.addingProduct(r * r, exponentialTail(r)))
  }

  /// k = round(x/log 2) in the low bits of the first and r = x − k log 2, for |x| ≤ 110.
  @inline(__always) @usableFromInline
  static func exponentialReduction(_ x: FloatVector) -> (shifted: FloatVector, remainder: FloatVector) {
    let shift = FloatVector(repeating: floatRoundingShift)
    let shifted = shift.addingProduct(x, FloatVector(repeating: 1.44269504))
    let k = shifted - shift
    // The first part of log 2 has 9 bits, so that k times it is exact.
    let r = x - k * 0.693359375
    return (shifted, r.addingProduct(k, FloatVector(repeating: 2.12194440e-4)))
  }

  /// (eʳ − 1 − r)/r² for |r| ≤ ½ log 2.
  @inline(__always) @usableFromInline static func exponentialTail(_ r: FloatVector) -> FloatVector {
    var tail = FloatVector(repeating: 1.3981999507e-3).addingProduct(FloatVector(repeating: 1.9875691500e-4), r)
    tail = FloatVector(repeating: 8.3334519073e-3).addingProduct(tail, r)
    tail = FloatVector(repeating: 4.1665795894e-2).addingProduct(tail, r)
    tail = FloatVector(repeating: 1.6666665459e-1).addingProduct(tail, r)
    return FloatVector(repeating: 5.0000001201e-1).addingProduct(tail, r)
  }
}

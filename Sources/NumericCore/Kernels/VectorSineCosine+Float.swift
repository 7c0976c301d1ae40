extension VectorMath {
  /// sin 2πu and cos 2πu, within 2 ulp (1.992 over all floats); exact at multiples of a quarter; NaN where u is not finite.
  ///
  /// The reduction is exact because the angle is counted in turns: 4u = q + f with |f| ≤ ½.
  @inlinable @inline(__always) public static func sineCosine(turns u: FloatVector) -> (
    sine: FloatVector, cosine: FloatVector
  ) {
    // A float of 2²³ or more is a whole number of turns; u − u is NaN where u is not finite.
    let distance = magnitude(u)
    let turns = (distance + 0x1p23) - 0x1p23
    let fraction = (u - u).replacing(with: distance - turns, where: distance .< 0x1p23)
    let shifted = fraction * 4 + floatRoundingShift
    let quadrant = bits(shifted)
    let f = fraction * 4 - (shifted - floatRoundingShift)
    let s = bits(quarterSine(f)), c = bits(quarterCosine(f))
    // Quadrants 2 and 3 turn the sine's sign, as that of u does, 1 and 2 the cosine's; odd ones exchange the two.
    let exchange = (s ^ c) & signMask(quadrant &<< 31)
    let sineSign = ((quadrant & 2) &<< 30) ^ (bits(u) & 0x8000_0000)
    let cosineSign = ((quadrant &+ 1) & 2) &<< 30
    return (vector(s ^ exchange ^ sineSign), vector(c ^ exchange ^ cosineSign))
  }

  /// sin x and cos x of radians, within 1 ulp; NaN where x is not finite. They are computed in Double.
  @inlinable public static func sineCosine(_ x: FloatVector) -> (sine: FloatVector, cosine: FloatVector) {
    let low = sineCosine(Vector(x.lowHalf)), high = sineCosine(Vector(x.highHalf))
    return (
      FloatVector(lowHalf: SIMD8<Float>(low.sine), highHalf: SIMD8<Float>(high.sine)),
      FloatVector(lowHalf: SIMD8<Float>(low.cosine), highHalf: SIMD8<Float>(high.cosine))
    )
  }

  /// All ones where the top bit is set, otherwise zero.
  @inline(__always) @usableFromInline static func signMask(_ bits: FloatBits) -> FloatBits {
    unsafeBitCast(unsafeBitCast(bits, to: SIMD16<Int32>.self) &>> 31, to: FloatBits.self)
  }

  /// sin of f quarter turns, |f| ≤ ½, within 2 ulp.
  ///
  /// Source of the coefficients: Moshier, Cephes, sinf.c.
  @inline(__always) @usableFromInline static func quarterSine(_ f: FloatVector) -> FloatVector {
    let angle = f * 1.57079637
    let z = angle * angle
    var s = FloatVector(repeating: 8.3321608736e-3).addingProduct(FloatVector(repeating: -1.9515295891e-4), z)
    s = FloatVector(repeating: -1.6666654611e-1).addingProduct(s, z)
    return angle.addingProduct(angle * z, s)
  }

  /// cos of f quarter turns, |f| ≤ ½, within 2 ulp.
  ///
  /// Source of the coefficients: Moshier, Cephes, sinf.c.
  @inline(__always) @usableFromInline static func quarterCosine(_ f: FloatVector) -> FloatVector {
    let angle = f * 1.57079637
    let z = angle * angle
    var c = FloatVector(repeating: -1.388731625493765e-3)
      .addingProduct(FloatVector(repeating: 2.443315711809948e-5), z)
    c = FloatVector(repeating: 4.166664568298827e-2).addingProduct(c, z)
    c = FloatVector(repeating: -0.5).addingProduct(c, z)
    return FloatVector(repeating: 1).addingProduct(c, z)
  }
}

extension VectorMath {
  /// sin 2πu and cos 2πu, within 2 ulp; exact at multiples of a quarter; NaN where u is not finite.
  ///
  /// The reduction is exact because the angle is counted in turns: 4u = q + f with |f| ≤ ½.
  @inlinable @inline(__always) public static func sineCosine(turns u: Vector) -> (sine: Vector, cosine: Vector) {
    // A double of 2⁵² or more is a whole number of turns; u − u is NaN where u is not finite.
    let magnitude = magnitudeBits(u)
    let distance = vector(magnitude)
    let turns = (distance + 0x1p52) - 0x1p52
    let fraction = select(isLess(magnitude, bits(Vector(repeating: 0x1p52))), distance - turns, u - u)
    let shift = Vector(repeating: roundingShift)
    let shifted = fraction * 4 + shift
    let quadrant = bits(shifted)
    let (s, c) = quarterSineCosine(fraction * 4 - (shifted - shift))
    // Quadrants 2 and 3 turn the sine's sign, as that of u does, 1 and 2 the cosine's.
    let sineSign = ((quadrant & 2) &<< 62) ^ (bits(u) & 0x8000_0000_0000_0000)
    let cosineSign = ((quadrant &+ 1) & 2) &<< 62
    let isOdd = signMask(quadrant &<< 63)
    let (sine, cosine) = (select(isOdd, c, s), select(isOdd, s, c))
    return (vector(bits(sine) ^ sineSign), vector(bits(cosine) ^ cosineSign))
  }

  /// sin and cos of f quarter turns, |f| ≤ ½, within 2 ulp.
  @inline(__always) @usableFromInline
  static func quarterSineCosine(_ f: Vector) -> (sine: Vector, cosine: Vector) { (quarterSine(f), quarterCosine(f)) }

  /// sin of f quarter turns, |f| ≤ ½, within 2 ulp.
  ///
  /// Source of the coefficients: Sun's fdlibm, k_sin.c (error below 2⁻⁵⁸ on |θ| ≤ π/4).
  @inline(__always) @usableFromInline static func quarterSine(_ f: Vector) -> Vector {
    let angle = f * 1.5707963267948966
    let z = angle * angle
    var s = Vector(repeating: -2.50507602534068634195e-08)
      .addingProduct(Vector(repeating: 1.58969099521155010221e-10), z)
    s = Vector(repeating: 2.75573137070700676789e-06).addingProduct(s, z)
    s = Vector(repeating: -1.98412698298579493134e-04).addingProduct(s, z)
    s = Vector(repeating: 8.33333333332248946124e-03).addingProduct(s, z)
    s = Vector(repeating: -1.66666666666666324348e-01).addingProduct(s, z)
    return angle.addingProduct(angle * z, s)
  }

  /// cos of f quarter turns, |f| ≤ ½, within 2 ulp.
  ///
  /// Source of the coefficients: Sun's fdlibm, k_cos.c (error below 2⁻⁵⁸ on |θ| ≤ π/4).
  @inline(__always) @usableFromInline static func quarterCosine(_ f: Vector) -> Vector {
    let angle = f * 1.5707963267948966
    let z = angle * angle
    var c = Vector(repeating: 2.08757232129817482790e-09)
      .addingProduct(Vector(repeating: -1.13596475577881948265e-11), z)
    c = Vector(repeating: -2.75573143513906633035e-07).addingProduct(c, z)
    c = Vector(repeating: 2.48015872894767294178e-05).addingProduct(c, z)
    c = Vector(repeating: -1.38888888888741095749e-03).addingProduct(c, z)
    c = Vector(repeating: 4.16666666666666019037e-02).addingProduct(c, z)
    c = Vector(repeating: -0.5).addingProduct(c, z)
    return Vector(repeating: 1).addingProduct(c, z)
  }
}

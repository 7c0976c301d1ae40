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
    return turned(quarterSineCosine(fraction * 4 - (shifted - shift)), by: bits(shifted), signOf: u)
  }

  /// sin x and cos x of radians, within 2 ulp; NaN where x is not finite.
  ///
  /// x = k·π/2 + r with π/2 in three parts, the fused products of which lose nothing up to |x| = 2²⁰ (Cody & Waite 1980);
  /// beyond, one lane at a time.
  @inlinable public static func sineCosine(_ x: Vector) -> (sine: Vector, cosine: Vector) {
    let distance = vector(magnitudeBits(x))
    guard bits(distance).max() < (0x1p20).bitPattern else { return sineCosineByLane(x) }
    let shift = Vector(repeating: roundingShift)
    let shifted = distance * 0.6366197723675814 + shift
    let k = shifted - shift
    var r = distance.addingProduct(-k, Vector(repeating: 1.5707963267948966))
    r.addProduct(-k, Vector(repeating: 6.123233995736766e-17))
    r.addProduct(-k, Vector(repeating: -1.4973849048591833e-33))
    return turned((sine(ofAngle: r), cosine(ofAngle: r)), by: bits(shifted), signOf: x)
  }

  @usableFromInline static func sineCosineByLane(_ x: Vector) -> (sine: Vector, cosine: Vector) {
    var (sine, cosine) = (x, x)
    for lane in x.indices { (sine[lane], cosine[lane]) = x[lane].sineCosine() }
    return (sine, cosine)
  }

  /// The sine and cosine of an angle that is so many quarters further, the angle's sign being that of a number.
  @inline(__always) @usableFromInline static func turned(
    _ values: (sine: Vector, cosine: Vector), by quadrant: Bits, signOf u: Vector
  ) -> (sine: Vector, cosine: Vector) {
    let (s, c) = values
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
    sine(ofAngle: f * 1.5707963267948966)
  }

  /// sin θ for |θ| ≤ π/4.
  @inline(__always) @usableFromInline static func sine(ofAngle angle: Vector) -> Vector {
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
    cosine(ofAngle: f * 1.5707963267948966)
  }

  /// cos θ for |θ| ≤ π/4.
  @inline(__always) @usableFromInline static func cosine(ofAngle angle: Vector) -> Vector {
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

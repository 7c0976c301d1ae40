extension VectorMath {
  /// The natural logarithm, within 1 ulp; −∞ at ±0, NaN below 0, also for subnormal numbers.
  @inlinable @inline(__always) public static func log(_ x: Vector) -> Vector {
    let magnitude = magnitudeBits(x)
    let isSubnormal = isLess(magnitude, Bits(repeating: 0x0010_0000_0000_0000))
    let scaled = select(isSubnormal, x * 0x1p54, x)
    let offset = vector(isSubnormal & Bits(repeating: (-54.0).bitPattern))
    let finite = logarithm(normal: scaled, exponentOffset: offset)
    let positive = select(isLess(magnitude, infinityBits), finite, x)
    let nonzero = select(signMask(bits(x)), Vector(repeating: .nan), positive)
    return select(isLess(magnitude, Bits(repeating: 1)), Vector(repeating: -.infinity), nonzero)
  }

  /// log x + log(2)·exponentOffset for positive normal finite x, within 1 ulp.
  ///
  /// x = 2ᵏ(1 + f) with 1 + f between √½ and √2, and log(1 + f) = f − ½f² + s(½f² + R(s²)), s = f/(2 + f). Source of the
  /// coefficients: Sun's fdlibm, e_log.c (error of R below 2⁻⁵⁸·⁴⁵).
  @inline(__always) @usableFromInline
  static func logarithm(normal x: Vector, exponentOffset: Vector) -> Vector {
    let pattern = bits(x)
    let biased = pattern &- 0x3FE6_A09E_0000_0000
    // Arithmetic shift, so that the exponent has its sign; added to the bits of the shift it becomes a double.
    let exponent = unsafeBitCast(unsafeBitCast(biased, to: SIMD8<Int64>.self) &>> 52, to: Bits.self)
    let f = vector(pattern &- (exponent &<< 52)) - 1
    let k = vector(exponent &+ roundingShift.bitPattern) - roundingShift + exponentOffset
    let s = f / (f + 2)
    let z = s * s
    let w = z * z
    var even = Vector(repeating: 2.222219843214978396e-01).addingProduct(Vector(repeating: 1.531383769920937332e-01), w)
    even = Vector(repeating: 3.999999999940941908e-01).addingProduct(even, w)
    var odd = Vector(repeating: 1.818357216161805012e-01).addingProduct(Vector(repeating: 1.479819860511658591e-01), w)
    odd = Vector(repeating: 2.857142874366239149e-01).addingProduct(odd, w)
    odd = Vector(repeating: 6.666666666666735130e-01).addingProduct(odd, w)
    let rest = (w * even).addingProduct(odd, z)
    let half = f * f * 0.5
    let small = (k * 1.90821492927058770002e-10).addingProduct(s, half + rest)
    // The high part of log 2 has 33 bits, so that k times it is exact.
    return k * 6.93147180369123816490e-01 - ((half - small) - f)
  }
}

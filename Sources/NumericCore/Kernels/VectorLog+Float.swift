extension VectorMath {
  /// The natural logarithm, within 1 ulp (0.827 over all floats); −∞ at ±0, NaN below 0, also for subnormal numbers.
  @inlinable @inline(__always) public static func log(_ x: FloatVector) -> FloatVector {
    let isSubnormal = x .< Float.leastNormalMagnitude
    let scaled = x.replacing(with: x * 0x1p25, where: isSubnormal)
    let offset = FloatVector(repeating: 0).replacing(with: -25, where: isSubnormal)
    let finite = logarithm(normal: scaled, exponentOffset: offset)
    // +∞ and NaN are their own logarithms; the comparison is false for both.
    let positive = x.replacing(with: finite, where: x .<= Float.greatestFiniteMagnitude)
    let nonzero = positive.replacing(with: .nan, where: x .< 0)
    return nonzero.replacing(with: -.infinity, where: x .== 0)
  }

  /// log x + log(2)·exponentOffset for positive normal finite x, within 1 ulp.
  ///
  /// x = 2ᵏ(1 + f) with 1 + f between √½ and √2, and log(1 + f) = f − ½f² + f³R(f). Source of the coefficients: Moshier,
  /// Cephes, logf.c.
  @inline(__always) @usableFromInline
  static func logarithm(normal x: FloatVector, exponentOffset: FloatVector) -> FloatVector {
    let pattern = bits(x)
    let exponent = exponentField(pattern &- 0x3F35_04F3)
    let f = vector(pattern &- (exponent &<< 23)) - 1
    let k = vector(exponent &+ floatRoundingShift.bitPattern) - floatRoundingShift + exponentOffset
    var rest = FloatVector(repeating: -1.1514610310e-1).addingProduct(FloatVector(repeating: 7.0376836292e-2), f)
    rest = FloatVector(repeating: 1.1676998740e-1).addingProduct(rest, f)
    rest = FloatVector(repeating: -1.2420140846e-1).addingProduct(rest, f)
    rest = FloatVector(repeating: 1.4249322787e-1).addingProduct(rest, f)
    rest = FloatVector(repeating: -1.6668057665e-1).addingProduct(rest, f)
    rest = FloatVector(repeating: 2.0000714765e-1).addingProduct(rest, f)
    rest = FloatVector(repeating: -2.4999993993e-1).addingProduct(rest, f)
    rest = FloatVector(repeating: 3.3333331174e-1).addingProduct(rest, f)
    let square = f * f
    let small = (k * -2.12194440e-4).addingProduct(f * square, rest)
    // The high part of log 2 has 9 bits, so that k times it is exact.
    return (f + small.addingProduct(square, FloatVector(repeating: -0.5))) + k * 0.693359375
  }
}

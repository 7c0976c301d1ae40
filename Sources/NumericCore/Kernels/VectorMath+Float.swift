extension VectorMath {
  /// Sixteen floats.
  public typealias FloatVector = SIMD16<Float>
  /// The bits of sixteen floats.
  @usableFromInline typealias FloatBits = SIMD16<UInt32>

  @inline(__always) @usableFromInline static func bits(_ x: FloatVector) -> FloatBits {
    unsafeBitCast(x, to: FloatBits.self)
  }

  @inline(__always) @usableFromInline static func vector(_ bits: FloatBits) -> FloatVector {
    unsafeBitCast(bits, to: FloatVector.self)
  }

  /// |x|.
  @inline(__always) @usableFromInline static func magnitude(_ x: FloatVector) -> FloatVector {
    vector(bits(x) & 0x7FFF_FFFF)
  }

  /// The exponent field of biased bits as a number with its sign.
  @inline(__always) @usableFromInline static func exponentField(_ bits: FloatBits) -> FloatBits {
    unsafeBitCast(unsafeBitCast(bits, to: SIMD16<Int32>.self) &>> 23, to: FloatBits.self)
  }

  /// 1.5·2²³: adding it rounds a float below 2²² to an integer, which then stands in the low bits.
  @inline(__always) @usableFromInline static var floatRoundingShift: Float { 0x1.8p23 }
}

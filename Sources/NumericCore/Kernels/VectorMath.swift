/// Elementary functions of eight doubles or sixteen floats at a time.
///
/// Bounds are in units in the last place of the result (ulp), over the whole domain; the tests compare with extended
/// precision. NaN stays NaN and infinities go to their limits. `addingProduct` is one rounding with and without hardware
/// support, so that the bits do not depend on the processor; without it the functions are slower. Its first factor is the
/// sum so far of a polynomial: the other way round the compiler takes some of the lanes apart.
public enum VectorMath {
  /// Eight doubles.
  public typealias Vector = SIMD8<Double>
  /// The bits of eight doubles.
  @usableFromInline typealias Bits = SIMD8<UInt64>

  @inline(__always) @usableFromInline static func bits(_ x: Vector) -> Bits { unsafeBitCast(x, to: Bits.self) }

  @inline(__always) @usableFromInline static func vector(_ bits: Bits) -> Vector {
    unsafeBitCast(bits, to: Vector.self)
  }

  /// The bits of |x|, which are ordered like the numbers, NaN last.
  @inline(__always) @usableFromInline static func magnitudeBits(_ x: Vector) -> Bits {
    bits(x) & 0x7FFF_FFFF_FFFF_FFFF
  }

  /// All ones where left < right, for lanes below 2⁶³; otherwise zero.
  ///
  /// By subtraction: the comparisons of the standard library's vectors are emitted as one branch a lane.
  @inline(__always) @usableFromInline static func isLess(_ left: Bits, _ right: Bits) -> Bits {
    signMask(left &- right)
  }

  /// All ones where the top bit is set, otherwise zero.
  @inline(__always) @usableFromInline static func signMask(_ bits: Bits) -> Bits {
    unsafeBitCast(unsafeBitCast(bits, to: SIMD8<Int64>.self) &>> 63, to: Bits.self)
  }

  /// The first vector where the mask is ones, the second where it is zeros.
  @inline(__always) @usableFromInline static func select(_ mask: Bits, _ yes: Vector, _ no: Vector) -> Vector {
    vector(bits(no) ^ (mask & (bits(yes) ^ bits(no))))
  }

  /// The bits of +∞; those of a NaN without its sign are greater.
  @inline(__always) @usableFromInline static var infinityBits: Bits { Bits(repeating: 0x7FF0_0000_0000_0000) }

  /// 1.5·2⁵²: adding it rounds a double below 2⁵¹ to an integer, which then stands in the low bits.
  @inline(__always) @usableFromInline static var roundingShift: Double { 0x1.8p52 }
}

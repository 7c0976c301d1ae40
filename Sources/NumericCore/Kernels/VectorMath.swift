/// Elementary functions of eight doubles at a time.
///
/// Bounds are in units in the last place of the result (ulp), over the whole domain; the tests compare with libm. NaN
/// stays NaN and infinities go to their limits. `addingProduct` is one rounding with and without hardware support, so
/// that the bits do not depend on the processor; without it the functions are slower.
public enum VectorMath {
  /// Eight doubles.
  public typealias Vector = SIMD8<Double>
  /// The bits of eight doubles.
  @usableFromInline typealias Bits = SIMD8<UInt64>

  @inline(__always) @usableFromInline static func bits(_ x: Vector) -> Bits { unsafeBitCast(x, to: Bits.self) }

  @inline(__always) @usableFromInline static func vector(_ bits: Bits) -> Vector {
    unsafeBitCast(bits, to: Vector.self)
  }

  /// 1.5·2⁵²: adding it rounds a double below 2⁵¹ to an integer, which then stands in the low bits.
  @inline(__always) @usableFromInline static var roundingShift: Double { 0x1.8p52 }
}

extension VectorMath {
  /// √x within 1 ulp for x = 0 and for normal x in [2⁻¹⁰⁰⁰, 2¹⁰⁰⁰].
  ///
  /// The standard library's vector square root is emitted one lane at a time, so this iterates 1/√x instead, from a
  /// first guess by shifting the exponent (relative error below 3.5 %), with three third-order steps
  /// y ← y(1 + e/2 + 3e²/8), e = 1 − xy², and a last correction of the root itself.
  @inline(__always) @usableFromInline static func boundedSquareRoot(_ x: Vector) -> Vector {
    let guess = Bits(repeating: 0x5FE6_EB50_C7B5_37A9) &- (bits(x) &>> 1)
    var y = vector(guess)
    for _ in 0..<3 {
      let e = Vector(repeating: 1).addingProduct(-x * y, y)
      let step = Vector(repeating: 0.5).addingProduct(e, Vector(repeating: 0.375))
      y.addProduct(y * e, step)
    }
    let root = x * y
    let residual = x.addingProduct(-root, root)
    return root.addingProduct(residual * 0.5, y)
  }
}

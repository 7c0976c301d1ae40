/// A floating-point type that has vectorized functions: Float and Double.
///
/// The requirements are what arithmetic alone does not give; each is written for one type, since the standard library's
/// comparisons are one instruction for a known vector type and a branch a lane for a generic one.
public protocol VectorScalar: Real, BinaryFloatingPoint, SIMDScalar, Codable {
  /// As many numbers as fit into 64 bytes.
  associatedtype Vector: SIMD where Vector.Scalar == Self

  /// eˣ, as `VectorMath.exp`.
  static func exponential(of x: Vector) -> Vector
  /// log x, as `VectorMath.log`.
  static func logarithm(of x: Vector) -> Vector
  /// eˣ − 1 for |x| ≤ 80.
  static func boundedExpMinusOne(of x: Vector) -> Vector
  /// sin 2πu and cos 2πu, as `VectorMath.sineCosine`.
  static func sineCosine(turns: Vector) -> (sine: Vector, cosine: Vector)
  /// sin x and cos x, as `VectorMath.sineCosine`.
  static func sineCosine(_ x: Vector) -> (sine: Vector, cosine: Vector)
  /// `yes` where left < right, elsewhere, also at NaN, `no`.
  static func select(_ left: Vector, isLessThan right: Vector, _ yes: Vector, _ no: Vector) -> Vector
  /// The greater of both; NaN where either is NaN.
  static func maximum(of left: Vector, and right: Vector) -> Vector
  /// The greatest lane; NaN where one is NaN.
  static func maximum(in x: Vector) -> Self
  /// |x|.
  static func magnitude(of x: Vector) -> Vector
  /// |x| with the sign of y, also at zeros.
  static func magnitude(of x: Vector, signOf y: Vector) -> Vector
  /// The sum of all lanes, by halves.
  static func sum(of x: Vector) -> Self
  /// What works on rows and their centers.
  static var clusterKernels: ClusterKernels<Self> { get }
}

extension Double: VectorScalar {
  /// Eight doubles.
  public typealias Vector = SIMD8<Double>

  /// eˣ, within 1.5 ulp.
  @inlinable @inline(__always) public static func exponential(of x: SIMD8<Double>) -> SIMD8<Double> {
    VectorMath.exp(x)
  }

  /// log x, within 1 ulp.
  @inlinable @inline(__always) public static func logarithm(of x: SIMD8<Double>) -> SIMD8<Double> { VectorMath.log(x) }

  /// eˣ − 1 for |x| ≤ 80, within 2 ulp.
  @inlinable @inline(__always) public static func boundedExpMinusOne(of x: SIMD8<Double>) -> SIMD8<Double> {
    VectorMath.boundedExpMinusOne(x)
  }

  /// sin 2πu and cos 2πu, within 2 ulp.
  @inlinable @inline(__always) public static func sineCosine(turns: SIMD8<Double>) -> (
    sine: SIMD8<Double>, cosine: SIMD8<Double>
  ) {
    VectorMath.sineCosine(turns: turns)
  }

  /// sin x and cos x of radians, within 2 ulp.
  @inlinable @inline(__always) public static func sineCosine(_ x: SIMD8<Double>) -> (
    sine: SIMD8<Double>, cosine: SIMD8<Double>
  ) {
    VectorMath.sineCosine(x)
  }

  /// `yes` where left < right, elsewhere `no`.
  @inlinable @inline(__always) public static func select(
    _ left: SIMD8<Double>, isLessThan right: SIMD8<Double>, _ yes: SIMD8<Double>, _ no: SIMD8<Double>
  ) -> SIMD8<Double> {
    no.replacing(with: yes, where: left .< right)
  }

  /// The greater of both; NaN where either is NaN.
  @inlinable @inline(__always) public static func maximum(of left: SIMD8<Double>, and right: SIMD8<Double>) -> SIMD8<
    Double
  > {
    left.replacing(with: right, where: (left .< right) .| (right .!= right))
  }

  /// |x|.
  @inlinable @inline(__always) public static func magnitude(of x: SIMD8<Double>) -> SIMD8<Double> {
    VectorMath.vector(VectorMath.magnitudeBits(x))
  }

  /// |x| with the sign of y.
  @inlinable @inline(__always) public static func magnitude(of x: SIMD8<Double>, signOf y: SIMD8<Double>) -> SIMD8<
    Double
  > {
    VectorMath.vector(VectorMath.magnitudeBits(x) | (VectorMath.bits(y) & 0x8000_0000_0000_0000))
  }

  /// The sum of all lanes, by halves.
  @inlinable @inline(__always) public static func sum(of x: SIMD8<Double>) -> Double {
    let four = x.lowHalf + x.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The greatest lane; NaN where one is NaN.
  @inlinable @inline(__always) public static func maximum(in x: SIMD8<Double>) -> Double {
    let (low, high) = (x.lowHalf, x.highHalf)
    let four = low.replacing(with: high, where: (low .< high) .| (high .!= high))
    let (left, right) = (four.lowHalf, four.highHalf)
    let two = left.replacing(with: right, where: (left .< right) .| (right .!= right))
    return two.x < two.y || two.y.isNaN ? two.y : two.x
  }
}

extension Float: VectorScalar {
  /// Sixteen floats.
  public typealias Vector = SIMD16<Float>

  /// eˣ, within 1.1 ulp.
  @inlinable @inline(__always) public static func exponential(of x: SIMD16<Float>) -> SIMD16<Float> {
    VectorMath.exp(x)
  }

  /// log x, within 1 ulp.
  @inlinable @inline(__always) public static func logarithm(of x: SIMD16<Float>) -> SIMD16<Float> { VectorMath.log(x) }

  /// eˣ − 1 for |x| ≤ 80, within 2 ulp.
  @inlinable @inline(__always) public static func boundedExpMinusOne(of x: SIMD16<Float>) -> SIMD16<Float> {
    VectorMath.boundedExpMinusOne(x)
  }

  /// sin 2πu and cos 2πu, within 2 ulp.
  @inlinable @inline(__always) public static func sineCosine(turns: SIMD16<Float>) -> (
    sine: SIMD16<Float>, cosine: SIMD16<Float>
  ) {
    VectorMath.sineCosine(turns: turns)
  }

  /// sin x and cos x of radians, within 2 ulp.
  @inlinable @inline(__always) public static func sineCosine(_ x: SIMD16<Float>) -> (
    sine: SIMD16<Float>, cosine: SIMD16<Float>
  ) {
    VectorMath.sineCosine(x)
  }

  /// `yes` where left < right, elsewhere `no`.
  @inlinable @inline(__always) public static func select(
    _ left: SIMD16<Float>, isLessThan right: SIMD16<Float>, _ yes: SIMD16<Float>, _ no: SIMD16<Float>
  ) -> SIMD16<Float> {
    no.replacing(with: yes, where: left .< right)
  }

  /// The greater of both; NaN where either is NaN.
  @inlinable @inline(__always) public static func maximum(of left: SIMD16<Float>, and right: SIMD16<Float>) -> SIMD16<
    Float
  > {
    left.replacing(with: right, where: (left .< right) .| (right .!= right))
  }

  /// |x|.
  @inlinable @inline(__always) public static func magnitude(of x: SIMD16<Float>) -> SIMD16<Float> {
    VectorMath.magnitude(x)
  }

  /// |x| with the sign of y.
  @inlinable @inline(__always) public static func magnitude(of x: SIMD16<Float>, signOf y: SIMD16<Float>) -> SIMD16<
    Float
  > {
    VectorMath.vector((VectorMath.bits(x) & 0x7FFF_FFFF) | (VectorMath.bits(y) & 0x8000_0000))
  }

  /// The sum of all lanes, by halves.
  @inlinable @inline(__always) public static func sum(of x: SIMD16<Float>) -> Float {
    let eight = x.lowHalf + x.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
  /// The greatest lane; NaN where one is NaN.
  @inlinable @inline(__always) public static func maximum(in x: SIMD16<Float>) -> Float {
    let (low, high) = (x.lowHalf, x.highHalf)
    let eight = low.replacing(with: high, where: (low .< high) .| (high .!= high))
    let (first, second) = (eight.lowHalf, eight.highHalf)
    let four = first.replacing(with: second, where: (first .< second) .| (second .!= second))
    let (left, right) = (four.lowHalf, four.highHalf)
    let two = left.replacing(with: right, where: (left .< right) .| (right .!= right))
    return two.x < two.y || two.y.isNaN ? two.y : two.x
  }
}

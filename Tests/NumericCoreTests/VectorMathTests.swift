import Testing

@testable import NumericCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Extended precision where the processor has it; elsewhere half an ulp of libm's Double is added to the bounds.
#if arch(x86_64)
  typealias Reference = Float80
  let referenceError = 0.0
#else
  typealias Reference = Double
  let referenceError = 0.5
#endif

/// The distance of a value from a reference in units in the last place of the reference; 0 where both are NaN.
func ulpDistance<S: BinaryFloatingPoint>(_ value: S, _ reference: Reference) -> Double {
  if value.isNaN || reference.isNaN { return value.isNaN && reference.isNaN ? 0 : .infinity }
  let rounded = S(reference)
  if value == rounded && (value.isInfinite || Reference(value) == reference) { return 0 }
  guard value.isFinite && rounded.isFinite else {
    // Overflow may set in half an ulp off.
    return value.magnitude == S.greatestFiniteMagnitude || rounded.magnitude == S.greatestFiniteMagnitude
      ? 1 : .infinity
  }
  return Double(abs(Reference(value) - reference) / Reference(rounded.ulp))
}

@Suite("Vectorized functions against extended precision")
struct VectorMathTests {
  /// The largest distance over numbers, taken a vector at a time in all lanes.
  func worst<S: VectorScalar>(
    _ numbers: [S], _ function: (S.Vector) -> S.Vector, _ reference: (Reference) -> Reference
  ) -> Double {
    var distance = 0.0
    let lanes = S.Vector.scalarCount
    for start in stride(from: 0, to: numbers.count - lanes + 1, by: lanes) {
      let x = S.Vector(numbers[start..<start + lanes])
      let y = function(x)
      for lane in 0..<lanes { distance = max(distance, ulpDistance(y[lane], reference(Reference(x[lane])))) }
    }
    return distance - referenceError
  }

  func uniform(_ range: ClosedRange<Double>, _ count: Int = 20_000) -> [Double] {
    var source = RandomSource(seed: 31, stream: UInt64(count))
    return (0..<count).map { _ in range.lowerBound + (range.upperBound - range.lowerBound) * source.uniform() }
  }

  /// Numbers of any sign and exponent, subnormal ones and NaN included.
  func anyBits() -> [Double] {
    var source = RandomSource(seed: 32, stream: 0)
    return (0..<20_000).map { _ in Double(bitPattern: source.next()) }
  }

  static let special: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, -.nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
    2.2250738585072014e-308, 1, -1, 710, -746, 709.7,
    -745, 0x1p52, 0x1p105, -0x1p51 - 0.5, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p-1022, 0x1p54, 0.25,
    751,
  ]

  /// Floats over all exponents of both signs, some thousand apart in their bits, and the special ones.
  static let floats: [Float] =
    stride(from: 0, through: UInt32.max, by: 49_999).map { Float(bitPattern: $0) } + special.map { Float($0) } + [
      .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 88.72284,
      88.722839, -103.97208, -103.97209, -87.33655, 0x1p23, 0x1p22 + 0.5, -0x1p24, 1.4136424, -5.8778844, 0.040188156,
      0.20999365,
    ]

  @Test("exp of doubles is within 1.5 ulp")
  func exponential() {
    #expect(worst(uniform(-30...30), VectorMath.exp, exp) < 1.5)
    #expect(worst(uniform(-750...712), VectorMath.exp, exp) < 1.5)
    #expect(worst(uniform(-746...(-708)), VectorMath.exp, exp) < 1.5)
    #expect(worst(anyBits() + Self.special, VectorMath.exp, exp) < 1.5)
  }

  @Test("log of doubles is within 1 ulp")
  func logarithm() {
    #expect(worst(uniform(0...3), VectorMath.log, log) <= 1)
    #expect(worst(uniform(0.99...1.01), VectorMath.log, log) <= 1)
    #expect(worst(uniform(0...2.3e-308), VectorMath.log, log) <= 1)
    #expect(worst(anyBits() + Self.special, VectorMath.log, log) <= 1)
  }

  @Test("exp of floats is within 1.1 ulp, log within 1")
  func floatExponentialAndLogarithm() {
    #expect(worst(Self.floats, VectorMath.exp, exp) < 1.1)
    #expect(worst(uniform(-104...89, 20_000).map { Float($0) }, VectorMath.exp, exp) < 1.1)
    #expect(worst(Self.floats, VectorMath.log, log) < 1)
    #expect(worst(uniform(0.5...2, 20_000).map { Float($0) }, VectorMath.log, log) < 1)
  }

  /// sin 2πu in extended precision, the turns removed first; both steps are exact.
  func plainSine(_ u: Reference) -> Reference {
    let part = u.remainder(dividingBy: 1)
    let quarters = (4 * part).rounded(.toNearestOrEven)
    let angle = (4 * part - quarters) * (Reference.pi / 2)
    switch (Int(quarters.isFinite ? quarters : 0) + 4) % 4 {
    case 0: return sin(angle)
    case 1: return cos(angle)
    case 2: return -sin(angle)
    default: return -cos(angle)
    }
  }

  func plainCosine(_ u: Reference) -> Reference {
    let part = abs(u.remainder(dividingBy: 1))
    // cos 2πp = sin 2π(¼ − p), where the difference is exact for p between ⅛ and ½.
    return part <= 0.125 ? cos(2 * Reference.pi * part) : plainSine(0.25 - part)
  }

  @Test("sin and cos of turns are within 2 ulp")
  func sineCosine() {
    let numbers = uniform(-2...2, 20_000) + uniform(-1e6...1e6, 20_000) + anyBits() + Self.special
    #expect(worst(numbers, { VectorMath.sineCosine(turns: $0).sine }, plainSine) < 2)
    #expect(worst(numbers, { VectorMath.sineCosine(turns: $0).cosine }, plainCosine) < 2)
    let floats = Self.floats + uniform(-2...2, 20_000).map { Float($0) }
    #expect(worst(floats, { VectorMath.sineCosine(turns: $0).sine }, plainSine) < 2)
    #expect(worst(floats, { VectorMath.sineCosine(turns: $0).cosine }, plainCosine) < 2)
  }

  @Test("sin and cos of radians are within 2 ulp, also next to multiples of a quarter turn and for huge angles")
  func radians() {
    let near = (0..<4000).flatMap { number -> [Double] in
      let multiple = Double(number * number) * (Double.pi / 2)
      return [multiple, multiple.nextUp, multiple.nextDown, -multiple]
    }
    let numbers = uniform(-4...4, 20_000) + uniform(-1e6...1e6, 20_000) + near + anyBits() + Self.special
    #expect(worst(numbers, { VectorMath.sineCosine($0).sine }, { sin($0) }) < 2)
    #expect(worst(numbers, { VectorMath.sineCosine($0).cosine }, { cos($0) }) < 2)
    let floats = Self.floats + (uniform(-4...4, 20_000) + near).map { Float($0) }
    #expect(worst(floats, { VectorMath.sineCosine($0).sine }, { sin($0) }) < 1)
    #expect(worst(floats, { VectorMath.sineCosine($0).cosine }, { cos($0) }) < 1)
    #expect(VectorMath.sineCosine(SIMD8<Double>(repeating: -0.0)).sine[2].sign == .minus)
    let angles: [Double] = [0.5, -3, 1e300, .infinity, 7, 0, 1, 2, 3]
    let found = Elementwise.sineCosine(angles)
    for (index, angle) in angles.enumerated() {
      #expect(ulpDistance(found.sines[index], sin(Reference(angle))) < 2)
      #expect(ulpDistance(found.cosines[index], cos(Reference(angle))) < 2)
    }
  }

  @Test("Quarter turns are exact")
  func quarters() {
    let (sine, cosine) = VectorMath.sineCosine(turns: SIMD8(0, 0.25, 0.5, 0.75, 1, -0.25, 1e15, -3.5))
    #expect(sine == SIMD8(0, 1, 0, -1, 0, -1, 0, 0))
    #expect(cosine == SIMD8(1, 0, -1, 0, 1, 0, 1, -1))
    let eighths = SIMD16<Float>(0, 0.25, 0.5, 0.75, 1, -0.25, 1e15, -3.5, -0.5, -0.75, -1, 2.25, 9, 16.5, 0x1p23, 1e30)
    let (floatSine, floatCosine) = VectorMath.sineCosine(turns: eighths)
    #expect(floatSine == SIMD16<Float>(0, 1, 0, -1, 0, -1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0))
    #expect(floatCosine == SIMD16<Float>(1, 0, -1, 0, 1, 0, 1, -1, -1, 0, 1, 0, 1, -1, 1, 1))
  }

  @Test("The sine of a signed zero, and the logarithms of both zeros")
  func zeros() {
    #expect(VectorMath.sineCosine(turns: SIMD8<Double>(repeating: -0.0)).sine[3].sign == .minus)
    #expect(VectorMath.sineCosine(turns: SIMD16<Float>(repeating: -0.0)).sine[9].sign == .minus)
    #expect(VectorMath.log(SIMD16<Float>(repeating: -0.0)) == SIMD16(repeating: -.infinity))
    #expect(VectorMath.log(SIMD8<Double>(repeating: -0.0)) == SIMD8(repeating: -.infinity))
  }
}

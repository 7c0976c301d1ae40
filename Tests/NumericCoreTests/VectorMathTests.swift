import Testing

@testable import NumericCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The distance of a value from a reference in units in the last place of the reference; 0 where both are NaN.
func ulpDistance(_ value: Double, _ reference: Double) -> Double {
  if value.isNaN || reference.isNaN { return value.isNaN && reference.isNaN ? 0 : .infinity }
  if value == reference { return 0 }
  return value.isFinite && reference.isFinite ? abs(value - reference) / reference.ulp : .infinity
}

@Suite("Vectorized functions against libm")
struct VectorMathTests {
  /// The largest distance over numbers, taken eight at a time in all lanes.
  func worst(
    _ numbers: [Double], _ function: (SIMD8<Double>) -> SIMD8<Double>, _ reference: (Double) -> Double
  ) -> Double {
    var distance = 0.0
    for start in stride(from: 0, to: numbers.count - 7, by: 8) {
      let x = SIMD8<Double>(numbers[start..<start + 8])
      let y = function(x)
      for lane in 0..<8 { distance = max(distance, ulpDistance(y[lane], reference(x[lane]))) }
    }
    return distance
  }

  func uniform(_ range: ClosedRange<Double>, _ count: Int = 50_000) -> [Double] {
    var source = RandomSource(seed: 31, stream: UInt64(count))
    return (0..<count).map { _ in range.lowerBound + (range.upperBound - range.lowerBound) * source.uniform() }
  }

  /// Numbers of any sign and exponent, subnormal ones and NaN included.
  func anyBits() -> [Double] {
    var source = RandomSource(seed: 32, stream: 0)
    return (0..<50_000).map { _ in Double(bitPattern: source.next()) }
  }

  static let special: [Double] = [
    0, -0.0, .infinity, -.infinity, .nan, -.nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
    2.2250738585072014e-308, 1, -1, 710, -746, 709.7,
    -745, 0x1p52, 0x1p105, -0x1p51 - 0.5, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p-1022, 0x1p54, 0.25,
    751,
  ]

  @Test("exp is within 1.5 ulp")
  func exponential() {
    #expect(worst(uniform(-30...30), VectorMath.exp, exp) < 1.5)
    #expect(worst(uniform(-750...712), VectorMath.exp, exp) < 1.5)
    #expect(worst(uniform(-746...(-708)), VectorMath.exp, exp) < 1.5)
    #expect(worst(anyBits() + Self.special, VectorMath.exp, exp) < 1.5)
  }

  @Test("log is within 1 ulp")
  func logarithm() {
    #expect(worst(uniform(0...3), VectorMath.log, log) <= 1)
    #expect(worst(uniform(0.99...1.01), VectorMath.log, log) <= 1)
    #expect(worst(uniform(0...2.3e-308), VectorMath.log, log) <= 1)
    #expect(worst(anyBits() + Self.special, VectorMath.log, log) <= 1)
  }

  /// sin 2πu by libm, the turns removed first; both steps are exact.
  func plainSine(_ u: Double) -> Double {
    let part = u.remainder(dividingBy: 1)
    let quarters = (4 * part).rounded(.toNearestOrEven)
    let angle = (4 * part - quarters) * (Double.pi / 2)
    switch (Int(quarters.isFinite ? quarters : 0) + 4) % 4 {
    case 0: return sin(angle)
    case 1: return cos(angle)
    case 2: return -sin(angle)
    default: return -cos(angle)
    }
  }

  func plainCosine(_ u: Double) -> Double {
    let part = abs(u.remainder(dividingBy: 1))
    // cos 2πp = sin 2π(¼ − p), where the difference is exact for p between ⅛ and ½.
    return part <= 0.125 ? cos(2 * Double.pi * part) : plainSine(0.25 - part)
  }

  @Test("sin and cos of turns are within 2 ulp")
  func sineCosine() {
    let numbers = uniform(-2...2) + uniform(-1e6...1e6) + anyBits() + Self.special
    #expect(worst(numbers, { VectorMath.sineCosine(turns: $0).sine }, plainSine) < 2)
    #expect(worst(numbers, { VectorMath.sineCosine(turns: $0).cosine }, plainCosine) < 2)
  }

  @Test("Quarter turns are exact")
  func quarters() {
    let (sine, cosine) = VectorMath.sineCosine(turns: SIMD8(0, 0.25, 0.5, 0.75, 1, -0.25, 1e15, -3.5))
    #expect(sine == SIMD8(0, 1, 0, -1, 0, -1, 0, 0))
    #expect(cosine == SIMD8(1, 0, -1, 0, 1, 0, 1, -1))
  }
}

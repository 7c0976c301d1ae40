import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("The standard normal distribution")
struct StandardNormalTests {
  @Test("The distribution function takes a quantile back to its probability, in the middle and in both tails")
  func inverse() {
    var probabilities = (1..<200).map { Double($0) / 200 }
    for exponent in 1...300 { probabilities.append(pow(10, -Double(exponent))) }
    for p in probabilities {
      let x = StandardNormal.quantile(p)
      // Φ(x) = ½ erfc(−x/√2); its relative error grows like x² for a relative error of x.
      let back = 0.5 * erfc(-x / 2.0.squareRoot())
      #expect(abs(back - p) <= 1e-15 * (4 + 2 * x * x) * p, "\(p)")
    }
    for p in [0.6, 0.9, 0.925, 0.95, 0.999] {
      #expect(abs(StandardNormal.quantile(p) + StandardNormal.quantile(1 - p)) < 1e-12)
    }
  }

  @Test("The ends, and what is outside")
  func ends() {
    #expect(StandardNormal.quantile(0.5) == 0)
    #expect(StandardNormal.quantile(0) == -.infinity && StandardNormal.quantile(1) == .infinity)
    #expect(StandardNormal.quantile(.leastNonzeroMagnitude) < -38)
    for outside in [-0.1, 1.1, .nan, .infinity] { #expect(StandardNormal.quantile(outside).isNaN) }
  }

  @Test("Numbers of a block are those that a fill gives, in both precisions")
  func numbersOfBlocks() {
    let (normals, uniforms) = (NormalBlocks(seed: 3, stream: 4), UniformBlocks(seed: 3, stream: 4))
    var (floats, doubles) = ([Float](repeating: 0, count: 21), [Double](repeating: 0, count: 21))
    normals.fill(5, into: &floats)
    normals.fill(5, into: &doubles)
    #expect(normals.numbers(ofBlock: 5, count: 21) == floats && normals.numbers(ofBlock: 5, count: 21) == doubles)
    uniforms.fill(5, into: &floats)
    uniforms.fill(5, into: &doubles)
    #expect(uniforms.numbers(ofBlock: 5, count: 21) == floats && uniforms.numbers(ofBlock: 5, count: 21) == doubles)
  }
}

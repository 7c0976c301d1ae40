import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// P(a, eᵗ), the distribution function of log Gamma(a): the series of the lower incomplete gamma function
/// (Abramowitz & Stegun 6.5.29), all of whose terms are positive.
func logGammaDistribution(_ a: Double, _ t: Double) -> Double {
  let x = exp(t)
  if x > a + 40 + 12 * a.squareRoot() { return 1 }
  var (term, sum, k) = (1.0, 1.0, 1.0)
  while term > 1e-17 * sum {
    term *= x / (a + k)
    sum += term
    k += 1
  }
  return exp(a * t - x - lgamma(a + 1)) * sum
}

@Suite("Gamma numbers and what is made of them")
struct GammaTests {
  @Test("Gamma: Kolmogorov–Smirnov of the logarithms", arguments: [1e-5, 0.01, 0.3, 0.999, 1, 1.5, 4, 60, 1000])
  func gamma(_ shape: Double) {
    var source = RandomSource(seed: 131, stream: UInt64(shape * 1e6))
    let numbers = (0..<6000).map { _ in source.logGamma(shape: shape) }
    #expect(kolmogorovSmirnov(numbers) { logGammaDistribution(shape, $0) } < 2.65)
  }

  @Test("The scale multiplies, and a shape of 10^-300 gives a finite logarithm")
  func scale() {
    var (first, second) = (RandomSource(seed: 132, stream: 0), RandomSource(seed: 132, stream: 0))
    for shape in [0.4, 1, 7.5] {
      #expect(abs(first.gamma(shape: shape, scale: 3) / (3 * second.gamma(shape: shape)) - 1) < 1e-14)
    }
    for _ in 0..<100 { #expect(first.logGamma(shape: 1e-300).isFinite) }
  }

  @Test("Chi-square: Kolmogorov–Smirnov", arguments: [0.5, 1, 2, 5, 30])
  func chiSquare(_ freedom: Double) {
    var source = RandomSource(seed: 133, stream: UInt64(2 * freedom))
    let numbers = (0..<6000).map { _ in source.chiSquare(degreesOfFreedom: freedom) }
    #expect(kolmogorovSmirnov(numbers) { logGammaDistribution(freedom / 2, log($0 / 2)) } < 2.65)
  }

  @Test("Beta: Kolmogorov–Smirnov where the distribution function is elementary")
  func beta() {
    var source = RandomSource(seed: 134, stream: 0)
    func distance(_ a: Double, _ b: Double, _ distribution: (Double) -> Double) -> Double {
      kolmogorovSmirnov((0..<6000).map { _ in source.beta(a, b) }, distribution)
    }
    #expect(distance(1, 4.5) { 1 - pow(1 - $0, 4.5) } < 2.65)
    #expect(distance(0.2, 1) { pow($0, 0.2) } < 2.65)
    #expect(distance(0.5, 0.5) { 2 / Double.pi * asin($0.squareRoot()) } < 2.65)
    #expect(distance(2, 3) { $0 * $0 * (6 - 8 * $0 + 3 * $0 * $0) } < 2.65)
    // With tiny parameters a number is 0 or 1, with probabilities b/(a + b) and a/(a + b).
    let ones = (0..<4000).count { _ in source.beta(1e-8, 3e-8) > 0.5 }
    #expect(abs(Double(ones) - 1000) < 5 * 27.4)
  }

  @Test("Dirichlet: mean and variance within five standard errors, sum 1")
  func dirichlet() {
    let concentration = [0.5, 2, 3.5]
    var source = RandomSource(seed: 135, stream: 0)
    let points = (0..<20_000).map { _ in source.dirichlet(concentration) }
    #expect(points.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-14 && $0.allSatisfy { $0 >= 0 } })
    for (index, a) in concentration.enumerated() {
      let mean = a / 6
      let variance = mean * (1 - mean) / 7
      let moments = SampleMoments(of: points.map { $0[index] })
      #expect(abs(moments.mean - mean) < 5 * moments.standardError)
      let squares = SampleMoments(of: points.map { ($0[index] - mean) * ($0[index] - mean) })
      #expect(abs(squares.mean - variance) < 5 * squares.standardError)
    }
    // Cov(pᵢ, pⱼ) = −mᵢmⱼ/(a + 1).
    let products = SampleMoments(of: points.map { ($0[1] - 1.0 / 3) * ($0[2] - 3.5 / 6) })
    #expect(abs(products.mean + 1.0 / 3 * 3.5 / 6 / 7) < 5 * products.standardError)
  }

  @Test("Dirichlet with tiny concentrations: finite logarithms, and a corner with the right frequencies")
  func corners() {
    var source = RandomSource(seed: 136, stream: 0)
    var counts = [0, 0, 0]
    for _ in 0..<6000 {
      let logarithms = source.logDirichlet([1e-12, 2e-12, 3e-12])
      #expect(logarithms.allSatisfy { $0 <= 0 && $0.isFinite })
      if let corner = logarithms.firstIndex(where: { $0 > -1e-6 }) { counts[corner] += 1 }
    }
    #expect(counts.reduce(0, +) == 6000)
    #expect(standardizedChiSquare(counts, probabilities: [1.0 / 6, 1.0 / 3, 0.5]) < 6)
    #expect(source.dirichlet([4]) == [1])
  }
}

import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Passes of training")
struct TrainingPassesTests {
  func checkAdam<S: VectorScalar>(_: S.Type, _ count: Int) {
    var (w, m, v): ([S], [S], [S]) = (testNumbers(count, seed: 101), [], [])
    m = w.map { _ in 0 }
    v = m
    var plain = w.map { (w: Double($0), m: 0.0, v: 0.0) }
    var adam = AdamStep<S>(rate: 0.01)
    adam.meanDecay = 0.75
    for step in 1...4 {
      let g: [S] = testNumbers(count, seed: 110 + UInt64(step))
      adam.update(&w, gradient: g, means: &m, squares: &v, step: step)
      for i in 0..<count {
        let gradient = Double(g[i])
        plain[i].m = 0.75 * plain[i].m + 0.25 * gradient
        plain[i].v = 0.999 * plain[i].v + 0.001 * gradient * gradient
        let mean = plain[i].m / (1 - pow(0.75, Double(step)))
        let square = plain[i].v / (1 - pow(0.999, Double(step)))
        plain[i].w -= 0.01 * mean / (square.squareRoot() + 1e-8)
      }
    }
    // 1 − β₂ in the type's own precision is off by up to 64 ulp, which a root halves.
    let tolerance = 100 * Double(S.ulpOfOne)
    for i in 0..<count { #expect(abs(Double(w[i]) - plain[i].w) <= tolerance * (abs(plain[i].w) + 0.1)) }
  }

  @Test("Four steps of Adam over all tails")
  func adam() {
    for count in Array(0...20) + [31, 32, 33, 1023, 1025, 2100] {
      checkAdam(Double.self, count)
      checkAdam(Float.self, count)
    }
  }

  @Test("Parts of a gradient are added in order, on any number of threads", arguments: [1, 5, 1025, 200_001])
  func parts(_ count: Int) {
    let parts: [[Float]] = (0..<3).map { testNumbers(count, seed: 130 + UInt64($0)) }
    let sum = (0..<count).map { (parts[0][$0] + parts[1][$0]) + parts[2][$0] }
    let start: ([Float], [Float], [Float]) = (
      testNumbers(count, seed: 134), testNumbers(count, seed: 135), testNumbers(count, seed: 136).map(abs)
    )
    var whole = start
    AdamStep<Float>().update(&whole.0, gradient: sum, means: &whole.1, squares: &whole.2, step: 3)
    #expect(whole.0 != start.0)
    for threads in [1, 2, 5] {
      var (w, m, v) = start
      AdamStep<Float>().update(&w, gradientParts: parts, means: &m, squares: &v, step: 3, threads: threads)
      #expect(w == whole.0 && m == whole.1 && v == whole.2)
    }
  }

  @Test("A first step of Adam is as long as the rate, a zero gradient moves nothing, and NaN shows")
  func firstStep() {
    var (w, m, v): ([Double], [Double], [Double]) = ([1, 1, 1], [0, 0, 0], [0, 0, 0])
    AdamStep<Double>().update(&w, gradient: [1e-3, 0, .nan], means: &m, squares: &v, step: 1)
    #expect(abs(w[0] - 0.999) < 1e-7 && w[1] == 1 && w[2].isNaN)
  }

  func checkLatent<S: VectorScalar>(_: S.Type, _ count: Int) {
    let (mean, scale, noise): ([S], [S], [S]) = (
      testNumbers(count, seed: 121), testNumbers(count, seed: 122), testNumbers(count, seed: 123)
    )
    let logVariance = scale.map { S(0.1 * Double($0)) }
    let epsilon = 8 * Double(S.ulpOfOne)
    let sample = LatentGaussian.sample(mean: mean, logVariance: logVariance, noise: noise)
    let divergence = LatentGaussian.divergence(mean: mean, logVariance: logVariance)
    let through = LatentGaussian.logVarianceGradient(sampleGradient: mean, logVariance: logVariance, noise: noise)
    let ratio = LatentGaussian.priorRatio(sample: mean, logVariance: logVariance, noise: noise)
    var (first, second) = (noise, noise)
    LatentGaussian.addDivergenceGradient(
      weight: 0.5, mean: mean, logVariance: logVariance, meanGradient: &first, logVarianceGradient: &second)
    for i in 0..<count {
      let (m, l, z) = (Double(mean[i]), Double(logVariance[i]), Double(noise[i]))
      #expect(abs(Double(sample[i]) - (m + exp(l / 2) * z)) <= epsilon * (abs(m) + exp(l / 2) * abs(z)))
      #expect(abs(Double(divergence[i]) - (m * m + exp(l) - 1 - l) / 2) <= epsilon * (m * m + exp(l) + 1 + abs(l)))
      let slope = exp(l / 2) * z / 2
      #expect(abs(Double(through[i]) - m * slope) <= epsilon * abs(m * slope))
      #expect(abs(Double(ratio[i]) - (z * z + l - m * m) / 2) <= epsilon * (z * z + abs(l) + m * m))
      #expect(abs(Double(first[i]) - (z + 0.5 * m)) <= epsilon * (abs(z) + abs(m)))
      #expect(abs(Double(second[i]) - (z + 0.25 * (exp(l) - 1))) <= epsilon * (abs(z) + exp(l) + 1))
    }
  }

  @Test("A latent Gaussian's sample, divergence, gradients and ratio to the prior, over all tails")
  func latent() {
    for count in 0...40 {
      checkLatent(Double.self, count)
      checkLatent(Float.self, count)
    }
  }
}

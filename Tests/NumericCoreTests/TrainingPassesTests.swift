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
    let loss = LatentGaussian.bernoulliLoss(logits: mean, targets: noise)
    let gradient = LatentGaussian.bernoulliGradient(logits: mean, targets: noise)
    var (first, second) = (noise, noise)
    LatentGaussian.addDivergenceGradient(
      weight: 0.5, mean: mean, logVariance: logVariance, meanGradient: &first, logVarianceGradient: &second)
    for i in 0..<count {
      let (m, l, z) = (Double(mean[i]), Double(logVariance[i]), Double(noise[i]))
      #expect(abs(Double(sample[i]) - (m + exp(l / 2) * z)) <= epsilon * (abs(m) + exp(l / 2) * abs(z)))
      #expect(abs(Double(divergence[i]) - (m * m + exp(l) - 1 - l) / 2) <= epsilon * (m * m + exp(l) + 1 + abs(l)))
      let softplus = max(m, 0) + log1p(exp(-abs(m)))
      #expect(abs(Double(loss[i]) - (softplus - z * m)) <= epsilon * (softplus + abs(z * m)))
      #expect(abs(Double(gradient[i]) - (1 / (1 + exp(-m)) - z)) <= epsilon * (1 + abs(z)))
      #expect(abs(Double(first[i]) - (z + 0.5 * m)) <= epsilon * (abs(z) + abs(m)))
      #expect(abs(Double(second[i]) - (z + 0.25 * (exp(l) - 1))) <= epsilon * (abs(z) + exp(l) + 1))
    }
  }

  @Test("A latent Gaussian's sample, divergence and gradients, and a Bernoulli's loss, over all tails")
  func latent() {
    for count in 0...40 {
      checkLatent(Double.self, count)
      checkLatent(Float.self, count)
    }
  }
}

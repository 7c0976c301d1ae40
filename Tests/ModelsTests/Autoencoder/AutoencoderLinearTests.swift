import Models
import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A linear autoencoder with a Gaussian likelihood is probabilistic principal component analysis, the greatest bound of
/// which is its greatest log-likelihood (Lucas, Tucker, Grosse & Norouzi, "Don't blame the ELBO!", NeurIPS 2019).
@Suite("A linear autoencoder")
struct AutoencoderLinearTests {
  static let dimension = 6

  /// 64 points whose covariance has exactly the eigenvalues 9, 4, ¼, ¼, ¼, ¼: all signs of the axes, reflected.
  static let data: Matrix<Double> = {
    let scales = [3, 2, 0.5, 0.5, 0.5, 0.5]
    return Matrix(rows: 64, columns: 6) { row, column in
      let signs = (0..<6).map { row >> $0 & 1 == 0 ? scales[$0] : -scales[$0] }
      // I − (2/6) 1 1ᵀ is a reflection.
      return signs[column] - signs.reduce(0, +) / 3 + 1
    }
  }()

  /// log-likelihood of an observation at the greatest: −½ (d log 2π + Σ log λᵢ + (d − k) log σ² + d), σ² the mean of the
  /// eigenvalues left out (Tipping & Bishop 1999, equations 7 and 8).
  static let greatest = -0.5 * (6 * log(2 * Double.pi) + log(9) + log(4) + 4 * log(0.25) + 6)

  static func trained() throws -> Autoencoder<Double> {
    let architecture = try AutoencoderArchitecture(
      inputs: 6, encoderWidths: [], latent: 2, decoderWidths: [],
      likelihood: .gaussian(noiseVariance: 1, isTrained: true))
    var model = Autoencoder<Double>(architecture, seed: 1)
    for (rate, epochs) in [(0.03, 600), (0.003, 600), (0.0003, 600)] {
      var settings = AutoencoderSettings()
      (settings.batchSize, settings.rate, settings.seed) = (64, rate, 2)
      var training = try AutoencoderTraining(model, settings: settings)
      for _ in 0..<epochs { try training.runEpoch(on: data) }
      model = training.model
    }
    return model
  }

  @Test("Training finds the greatest log-likelihood, the noise and the plane; importance weights find log p(x)")
  func recovers() throws {
    let model = try Self.trained()
    var loss = SampleMoments.empty
    for seed in 0..<200 { loss = loss.merged(with: try model.bound(on: Self.data, seed: UInt64(seed)).loss) }
    #expect(-loss.mean <= Self.greatest + 4 * loss.standardError)
    #expect(-loss.mean > Self.greatest - 0.02)
    let noiseVariance = try #require(model.noiseVariance)
    #expect(abs(noiseVariance - 0.25) < 0.01)

    // The exact log-density under the decoder: N(x; c, W Wᵀ + τ² I).
    let layer = model.parameters.decoder.layers[0]
    let noise = Matrix<Double>.identity(6).scaled(by: noiseVariance)
    let covariance = layer.weights * layer.weights.transposed() + noise
    let factor = try CholeskyFactorization(covariance)
    let centred = Matrix<Double>(rows: 6, columns: 64) { Self.data[$1, $0] - layer.biases[$0] }
    let squares = factor.solveLower(centred).elements.reduce(0) { $0 + $1 * $1 }
    let exact = -0.5 * (6 * log(2 * Double.pi) + factor.logDeterminant + squares / 64)
    #expect(exact <= Self.greatest + 1e-9 && exact > Self.greatest - 0.01)
    let one = try model.logEvidence(on: Self.data, draws: 1, seed: 3)
    let many = try model.logEvidence(on: Self.data, draws: 2000, seed: 3)
    #expect(abs(many.mean - exact) < 0.01)
    #expect(one.mean < exact + 0.2 && one.count == 64)

    // The directions of the planted plane: e₁ and e₂, reflected.
    for axis in 0..<2 {
      let direction = (0..<6).map { ($0 == axis ? 1 : 0) - 1.0 / 3 }
      let variance = (0..<6).reduce(0.0) { sum, i in
        sum + (0..<6).reduce(0.0) { $0 + direction[i] * covariance[i, $1] * direction[$1] }
      }
      #expect(abs(variance / (axis == 0 ? 9 : 4) - 1) < 0.05)
    }
  }

  @Test("The importance-weighted estimate rises with the draws, as its expectation does")
  func draws() throws {
    let architecture = try AutoencoderExamples.architectures()[0]
    let model = Autoencoder<Double>(architecture, seed: 4)
    let data: Matrix<Double> = AutoencoderExamples.patterns(512, 5, seed: 5)
    let estimates = try [1, 10, 100].map { try model.logEvidence(on: data, draws: $0, seed: 6).mean }
    #expect(estimates[0] < estimates[1] && estimates[1] < estimates[2])
    // With one draw it is minus the loss, of which the divergence is here estimated too.
    let bound = try model.bound(on: data, seed: 6)
    #expect(abs(estimates[0] + bound.loss.mean) < 0.2)
  }
}

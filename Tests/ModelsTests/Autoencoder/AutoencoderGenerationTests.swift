import Models
import NumericCore
import Testing

@Suite("What an autoencoder generates")
struct AutoencoderGenerationTests {
  /// A decoder of which every output is the same linear function of the latent variable.
  static func linear(noiseVariance: Double) throws -> Autoencoder<Double> {
    let architecture = try AutoencoderArchitecture(
      inputs: 2, encoderWidths: [], latent: 2, decoderWidths: [],
      likelihood: .gaussian(noiseVariance: noiseVariance, isTrained: false))
    var parameters = Autoencoder<Double>(architecture, seed: 1).parameters
    parameters.decoder.layers[0] = DenseLayer(
      weights: Matrix(rows: 2, columns: 2, elements: [1, 0, 0, 10]), biases: [0, 100])
    return try Autoencoder(architecture, parameters: parameters)
  }

  @Test("The plane holds the quantiles of the prior, to the right and upwards")
  func plane() throws {
    let plane = try Self.linear(noiseVariance: 1).latentPlane(steps: 4)
    let quantiles = [-1.1503493803760079, -0.31863936396437514, 0.31863936396437514, 1.1503493803760079]
    #expect(plane.rows == 16)
    for i in 0..<4 {
      for j in 0..<4 {
        #expect(abs(plane[4 * i + j, 0] - quantiles[j]) < 1e-14)
        #expect(abs(plane[4 * i + j, 1] - (100 + 10 * quantiles[3 - i])) < 1e-12)
      }
    }
  }

  @Test("Samples have the moments of the model, with and without its noise")
  func samples() throws {
    let model = try Self.linear(noiseVariance: 4)
    for (kind, variances) in [(Autoencoder<Double>.SampleKind.means, [1.0, 100]), (.observations, [5.0, 104])] {
      let drawn = model.sample(20_000, kind, seed: 1, threads: 2)
      #expect(drawn == model.sample(20_000, kind, seed: 1))
      for column in 0..<2 {
        let moments = SampleMoments(of: (0..<20_000).map { drawn[$0, column] })
        #expect(abs(moments.mean - (column == 0 ? 0 : 100)) < 5 * moments.standardError)
        #expect(abs(moments.variance / variances[column] - 1) < 0.05)
      }
    }
  }

  @Test("Samples of a Bernoulli likelihood are zeros and ones with the probabilities of the means")
  func bits() throws {
    let architecture = try AutoencoderExamples.architectures()[0]
    let model = Autoencoder<Float>(architecture, seed: 2)
    let bits = model.sample(10_000, .observations, seed: 1)
    let means = model.sample(10_000, seed: 1)
    #expect(bits.elements.allSatisfy { $0 == 0 || $0 == 1 } && means.elements.allSatisfy { $0 > 0 && $0 < 1 })
    let (share, expected) = (bits.elements.reduce(0, +) / 50_000, means.elements.reduce(0, +) / 50_000)
    #expect(abs(share - expected) < 0.012)
  }

  @Test("Codes and reconstructions belong to their rows, also beyond a piece of the data")
  func rows() throws {
    let model = Autoencoder<Float>(try AutoencoderExamples.architectures()[1], seed: 3)
    let data: Matrix<Float> = AutoencoderExamples.unitData(150, 6, seed: 4)
    let (code, images) = (try model.encode(data), try model.reconstruct(data))
    #expect(code.mean.rows == 150 && code.logVariance.columns == 3 && images.rows == 150 && images.columns == 6)
    for row in [0, 1, 63, 64, 149] {
      let one = Matrix<Float>(rows: 1, columns: 6) { data[row, $1] }
      let (other, image) = (try model.encode(one), try model.reconstruct(one))
      for k in 0..<3 {
        #expect(abs(other.mean[0, k] - code.mean[row, k]) < 1e-5)
        #expect(abs(other.logVariance[0, k] - code.logVariance[row, k]) < 1e-5)
      }
      for column in 0..<6 { #expect(abs(image[0, column] - images[row, column]) < 1e-5) }
    }
    #expect(images.elements.allSatisfy { $0 > 0 && $0 < 1 })
  }
}

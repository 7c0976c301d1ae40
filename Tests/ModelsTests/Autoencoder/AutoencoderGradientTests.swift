import Models
import NumericCore
import Testing

@Suite("Gradients of an autoencoder")
struct AutoencoderGradientTests {
  @Test(
    "Every number of the gradient is the exact derivative of the definition, and the losses are its", arguments: 0..<4)
  func derivatives(_ index: Int) throws {
    let architecture = try AutoencoderExamples.architectures()[index]
    let model = Autoencoder<Double>(architecture, seed: 7)
    let data: Matrix<Double> = AutoencoderExamples.unitData(5, architecture.inputs, seed: 8)
    let noise = AutoencoderExamples.noise(architecture.latent, 5, seed: 9)
    let (losses, gradient) = try model.gradient(on: data, noise: noise)
    let (found, numbers) = (gradient.numbers, model.parameters.numbers)
    #expect(found.count == numbers.count)
    #expect(losses.observations == 5)
    var isFixed = [Bool](repeating: false, count: numbers.count)
    if case .gaussian(_, isTrained: false) = architecture.likelihood { isFixed[numbers.count - 1] = true }
    for place in numbers.indices {
      let plain = PlainAutoencoder(model, slopeAt: place).losses(data, noise)
      let exact = isFixed[place] ? 0 : (plain.reconstruction.slope + plain.divergence.slope) / 5
      #expect(abs(found[place] - exact) < 1e-13 * (1 + abs(exact)), "\(place): \(found[place]) is not \(exact)")
      guard place == 0 else { continue }
      #expect(abs(losses.reconstruction - plain.reconstruction.value) < 1e-12 * abs(plain.reconstruction.value))
      #expect(abs(losses.divergence - plain.divergence.value) < 1e-12 * (1 + plain.divergence.value))
    }
    #expect(found.filter { $0 != 0 }.count > numbers.count / 3)
  }

  @Test("The encoder's gradient of the divergence is the exact derivative of its expression")
  func divergence() throws {
    // A decoder of zeros does not look at the latent variable, so that the divergence alone reaches the encoder.
    let architecture = try AutoencoderArchitecture(inputs: 4, encoderWidths: [], latent: 3, decoderWidths: [])
    var parameters = Autoencoder<Double>(architecture, seed: 27).parameters
    let decoder = parameters.decoder.layers[0].weights
    parameters.decoder.layers[0].weights = .zero(rows: decoder.rows, columns: decoder.columns)
    let model = try Autoencoder(architecture, parameters: parameters)
    let data: Matrix<Double> = AutoencoderExamples.unitData(1, 4, seed: 28)
    let gradient = try model.gradient(on: data, noise: AutoencoderExamples.noise(3, 1, seed: 29)).gradient
    let code = try model.encode(data)
    let heads = code.mean.elements + code.logVariance.elements
    for place in 0..<6 {
      // ½ Σ (exp sₖ + mₖ² − 1 − sₖ) of Derivations/kl-log-variance.md, with derivatives beside the values.
      let inputs = heads.enumerated().map { Dual(value: $1, slope: $0 == place ? 1 : 0) }
      var sum = Dual(value: 0, slope: 0)
      for k in 0..<3 { sum = sum + inputs[3 + k].exponential + inputs[k] * inputs[k] - Dual(1) - inputs[3 + k] }
      let half = Dual(0.5) * sum
      #expect(abs(gradient.encoder.layers[0].biases[place] - half.slope) <= 1e-14 * (1 + abs(half.slope)))
    }
  }

  @Test("The gradient of the mean loss is the mean of the gradients")
  func mean() throws {
    let architecture = try AutoencoderExamples.architectures()[0]
    let model = Autoencoder<Double>(architecture, seed: 37)
    let data: Matrix<Double> = AutoencoderExamples.unitData(6, 5, seed: 38)
    let noise = AutoencoderExamples.noise(2, 6, seed: 39)
    var mean = [Double](repeating: 0, count: model.parameters.numbers.count)
    for row in 0..<6 {
      let one = try model.gradient(
        on: Matrix(rows: 1, columns: 5) { data[row, $1] }, noise: Matrix(rows: 2, columns: 1) { i, _ in noise[i, row] })
      for (place, number) in one.gradient.numbers.enumerated() { mean[place] += number / 6 }
    }
    let whole = try model.gradient(on: data, noise: noise).gradient.numbers
    #expect(zip(whole, mean).allSatisfy { abs($0 - $1) < 1e-14 })
  }
}

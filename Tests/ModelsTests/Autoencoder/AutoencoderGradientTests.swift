import Models
import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Gradients of an autoencoder")
struct AutoencoderGradientTests {
  @Test("Every number of the gradient is the central difference of the loss", arguments: 0..<4)
  func differences(_ index: Int) throws {
    let architecture = try AutoencoderExamples.architectures()[index]
    let model = Autoencoder<Double>(architecture, seed: 7)
    let data: Matrix<Double> = AutoencoderExamples.unitData(5, architecture.inputs, seed: 8)
    let noise = AutoencoderExamples.noise(architecture.latent, 5, seed: 9)
    let gradient = try model.gradient(on: data, noise: noise).gradient.numbers
    let numbers = model.parameters.numbers
    #expect(gradient.count == numbers.count)
    var isFixed = [Bool](repeating: false, count: numbers.count)
    if case .gaussian(_, isTrained: false) = architecture.likelihood { isFixed[numbers.count - 1] = true }
    for place in numbers.indices {
      func loss(_ change: Double) throws -> Double {
        var parameters = model.parameters
        parameters.numbers[place] += change
        return try Autoencoder(architecture, parameters: parameters).gradient(on: data, noise: noise).losses.mean
      }
      let step = 1e-5
      let difference = isFixed[place] ? 0 : (try loss(step) - loss(-step)) / (2 * step)
      #expect(abs(gradient[place] - difference) < 1e-8, "\(place): \(gradient[place]) is not \(difference)")
    }
    #expect(gradient.filter { $0 != 0 }.count > numbers.count / 3)
  }

  @Test("The losses are those of the definition, written as loops", arguments: 0..<4)
  func definition(_ index: Int) throws {
    let architecture = try AutoencoderExamples.architectures()[index]
    let model = Autoencoder<Double>(architecture, seed: 17)
    let data: Matrix<Double> = AutoencoderExamples.unitData(7, architecture.inputs, seed: 18)
    let noise = AutoencoderExamples.noise(architecture.latent, 7, seed: 19)
    let losses = try model.gradient(on: data, noise: noise).losses
    let plain = plainLosses(model, data, noise)
    #expect(losses.observations == 7)
    #expect(abs(losses.reconstruction - plain.reconstruction) < 1e-12 * abs(plain.reconstruction))
    #expect(abs(losses.divergence - plain.divergence) < 1e-12 * (1 + plain.divergence))
  }

  /// The losses, one observation after the other.
  private func plainLosses(
    _ model: Autoencoder<Double>, _ data: Matrix<Double>, _ noise: Matrix<Double>
  ) -> (reconstruction: Double, divergence: Double) {
    let architecture = model.architecture
    func run(_ network: Perceptron<Double>, _ input: [Double]) -> [Double] {
      var values = input
      for (index, layer) in network.layers.enumerated() {
        values = (0..<layer.weights.rows).map { row in
          let sum = values.indices.reduce(layer.biases[row]) { $0 + layer.weights[row, $1] * values[$1] }
          if index + 1 == network.layers.count { return sum }
          return architecture.activation == .tanh ? tanh(sum) : max(sum, 0)
        }
      }
      return values
    }
    var (reconstruction, divergence) = (0.0, 0.0)
    for row in 0..<data.rows {
      let x = (0..<data.columns).map { data[row, $0] }
      let heads = run(model.parameters.encoder, x)
      let n = architecture.latent
      let z = (0..<n).map { heads[$0] + exp(heads[n + $0] / 2) * noise[$0, row] }
      for k in 0..<n { divergence += 0.5 * (exp(heads[n + k]) + heads[k] * heads[k] - 1 - heads[n + k]) }
      let f = run(model.parameters.decoder, z)
      for i in x.indices {
        if let variance = model.noiseVariance {
          reconstruction += 0.5 * ((x[i] - f[i]) * (x[i] - f[i]) / variance + log(2 * Double.pi * variance))
        } else {
          reconstruction -= x[i] * log(1 / (1 + exp(-f[i]))) + (1 - x[i]) * log(1 - 1 / (1 + exp(-f[i])))
        }
      }
    }
    return (reconstruction, divergence)
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

/// A number and its derivative, which sums, products and exponentials carry along exactly.
private struct Dual {
  var value: Double
  var slope: Double

  init(value: Double, slope: Double) { (self.value, self.slope) = (value, slope) }
  init(_ constant: Double) { self.init(value: constant, slope: 0) }

  var exponential: Dual { Dual(value: exp(value), slope: exp(value) * slope) }

  static func + (a: Dual, b: Dual) -> Dual { Dual(value: a.value + b.value, slope: a.slope + b.slope) }
  static func - (a: Dual, b: Dual) -> Dual { Dual(value: a.value - b.value, slope: a.slope - b.slope) }
  static func * (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value * b.value, slope: a.value * b.slope + a.slope * b.value)
  }
}

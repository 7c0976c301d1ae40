import Models
import NumericCore

/// The losses of an autoencoder as they are defined, one observation after the other, with derivatives beside the values.
struct PlainAutoencoder {
  private let architecture: AutoencoderArchitecture
  private var encoder: [Layer] = []
  private var decoder: [Layer] = []
  private var logNoiseVariance: Dual?

  private struct Layer {
    let weights: [[Dual]]
    let biases: [Dual]
  }

  /// - Parameter place: The parameter by which derivatives are taken, in the order of `AutoencoderParameters.numbers`.
  init(_ model: Autoencoder<Double>, slopeAt place: Int) {
    architecture = model.architecture
    var next = 0
    func take(_ value: Double) -> Dual {
      defer { next += 1 }
      return Dual(value: value, slope: next == place ? 1 : 0)
    }
    func layers(_ network: Perceptron<Double>) -> [Layer] {
      network.layers.map { layer in
        let weights = (0..<layer.weights.rows).map { row in
          (0..<layer.weights.columns).map { take(layer.weights[row, $0]) }
        }
        return Layer(weights: weights, biases: layer.biases.map(take))
      }
    }
    encoder = layers(model.parameters.encoder)
    decoder = layers(model.parameters.decoder)
    logNoiseVariance = model.parameters.logNoiseVariance.first.map(take)
  }

  /// The sums of −log p(x | z) at z = m + e^(s/2) ε, and of KL(q ‖ p), over the rows of the data.
  func losses(_ data: Matrix<Double>, _ noise: Matrix<Double>) -> (reconstruction: Dual, divergence: Dual) {
    var (reconstruction, divergence) = (Dual(0), Dual(0))
    let n = architecture.latent
    for row in 0..<data.rows {
      let x = (0..<data.columns).map { Dual(data[row, $0]) }
      let heads = run(encoder, x)
      let (m, s) = (heads[..<n], Array(heads[n...]))
      let z = (0..<n).map { m[$0] + (Dual(0.5) * s[$0]).exponential * Dual(noise[$0, row]) }
      for k in 0..<n { divergence = divergence + Dual(0.5) * (s[k].exponential + m[k] * m[k] - Dual(1) - s[k]) }
      for (x, f) in zip(x, run(decoder, z)) {
        if let logVariance = logNoiseVariance {
          let square = (x - f) * (x - f) / logVariance.exponential
          reconstruction = reconstruction + Dual(0.5) * (square + Dual(2 * Double.pi).logarithm + logVariance)
        } else {
          let p = Dual(1) / (Dual(1) + (Dual(0) - f).exponential)
          reconstruction = reconstruction - x * p.logarithm - (Dual(1) - x) * (Dual(1) - p).logarithm
        }
      }
    }
    return (reconstruction, divergence)
  }

  private func run(_ layers: [Layer], _ input: [Dual]) -> [Dual] {
    var values = input
    for (index, layer) in layers.enumerated() {
      values = zip(layer.weights, layer.biases).map { weights, bias in
        let sum = zip(weights, values).reduce(bias) { $0 + $1.0 * $1.1 }
        if index + 1 == layers.count { return sum }
        return architecture.activation == .tanh ? sum.tanh : sum.value > 0 ? sum : Dual(0)
      }
    }
    return values
  }
}

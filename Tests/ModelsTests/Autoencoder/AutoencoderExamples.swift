import Models
import NumericCore

/// Small autoencoders and data that the tests share.
enum AutoencoderExamples {
  /// Forms of both likelihoods, both activations, and none to two hidden layers.
  static func architectures() throws -> [AutoencoderArchitecture] {
    [
      try AutoencoderArchitecture(
        inputs: 5, encoderWidths: [4], latent: 2, decoderWidths: [3], activation: .tanh, likelihood: .bernoulli),
      try AutoencoderArchitecture(
        inputs: 6, encoderWidths: [5, 4], latent: 3, decoderWidths: [4, 7], activation: .reLU, likelihood: .bernoulli),
      try AutoencoderArchitecture(
        inputs: 4, encoderWidths: [], latent: 1, decoderWidths: [],
        likelihood: .gaussian(noiseVariance: 0.3, isTrained: true)),
      try AutoencoderArchitecture(
        inputs: 3, encoderWidths: [6], latent: 2, decoderWidths: [], activation: .tanh,
        likelihood: .gaussian(noiseVariance: 2, isTrained: false)),
    ]
  }

  /// Numbers in [0, 1].
  static func unitData<Scalar: VectorScalar>(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Scalar> {
    var source = RandomSource(seed: seed, stream: 1)
    return Matrix(rows: rows, columns: columns) { _, _ in Scalar(source.uniform()) }
  }

  /// Zeros and ones in two patterns with a little noise, which one latent dimension can tell apart.
  static func patterns<Scalar: VectorScalar>(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Scalar> {
    var source = RandomSource(seed: seed, stream: 2)
    return Matrix(rows: rows, columns: columns) { row, column in
      let bit = (row + column).isMultiple(of: 2)
      return bit != (source.uniform() < 0.05) ? 1 : 0
    }
  }

  static func noise(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
    var source = RandomSource(seed: seed, stream: 3)
    return Matrix(rows: rows, columns: columns) { _, _ in source.normal() }
  }
}

extension AutoencoderParameters {
  /// All numbers, in a fixed order.
  var numbers: [Scalar] {
    get {
      (encoder.layers + decoder.layers).flatMap { $0.weights.elements + $0.biases } + logNoiseVariance
    }
    set {
      var rest = newValue[...]
      func take(_ count: Int) -> [Scalar] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      func fill(_ layer: inout DenseLayer<Scalar>) {
        let (rows, columns) = (layer.weights.rows, layer.weights.columns)
        layer.weights = Matrix(rows: rows, columns: columns, elements: take(rows * columns))
        layer.biases = take(rows)
      }
      for index in encoder.layers.indices { fill(&encoder.layers[index]) }
      for index in decoder.layers.indices { fill(&decoder.layers[index]) }
      logNoiseVariance = take(logNoiseVariance.count)
    }
  }
}

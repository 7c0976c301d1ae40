import NumericCore

/// What is trained in an autoencoder. The gradient of a loss and the means of Adam have the same form.
public struct AutoencoderParameters<Scalar: VectorScalar>: Equatable, Sendable {
  /// From an observation to the means and then the log-variances of the latent variable.
  public var encoder: Perceptron<Scalar>
  /// From the latent variable to the logits or means of an observation.
  public var decoder: Perceptron<Scalar>
  /// log τ² of a Gaussian likelihood, one number; none for a Bernoulli likelihood.
  public var logNoiseVariance: [Scalar]

  /// Zeros.
  init(zerosFor architecture: AutoencoderArchitecture) {
    encoder = Perceptron(widths: architecture.encoderShape)
    decoder = Perceptron(widths: architecture.decoderShape)
    logNoiseVariance = architecture.likelihood == .bernoulli ? [] : [0]
  }

  /// A start of training.
  init(_ architecture: AutoencoderArchitecture, seed: UInt64) {
    func uniforms(_ name: String) -> UniformBlocks {
      UniformBlocks(seed: seed, stream: RandomSource.streamNumber(name))
    }
    encoder = Perceptron(widths: architecture.encoderShape, drawing: uniforms("autoencoder encoder"))
    decoder = Perceptron(widths: architecture.decoderShape, drawing: uniforms("autoencoder decoder"))
    logNoiseVariance = []
    if case .gaussian(let variance, _) = architecture.likelihood {
      logNoiseVariance = [Scalar(variance.logarithm())]
    }
  }
}

extension AutoencoderParameters {
  /// A step of Adam along the sum of some gradients; `means` and `squares` as in `AdamStep.update`.
  mutating func update(
    _ adam: AdamStep<Scalar>, gradients: [AutoencoderParameters], means: inout AutoencoderParameters,
    squares: inout AutoencoderParameters, step: Int, threads: Int
  ) {
    encoder.update(
      adam, gradients: gradients.map(\.encoder), means: &means.encoder, squares: &squares.encoder, step: step,
      threads: threads)
    decoder.update(
      adam, gradients: gradients.map(\.decoder), means: &means.decoder, squares: &squares.decoder, step: step,
      threads: threads)
    adam.update(
      &logNoiseVariance, gradientParts: gradients.map(\.logNoiseVariance), means: &means.logNoiseVariance,
      squares: &squares.logNoiseVariance, step: step)
  }
}

extension Perceptron {
  fileprivate mutating func update(
    _ adam: AdamStep<Scalar>, gradients: [Perceptron], means: inout Perceptron, squares: inout Perceptron, step: Int,
    threads: Int
  ) {
    for index in layers.indices {
      layers[index].update(
        adam, gradients: gradients.map { $0.layers[index] }, means: &means.layers[index],
        squares: &squares.layers[index], step: step, threads: threads)
    }
  }
}

extension DenseLayer {
  fileprivate mutating func update(
    _ adam: AdamStep<Scalar>, gradients: [DenseLayer], means: inout DenseLayer, squares: inout DenseLayer, step: Int,
    threads: Int
  ) {
    let parts = gradients.map(\.weights.elements)
    weights.withMutableElements { weights in
      means.weights.withMutableElements { means in
        squares.weights.withMutableElements { squares in
          adam.update(
            &weights, gradientParts: parts, means: &means, squares: &squares, step: step, threads: threads)
        }
      }
    }
    adam.update(
      &biases, gradientParts: gradients.map(\.biases), means: &means.biases, squares: &squares.biases, step: step)
  }
}

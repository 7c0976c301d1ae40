import NumericCore

/// The memory of a pass of some observations through an autoencoder and back, which is kept for the next pass. Each
/// observation is a column.
struct AutoencoderPass<Scalar: VectorScalar>: Sendable {
  /// x, inputs×observations.
  private(set) var input: Matrix<Scalar>
  private var encoder: PerceptronPass<Scalar>
  private var decoder: PerceptronPass<Scalar>
  /// z, latent×observations.
  private var sample: Matrix<Scalar>
  private var noise: [Scalar] = []
  /// The gradient by log τ², where it is trained.
  private var noiseVarianceGradient: Scalar = 0

  init(_ architecture: AutoencoderArchitecture) {
    input = .zero(rows: 0, columns: 0)
    sample = .zero(rows: architecture.latent, columns: 0)
    encoder = PerceptronPass(layers: architecture.encoderWidths.count + 1, activation: architecture.activation)
    decoder = PerceptronPass(layers: architecture.decoderWidths.count + 1, activation: architecture.activation)
  }

  /// How many observations there are.
  var observations: Int { input.columns }

  /// Takes rows of a matrix as the observations.
  mutating func setInput(rows: ArraySlice<Int>, of matrix: Matrix<Scalar>) {
    input.takeShape(rows: matrix.columns, columns: rows.count)
    input.setColumns(toRows: rows, of: matrix)
    sample.takeShape(rows: sample.rows, columns: rows.count)
  }

  /// m, latent×observations.
  var mean: [Scalar] { Array(encoder.output.elements.prefix(sample.elements.count)) }

  /// s, latent×observations.
  var logVariance: [Scalar] { Array(encoder.output.elements.suffix(sample.elements.count)) }

  /// Computes m and s of the observations.
  mutating func encode(_ model: Autoencoder<Scalar>) { encoder.forward(model.parameters.encoder, input: input) }

  /// Draws z = m + e^(s/2) ε and decodes it. Not before `encode`.
  mutating func decode(_ model: Autoencoder<Scalar>, noise: [Scalar]) {
    self.noise = noise
    let drawn = LatentGaussian.sample(mean: mean, logVariance: logVariance, noise: noise)
    sample = Matrix(rows: sample.rows, columns: observations, elements: drawn)
    decoder.forward(model.parameters.decoder, input: sample)
  }

  /// KL(q ‖ p) of each observation, as in `Derivations/kl-log-variance.md`.
  var divergences: [Scalar] {
    columnSums(LatentGaussian.divergence(mean: mean, logVariance: logVariance))
  }

  /// log p(z) − log q(z | x) of each observation.
  var priorRatios: [Scalar] {
    columnSums(LatentGaussian.priorRatio(sample: sample.elements, logVariance: logVariance, noise: noise))
  }

  private func columnSums(_ terms: [Scalar]) -> [Scalar] {
    Matrix(rows: sample.rows, columns: observations, elements: terms).columnSums()
  }

  /// −log p(x | z) of each observation. The outputs are replaced by the gradient of their sum times a weight.
  mutating func reconstructionLosses(_ model: Autoencoder<Scalar>, weight: Scalar) -> [Scalar] {
    let input = input
    guard let logVariance = model.parameters.logNoiseVariance.first else {
      return decoder.replaceOutput { ReconstructionLoss.bernoulli(replacing: &$0, targets: input, weight: weight) }
    }
    let precision = (-logVariance).exponential()
    let squares = decoder.replaceOutput {
      ReconstructionLoss.squares(replacing: &$0, targets: input, weight: weight * precision)
    }
    let dimension = Scalar(input.rows)
    if case .gaussian(_, isTrained: true) = model.architecture.likelihood {
      noiseVarianceGradient =
        weight * 0.5 * (dimension * Scalar(observations) - precision * Elementwise.sum(squares))
    }
    let constant = dimension * (logVariance + Scalar(2 * Double.pi).logarithm())
    return squares.map { 0.5 * (precision * $0 + constant) }
  }

  /// Goes back from the outputs' gradient, adds that of the divergences times a weight, and writes that by the parameters.
  /// Not before `reconstructionLosses`.
  mutating func propagateBack(
    _ model: Autoencoder<Scalar>, weight: Scalar, gradient: inout AutoencoderParameters<Scalar>
  ) {
    decoder.backward(model.parameters.decoder, input: sample, parameters: &gradient.decoder)
    let (mean, logVariance) = (mean, logVariance)
    var byMean = decoder.inputGradient(model.parameters.decoder).elements
    var byLogVariance = LatentGaussian.logVarianceGradient(
      sampleGradient: byMean, logVariance: logVariance, noise: noise)
    LatentGaussian.addDivergenceGradient(
      weight: weight, mean: mean, logVariance: logVariance, meanGradient: &byMean,
      logVarianceGradient: &byLogVariance)
    let heads = Matrix(rows: 2 * sample.rows, columns: observations, elements: byMean + byLogVariance)
    encoder.replaceOutput { $0 = heads }
    encoder.backward(model.parameters.encoder, input: input, parameters: &gradient.encoder)
    if !gradient.logNoiseVariance.isEmpty { gradient.logNoiseVariance[0] = noiseVarianceGradient }
  }

  /// The parameters of p(x | z): probabilities of a Bernoulli likelihood, means of a Gaussian one. Not after
  /// `reconstructionLosses`.
  func outputMeans(_ architecture: AutoencoderArchitecture) -> Matrix<Scalar> {
    var means = decoder.output
    if architecture.likelihood == .bernoulli { Elementwise.apply(.sigmoid, to: &means) }
    return means
  }

  /// Decodes given latent variables, latent×observations.
  mutating func decode(_ model: Autoencoder<Scalar>, latents: Matrix<Scalar>) {
    decoder.forward(model.parameters.decoder, input: latents)
  }
}

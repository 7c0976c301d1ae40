/// The form of a variational autoencoder: its likelihood and the widths of its networks.
///
/// The encoder gives the mean m and the log-variance s of q(z | x) = N(m, diag eˢ), the decoder the parameters of
/// p(x | z), and the prior of z is N(0, I). Source: Kingma & Welling, "Auto-encoding variational Bayes", ICLR 2014.
public struct AutoencoderArchitecture: Equatable, Sendable {
  /// How many numbers an observation has.
  public let inputs: Int
  /// The widths of the hidden layers between observation and latent variable, in order; none for a linear encoder.
  public let encoderWidths: [Int]
  /// The dimension of the latent variable.
  public let latent: Int
  /// The widths of the hidden layers between latent variable and output, in order; none for a linear decoder.
  public let decoderWidths: [Int]
  /// What the hidden layers apply.
  public let activation: Activation
  /// The density of an observation given the output of the decoder.
  public let likelihood: Likelihood

  /// What a hidden layer applies to each number.
  public enum Activation: String, CaseIterable, Sendable {
    /// max(x, 0).
    case reLU = "relu"
    /// The hyperbolic tangent.
    case tanh
  }

  /// The density of an observation x given the output f of the decoder.
  public enum Likelihood: Equatable, Sendable {
    /// Independent Bernoulli variables of which f are the logits; observations are in [0, 1].
    case bernoulli
    /// N(x; f, τ² I), where τ² stays as it is given or is trained from there.
    case gaussian(noiseVariance: Double, isTrained: Bool)
  }

  /// A form.
  /// - Throws: `AutoencoderError.setting` where a width or the variance is not positive.
  public init(
    inputs: Int, encoderWidths: [Int], latent: Int, decoderWidths: [Int], activation: Activation = .reLU,
    likelihood: Likelihood = .bernoulli
  ) throws(AutoencoderError) {
    for width in [inputs, latent] + encoderWidths + decoderWidths where width < 1 {
      throw .setting("width", reason: "\(width) is not positive")
    }
    if case .gaussian(let variance, _) = likelihood, !(variance > 0 && variance.isFinite) {
      throw .setting("noise variance", reason: "\(variance) is not positive and finite")
    }
    (self.inputs, self.encoderWidths, self.latent, self.decoderWidths) = (inputs, encoderWidths, latent, decoderWidths)
    (self.activation, self.likelihood) = (activation, likelihood)
  }

  /// The widths from the observation to both heads, the means before the log-variances.
  var encoderShape: [Int] { [inputs] + encoderWidths + [2 * latent] }

  /// The widths from the latent variable to the output.
  var decoderShape: [Int] { [latent] + decoderWidths + [inputs] }
}

import NumericCore

/// A training of an autoencoder by Adam on mini-batches: all that the next step depends on but the data.
///
/// The bits of every step are a function of the settings, the start and the data; they depend neither on the threads nor
/// on where the training was stopped and resumed.
public struct AutoencoderTraining<Scalar: VectorScalar>: Equatable, Sendable {
  /// The autoencoder so far.
  public internal(set) var model: Autoencoder<Scalar>
  /// How it is trained.
  public let settings: AutoencoderSettings
  /// How far it is.
  public internal(set) var progress = Progress()
  /// Adam's means of the gradients.
  var means: AutoencoderParameters<Scalar>
  /// Adam's means of the squared gradients.
  var squares: AutoencoderParameters<Scalar>

  /// How far a training is.
  public struct Progress: Equatable, Sendable {
    /// The steps done.
    public internal(set) var steps = 0
    /// The whole epochs done.
    public internal(set) var epochs = 0
    /// The steps done of the running epoch.
    public internal(set) var stepsOfEpoch = 0
    /// The losses of the running epoch, or of the last one when a new one has not begun.
    public internal(set) var losses = AutoencoderLosses()
  }

  /// A training from the start that the seed gives.
  /// - Throws: `AutoencoderError.setting` for an impossible setting.
  public init(
    _ architecture: AutoencoderArchitecture, settings: AutoencoderSettings = AutoencoderSettings()
  ) throws(AutoencoderError) {
    try self.init(Autoencoder(architecture, seed: settings.seed), settings: settings)
  }

  /// A training that starts from a given autoencoder.
  /// - Throws: `AutoencoderError.setting` for an impossible setting.
  public init(_ model: Autoencoder<Scalar>, settings: AutoencoderSettings) throws(AutoencoderError) {
    try settings.check()
    self.model = model
    self.settings = settings
    means = AutoencoderParameters(zerosFor: model.architecture)
    squares = means
  }
}

/// Sums over some observations of what an autoencoder loses: they add.
public struct AutoencoderLosses: Equatable, Sendable {
  /// How many observations.
  public var observations = 0
  /// The sum of −log p(x | z).
  public var reconstruction = 0.0
  /// The sum of KL(q(z | x) ‖ p(z)).
  public var divergence = 0.0

  /// The losses of no observation.
  public init() {}

  /// The loss of an observation on average, minus the bound on its log-density; NaN for none.
  public var mean: Double { (reconstruction + divergence) / Double(observations) }

  /// Of both sets of observations together.
  public static func += (left: inout AutoencoderLosses, right: AutoencoderLosses) {
    left.observations += right.observations
    left.reconstruction += right.reconstruction
    left.divergence += right.divergence
  }

  init<Scalar: VectorScalar>(reconstruction: [Scalar], divergence: [Scalar]) {
    observations = reconstruction.count
    self.reconstruction = reconstruction.reduce(0) { $0 + $1.doubleValue }
    self.divergence = divergence.reduce(0) { $0 + $1.doubleValue }
  }
}

import NumericCore

/// How an autoencoder is trained.
public struct AutoencoderSettings: Equatable, Sendable {
  /// The observations of a step, but for the last step of a window, which takes what is left.
  public var batchSize = 128
  /// The shares that a batch is cut into, whose gradients are added in order: the most threads that can work on a batch.
  /// The bits of the result depend on it, but not on the threads.
  public var sharesPerBatch = 2
  /// The rows that are shuffled at once and must fit into memory; the windows follow each other in the order of the data.
  public var shuffleWindow = 1 << 16
  /// α of Adam.
  public var rate = 0.001
  /// β₁ of Adam.
  public var meanDecay = 0.9
  /// β₂ of Adam.
  public var squareDecay = 0.999
  /// ε of Adam.
  public var floor = 1e-8
  /// Of the start, the order of the observations and the draws of the latent variable.
  public var seed: UInt64 = 1

  /// The settings of Kingma & Ba for Adam, and batches of 128.
  public init() {}

  /// The constants of Adam.
  func adam<Scalar: VectorScalar>() -> AdamStep<Scalar> {
    var adam = AdamStep<Scalar>(rate: Scalar(rate))
    (adam.meanDecay, adam.squareDecay, adam.floor) = (Scalar(meanDecay), Scalar(squareDecay), Scalar(floor))
    return adam
  }

  /// Whether training can go by them.
  /// - Throws: `AutoencoderError.setting` for a value that is impossible.
  func check() throws(AutoencoderError) {
    for (name, count) in [
      ("batch size", batchSize), ("shares of a batch", sharesPerBatch), ("shuffled rows", shuffleWindow),
    ] where count < 1 {
      throw .setting(name, reason: "\(count) is not positive")
    }
    guard rate > 0, rate.isFinite else { throw .setting("rate", reason: "\(rate) is not positive and finite") }
    guard floor > 0, floor.isFinite else { throw .setting("floor", reason: "\(floor) is not positive and finite") }
    for (name, decay) in [("decay of the mean", meanDecay), ("decay of the squares", squareDecay)]
    where !(decay >= 0 && decay < 1) {
      throw .setting(name, reason: "\(decay) is not in [0, 1)")
    }
  }
}

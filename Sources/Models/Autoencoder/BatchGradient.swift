import NumericCore
import Synchronization

/// The gradient of the mean loss of a batch, computed in shares that threads work on side by side.
final class BatchGradient<Scalar: VectorScalar>: Sendable {
  /// The memory of each share, which is kept from batch to batch.
  private let shares: [Share]
  private let architecture: AutoencoderArchitecture

  init(_ architecture: AutoencoderArchitecture, _ settings: AutoencoderSettings) {
    self.architecture = architecture
    shares = (0..<min(settings.sharesPerBatch, settings.batchSize)).map { _ in Share(architecture) }
  }

  /// What an array can hold of a mutex.
  private final class Share: Sendable {
    let memory: Mutex<(pass: AutoencoderPass<Scalar>, gradient: AutoencoderParameters<Scalar>)>

    init(_ architecture: AutoencoderArchitecture) {
      memory = Mutex((AutoencoderPass(architecture), AutoencoderParameters(zerosFor: architecture)))
    }
  }

  /// The losses of the batch; nil where an observation is not allowed.
  /// - Parameters:
  ///   - rows: The rows of the matrix that are the batch.
  ///   - noise: Numbered by step and share.
  func compute(
    _ model: Autoencoder<Scalar>, _ rows: ArraySlice<Int>, of matrix: Matrix<Scalar>, noise: NormalBlocks, step: Int,
    threads: Int
  ) -> AutoencoderLosses? {
    let weight = 1 / Scalar(rows.count)
    let latent = architecture.latent
    let (count, first) = (shares.count, rows.startIndex)
    let found = concurrentMap(Array(shares.enumerated()), threads: threads, makeState: {}) { unit, _ in
      let (share, index) = (unit.element, unit.offset)
      let range = first + index * rows.count / count..<first + (index + 1) * rows.count / count
      let drawn: [Scalar] = noise.numbers(ofBlock: step * count + index, count: latent * range.count)
      return share.memory.withLock { memory -> AutoencoderLosses? in
        memory.pass.setInput(rows: rows[range], of: matrix)
        guard model.architecture.allows(memory.pass.input) else { return nil }
        return memory.pass.run(model, noise: drawn, weight: weight, gradient: &memory.gradient)
      }
    }
    var sum = AutoencoderLosses()
    for losses in found {
      guard let losses else { return nil }
      sum += losses
    }
    return sum
  }

  /// The gradients of the shares of the last batch, whose sum is that of the batch.
  var gradients: [AutoencoderParameters<Scalar>] { shares.map { $0.memory.withLock { $0.gradient } } }
}

extension AutoencoderPass {
  /// Forward and back: the losses of the observations and the gradient of their sum times a weight.
  mutating func run(
    _ model: Autoencoder<Scalar>, noise: [Scalar], weight: Scalar, gradient: inout AutoencoderParameters<Scalar>
  ) -> AutoencoderLosses {
    encode(model)
    decode(model, noise: noise)
    let losses = AutoencoderLosses(
      reconstruction: reconstructionLosses(model, weight: weight), divergence: divergences)
    propagateBack(model, weight: weight, gradient: &gradient)
    return losses
  }
}

extension Autoencoder {
  /// The losses of some observations at given draws of the latent variable, and the gradient of their mean.
  /// - Parameters:
  ///   - observations: x, observations×inputs.
  ///   - noise: ε, latent×observations, of z = m + e^(s/2) ε.
  /// - Throws: `AutoencoderError` for observations that the likelihood does not allow.
  public func gradient(
    on observations: Matrix<Scalar>, noise: Matrix<Scalar>
  ) throws(AutoencoderError) -> (losses: AutoencoderLosses, gradient: AutoencoderParameters<Scalar>) {
    try architecture.check(observations)
    guard observations.rows > 0 else { throw .noObservations }
    precondition(
      noise.rows == architecture.latent && noise.columns == observations.rows, "the noise has another shape")
    var pass = AutoencoderPass<Scalar>(architecture)
    var gradient = AutoencoderParameters<Scalar>(zerosFor: architecture)
    pass.setInput(rows: Array(0..<observations.rows)[...], of: observations)
    let losses = pass.run(
      self, noise: noise.elements, weight: 1 / Scalar(observations.rows), gradient: &gradient)
    return (losses, gradient)
  }
}

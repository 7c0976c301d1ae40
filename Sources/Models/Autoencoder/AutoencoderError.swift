/// Why an autoencoder cannot be made, trained or applied.
public enum AutoencoderError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A setting has an impossible value.
  case setting(String, reason: String)
  /// Observations have another number of columns than the autoencoder has inputs.
  case columns(found: Int, expected: Int)
  /// There is no observation.
  case noObservations
  /// A number of an observation is NaN or infinite; row and column from 0.
  case notFinite(row: Int, column: Int, value: Double)
  /// A number of an observation is not in [0, 1], which a Bernoulli likelihood needs; row and column from 0.
  case outsideUnitInterval(row: Int, column: Int, value: Double)
  /// The loss is no longer a finite number, though the observations are.
  case diverged(step: Int)
  /// A plane is asked of a latent variable that has not two dimensions.
  case noPlane(latent: Int)

  /// The reason in words.
  public var description: String {
    switch self {
    case .setting(let name, let reason): "\(name): \(reason)"
    case .columns(let found, let expected): "observations have \(found) columns, where \(expected) are expected"
    case .noObservations: "there are no observations"
    case .notFinite(let row, let column, let value): "row \(row + 1), column \(column + 1): \(value) is not finite"
    case .outsideUnitInterval(let row, let column, let value):
      "row \(row + 1), column \(column + 1): \(value) is not in [0, 1], which a Bernoulli likelihood needs"
    case .diverged(let step): "the loss is not finite at step \(step); a smaller rate may help"
    case .noPlane(let latent): "a plane needs a latent variable of 2 dimensions, not \(latent)"
    }
  }
}

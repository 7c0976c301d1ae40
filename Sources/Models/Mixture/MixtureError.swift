import NumericCore

/// Why there is no such mixture, or none was found.
public enum MixtureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The weights are not in the simplex.
  case weights
  /// A mean is not finite, or another number of means or covariances is given than weights.
  case shapes
  /// The covariance of a component, or of all, is not positive definite.
  case covariance(component: Int?, FactorizationError)
  /// Without a floor the likelihood has no maximum: a component shrank until its covariance was singular, or was so from
  /// the start, iteration 0. The row is the one that it shrank onto, the nearest to its mean.
  case collapsed(component: Int?, iteration: Int, row: Int?, point: [Double])

  /// The reason in words; components and rows count from 1 there.
  public var description: String {
    switch self {
    case .weights: "the weights are not positive numbers or zeros that sum to one"
    case .shapes: "weights, means and covariances do not fit each other"
    case .covariance(let component, let error): "\(Self.name(component)): \(error)"
    case .collapsed(let component, let iteration, let row, let point):
      "\(Self.name(component)) \(iteration > 0 ? "became singular in iteration \(iteration)" : "is singular at the start")"
        + (row.map { ", near row \($0 + 1), \(point): state a least variance" } ?? ": state a least variance")
    }
  }

  private static func name(_ component: Int?) -> String {
    component.map { "the covariance of component \($0 + 1)" } ?? "the covariance"
  }
}

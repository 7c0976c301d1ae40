/// The statistics of rows under a mixture of Gaussians: responsibilities summed up, and the first two moments that they
/// weight, about the means of the components.
///
/// About the means and not about zero, so that nothing cancels where a component is narrow or far from zero.
public struct MixtureMoments: Sendable, Equatable {
  /// How many rows there are.
  public var rows: Int
  /// N_k = Σ γ_nk.
  public var weights: [Double]
  /// Σ γ_nk (x_n − μ_k), a row for each component.
  public var first: Matrix<Double>
  /// For each component Σ γ_nk (x_n − μ_k)(x_n − μ_k)ᵀ, d×d and symmetric, or only its diagonal, 1×d.
  public var second: [Matrix<Double>]
  /// Σ log p(x_n).
  public var logLikelihood: Double

  /// The moments of no rows.
  public init(components: Int, columns: Int, isDiagonal: Bool) {
    rows = 0
    weights = Array(repeating: 0, count: components)
    first = .zero(rows: components, columns: columns)
    second = Array(repeating: .zero(rows: isDiagonal ? 1 : columns, columns: columns), count: components)
    logLikelihood = 0
  }

  /// Adds the moments of other rows under the same components.
  public mutating func add(_ other: MixtureMoments) {
    precondition(
      weights.count == other.weights.count && first.columns == other.first.columns
        && second.first?.rows == other.second.first?.rows, "moments under other components")
    rows += other.rows
    for index in weights.indices {
      weights[index] += other.weights[index]
      second[index].withMutableElements { Elementwise.combine(1, other.second[index].elements, 1, &$0) }
    }
    first.withMutableElements { Elementwise.combine(1, other.first.elements, 1, &$0) }
    logLikelihood += other.logLikelihood
  }
}

import NumericCore

/// A mixture of K Gaussians: p(x) = Σ_k π_k N(x; μ_k, Σ_k) (Derivations/mixture-density.md).
public struct GaussianMixture: Sendable, Equatable {
  /// π_k.
  public let weights: [Double]
  /// μ_k, a row for each component.
  public let means: Matrix<Double>
  /// Σ_k.
  public let covariances: MixtureCovariances
  /// The factorized covariances, for densities.
  let prepared: GaussianComponents

  /// A mixture with these parameters.
  /// - Parameters:
  ///   - weights: π, not negative, of sum one.
  ///   - means: K×d.
  ///   - covariances: Symmetric positive definite; of matrices the lower triangle is read.
  /// - Throws: `MixtureError.weights`, `.shapes`, or `.covariance` with the component whose covariance is not positive
  ///   definite.
  /// - Complexity: O(K d³).
  public init(
    weights: [Double], means: Matrix<Double>, covariances: MixtureCovariances
  ) throws(MixtureError) {
    guard !weights.isEmpty, means.rows == weights.count, means.columns > 0, means.elements.allSatisfy(\.isFinite),
      covariances.fits(components: weights.count, columns: means.columns)
    else { throw .shapes }
    let sum = weights.reduce(0, +)
    guard weights.allSatisfy({ $0 >= 0 }), abs(sum - 1) <= 1e-9 else { throw .weights }
    (self.weights, self.means, self.covariances) = (weights, means, covariances)
    prepared = GaussianComponents(
      logWeights: weights.map { $0.logarithm() }, means: means,
      covariances: try covariances.factorized(components: weights.count, columns: means.columns))
  }

  /// Whether the parameters are the same.
  public static func == (left: GaussianMixture, right: GaussianMixture) -> Bool {
    left.weights == right.weights && left.means == right.means && left.covariances == right.covariances
  }

  /// K.
  public var components: Int { weights.count }

  /// d.
  public var columns: Int { means.columns }

  /// How many free numbers there are: weights, means and covariances.
  public var parameters: Int {
    components - 1 + components * columns
      + covariances.shape.parameters(components: components, columns: columns)
  }

  /// The same mixture in another order: component i becomes what component `order[i]` was. Every order gives the same
  /// density (Derivations/mixture-singularity.md).
  /// - Requires: a permutation of 0 ..< K.
  public func relabeled(_ order: [Int]) -> GaussianMixture {
    precondition(order.sorted() == Array(0..<components), "an order names every component once")
    let means = Matrix(rows: components, columns: columns) { self.means[order[$0], $1] }
    // The parameters were checked when this mixture was made.
    return
      (try? GaussianMixture(
        weights: order.map { weights[$0] }, means: means, covariances: covariances.relabeled(order))) ?? self
  }

  /// The components by weight, the greatest first, and where weights are equal by their means.
  public var inOrderOfWeight: GaussianMixture {
    func precedes(_ left: Int, _ right: Int) -> Bool {
      if weights[left] != weights[right] { return weights[left] > weights[right] }
      for column in 0..<columns where means[left, column] != means[right, column] {
        return means[left, column] < means[right, column]
      }
      return left < right
    }
    return relabeled((0..<components).sorted(by: precedes))
  }
}

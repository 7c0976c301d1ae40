import NumericCore

/// What the covariances of a mixture have in common.
public enum CovarianceShape: String, Sendable, CaseIterable {
  /// Each component has its own.
  case full
  /// All components have the same.
  case tied
  /// Each component has its own, of independent columns.
  case diagonal
  /// Each component has one variance for all columns, which are independent.
  case spherical

  /// How many free numbers the covariances have.
  public func parameters(components: Int, columns: Int) -> Int {
    switch self {
    case .full: components * columns * (columns + 1) / 2
    case .tied: columns * (columns + 1) / 2
    case .diagonal: components * columns
    case .spherical: components
    }
  }
}

/// The covariances of the components of a mixture.
public enum MixtureCovariances: Sendable, Equatable {
  /// Σ_k for each component, d×d.
  case full([Matrix<Double>])
  /// Σ for all components, d×d.
  case tied(Matrix<Double>)
  /// The variances of each component, K×d.
  case diagonal(Matrix<Double>)
  /// σ_k² for each component.
  case spherical([Double])

  /// What they have in common.
  public var shape: CovarianceShape {
    switch self {
    case .full: .full
    case .tied: .tied
    case .diagonal: .diagonal
    case .spherical: .spherical
    }
  }

  /// Σ_k as a matrix, d×d.
  public func matrix(_ component: Int, columns: Int) -> Matrix<Double> {
    switch self {
    case .full(let matrices): matrices[component]
    case .tied(let matrix): matrix
    case .diagonal(let variances): .diagonal((0..<columns).map { variances[component, $0] })
    case .spherical(let variances): .diagonal(Array(repeating: variances[component], count: columns))
    }
  }

  /// Component i becomes what component `order[i]` was.
  func relabeled(_ order: [Int]) -> MixtureCovariances {
    switch self {
    case .full(let matrices): .full(order.map { matrices[$0] })
    case .tied: self
    case .diagonal(let variances):
      .diagonal(Matrix(rows: order.count, columns: variances.columns) { variances[order[$0], $1] })
    case .spherical(let variances): .spherical(order.map { variances[$0] })
    }
  }

  /// Whether they fit the number of components and columns.
  func fits(components: Int, columns: Int) -> Bool {
    switch self {
    case .full(let matrices):
      matrices.count == components && matrices.allSatisfy { $0.rows == columns && $0.columns == columns }
    case .tied(let matrix): matrix.rows == columns && matrix.columns == columns
    case .diagonal(let variances): variances.rows == components && variances.columns == columns
    case .spherical(let variances): variances.count == components
    }
  }

  /// The same, prepared for densities.
  func factorized(components: Int, columns: Int) throws(MixtureError) -> GaussianComponents.Covariances {
    switch self {
    case .full(let matrices):
      var factors: [CholeskyFactorization<Double>] = []
      for (k, matrix) in matrices.enumerated() { factors.append(try Self.factor(matrix, component: k)) }
      return .full(factors)
    case .tied(let matrix):
      return .full(Array(repeating: try Self.factor(matrix, component: nil), count: components))
    case .diagonal(let variances):
      for k in 0..<components {
        for j in 0..<columns { try Self.check(variances[k, j], component: k, pivot: j) }
      }
      return .diagonal(variances)
    case .spherical(let variances):
      for (k, variance) in variances.enumerated() { try Self.check(variance, component: k, pivot: 0) }
      return .diagonal(Matrix(rows: components, columns: columns) { row, _ in variances[row] })
    }
  }

  private static func factor(
    _ matrix: Matrix<Double>, component: Int?
  ) throws(MixtureError) -> CholeskyFactorization<Double> {
    do {
      return try CholeskyFactorization(matrix)
    } catch {
      throw .covariance(component: component, error)
    }
  }

  private static func check(_ variance: Double, component: Int, pivot: Int) throws(MixtureError) {
    // The reciprocal must be finite, too.
    guard variance >= .leastNormalMagnitude, variance.isFinite else {
      throw .covariance(component: component, .notPositiveDefinite(pivot: pivot, value: variance))
    }
  }
}

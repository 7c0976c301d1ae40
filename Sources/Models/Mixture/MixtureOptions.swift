import NumericCore

/// How a mixture is trained.
public struct MixtureOptions: Sendable {
  /// Where the parameters begin.
  public enum Start: Sendable {
    /// At the clusters that k-means finds, this many.
    case kMeans(components: Int)
    /// Here.
    case mixture(GaussianMixture)
  }

  /// The least variances.
  public enum Floor: Sendable, Equatable {
    /// This share of the variance of each column over all rows.
    case relative(Double)
    /// This variance for each column; 0 for none, so that a component that collapses ends the training.
    case absolute(Double)
  }

  /// Where the parameters begin.
  public var start: Start
  /// What the covariances have in common; a given start says it itself.
  public var covariance = CovarianceShape.full
  /// The least variances.
  public var floor = Floor.relative(1e-6)
  /// How often to begin anew with other clusters; the result of greatest likelihood is kept.
  public var restarts = 1
  /// The most M-steps of a run.
  public var iterations = 1000
  /// A run ends where the mean log-likelihood of a row grows by no more than this.
  public var tolerance = 1e-9
  /// What the draws of the start depend on.
  public var seed: UInt64 = 1
  /// The most threads to use; the bits do not depend on them.
  public var threads = 1

  /// The usual options with this start.
  public init(start: Start) { self.start = start }

  /// How many components there will be.
  public var components: Int {
    switch start {
    case .kMeans(let components): components
    case .mixture(let mixture): mixture.components
    }
  }

  func check(columns: Int) throws(DataError) {
    guard columns > 0 else { throw .columns(found: 0, expected: 1) }
    guard components > 0 else { throw .option("components", reason: "at least one is needed") }
    guard restarts > 0 else { throw .option("restarts", reason: "at least one run is needed") }
    guard iterations >= 0 else { throw .option("iterations", reason: "there is no negative number of them") }
    guard tolerance >= 0 else { throw .option("tolerance", reason: "it is not negative") }
    switch floor {
    case .relative(let share), .absolute(let share):
      guard share >= 0, share.isFinite else { throw .option("floor", reason: "it is a finite number, not negative") }
    }
    if case .mixture(let mixture) = start {
      guard mixture.columns == columns else { throw .columns(found: columns, expected: mixture.columns) }
      guard restarts == 1 else { throw .option("restarts", reason: "every run from a given mixture is the same") }
    }
  }
}

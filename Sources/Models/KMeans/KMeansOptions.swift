import NumericCore

/// How k-means is trained.
public struct KMeansOptions<Scalar: VectorScalar>: Sendable {
  /// Where the centers begin.
  public enum Start: Sendable {
    /// At rows drawn by k-means++, this many.
    case plusPlus(clusters: Int)
    /// Here.
    case centers(Matrix<Scalar>)
  }

  /// Where the centers begin.
  public var start: Start
  /// How often to begin anew, each time from other rows; the result of least inertia is kept.
  public var restarts = 1
  /// The most moves of the centers in one run.
  public var iterations = 300
  /// A run ends where the inertia falls by less than this share of itself; with 0, where no row changes its cluster.
  public var tolerance = 0.0
  /// What the draws of the start depend on.
  public var seed: UInt64 = 1
  /// The most threads to use; the bits do not depend on them.
  public var threads = 1

  /// The usual options with this start.
  public init(start: Start) { self.start = start }

  /// How many clusters there will be.
  public var clusters: Int {
    switch start {
    case .plusPlus(let clusters): clusters
    case .centers(let centers): centers.rows
    }
  }

  func check(columns: Int) throws(DataError) {
    guard columns > 0 else { throw .columns(found: 0, expected: 1) }
    guard clusters > 0 else { throw .option("clusters", reason: "at least one is needed") }
    guard restarts > 0 else { throw .option("restarts", reason: "at least one run is needed") }
    guard iterations >= 0 else { throw .option("iterations", reason: "there is no negative number of them") }
    guard tolerance >= 0 else { throw .option("tolerance", reason: "it is not negative") }
    if case .centers(let centers) = start {
      guard centers.columns == columns else { throw .columns(found: columns, expected: centers.columns) }
      guard centers.elements.allSatisfy(\.isFinite) else { throw .option("start", reason: "a center is not finite") }
      guard restarts == 1 else { throw .option("restarts", reason: "every run from given centers is the same") }
    }
  }
}

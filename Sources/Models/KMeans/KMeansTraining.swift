import NumericCore

/// The state of k-means between two moves of the centers: what is needed to go on.
public struct KMeansTraining<Scalar: VectorScalar>: Sendable {
  /// A run from one start.
  public struct Run: Sendable, Equatable {
    /// The centers.
    public internal(set) var model: KMeans<Scalar>
    /// The inertia before each move of the centers, and in the end that of the last ones.
    public internal(set) var inertias: [Double] = []
    /// How often the centers have moved.
    public internal(set) var iterations = 0
    /// Whether the centers have come to rest.
    public internal(set) var isConverged = false
    /// The clusters that were without rows, in order.
    public internal(set) var emptyClusters: [EmptyCluster] = []

    /// The last inertia.
    public var inertia: Double { inertias.last ?? .infinity }
  }

  /// A cluster that had no rows, and where its center went: to the row that was farthest from its own center. Where all
  /// rows are at their centers it stays.
  public struct EmptyCluster: Sendable, Equatable {
    /// The number of moves of the centers before.
    public let iteration: Int
    /// The cluster.
    public let cluster: Int
    /// The row that the center moved to; nil where it stayed.
    public let row: Int?

    /// A cluster without rows.
    public init(iteration: Int, cluster: Int, row: Int?) {
      (self.iteration, self.cluster, self.row) = (iteration, cluster, row)
    }
  }

  /// Which run this is, from 0.
  public internal(set) var number = 0
  /// The run that is under way.
  public internal(set) var current: Run
  /// The run of least inertia among those that have ended.
  public internal(set) var best: Run?
  /// The labels of the rows, where all rows are in memory.
  var search = NearestCenterSearch<Scalar>()
  /// What tells the clusters of the rows from others, where the rows are not in memory; nil before they have any.
  var assignment: AssignmentFingerprint?

  /// A run from some centers.
  public init(model: KMeans<Scalar>) { current = Run(model: model) }

  /// Assigns the rows, and moves the centers unless they are at rest.
  mutating func step(_ observations: some Observations<Scalar>, _ options: KMeansOptions<Scalar>) throws {
    let lastAssignment = assignment
    let statistics = try assign(observations, options)
    let last = current.inertias.last
    current.inertias.append(statistics.inertia)
    // Without their labels, no row of those that are not in memory counts as unchanged.
    let isSame = assignment.map { $0 == lastAssignment } ?? (statistics.sums.changes == 0)
    if isSame { return current.isConverged = true }
    if let last, options.tolerance > 0, last - statistics.inertia <= options.tolerance * last {
      return current.isConverged = true
    }
    var model = KMeans.mStep(statistics)
    let empty = statistics.counts.indices.filter { statistics.counts[$0] == 0 }
    if !empty.isEmpty { model = try relocate(empty, of: model, observations, options) }
    if model == current.model { return current.isConverged = true }
    current.model = model
    current.iterations += 1
  }

  /// Ends a run: the inertia of its last centers, unless it is known.
  mutating func conclude(_ observations: some Observations<Scalar>, _ options: KMeansOptions<Scalar>) throws {
    if !current.isConverged { current.inertias.append(try assign(observations, options).inertia) }
    if current.inertia < best?.inertia ?? .infinity { best = current }
  }

  /// The first step of a run.
  mutating func begin(_ number: Int, _ model: KMeans<Scalar>) {
    self.number = number
    current = Run(model: model)
    search = NearestCenterSearch()
    assignment = nil
  }

  private mutating func assign(
    _ observations: some Observations<Scalar>, _ options: KMeansOptions<Scalar>
  ) throws -> KMeansStatistics<Scalar> {
    let model = current.model
    var statistics: KMeansStatistics<Scalar>
    if let rows = observations as? Matrix<Scalar> {
      statistics = KMeansStatistics(
        centers: model.centers, sums: search.assign(rows, to: model.centers, threads: options.threads))
      assignment = nil
    } else {
      var fingerprint = AssignmentFingerprint()
      statistics = try model.eStep(observations, threads: options.threads) { fingerprint.add($0) }
      assignment = fingerprint
    }
    let found = statistics.counts.reduce(0, +)
    guard found >= model.clusters else { throw DataError.tooFewRows(found: found, needed: model.clusters) }
    guard statistics.inertia.isFinite else { throw try DataError.ofSums(over: observations) }
    return statistics
  }

  /// Moves the centers of clusters without rows to the rows that are farthest from their own centers, the first of them
  /// where several are equally far.
  private mutating func relocate(
    _ clusters: [Int], of moved: KMeans<Scalar>, _ observations: some Observations<Scalar>,
    _ options: KMeansOptions<Scalar>
  ) throws -> KMeans<Scalar> {
    let farthest = try FarthestRows(
      observations, from: current.model.centers, count: clusters.count, threads: options.threads
    ).found
    var centers = moved.centers
    for (index, cluster) in clusters.enumerated() {
      let row = index < farthest.count ? farthest[index] : nil
      current.emptyClusters.append(EmptyCluster(iteration: current.iterations, cluster: cluster, row: row?.number))
      guard let row else { continue }
      for column in 0..<centers.columns { centers[cluster, column] = row.elements[column] }
    }
    return KMeans(centers: centers)
  }
}

/// A number that tells assignments of rows to clusters apart: two that differ have the same one with a probability of about
/// 2⁻⁶⁴. It stands for labels that would take memory for each row.
struct AssignmentFingerprint: Sendable, Equatable {
  private(set) var value: UInt64

  init(value: UInt64 = 0x9E37_79B9_7F4A_7C15) { self.value = value }

  /// Goes on with the clusters of the next rows.
  mutating func add(_ labels: [Int32]) {
    // A step of MurmurHash3's finalizer.
    for label in labels {
      value = (value ^ UInt64(UInt32(bitPattern: label))) &* 0xFF51_AFD7_ED55_8CCD
      value ^= value >> 33
    }
  }
}

import NumericCore

/// K centers; each row of data belongs to the nearest one, the first of those that are equally near.
///
/// `eStep` and `mStep` are the two steps of Lloyd's algorithm ("Least squares quantization in PCM", IEEE Transactions on
/// Information Theory 28, 1982), as they are derived in Derivations/k-means.md and k-means-steps.md.
public struct KMeans<Scalar: VectorScalar>: Sendable, Equatable {
  /// μ, a row for each cluster.
  public let centers: Matrix<Scalar>

  /// Clusters about these centers.
  /// - Requires: at least one center, of at least one column.
  public init(centers: Matrix<Scalar>) {
    precondition(centers.rows > 0 && centers.columns > 0, "there is at least one center")
    self.centers = centers
  }

  /// How many clusters there are.
  public var clusters: Int { centers.rows }

  /// Assigns each row to its nearest center: the counts, sums and squared distances of the clusters.
  /// - Parameters:
  ///   - rows: n×d.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(n·K·d).
  public func eStep(_ rows: Matrix<Scalar>, threads: Int = 1) -> KMeansStatistics<Scalar> {
    var search = NearestCenterSearch<Scalar>()
    return KMeansStatistics(centers: centers, sums: search.assign(rows, to: centers, threads: threads))
  }

  /// The same for data in blocks, telling the clusters of the rows of each block.
  func eStep(
    _ observations: some Observations<Scalar>, threads: Int, labels: ([Int32]) -> Void
  ) throws -> KMeansStatistics<Scalar> {
    var sum = PairwiseSum<KMeansStatistics<Scalar>> { $0.add($1) }
    try observations.forEachBlock(rows: RowSample<Scalar>.rowsPerBlock(columns: observations.columns)) { block in
      var search = NearestCenterSearch<Scalar>()
      sum.append(KMeansStatistics(centers: centers, sums: search.assign(block, to: centers, threads: threads)))
      labels(search.labels)
    }
    return sum.total() ?? KMeansStatistics(centers: centers)
  }

  /// The same for data in blocks, in the memory of a block.
  /// - Throws: what reading the data does.
  public func eStep(_ observations: some Observations<Scalar>, threads: Int = 1) throws -> KMeansStatistics<Scalar> {
    if let rows = observations as? Matrix<Scalar> { return eStep(rows, threads: threads) }
    return try eStep(observations, threads: threads) { _ in }
  }

  /// Moves each center to the mean of its rows, μ_k = Σ r_nk x_n / Σ r_nk; a cluster without rows stays where it is.
  public static func mStep(_ statistics: KMeansStatistics<Scalar>) -> KMeans {
    let (centers, sums) = (statistics.centers, statistics.sums)
    return KMeans(
      centers: Matrix(rows: centers.rows, columns: centers.columns) { k, column in
        guard sums.counts[k] > 0 else { return centers[k, column] }
        return Scalar(centers[k, column].doubleValue + sums.offsets[k, column] / Double(sums.counts[k]))
      })
  }

  /// The cluster of each row.
  /// - Complexity: O(n·K·d).
  public func labels(of rows: Matrix<Scalar>, threads: Int = 1) -> [Int] {
    var search = NearestCenterSearch<Scalar>()
    _ = search.assign(rows, to: centers, threads: threads)
    return search.labels.map { Int($0) }
  }

  /// The same clusters in another order: cluster i becomes what cluster `order[i]` was.
  /// - Requires: a permutation of 0 ..< K.
  public func relabeled(_ order: [Int]) -> KMeans {
    precondition(order.sorted() == Array(0..<clusters), "an order names every cluster once")
    return KMeans(centers: Matrix(rows: clusters, columns: centers.columns) { centers[order[$0], $1] })
  }
}

/// What the rows of data say about the centers they were assigned by. Statistics of different rows add.
public struct KMeansStatistics<Scalar: VectorScalar>: Sendable, Equatable {
  /// The centers by which rows were assigned.
  public let centers: Matrix<Scalar>
  /// Counts, sums of offsets from the centers, and the sum of squared distances.
  public private(set) var sums: NearestCenterSums

  /// The statistics of no rows.
  public init(centers: Matrix<Scalar>) {
    self.init(centers: centers, sums: NearestCenterSums(centers: centers.rows, columns: centers.columns))
  }

  init(centers: Matrix<Scalar>, sums: NearestCenterSums) { (self.centers, self.sums) = (centers, sums) }

  /// J = Σ_n min_k ‖x_n − μ_k‖².
  public var inertia: Double { sums.squaredDistance }

  /// How many rows each cluster has.
  public var counts: [Int] { sums.counts }

  /// Adds the statistics of other rows.
  /// - Requires: the same centers.
  public mutating func add(_ other: KMeansStatistics) {
    precondition(centers == other.centers, "statistics about other centers")
    sums.add(other.sums)
  }
}

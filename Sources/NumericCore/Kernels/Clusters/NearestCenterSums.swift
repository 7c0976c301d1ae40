/// How rows lie about their centers: how many have each one nearest, the sums of their offsets from it, and the sum of
/// all their squared distances.
///
/// Offsets from the centers and not sums of rows, so that nothing cancels where the rows are far from zero.
public struct NearestCenterSums: Sendable, Equatable {
  /// How many rows have each center nearest.
  public var counts: [Int]
  /// Σ (x − c) over the rows of each center, a row for each.
  public var offsets: Matrix<Double>
  /// Σ ‖x − c‖² over all rows.
  public var squaredDistance: Double
  /// How many rows have another center than before.
  public var changes: Int

  /// The sums over no rows.
  public init(centers: Int, columns: Int) {
    counts = Array(repeating: 0, count: centers)
    offsets = .zero(rows: centers, columns: columns)
    squaredDistance = 0
    changes = 0
  }

  /// Adds the sums over other rows about the same centers.
  public mutating func add(_ other: NearestCenterSums) {
    precondition(
      counts.count == other.counts.count && offsets.columns == other.offsets.columns,
      "sums about other centers")
    for index in counts.indices { counts[index] += other.counts[index] }
    offsets.withMutableElements { Elementwise.combine(1, other.offsets.elements, 1, &$0) }
    squaredDistance += other.squaredDistance
    changes += other.changes
  }
}

/// The nearest of some centers for each row of a matrix, found again and again while the centers move.
///
/// The nearest center is the one of least Σⱼ (xⱼ − cⱼ)², added in Double from the first column to the last, and the first
/// of those that are equal. Most distances are not computed: a lower bound of the distance to every other center is kept
/// for each row, which falls by as much as the fastest center moves; a row whose own center is nearer keeps it (Hamerly,
/// "Making k-means even faster", SIAM Data Mining 2010). The others are ½‖c‖² − x·c by products of blocks, with a bound
/// of its rounding error; where that does not decide, the sum above does. Bounds are rounded to the safe side, so that
/// the result is the same as without them.
public struct NearestCenterSearch<Scalar: VectorScalar>: Sendable {
  /// The number of the nearest center of each row.
  public private(set) var labels: [Int32] = []
  private var lowerBounds: [Scalar] = []
  private var lastCenters: Matrix<Scalar>?

  /// A search that knows nothing.
  public init() {}

  /// A search that knows which centers were nearest the last time, but no bounds.
  public init(labels: [Int32]) { self.labels = labels }

  /// Finds the nearest center of each row, and sums the rows up by their centers.
  /// - Parameters:
  ///   - rows: n×d; the same ones each time.
  ///   - centers: K×d, as many each time.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Requires: d ≥ 1, 1 ≤ K ≤ 2²⁴.
  /// - Complexity: O(n·K·d), less as the centers come to rest; a label and a bound for each row in memory, and K·d numbers
  ///   for each of at most 64 parts of the rows.
  public mutating func assign(
    _ rows: Matrix<Scalar>, to centers: Matrix<Scalar>, threads: Int = 1
  ) -> NearestCenterSums {
    precondition(rows.columns == centers.columns && rows.columns > 0, "rows and centers have different columns")
    precondition((1...1 << 24).contains(centers.rows), "there are no centers, or too many")
    let isKnown = labels.count == rows.rows
    let hasBounds = isKnown && lowerBounds.count == rows.rows && lastCenters?.rows == centers.rows
    if !isKnown { labels = Array(repeating: 0, count: rows.rows) }
    if lowerBounds.count != rows.rows { lowerBounds = Array(repeating: 0, count: rows.rows) }
    defer { lastCenters = centers }
    guard rows.rows > 0 else { return NearestCenterSums(centers: centers.rows, columns: centers.columns) }
    let table = CenterTable(centers, since: hasBounds ? lastCenters : nil)
    var sums: [NearestCenterSums] = []
    rows.withView { view in
      labels.withUnsafeMutableBufferPointer { labels in
        lowerBounds.withUnsafeMutableBufferPointer { bounds in
          guard let labels = labels.baseAddress, let bounds = bounds.baseAddress else { return }
          sums = Scalar.clusterKernels.assignRows(
            NearestCenterPass(
              rows: view, table: table, labels: labels, lowerBounds: bounds, isKnown: isKnown, hasBounds: hasBounds),
            threads)
        }
      }
    }
    return pairwiseMerged(sums) { $0.add($1) } ?? NearestCenterSums(centers: centers.rows, columns: centers.columns)
  }
}

/// The parts merged two by two, neighbours first; nil for none.
package func pairwiseMerged<Part>(_ parts: [Part], _ merge: (inout Part, Part) -> Void) -> Part? {
  var level = parts
  while level.count > 1 {
    var next: [Part] = []
    next.reserveCapacity((level.count + 1) / 2)
    for index in stride(from: 0, to: level.count, by: 2) {
      var part = level[index]
      if index + 1 < level.count { merge(&part, level[index + 1]) }
      next.append(part)
    }
    level = next
  }
  return level.first
}

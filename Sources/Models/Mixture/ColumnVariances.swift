import NumericCore

/// The mean and variance of each column over all rows.
struct ColumnVariances {
  private(set) var rows = 0
  private(set) var means: [Double]
  /// Σ (x − mean)².
  private var squares: [Double]

  /// Σ (x − mean)²/n.
  var variances: [Double] { squares.map { $0 / Double(max(rows, 1)) } }

  /// The first column whose deviation is no more than the rounding of its mean.
  var constantColumn: Int? {
    means.indices.first { variances[$0].squareRoot() <= 4 * Double.ulpOfOne * means[$0].magnitude }
  }

  /// - Throws: `DataError.tooFewRows` for no rows, and what is wrong with data whose sums are not finite.
  init(of observations: some Observations<Double>) throws {
    let columns = observations.columns
    means = Array(repeating: 0, count: columns)
    squares = means
    var parts = PairwiseSum<ColumnVariances> { $0.add($1) }
    // As many numbers as the second-level cache holds.
    try observations.forEachBlock(rows: max(64, (1 << 15) / max(columns, 1))) {
      parts.append(ColumnVariances(block: $0))
    }
    if let total = parts.total() { self = total }
    guard rows > 0 else { throw DataError.tooFewRows(found: 0, needed: 1) }
    guard squares.allSatisfy(\.isFinite) else { throw try DataError.ofSums(over: observations) }
  }

  private init(block: Matrix<Double>) {
    rows = block.rows
    means = block.columnSums().map { $0 / Double(block.rows) }
    var offsets = block
    offsets.addToRows(means.map { -$0 })
    offsets.withMutableElements { for index in $0.indices { $0[index] *= $0[index] } }
    squares = offsets.columnSums()
  }

  /// Chan, Golub & LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
  private mutating func add(_ other: ColumnVariances) {
    let share = Double(other.rows) / Double(rows + other.rows)
    for j in means.indices {
      let difference = other.means[j] - means[j]
      means[j] += difference * share
      squares[j] += other.squares[j] + difference * difference * share * Double(rows)
    }
    rows += other.rows
  }
}

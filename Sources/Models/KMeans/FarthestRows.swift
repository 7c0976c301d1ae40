import NumericCore

/// The rows that are farthest from their nearest centers, the farthest first, and of those at equal distances the first.
///
/// No two of them are equal, as two centers at one place are no better than one.
struct FarthestRows<Scalar: VectorScalar> {
  struct Row {
    let number: Int
    let distance: Double
    let elements: [Scalar]
  }

  private(set) var found: [Row] = []

  init(
    _ observations: some Observations<Scalar>, from centers: Matrix<Scalar>, count: Int, threads: Int
  ) throws {
    var first = 0
    let columns = centers.columns
    try observations.forEachBlock(rows: RowSample<Scalar>.rowsPerBlock(columns: columns)) { block in
      var search = NearestCenterSearch<Scalar>()
      _ = search.assign(block, to: centers, threads: threads)
      for (row, label) in search.labels.enumerated() {
        var distance = 0.0
        for column in 0..<columns {
          let difference = block[row, column].doubleValue - centers[Int(label), column].doubleValue
          distance += difference * difference
        }
        guard distance > 0, found.count < count || distance > found[found.count - 1].distance else { continue }
        let elements = Array(block.elements[row * columns..<(row + 1) * columns])
        guard !found.contains(where: { $0.elements == elements }) else { continue }
        let place = found.firstIndex { $0.distance < distance } ?? found.count
        found.insert(Row(number: first + row, distance: distance, elements: elements), at: place)
        if found.count > count { found.removeLast() }
      }
      first += block.rows
    }
  }
}

/// One pass over the rows of a matrix that finds their nearest centers.
struct NearestCenterPass<Scalar: VectorScalar>: @unchecked Sendable {
  let rows: MatrixView<Scalar>
  let table: CenterTable<Scalar>
  let labels: UnsafeMutablePointer<Int32>
  let lowerBounds: UnsafeMutablePointer<Scalar>
  /// Whether there are labels of the last pass, and whether there are bounds of it.
  let isKnown: Bool
  let hasBounds: Bool
}

extension NearestCenterPass where Scalar: ClusterScalar {
  /// The rows that are worked on at once, which the second-level cache holds.
  static var rowsPerBlock: Int { 512 }

  /// Goes over all rows, in at most 64 parts that depend on the number of rows alone.
  func run(threads: Int) -> [NearestCenterSums] {
    let blocks = (rows.rows + Self.rowsPerBlock - 1) / Self.rowsPerBlock
    let rowsPerPart = (blocks + 63) / 64 * Self.rowsPerBlock
    let parts = (rows.rows + rowsPerPart - 1) / rowsPerPart
    return table.centers.withUnsafeBufferPointer { centers in
      table.negated.withUnsafeBufferPointer { negated in
        guard let centers = centers.baseAddress, let negated = negated.baseAddress else { return [] }
        let addresses = TableAddresses(centers: centers, negated: negated)
        return concurrentMap(
          Array(0..<parts), threads: threads, makeState: { NearestCenterWorker(pass: self, addresses) },
          transform: { part, worker in
            worker.sums(over: part * rowsPerPart..<min((part + 1) * rowsPerPart, rows.rows))
          })
      }
    }
  }
}

/// Where the table of centers stands while a pass goes on.
struct TableAddresses<Scalar>: @unchecked Sendable {
  let centers: UnsafePointer<Scalar>
  let negated: UnsafePointer<Scalar>
}

/// The factorizations A = L Lᵀ of many small symmetric positive definite matrices.
///
/// Source: Golub & Van Loan §4.2. Quotients are products with reciprocals, within 1.5 ulp.
public struct SmallCholeskyBatch<Scalar: Real>: Sendable {
  /// L, n×n each; without meaning for a matrix that could not be factorized.
  public let lower: SmallMatrixBatch<Scalar>
  /// log|A| for each matrix; NaN for one that could not be factorized.
  public private(set) var logDeterminants: [Scalar]
  /// Why matrices could not be factorized, by their numbers.
  public private(set) var failures: [Int: FactorizationError]

  /// Factorizes symmetric matrices; nothing is repaired.
  /// - Parameters:
  ///   - matrices: n×n each; the lower triangles are read.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Requires: square matrices.
  /// - Complexity: O(count·n³).
  public init(_ matrices: SmallMatrixBatch<Scalar>, threads: Int = 1) {
    precondition(matrices.rows == matrices.columns, "a Cholesky factorization needs square matrices")
    let (count, n) = (matrices.count, matrices.rows)
    let factorize = Scalar.matrixKernels.factorizeLanes
    let groups = SmallMatrixBatch<Scalar>.groups(count)
    let units = stride(from: 0, to: groups, by: 64).map { $0..<min($0 + 64, groups) }
    var bad: [LaneFailure<Scalar>] = []
    var logarithms = SmallMatrixBatch<Scalar>(uninitialized: 0, rows: 1, columns: 1) { _ in }
    lower = SmallMatrixBatch(uninitialized: count, rows: n, columns: n) { target in
      let result = LaneGroups(target, rows: n, columns: n)
      logarithms = SmallMatrixBatch(uninitialized: count, rows: 1, columns: 1) { sums in
        let sums = LaneGroups(sums, rows: 1, columns: 1)
        matrices.withLanes { a in
          let found = concurrentMap(units, threads: threads, makeState: {}) { unit, _ in
            unit.compactMap { group in
              factorize(a.group(group), result.group(group), sums.group(group)).map { LaneFailure(group, $0) }
            }
          }
          bad = Array(found.joined())
        }
      }
    }
    logDeterminants = Array(logarithms.storage.prefix(count))
    failures = [:]
    for group in bad { group.record(count, n, &failures, &logDeterminants) }
  }

  /// The solutions X of A X = B.
  /// - Parameters:
  ///   - rightSides: B, n×m each.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(count·n²m).
  public func solve(_ rightSides: SmallMatrixBatch<Scalar>, threads: Int = 1) -> SmallMatrixBatch<Scalar> {
    solve(rightSides, [false, true], threads)
  }

  /// The solutions Y of L Y = B.
  /// - Parameters:
  ///   - rightSides: B, n×m each.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(count·n²m).
  public func solveLower(_ rightSides: SmallMatrixBatch<Scalar>, threads: Int = 1) -> SmallMatrixBatch<Scalar> {
    solve(rightSides, [false], threads)
  }

  /// The inverses A⁻¹.
  /// - Complexity: O(count·n³).
  public func inverse(threads: Int = 1) -> SmallMatrixBatch<Scalar> {
    solve(.identity(lower.rows, count: lower.count), threads: threads)
  }

  /// Solves with L, where an entry is false, or its transpose, in turn.
  private func solve(
    _ rightSides: SmallMatrixBatch<Scalar>, _ steps: [Bool], _ threads: Int
  ) -> SmallMatrixBatch<Scalar> {
    precondition(rightSides.count == lower.count, "the numbers of matrices and right sides differ")
    precondition(rightSides.rows == lower.rows, "the right sides have another number of rows")
    let solve = Scalar.matrixKernels.solveLanes
    var solution = rightSides
    let (count, rows, columns) = (solution.count, solution.rows, solution.columns)
    solution.storage.withUnsafeMutableBufferPointer { buffer in
      guard count > 0, let base = buffer.baseAddress else { return }
      let x = LaneGroups(base, rows: rows, columns: columns)
      lower.withLanes { factors in
        SmallMatrixBatch<Scalar>.forEachGroup(count, threads: threads) { group in
          for transposed in steps { solve(factors.group(group), transposed, x.group(group)) }
        }
      }
    }
    return solution
  }
}

/// A group of which some matrices could not be factorized.
private struct LaneFailure<Scalar: Real>: Sendable {
  let group: Int
  let pivots: [Scalar]

  init(_ group: Int, _ pivots: [Scalar]) { (self.group, self.pivots) = (group, pivots) }

  /// Names the first pivot of each matrix that is not positive and finite.
  func record(
    _ count: Int, _ n: Int, _ failures: inout [Int: FactorizationError], _ logDeterminants: inout [Scalar]
  ) {
    let lanes = SmallMatrixBatch<Scalar>.lanes
    for number in group * lanes..<min((group + 1) * lanes, count) {
      let ofMatrix = (0..<n).map { pivots[$0 * lanes + number % lanes] }
      guard let first = ofMatrix.firstIndex(where: { !($0 > .zero && $0.isFinite) }) else { continue }
      failures[number] = .notPositiveDefinite(pivot: first, value: ofMatrix[first].doubleValue)
      logDeterminants[number] = Scalar(.nan)
    }
  }
}

extension LaneScalar where Self: Real {
  /// Factorizes one group.
  /// - Returns: All pivots, where one is not positive and finite.
  static func factorizeGroup(
    _ a: LaneMatrix<Self>, into lower: LaneMatrix<Self>, logDeterminants: LaneMatrix<Self>
  ) -> [Self]? {
    withUnsafeTemporaryAllocation(of: Self.self, capacity: 16 * a.rows) { pivots in
      guard let base = pivots.baseAddress else { return nil }
      let isGood = factorizeLanes(a, into: lower, pivots: base)
      sumLogarithms(of: base, count: a.rows, into: logDeterminants.base)
      return isGood ? nil : Array(pivots)
    }
  }
}

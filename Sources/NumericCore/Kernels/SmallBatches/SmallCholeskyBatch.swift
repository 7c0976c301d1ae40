/// The factorizations A = L Lᵀ of many small symmetric positive definite matrices.
///
/// Source: Golub & Van Loan §4.2. Quotients are products with reciprocals, within 1.5 ulp.
public struct SmallCholeskyBatch<Scalar: Real>: Sendable {
  /// L, n×n each; without meaning for a matrix that could not be factorized.
  public let lower: SmallMatrixBatch<Scalar>
  /// log|A| for each matrix; NaN for one that could not be factorized.
  public let logDeterminants: [Scalar]
  /// Why matrices could not be factorized, by their numbers.
  public let failures: [Int: FactorizationError]

  /// Factorizes symmetric matrices; nothing is repaired.
  /// - Parameters:
  ///   - matrices: n×n each; the lower triangles are read.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Requires: square matrices.
  /// - Complexity: O(count·n³).
  public init(_ matrices: SmallMatrixBatch<Scalar>, threads: Int = 1) {
    precondition(matrices.rows == matrices.columns, "a Cholesky factorization needs square matrices")
    let (count, n, lanes) = (matrices.count, matrices.rows, SmallMatrixBatch<Scalar>.lanes)
    let factorize = Scalar.matrixKernels.factorizeLanes
    let groups = SmallMatrixBatch<Scalar>.groups(count)
    var bad: [(group: Int, pivots: [Scalar])] = []
    var logarithms: [Scalar] = []
    lower = SmallMatrixBatch(uninitialized: count, rows: n, columns: n) { target in
      let result = LaneGroups(target, rows: n, columns: n)
      matrices.withLanes { a in
        let units = stride(from: 0, to: groups, by: 64).map { $0..<min($0 + 64, groups) }
        let parts = concurrentMap(units, threads: threads, makeState: {}) { unit, _ in
          unit.map { factorize(a.group($0), result.group($0)) }
        }
        for (group, part) in parts.joined().enumerated() {
          logarithms += part.logDeterminants
          if let pivots = part.badPivots { bad.append((group, pivots)) }
        }
      }
    }
    var failures: [Int: FactorizationError] = [:]
    for (group, pivots) in bad {
      for lane in 0..<min(lanes, count - group * lanes) {
        let number = group * lanes + lane
        let first = (0..<n).first { !(pivots[$0 * lanes + lane] > .zero && pivots[$0 * lanes + lane].isFinite) }
        guard let first else { continue }
        failures[number] = .notPositiveDefinite(pivot: first, value: pivots[first * lanes + lane].doubleValue)
        logarithms[number] = Scalar(.nan)
      }
    }
    self.failures = failures
    logDeterminants = Array(logarithms.prefix(count))
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
    let identity = SmallMatrixBatch<Scalar>(count: lower.count, rows: lower.rows, columns: lower.rows) { _, i, j in
      i == j ? .one : .zero
    }
    return solve(identity, threads: threads)
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

/// What the factorization of one group gives besides the factors.
struct LaneFactorization<Scalar: Sendable>: Sendable {
  /// Of the sixteen matrices.
  let logDeterminants: [Scalar]
  /// All pivots, where one is not positive and finite.
  let badPivots: [Scalar]?
}

extension LaneScalar where Self: Real {
  /// Factorizes one group.
  static func factorizeGroup(_ a: LaneMatrix<Self>, into lower: LaneMatrix<Self>) -> LaneFactorization<Self> {
    withUnsafeTemporaryAllocation(of: Self.self, capacity: 16 * a.rows) { pivots in
      guard let base = pivots.baseAddress else { return LaneFactorization(logDeterminants: [], badPivots: nil) }
      let isGood = factorizeLanes(a, into: lower, pivots: base)
      var sums = SIMD16<Double>(repeating: 0)
      for i in 0..<a.rows { addLogarithms(of: base + 16 * i, to: &sums) }
      return LaneFactorization(
        logDeterminants: (0..<16).map { Self(sums[$0]) }, badPivots: isGood ? nil : Array(pivots))
    }
  }
}

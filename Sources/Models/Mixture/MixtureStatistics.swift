import NumericCore

/// What rows of data say about the components of a mixture. Statistics of different rows add.
///
/// Moments are about the means that the responsibilities were computed with, so that they do not cancel.
public struct MixtureStatistics: Sendable, Equatable {
  /// μ_k of the mixture that the responsibilities were computed with.
  public let means: Matrix<Double>
  /// N_k = Σ γ_nk, Σ γ_nk (x_n − μ_k), Σ γ_nk (x_n − μ_k)(x_n − μ_k)ᵀ or its diagonal, and Σ log p(x_n).
  public private(set) var moments: MixtureMoments

  init(means: Matrix<Double>, moments: MixtureMoments) { (self.means, self.moments) = (means, moments) }

  /// How many rows there are.
  public var rows: Int { moments.rows }

  /// Σ log p(x_n).
  public var logLikelihood: Double { moments.logLikelihood }

  /// Adds the statistics of other rows.
  /// - Requires: the same mixture.
  public mutating func add(_ other: MixtureStatistics) {
    precondition(means == other.means, "statistics of another mixture")
    moments.add(other.moments)
  }
}

extension GaussianMixture {
  /// The responsibilities for all rows, summed up: N_k and the first two moments.
  /// - Parameters:
  ///   - rows: n×d.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(n·K·d²), O(n·K·d) without covariances between columns; the rows and a constant in memory.
  public func eStep(_ rows: Matrix<Double>, threads: Int = 1) -> MixtureStatistics {
    MixtureStatistics(means: means, moments: prepared.moments(of: rows, threads: threads))
  }

  /// The same for data in blocks, in the memory of a block.
  /// - Throws: `DataError` where a number is not finite or the columns are others, and what reading the data does.
  public func eStep(_ observations: some Observations<Double>, threads: Int = 1) throws -> MixtureStatistics {
    guard observations.columns == columns else {
      throw DataError.columns(found: observations.columns, expected: columns)
    }
    let statistics: MixtureStatistics
    if let rows = observations as? Matrix<Double> {
      statistics = eStep(rows, threads: threads)
    } else {
      var sum = PairwiseSum<MixtureStatistics> { $0.add($1) }
      try observations.forEachBlock(rows: RowSample<Double>.rowsPerBlock(columns: columns)) { block in
        sum.append(eStep(block, threads: threads))
      }
      statistics = sum.total() ?? eStep(Matrix.zero(rows: 0, columns: columns))
    }
    guard statistics.logLikelihood.isFinite else { throw try DataError.ofSums(over: observations) }
    return statistics
  }
}

/// The components of a mixture of Gaussians, prepared for many rows.
///
/// With the whitening matrix P_k = L_k⁻¹, Σ_k = L_k L_kᵀ, the logarithm of a component's share of the density is
/// log π_k − ½ d log 2π − log|L_k| − ½ ‖P_k (x − μ_k)‖². Rows are worked on in tiles, a lane for each row, so that the sums
/// over components need no sums over lanes.
public struct GaussianComponents: Sendable {
  /// How a covariance is given.
  public enum Covariances: Sendable {
    /// The factorization of each covariance, d×d.
    case full([CholeskyFactorization<Double>])
    /// The variances of each component, a row for each.
    case diagonal(Matrix<Double>)
  }

  let count: Int
  let columns: Int
  let isDiagonal: Bool
  /// The numbers of a row in memory: `columns` in whole vectors.
  let rowLength: Int
  /// o, near the means, and μ_k − o.
  let origin: [Double]
  let means: [Double]
  /// P_k row after row, or 1/σ² for a diagonal covariance.
  let whitening: [Double]
  /// P_k (μ_k − o).
  let whitenedMeans: [Double]
  /// log π_k − ½ d log 2π − log|L_k|.
  let constants: [Double]

  /// Components with these weights, means and covariances.
  /// - Parameters:
  ///   - logWeights: log π_k; −∞ for a component without weight.
  ///   - means: μ_k, K×d.
  ///   - covariances: Those of d columns, one for each component.
  /// - Complexity: O(K d³).
  public init(logWeights: [Double], means: Matrix<Double>, covariances: Covariances) {
    let (count, columns) = (means.rows, means.columns)
    precondition(logWeights.count == count && count > 0 && columns > 0, "as many weights as means are needed")
    let length = (columns + 7) / 8 * 8
    var origin = [Double](repeating: 0, count: length)
    for row in 0..<count { for column in 0..<columns { origin[column] += means[row, column] / Double(count) } }
    var shifted = [Double](repeating: 0, count: count * length)
    for row in 0..<count { for j in 0..<columns { shifted[row * length + j] = means[row, j] - origin[j] } }
    (self.count, self.columns, rowLength, self.origin, self.means) = (count, columns, length, origin, shifted)
    let logTwoPi = 1.8378770664093453
    var constants = logWeights.map { $0 - 0.5 * Double(columns) * logTwoPi }
    switch covariances {
    case .full(let factors):
      precondition(factors.count == count && factors.allSatisfy { $0.lower.rows == columns }, "a covariance does not fit")
      isDiagonal = false
      var whitening = [Double](repeating: 0, count: count * columns * length)
      var whitened = [Double](repeating: 0, count: count * length)
      for (k, factor) in factors.enumerated() {
        let inverse = factor.solveLower(.identity(columns))
        for i in 0..<columns {
          for j in 0...i {
            whitening[(k * columns + i) * length + j] = inverse[i, j]
            whitened[k * length + i] += inverse[i, j] * shifted[k * length + j]
          }
        }
        constants[k] -= 0.5 * factor.logDeterminant
      }
      (self.whitening, whitenedMeans) = (whitening, whitened)
    case .diagonal(let variances):
      precondition(variances.rows == count && variances.columns == columns, "the variances do not fit")
      isDiagonal = true
      var precisions = [Double](repeating: 0, count: count * length)
      for k in 0..<count {
        for j in 0..<columns {
          precisions[k * length + j] = 1 / variances[k, j]
          constants[k] -= 0.5 * variances[k, j].logarithm()
        }
      }
      (whitening, whitenedMeans) = (precisions, [])
    }
    self.constants = constants
  }

  /// The responsibilities of the components for the rows, summed up with the moments that they weight.
  /// - Parameters:
  ///   - rows: n×d.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(n K d²), O(n K d) for diagonal covariances; the moments of at most 32 parts of the rows in memory.
  public func moments(of rows: Matrix<Double>, threads: Int = 1) -> MixtureMoments {
    precondition(rows.columns == columns, "rows and means have different columns")
    let none = MixtureMoments(components: count, columns: columns, isDiagonal: isDiagonal)
    let tiles = (rows.rows + MixtureTile.rows - 1) / MixtureTile.rows
    let rowsPerPart = max(1, (tiles + 31) / 32) * MixtureTile.rows
    var parts: [MixtureMoments] = []
    rows.withView { view in
      let units = Array(0..<(view.rows + rowsPerPart - 1) / rowsPerPart)
      parts = concurrentMap(units, threads: threads, makeState: { MixtureTile(self, view) }) { part, tile in
        tile.moments(of: part * rowsPerPart..<min((part + 1) * rowsPerPart, view.rows))
      }
    }
    return pairwiseMerged(parts) { $0.add($1) } ?? none
  }

  /// The responsibilities γ_nk, n×K, and log p(x_n) for each row.
  /// - Parameters:
  ///   - rows: n×d.
  ///   - threads: The most threads to use; the bits do not depend on them.
  public func responsibilities(
    of rows: Matrix<Double>, threads: Int = 1
  ) -> (responsibilities: Matrix<Double>, logDensities: [Double]) {
    precondition(rows.columns == columns, "rows and means have different columns")
    let rowsPerPart = 16 * MixtureTile.rows
    var parts: [(gammas: [Double], logDensities: [Double])] = []
    rows.withView { view in
      let units = Array(0..<(view.rows + rowsPerPart - 1) / rowsPerPart)
      parts = concurrentMap(units, threads: threads, makeState: { MixtureTile(self, view) }) { part, tile in
        tile.responsibilities(of: part * rowsPerPart..<min((part + 1) * rowsPerPart, view.rows))
      }
    }
    return (
      Matrix(rows: rows.rows, columns: count, elements: parts.flatMap(\.gammas)), parts.flatMap(\.logDensities)
    )
  }
}

import NumericCore

/// The parameters of greatest expected log-likelihood, and where the floor was met.
public struct MixtureUpdate: Sendable {
  /// The mixture.
  public let mixture: GaussianMixture
  /// The components whose covariance the floor raised.
  public let raised: [Int]
  /// The components that no row belongs to: they have weight 0 and keep their mean and covariance.
  public let vanished: [Int]
}

extension GaussianMixture {
  /// π_k = N_k/n, μ_k = Σ γ_nk x_n/N_k, Σ_k = Σ γ_nk (x_n − μ_k)(x_n − μ_k)ᵀ/N_k (Derivations/mixture-em.md and
  /// mixture-covariance.md), with the sums over the components of N_k Σ_k/n where they are tied, and the diagonal or its
  /// mean where columns are independent.
  ///
  /// With a floor the covariances are those of greatest expected likelihood among all that are not below it.
  /// - Parameters:
  ///   - statistics: Of this mixture.
  ///   - floor: The least variances.
  /// - Throws: `MixtureError.covariance` where the floor is zero and a covariance is singular.
  /// - Complexity: O(K d³).
  public func mStep(_ statistics: MixtureStatistics, floor: VarianceFloor) throws(MixtureError) -> MixtureUpdate {
    let moments = statistics.moments
    let kept = moments.weights.map { $0 >= 0x1p-900 }
    let offsets = Matrix(rows: components, columns: columns) { k, j in
      kept[k] ? moments.first[k, j] / moments.weights[k] : 0
    }
    let scatters = (0..<components).map { k -> Matrix<Double> in
      let second = moments.second[k]
      return Matrix(rows: second.rows, columns: second.columns) { i, j in
        second[i, j] - moments.weights[k] * offsets[k, second.rows == 1 ? j : i] * offsets[k, j]
      }
    }
    var raised: [Int] = []
    let updated: MixtureCovariances
    switch covariances {
    case .full(let last):
      updated = .full(
        (0..<components).map { k in
          guard kept[k] else { return last[k] }
          let found = floor.raised(scatters[k].map { $0 / moments.weights[k] })
          if found.isRaised { raised.append(k) }
          return found.matrix
        })
    case .tied:
      let sum = scatters.dropFirst().reduce(scatters[0]) { $0 + $1 }
      let found = floor.raised(sum.map { $0 / Double(max(statistics.rows, 1)) })
      if found.isRaised { raised = Array(0..<components) }
      updated = .tied(found.matrix)
    case .diagonal(let last):
      var variances = last
      for k in 0..<components where kept[k] {
        for j in 0..<columns {
          let variance = scatters[k][0, j] / moments.weights[k]
          variances[k, j] = max(variance, floor.variances[j])
          if variance < floor.variances[j], raised.last != k { raised.append(k) }
        }
      }
      updated = .diagonal(variances)
    case .spherical(var variances):
      for k in 0..<components where kept[k] {
        let variance = scatters[k].elements.reduce(0, +) / moments.weights[k] / Double(columns)
        variances[k] = max(variance, floor.mean)
        if variance < floor.mean { raised.append(k) }
      }
      updated = .spherical(variances)
    }
    let mixture = try GaussianMixture(
      weights: Self.normalized(kept.indices.map { kept[$0] ? moments.weights[$0] : 0 }),
      means: statistics.means + offsets, covariances: updated)
    return MixtureUpdate(mixture: mixture, raised: raised, vanished: kept.indices.filter { !kept[$0] })
  }

  /// N_k over their sum, which is n but for rounding.
  private static func normalized(_ counts: [Double]) -> [Double] {
    let sum = counts.reduce(0, +)
    return sum > 0 ? counts.map { $0 / sum } : counts.map { _ in 1 / Double(counts.count) }
  }
}

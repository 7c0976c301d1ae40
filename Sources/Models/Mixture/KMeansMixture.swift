import NumericCore

/// The start of a mixture at the clusters of k-means, by one M-step whose responsibilities are 0 and 1.
enum KMeansMixture {
  /// A mixture of the clusters of some rows.
  /// - Throws: `MixtureError.collapsed` with the center of a cluster that has no variance, where there is no floor.
  static func mixture(
    _ rows: Matrix<Double>, _ options: MixtureOptions, floor: VarianceFloor, run: Int
  ) throws -> GaussianMixture {
    let start = PlusPlusStart.centers(rows, clusters: options.components, seed: options.seed, run: run)
    var clusters = KMeansOptions(start: .centers(start))
    clusters.threads = options.threads
    clusters.iterations = 100
    let fit = try KMeans.fit(rows, clusters)
    let labels = fit.labels ?? []
    let columns = rows.columns
    let isDiagonal = options.covariance == .diagonal || options.covariance == .spherical
    var moments = MixtureMoments(components: options.components, columns: columns, isDiagonal: isDiagonal)
    moments.rows = rows.rows
    for k in 0..<options.components {
      let members = labels.indices.filter { labels[$0] == k }
      let centered = Matrix(rows: members.count, columns: columns) {
        rows[members[$0], $1] - fit.model.centers[k, $1]
      }
      moments.weights[k] = Double(members.count)
      guard !members.isEmpty else { continue }
      for (j, sum) in centered.columnSums().enumerated() { moments.first[k, j] = sum }
      moments.second[k] =
        isDiagonal
        ? Matrix(rows: 1, columns: columns, elements: centered.map { $0 * $0 }.columnSums())
        : MatrixProduct.gram(centered, transposing: .left, threads: options.threads)
    }
    let statistics = MixtureStatistics(means: fit.model.centers, moments: moments)
    // Only the shape of the covariances matters here; an empty cluster keeps them.
    let unit = try GaussianMixture(
      weights: Array(repeating: 1 / Double(options.components), count: options.components),
      means: fit.model.centers, covariances: .unit(options.covariance, options.components, columns))
    do throws(MixtureError) {
      return try unit.mStep(statistics, floor: floor).mixture
    } catch {
      guard case .covariance(let component?, _) = error else { throw error }
      let center = (0..<columns).map { fit.model.centers[component, $0] }
      throw MixtureError.collapsed(component: component, iteration: 0, row: nil, point: center)
    }
  }
}

extension MixtureCovariances {
  /// Variances of 1.
  static func unit(_ shape: CovarianceShape, _ components: Int, _ columns: Int) -> MixtureCovariances {
    switch shape {
    case .full: .full(Array(repeating: .identity(columns), count: components))
    case .tied: .tied(.identity(columns))
    case .diagonal: .diagonal(Matrix(rows: components, columns: columns) { _, _ in 1 })
    case .spherical: .spherical(Array(repeating: 1, count: components))
    }
  }
}

import Models
import NumericCore

extension Benchmark {
  /// Twenty moves of the centers of k-means from given ones; the figure is the inertia after them.
  static func kMeans<Scalar: VectorScalar>(
    rows: Int, columns: Int, clusters: Int, of scalar: Scalar.Type, threads: Int
  ) -> Benchmark {
    let set = "\(rows)_\(columns)_\(clusters)"
    return Benchmark(
      name: "C.kmeans",
      configuration: [
        Setting("set", set), Setting("dtype", Scalar.self == Float.self ? "f32" : "f64"),
        Setting("threads", threads), Setting("iters", 20),
      ], amount: 20, unit: "iterations_per_s"
    ) {
      let known = BenchmarkInput.matrix("km_\(set)_x", rows: rows, columns: columns)
      let data = (known ?? drawn(rows, columns, groups: clusters)).map { Scalar($0) }
      let start =
        BenchmarkInput.matrix("km_\(set)_init", rows: clusters, columns: columns)?.map { Scalar($0) }
        ?? Matrix(rows: clusters, columns: columns) { data[$0 * (rows / clusters), $1] }
      var options = KMeansOptions(start: .centers(start))
      (options.iterations, options.threads) = (20, threads)
      let fixed = options
      return { (try? KMeans.fit(data, fixed).inertia) ?? .nan }
    }
  }

  /// Twenty iterations of EM of a mixture with full covariances from given means; the figure is the mean log-likelihood of
  /// a row after them.
  static func mixture(rows: Int, columns: Int, components: Int, threads: Int) -> Benchmark {
    Benchmark(
      name: "D.gmm",
      configuration: [
        Setting("n", rows), Setting("d", columns), Setting("K", components), Setting("threads", threads),
        Setting("iters", 20),
      ], amount: 20, unit: "iterations_per_s"
    ) {
      let data =
        BenchmarkInput.matrix("gmm_x", rows: rows, columns: columns) ?? drawn(rows, columns, groups: components)
      let means =
        BenchmarkInput.matrix("gmm_means0", rows: components, columns: columns)
        ?? Matrix(rows: components, columns: columns) { data[$0 * (rows / components), $1] }
      let averages = data.columnSums().map { $0 / Double(rows) }
      let variances = data.rowsLess(averages).columnSquares().map { $0 / Double(rows) }
      let start = try GaussianMixture(
        weights: Array(repeating: 1 / Double(components), count: components), means: means,
        covariances: .full(Array(repeating: .diagonal(variances), count: components)))
      var options = MixtureOptions(start: .mixture(start))
      (options.iterations, options.tolerance, options.threads) = (20, 0, threads)
      let fixed = options
      return { (try? GaussianMixture.fit(data, fixed).logLikelihood / Double(rows)) ?? .nan }
    }
  }

  /// Rows about random places.
  private static func drawn(_ rows: Int, _ columns: Int, groups: Int) -> Matrix<Double> {
    var source = RandomSource(seed: 1, stream: RandomSource.streamNumber("clusters"))
    let places = Matrix<Double>(rows: groups, columns: columns) { _, _ in 1.5 * source.normal() }
    return Matrix(rows: rows, columns: columns) { places[$0 % groups, $1] + source.normal() }
  }
}

extension Matrix<Double> {
  fileprivate func rowsLess(_ row: [Double]) -> Matrix {
    var offsets = self
    offsets.addToRows(row.map { -$0 })
    return offsets
  }

  fileprivate func columnSquares() -> [Double] { map { $0 * $0 }.columnSums() }
}

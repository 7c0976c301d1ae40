import NumericCore

extension Benchmark {
  /// The product of two square matrices; the figure is an entry less its value by definition.
  static func product<Scalar: Real>(size: Int, of scalar: Scalar.Type, threads: Int) -> Benchmark {
    let flops = 2 * Double(size) * Double(size) * Double(size)
    let repetitions = max(1, Int(4e9 * Double(threads) / flops))
    return Benchmark(
      name: "G.gemm",
      configuration: [
        Setting("n", size), Setting("dtype", Scalar.self == Float.self ? "f32" : "f64"), Setting("threads", threads),
      ],
      amount: flops * Double(repetitions) * 1e-9, unit: "gflops"
    ) {
      var source = RandomSource(seed: 1, stream: RandomSource.streamNumber("product"))
      func drawn() -> Matrix<Scalar> { Matrix(rows: size, columns: size) { _, _ in Scalar(source.normal()) } }
      let (a, b) = (drawn(), drawn())
      return {
        var product = a
        for _ in 0..<repetitions { MatrixProduct.multiply(a, b, .overwriting, &product, threads: threads) }
        let last = size - 1
        let exact = (0..<size).reduce(0.0) { $0 + a[last, $1].doubleValue * b[$1, last].doubleValue }
        return product[last, last].doubleValue - exact
      }
    }
  }

  /// The Cholesky factorization of a covariance; the figure is an entry of L Lᵀ less that of the matrix.
  static func cholesky(size: Int, threads: Int) -> Benchmark {
    let flops = Double(size) * Double(size) * Double(size) / 3
    let repetitions = max(1, Int(1e9 / flops))
    return Benchmark(
      name: "G.cholesky",
      configuration: [Setting("n", size), Setting("dtype", "f64"), Setting("threads", threads)],
      amount: flops * Double(repetitions) * 1e-9, unit: "gflops"
    ) {
      let pair = GaussianPair(dimension: size, seed: 2)
      let covariance = pair.p.covariance
      return {
        var found: CholeskyFactorization<Double>?
        for _ in 0..<repetitions { found = try? CholeskyFactorization(covariance, threads: threads) }
        guard let lower = found?.lower else { return .nan }
        let last = size - 1
        return (0..<size).reduce(0.0) { $0 + lower[last, $1] * lower[last, $1] } - covariance[last, last]
      }
    }
  }
}

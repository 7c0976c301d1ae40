import NumericCore

extension Benchmark {
  /// The kernels that no other tool's results are given for: rates on one thread, for Double.
  static var kernels: [Benchmark] {
    [
      gram(size: 1024), triangularSolve(size: 1024), smallFactorizations(size: 4), uniforms,
      elementwise(.exp, "exp"), elementwise(.log, "log"), sineCosine, logSumExp(columns: 16), fieldProduct(size: 64),
      fieldElimination(size: 64),
    ]
  }

  private static func drawn(rows: Int, columns: Int, _ name: String) -> Matrix<Double> {
    var source = RandomSource(seed: 1, stream: RandomSource.streamNumber(name))
    return Matrix(rows: rows, columns: columns) { _, _ in source.normal() }
  }

  /// A Aᵀ, counted as the half of a product that it is.
  private static func gram(size: Int) -> Benchmark {
    let flops = Double(size) * Double(size) * Double(size + 1)
    return Benchmark(
      name: "G.gram", configuration: [Setting("n", size), Setting("dtype", "f64")], amount: flops * 1e-9,
      unit: "gflops"
    ) {
      let a = drawn(rows: size, columns: size, "gram")
      return { MatrixProduct.gram(a, transposing: .right)[0, 0] }
    }
  }

  /// L X = B for as many right sides as rows.
  private static func triangularSolve(size: Int) -> Benchmark {
    let flops = Double(size) * Double(size) * Double(size)
    return Benchmark(
      name: "G.trsm", configuration: [Setting("n", size), Setting("dtype", "f64")], amount: flops * 1e-9,
      unit: "gflops"
    ) {
      let factorization = try CholeskyFactorization(GaussianPair(dimension: size, seed: 2).p.covariance)
      let rightSide = drawn(rows: size, columns: size, "trsm")
      return { factorization.solveLower(rightSide)[size - 1, 0] }
    }
  }

  /// Cholesky factors and log-determinants of many small covariances.
  private static func smallFactorizations(size: Int) -> Benchmark {
    let count = 100_000
    return Benchmark(
      name: "G.small_cholesky", configuration: [Setting("n", size), Setting("count", count)],
      amount: Double(count) * 1e-6, unit: "mmatrices_per_s"
    ) {
      let covariance = GaussianPair(dimension: size, seed: 3).p.covariance
      let batch = SmallMatrixBatch<Double>(count: count, rows: size, columns: size) { number, row, column in
        covariance[row, column] + (row == column ? Double(number % 7) : 0)
      }
      return { SmallCholeskyBatch(batch).logDeterminants.reduce(0, +) }
    }
  }

  private static var uniforms: Benchmark {
    let length = 100_000
    return Benchmark(
      name: "G.uniform", configuration: [Setting("dtype", "f64")], amount: 20, unit: "mnumbers_per_s"
    ) {
      let blocks = UniformBlocks(seed: 1, stream: RandomSource.streamNumber("benchmark"))
      return {
        var numbers = [Double](repeating: 0, count: length)
        for block in 0..<20_000_000 / length { blocks.fill(block, into: &numbers) }
        return SampleMoments(of: numbers).mean
      }
    }
  }

  private static func elementwise(_ function: ElementwiseFunction, _ name: String) -> Benchmark {
    pass(name) { numbers in Elementwise.apply(function, to: &numbers) }
  }

  private static var sineCosine: Benchmark {
    pass("sin, cos") { numbers in
      let found = Elementwise.sineCosine(turns: numbers)
      numbers[0] = found.sines[0] + found.cosines[0]
    }
  }

  /// A pass over numbers between 1 and 2 that stay in the second-level cache.
  private static func pass(_ name: String, _ body: @escaping @Sendable (inout [Double]) -> Void) -> Benchmark {
    let (length, repetitions) = (16_384, 1000)
    return Benchmark(
      name: "G.function", configuration: [Setting("f", name), Setting("dtype", "f64")],
      amount: Double(length * repetitions) * 1e-6, unit: "mnumbers_per_s"
    ) {
      var source = RandomSource(seed: 1, stream: RandomSource.streamNumber("function"))
      let numbers = (0..<length).map { _ in 1 + source.uniform() }
      return {
        var sum = 0.0
        for _ in 0..<repetitions {
          var copy = numbers
          body(&copy)
          sum += copy[0]
        }
        return sum
      }
    }
  }

  private static func logSumExp(columns: Int) -> Benchmark {
    let (rows, repetitions) = (1000, 1000)
    return Benchmark(
      name: "G.log_sum_exp", configuration: [Setting("columns", columns), Setting("dtype", "f64")],
      amount: Double(rows * columns * repetitions) * 1e-6, unit: "mnumbers_per_s"
    ) {
      let matrix = drawn(rows: rows, columns: columns, "rows")
      return { (0..<repetitions).reduce(0.0) { sum, _ in sum + matrix.rowLogSumExps()[0] } }
    }
  }

  /// Products of matrices modulo 2⁶¹ − 1, in products of numbers.
  private static func fieldProduct(size: Int) -> Benchmark {
    let repetitions = 200
    return Benchmark(
      name: "exact.product", configuration: [Setting("n", size)],
      amount: Double(size * size * size * repetitions) * 1e-6, unit: "mnumbers_per_s"
    ) {
      let matrix = drawnField(size)
      return {
        var product = matrix
        for _ in 0..<repetitions { product = product * matrix }
        return Double(product[0, 0].value)
      }
    }
  }

  /// Determinants modulo 2⁶¹ − 1, in products of numbers.
  private static func fieldElimination(size: Int) -> Benchmark {
    let repetitions = 200
    return Benchmark(
      name: "exact.determinant", configuration: [Setting("n", size)],
      amount: Double(size * size * size * repetitions) / 3 * 1e-6, unit: "mnumbers_per_s"
    ) {
      let matrix = drawnField(size)
      return { (0..<repetitions).reduce(0.0) { sum, _ in sum + Double(matrix.determinant().value) } }
    }
  }

  private static func drawnField(_ size: Int) -> Matrix<PrimeField> {
    var source = RandomSource(seed: 1, stream: RandomSource.streamNumber("field"))
    return Matrix(rows: size, columns: size) { _, _ in .random(using: &source) }
  }
}

import NumericCore
import Testing

@Suite("Batches of small matrices")
struct SmallMatrixBatchTests {
  func batch<Scalar: Real>(_ count: Int, _ rows: Int, _ columns: Int, seed: UInt64) -> SmallMatrixBatch<Scalar> {
    var source = RandomSource(seed: seed, stream: UInt64(count))
    let matrices = (0..<max(count, 1)).map { _ in
      Matrix<Scalar>(rows: rows, columns: columns) { _, _ in Scalar(source.normal()) }
    }
    return SmallMatrixBatch(count: count, rows: rows, columns: columns) { matrices[$0][$1, $2] }
  }

  @Test("Products with and without transposes", arguments: [0, 1, 7, 15, 16, 17, 33], 1...8)
  func products(_ count: Int, _ size: Int) {
    check(Double.self, count, size, tolerance: 1e-14)
    check(Float.self, count, size, tolerance: 1e-5)
  }

  func check<Scalar: Real>(_: Scalar.Type, _ count: Int, _ size: Int, tolerance: Double) {
    let (m, k, n) = (size, 9 - size, size % 5 + 1)
    let a: SmallMatrixBatch<Scalar> = batch(count, m, k, seed: 41)
    let b: SmallMatrixBatch<Scalar> = batch(count, k, n, seed: 42)
    let at = SmallMatrixBatch<Scalar>(count: count, rows: k, columns: m) { a[$0, $2, $1] }
    let bt = SmallMatrixBatch<Scalar>(count: count, rows: n, columns: k) { b[$0, $2, $1] }
    let product = a.multiplied(by: b)
    #expect(product.count == count && product.rows == m && product.columns == n)
    #expect(at.multiplied(by: b, transposing: .left) == product && a.multiplied(by: bt, transposing: .right) == product)
    #expect(at.multiplied(by: bt, transposing: .both) == product)
    for i in 0..<count {
      #expect(largestDifference(product.matrix(i), plainProduct(a.matrix(i), b.matrix(i))) < 20 * tolerance)
    }
  }

  @Test("Factors, log-determinants, solutions and inverses", arguments: [0, 1, 16, 19], 1...8)
  func cholesky(_ count: Int, _ n: Int) throws {
    try checkCholesky(Double.self, count, n, tolerance: 1e-12)
    try checkCholesky(Float.self, count, n, tolerance: 1e-3)
  }

  func checkCholesky<Scalar: Real>(_: Scalar.Type, _ count: Int, _ n: Int, tolerance: Double) throws {
    let roots: SmallMatrixBatch<Scalar> = batch(count, n, 8, seed: 43)
    let squares = roots.multiplied(by: roots, transposing: .right)
    let a = SmallMatrixBatch<Scalar>(count: count, rows: n, columns: n) {
      // The upper triangle is not read.
      $1 < $2 ? Scalar(.nan) : squares[$0, $1, $2] + ($1 == $2 ? .one : .zero)
    }
    let x: SmallMatrixBatch<Scalar> = batch(count, n, 3, seed: 44)
    let factors = SmallCholeskyBatch(a)
    #expect(factors.failures.isEmpty && factors.logDeterminants.count == count)
    let (solution, inverse, whitened) = (factors.solve(x), factors.inverse(), factors.solveLower(x))
    for i in 0..<count {
      let expected = try CholeskyFactorization(a.matrix(i).map(\.doubleValue))
      #expect(largestDifference(factors.lower.matrix(i), expected.lower) < tolerance)
      #expect(abs(factors.logDeterminants[i].doubleValue - expected.logDeterminant) < tolerance)
      let right = x.matrix(i).map(\.doubleValue)
      #expect(largestDifference(solution.matrix(i), expected.solve(right)) < tolerance)
      #expect(largestDifference(whitened.matrix(i), expected.solveLower(right)) < tolerance)
      #expect(largestDifference(inverse.matrix(i), expected.inverse()) < tolerance)
    }
  }

  @Test("Failures are named, and others are not touched by them")
  func failures() {
    let values: [Double] = [2, 1, 0, -1, .nan, .infinity, .leastNonzeroMagnitude, 3]
    let a = SmallMatrixBatch<Double>(count: 24, rows: 3, columns: 3) { matrix, i, j in
      i != j ? 0 : i == 1 ? values[matrix % 8] : 1
    }
    let factors = SmallCholeskyBatch(a)
    #expect(Set(factors.failures.keys) == Set((0..<24).filter { (2...5).contains($0 % 8) }))
    #expect(factors.failures[11] == .notPositiveDefinite(pivot: 1, value: -1))
    #expect(factors.failures[18] == .notPositiveDefinite(pivot: 1, value: 0))
    #expect(factors.failures[13] == .notPositiveDefinite(pivot: 1, value: .infinity))
    for i in 0..<24 {
      let expected = factors.failures[i] == nil ? values[i % 8].logarithm() : .nan
      let found = factors.logDeterminants[i]
      #expect(abs(found - expected) <= 1e-15 * abs(expected) || found.isNaN && expected.isNaN)
    }
  }

  @Test("NaN stays in its matrix")
  func notFinite() {
    let a = SmallMatrixBatch<Double>(count: 20, rows: 2, columns: 2) { matrix, i, j in
      matrix == 17 && i == 0 && j == 1 ? .nan : 1
    }
    let zeros = SmallMatrixBatch<Double>(count: 20, rows: 2, columns: 2) { _, _, _ in 0 }
    let product = a.multiplied(by: zeros)
    for i in 0..<20 { #expect(product[i, 0, 0].isNaN == (i == 17) && product[i, 1, 0] == 0) }
  }

  @Test("The same bits on one thread and on several")
  func threads() {
    let roots: SmallMatrixBatch<Double> = batch(3000, 2, 3, seed: 45)
    let a = roots.multiplied(by: roots, transposing: .right)
    #expect(a == roots.multiplied(by: roots, transposing: .right, threads: 2))
    let (one, two) = (SmallCholeskyBatch(a), SmallCholeskyBatch(a, threads: 2))
    #expect(one.lower == two.lower && one.logDeterminants == two.logDeterminants)
    #expect(one.inverse() == two.inverse(threads: 2))
  }
}

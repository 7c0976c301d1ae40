import NumericCore
import Testing

@Suite("Triangular matrices and Cholesky by blocks")
struct TriangularMatrixTests {
  /// A triangle far from singular; NaN in the other, which must not be read.
  func triangle<Scalar: Real>(_ part: TriangularMatrix<Scalar>.Part, _ n: Int) -> TriangularMatrix<Scalar> {
    let entries: Matrix<Scalar> = normals(n, n, seed: 21)
    let scale = 1 / Double(n).squareRoot()
    return TriangularMatrix(
      part,
      of: Matrix(rows: n, columns: n) { i, j in
        if i == j { return Scalar(2 + entries[i, j].magnitude.doubleValue) }
        return (i > j) == (part == .lower) ? entries[i, j] * Scalar(scale) : Scalar(.nan)
      })
  }

  /// The triangle with zeros in place of the other, as it stands in a product.
  func whole<Scalar>(_ triangle: TriangularMatrix<Scalar>, transposed: Bool) -> Matrix<Scalar> {
    let matrix = Matrix<Scalar>(rows: triangle.matrix.rows, columns: triangle.matrix.rows) { i, j in
      i == j || (i > j) == (triangle.part == .lower) ? triangle.matrix[i, j] : .zero
    }
    return transposed ? matrix.transposed() : matrix
  }

  static let sizes = [(1, 1), (7, 3), (8, 8), (9, 25), (16, 1), (31, 24), (64, 9), (127, 3), (129, 26), (150, 5)]

  @Test("Products and solutions on both sides", arguments: sizes)
  func bothSides(_ n: Int, _ m: Int) throws {
    try check(Double.self, n, m, tolerance: 1e-13)
    try check(Float.self, n, m, tolerance: 1e-4)
  }

  func check<Scalar: Real>(_: Scalar.Type, _ n: Int, _ m: Int, tolerance: Double) throws {
    for part in [TriangularMatrix<Scalar>.Part.lower, .upper] {
      let triangle: TriangularMatrix<Scalar> = triangle(part, n)
      for transposed in [false, true] {
        let matrix = whole(triangle, transposed: transposed)
        let (x, y): (Matrix<Scalar>, Matrix<Scalar>) = (normals(n, m, seed: 22), normals(m, n, seed: 23))
        let left = triangle.multiplied(by: x, transposed: transposed)
        let right = triangle.multiplied(by: y, side: .right, transposed: transposed)
        #expect(largestDifference(left, plainProduct(matrix, x)) < tolerance * 10)
        #expect(largestDifference(right, plainProduct(y, matrix)) < tolerance * 10)
        let solvedLeft = try triangle.solve(left, transposed: transposed)
        let solvedRight = try triangle.solve(right, side: .right, transposed: transposed)
        #expect(largestDifference(solvedLeft, x.map(\.doubleValue)) < tolerance * 100)
        #expect(largestDifference(solvedRight, y.map(\.doubleValue)) < tolerance * 100)
      }
    }
  }

  @Test("Without rows or right sides")
  func empty() throws {
    let none = TriangularMatrix(.lower, of: Matrix<Double>.zero(rows: 0, columns: 0))
    #expect(try none.solve(.zero(rows: 0, columns: 3)) == .zero(rows: 0, columns: 3))
    let some: TriangularMatrix<Double> = triangle(.upper, 5)
    #expect(try some.solve(.zero(rows: 5, columns: 0)) == .zero(rows: 5, columns: 0))
    #expect(some.multiplied(by: .zero(rows: 0, columns: 5), side: .right) == .zero(rows: 0, columns: 5))
  }

  @Test("A zero on the diagonal is singular, and named")
  func singular() {
    let triangle = TriangularMatrix(.lower, of: Matrix<Double>.diagonal([1, 2, 0, 3, 0]))
    #expect(throws: FactorizationError.singular(column: 2)) { try triangle.solve(.identity(5)) }
  }

  @Test("NaN and infinities stay in their columns and go down only", arguments: [0, 8, 17, 129])
  func notFinite(_ row: Int) throws {
    let n = 140
    let triangle = TriangularMatrix(.lower, of: Matrix<Double>(rows: n, columns: n) { $0 >= $1 ? 1 : .nan })
    var x = Matrix<Double>.zero(rows: n, columns: 26)
    x[row, 3] = .nan
    x[row, 25] = .infinity
    let product = triangle.multiplied(by: x)
    let solution = try triangle.solve(x)
    for i in 0..<n {
      for j in 0..<26 {
        #expect(product[i, j].isNaN == (j == 3 && i >= row))
        #expect((product[i, j] == .infinity) == (j == 25 && i >= row))
        #expect(solution[i, j].isFinite == (i < row || j != 3 && j != 25))
      }
    }
  }

  @Test("The same bits on one thread and on several")
  func threads() throws {
    let triangle: TriangularMatrix<Double> = triangle(.lower, 200)
    let x: Matrix<Double> = normals(200, 120, seed: 24)
    #expect(try triangle.solve(x, threads: 2) == triangle.solve(x))
    #expect(triangle.multiplied(by: x, threads: 2) == triangle.multiplied(by: x))
    let a = MatrixProduct.gram(x, transposing: .right) + .identity(200)
    #expect(try CholeskyFactorization(a, threads: 2) == CholeskyFactorization(a))
  }

  @Test("Cholesky by blocks gives the matrix back", arguments: [16, 17, 24, 31, 40, 129, 260])
  func cholesky(_ n: Int) throws {
    let b: Matrix<Double> = normals(n, n + 5, seed: 25)
    let gram = MatrixProduct.gram(b, transposing: .right)
    // The upper triangle is not read.
    let factors = try CholeskyFactorization(Matrix(rows: n, columns: n) { $0 < $1 ? .nan : gram[$0, $1] })
    #expect((0..<n).allSatisfy { i in (0..<n).allSatisfy { $0 <= i || factors.lower[i, $0] == 0 } })
    #expect(largestDifference(factors.lower * factors.lower.transposed(), gram) < 1e-12 * Double(n))
    let x: Matrix<Double> = normals(n, 11, seed: 26)
    #expect(largestDifference(gram * factors.solve(x), x) < 1e-7)
    #expect(largestDifference(factors.lower * factors.solveLower(x), x) < 1e-10)
    #expect(largestDifference(gram * factors.inverse(), .identity(n)) < 1e-7)
  }

  @Test("The log-determinant of a known matrix, in both precisions", arguments: [20, 100])
  func logDeterminant(_ n: Int) throws {
    // L of ones below the diagonal and 2 on it.
    let lower = Matrix<Double>(rows: n, columns: n) { $0 == $1 ? 2 : $0 > $1 ? 1 : 0 }
    let gram = MatrixProduct.gram(lower, transposing: .right)
    let expected = Double(2 * n) * 2.0.logarithm()
    #expect(try CholeskyFactorization(gram).lower == lower)
    #expect(abs(try CholeskyFactorization(gram).logDeterminant - expected) < 1e-12 * expected)
    let single = try CholeskyFactorization(gram.map { Float($0) })
    #expect(abs(Double(single.logDeterminant) - expected) < 1e-5 * expected)
  }

  @Test("The first pivot that is not positive is named", arguments: [0, 5, 16, 17, 63, 64, 99])
  func failure(_ pivot: Int) {
    var diagonal = [Double](repeating: 4, count: 100)
    diagonal[pivot] = -1.5
    diagonal[99] = min(diagonal[99], -3)
    #expect(throws: FactorizationError.notPositiveDefinite(pivot: pivot, value: diagonal[pivot])) {
      try CholeskyFactorization(Matrix.diagonal(diagonal))
    }
    diagonal[pivot] = .infinity
    #expect(throws: FactorizationError.notPositiveDefinite(pivot: pivot, value: .infinity)) {
      try CholeskyFactorization(Matrix.diagonal(diagonal))
    }
    diagonal[pivot] = .nan
    #expect(throws: FactorizationError.self) { try CholeskyFactorization(Matrix.diagonal(diagonal)) }
  }
}

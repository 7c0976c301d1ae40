import NumericCore
import Testing

@Suite("Factorizations")
struct FactorizationTests {
  @Test("L D L' gives the matrix back exactly over the prime field", arguments: 0...7)
  func exact(_ n: Int) throws {
    var source = RandomSource(seed: 5, stream: UInt64(n))
    let b = randomMatrix(n, n, &source)
    let a = b * b.transposed()
    let factors = try LDLFactorization(a)
    #expect(factors.lower * .diagonal(factors.diagonal) * factors.lower.transposed() == a)
    #expect((0..<n).allSatisfy { i in factors.lower[i, i] == .one })
    #expect((0..<n).allSatisfy { i in (i + 1..<max(n, i + 1)).allSatisfy { factors.lower[i, $0] == .zero } })
    #expect(factors.determinant == a.determinant())
    let x = randomMatrix(n, 3, &source)
    #expect(try factors.solve(a * x) == x)
  }

  @Test("L L' gives a positive definite matrix back", arguments: 1...9)
  func cholesky(_ n: Int) throws {
    var source = RandomSource(seed: 6, stream: UInt64(n))
    let b = normalMatrix(n, n + 2, &source)
    let a = b * b.transposed()
    let factors = try CholeskyFactorization(a)
    #expect(largest(factors.lower * factors.lower.transposed() - a) < 1e-13 * largest(a) * Double(n))
    #expect(abs(factors.logDeterminant - a.determinant().logarithm()) < 1e-10)
    #expect(largest(a * factors.inverse() - .identity(n)) < 1e-9)
    let x = normalMatrix(n, 1, &source)
    let whitened = factors.solveLower(x)
    #expect(abs((whitened.transposed() * whitened).trace - (x.transposed() * factors.solve(x)).trace) < 1e-8)
  }

  @Test("Both factorizations agree, in single precision too")
  func agreement() throws {
    let a = Matrix<Float>(rows: 2, columns: 2, elements: [4, 2, 2, 5])
    #expect(try CholeskyFactorization(a).lower.elements == [2, 0, 1, 2])
    #expect(try LDLFactorization(a).diagonal == [4, 4])
    #expect(abs(try CholeskyFactorization(a).logDeterminant - 2.7725887) < 1e-6)
  }

  @Test("Failures say where")
  func failures() {
    let indefinite = Matrix<Double>(rows: 3, columns: 3, elements: [1, 0, 0, 0, 1, 0, 0, 0, -1e-9])
    #expect(throws: FactorizationError.notPositiveDefinite(pivot: 2, value: -1e-9)) {
      try CholeskyFactorization(indefinite)
    }
    #expect(throws: FactorizationError.singular(column: 1)) {
      try Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 2, 4]).inverse()
    }
    #expect(throws: FactorizationError.zeroPivot(pivot: 0)) {
      try LDLFactorization(Matrix<Double>(rows: 2, columns: 2, elements: [0, 1, 1, 0]))
    }
    #expect(throws: FactorizationError.notSquare(rows: 2, columns: 3)) {
      try Matrix<Double>.zero(rows: 2, columns: 3).inverse()
    }
    #expect(throws: FactorizationError.notSquare(rows: 1, columns: 3)) {
      try CholeskyFactorization(Matrix<Double>.zero(rows: 1, columns: 3))
    }
    #expect(throws: FactorizationError.self) { try CholeskyFactorization(Matrix.diagonal([Double.nan])) }
  }

  @Test("Messages count from one")
  func messages() {
    #expect(
      FactorizationError.notPositiveDefinite(pivot: 2, value: -1e-9).description
        == "not positive definite: pivot 3 is -1e-09")
    #expect(FactorizationError.singular(column: 0).description == "singular: column 1 has no pivot")
    #expect(FactorizationError.zeroPivot(pivot: 1).description == "no LDLᵀ factorization: pivot 2 is zero")
    #expect(FactorizationError.notSquare(rows: 2, columns: 3).description == "not square: 2 × 3")
  }

  @Test("A singular matrix is factorized where that is possible, and not solved")
  func semidefinite() throws {
    let factors = try LDLFactorization(Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 2, 4]))
    #expect(factors.diagonal == [1, 0] && factors.lower.elements == [1, 0, 2, 1])
    #expect(throws: FactorizationError.singular(column: 1)) { try factors.solve(.identity(2)) }
  }
}

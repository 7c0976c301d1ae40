import NumericCore
import Testing

@Suite("Matrices over the prime field")
struct PrimeFieldMatrixTests {
  /// The product in plain arithmetic of 128 bits.
  private func plainProduct(_ a: Matrix<PrimeField>, _ b: Matrix<PrimeField>) -> Matrix<PrimeField> {
    Matrix(rows: a.rows, columns: b.columns) { i, j in
      let sum = (0..<a.columns).reduce(UInt128.zero) {
        ($0 + UInt128(a[i, $1].value) * UInt128(b[$1, j].value)) % UInt128(PrimeField.modulus)
      }
      return PrimeField(reducing: UInt64(sum))
    }
  }

  @Test(
    "Products of any shape are those of plain arithmetic", arguments: 0...6, [0, 1, 2, 5, 62, 63, 64, 126, 127, 200])
  func products(_ size: Int, _ depth: Int) {
    var source = RandomSource(seed: 31, stream: UInt64(size * 1000 + depth))
    for (m, n) in [(size, 1), (1, size), (size, 3)] {
      let (a, b) = (randomMatrix(m, depth, &source), randomMatrix(depth, n, &source))
      #expect(a * b == plainProduct(a, b))
      #expect(a * b == a.multipliedByEntries(b))
      let (c, d) = (a.map { _ in -PrimeField.one }, b.map { _ in -PrimeField.one })
      #expect((c * d).elements == Array(repeating: PrimeField(integer: depth), count: m * n))
    }
  }

  @Test("Elimination agrees with elimination row by row", arguments: 0...9)
  func elimination(_ n: Int) throws {
    var source = RandomSource(seed: 32, stream: UInt64(n))
    for zeros in 0..<max(1, n) {
      var a = randomMatrix(n, n, &source)
      // Zeros where the first pivots are looked for, so that rows are exchanged.
      for i in 0..<max(0, min(zeros, n - 1)) { for j in 0..<min(2, n) { a[i, j] = .zero } }
      #expect(a.determinant() == a.determinantByRows())
      for m in [0, 1, 4] {
        let b = randomMatrix(n, m, &source)
        do {
          let x = try a.solve(b)
          #expect(x == (try a.solutionByRows(b)) && a * x == b)
        } catch {
          #expect(throws: error) { try a.solutionByRows(b) }
        }
      }
    }
    let regular = randomMatrix(n, n, &source)
    #expect(try regular * regular.inverse() == .identity(n))
  }

  @Test("Larger matrices, beyond the room for products", arguments: [63, 64, 65, 130])
  func large(_ n: Int) throws {
    var source = RandomSource(seed: 33, stream: UInt64(n))
    let (a, b) = (randomMatrix(n, n, &source), randomMatrix(n, 1, &source))
    #expect(a * (try a.solve(b)) == b)
    #expect(a.determinant() == a.determinantByRows())
  }

  @Test("The first dependent column is named", arguments: 1...6)
  func singular(_ n: Int) {
    var source = RandomSource(seed: 34, stream: UInt64(n))
    for dependent in 0..<n {
      var a = randomMatrix(n, n, &source)
      let weights = (0..<n).map { _ in PrimeField.random(using: &source) }
      for i in 0..<n { a[i, dependent] = (0..<dependent).reduce(.zero) { $0 + weights[$1] * a[i, $1] } }
      #expect(a.determinant() == .zero)
      #expect(throws: FactorizationError.singular(column: dependent)) { try a.inverse() }
    }
    #expect(throws: FactorizationError.notSquare(rows: n, columns: n + 1)) {
      try randomMatrix(n, n + 1, &source).inverse()
    }
  }
}

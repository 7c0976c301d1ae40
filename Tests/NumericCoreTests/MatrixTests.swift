import NumericCore
import Testing

/// The determinant by expansion along the first row, a twin that divides by nothing.
func expandedDeterminant<Scalar: Ring>(_ a: Matrix<Scalar>) -> Scalar {
  guard a.rows > 0 else { return .one }
  var sum = Scalar.zero
  for j in 0..<a.columns {
    let minor = Matrix<Scalar>(rows: a.rows - 1, columns: a.rows - 1) { a[$0 + 1, $1 < j ? $1 : $1 + 1] }
    let term = a[0, j] * expandedDeterminant(minor)
    sum = j % 2 == 0 ? sum + term : sum - term
  }
  return sum
}

/// A random matrix over the prime field.
func randomMatrix(_ rows: Int, _ columns: Int, _ source: inout RandomSource) -> Matrix<PrimeField> {
  Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in .random(using: &source) })
}

/// A random matrix of standard normals.
func normalMatrix(_ rows: Int, _ columns: Int, _ source: inout RandomSource) -> Matrix<Double> {
  Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in source.normal() })
}

/// The largest magnitude among the elements.
func largest(_ a: Matrix<Double>) -> Double { a.elements.reduce(0) { max($0, $1.magnitude) } }

@Suite("Matrices")
struct MatrixTests {
  @Test("Products are sums of products", arguments: [(2, 3, 4), (1, 1, 1), (5, 1, 2), (3, 0, 2)])
  func products(_ m: Int, _ k: Int, _ n: Int) {
    var source = RandomSource(seed: 1, stream: UInt64(m))
    let (a, b) = (randomMatrix(m, k, &source), randomMatrix(k, n, &source))
    let product = a * b
    for i in 0..<m {
      for j in 0..<n { #expect(product[i, j] == (0..<k).reduce(.zero) { $0 + a[i, $1] * b[$1, j] }) }
    }
    #expect(product.transposed() == b.transposed() * a.transposed())
  }

  @Test("Sums, scaling and trace")
  func linearity() {
    let a = Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 3, 4])
    let b = Matrix<Double>(rows: 2, columns: 2, elements: [5, 7, 11, 13])
    #expect((a + b).elements == [6, 9, 14, 17] && (b - a).elements == [4, 5, 8, 9])
    #expect((-a).elements == [-1, -2, -3, -4] && a.scaled(by: 3).elements == [3, 6, 9, 12])
    #expect(a.trace == 5 && (a * b).trace == (b * a).trace)
    #expect(Matrix.diagonal([2.0, 3.0]).elements == [2, 0, 0, 3])
    #expect(a * .identity(2) == a && a + .zero(rows: 2, columns: 2) == a)
  }

  @Test("The determinant equals its expansion and multiplies", arguments: 0...6)
  func determinant(_ n: Int) {
    var source = RandomSource(seed: 2, stream: UInt64(n))
    let (a, b) = (randomMatrix(n, n, &source), randomMatrix(n, n, &source))
    #expect(a.determinant() == expandedDeterminant(a))
    #expect((a * b).determinant() == a.determinant() * b.determinant())
    let real = normalMatrix(n, n, &source)
    #expect(abs(real.determinant() - expandedDeterminant(real)) < 1e-11)
  }

  @Test("Exchanged rows turn the sign of the determinant")
  func exchange() {
    #expect(Matrix<Double>(rows: 2, columns: 2, elements: [0, 1, 1, 0]).determinant() == -1)
    #expect(Matrix<PrimeField>(rows: 3, columns: 3) { ($0 + 1) % 3 == $1 ? .one : .zero }.determinant() == .one)
  }

  @Test("The inverse is one on both sides", arguments: 0...7)
  func inverse(_ n: Int) throws {
    var source = RandomSource(seed: 3, stream: UInt64(n))
    let a = randomMatrix(n, n, &source)
    let inverse = try a.inverse()
    #expect(a * inverse == .identity(n) && inverse * a == .identity(n))
    let real = normalMatrix(n, n, &source)
    #expect(largest(real * (try real.inverse()) - .identity(n)) < 1e-11)
  }

  @Test("Solving gives back what was multiplied", arguments: 1...6)
  func solve(_ n: Int) throws {
    var source = RandomSource(seed: 4, stream: UInt64(n))
    let (a, x) = (randomMatrix(n, n, &source), randomMatrix(n, 2, &source))
    #expect(try a.solve(a * x) == x)
  }

  @Test("Pivots: first nonzero in exact fields, largest in floating point, NaN last")
  func pivots() {
    #expect(PrimeField.preferredPivot([.zero, PrimeField(integer: 5), .one]) == 1)
    #expect(PrimeField.preferredPivot([.zero, .zero]) == nil)
    #expect(Double.preferredPivot([0, 2, -3, 1]) == 2)
    #expect(Double.preferredPivot([.nan, 1e-9, 0]) == 1)
    #expect(Double.preferredPivot([0, .nan]) == 1)
    #expect(Double.preferredPivot([0, -0.0, .leastNonzeroMagnitude]) == nil)
    #expect(Matrix(rows: 1, columns: 1, elements: [Double.nan]).determinant().isNaN)
  }
}

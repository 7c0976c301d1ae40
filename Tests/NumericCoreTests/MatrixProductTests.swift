import NumericCore
import Testing

/// A matrix of standard normals of either precision.
func normals<Scalar: Real>(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Scalar> {
  var source = RandomSource(seed: seed, stream: UInt64(rows << 20 + columns))
  return Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in Scalar(source.normal()) })
}

/// The product by definition, in double precision; NaN and infinities as in any order of summation of finite ones.
func plainProduct<Scalar: Real>(_ left: Matrix<Scalar>, _ right: Matrix<Scalar>) -> Matrix<Double> {
  let (a, b) = (left.elements.map(\.doubleValue), right.elements.map(\.doubleValue))
  let (m, k, n) = (left.rows, left.columns, right.columns)
  var c = [Double](repeating: 0, count: m * n)
  for i in 0..<m { for p in 0..<k { for j in 0..<n { c[i * n + j] += a[i * k + p] * b[p * n + j] } } }
  return Matrix(rows: m, columns: n, elements: c)
}

/// The largest difference of two matrices; infinite where only one is NaN.
func largestDifference<Scalar: Real>(_ a: Matrix<Scalar>, _ b: Matrix<Double>) -> Double {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  return zip(a.elements, b.elements).reduce(0) { worst, pair in
    let (x, y) = (pair.0.doubleValue, pair.1)
    if x == y || x.isNaN && y.isNaN { return worst }
    return (x - y).isNaN ? .infinity : max(worst, abs(x - y))
  }
}

@Suite("Products by blocks")
struct MatrixProductTests {
  /// Every number of rows and columns of a tile with its neighbours, thin shapes, and both sides of a block of the depth.
  static let shapes: [(Int, Int, Int)] =
    (1...9).map { ($0, 300, 17) } + (1...26).map { (13, 29, $0) } + [23, 24, 25, 47, 48, 49, 50].map { (20, 31, $0) }
    + [
      (1, 5000, 1), (1, 70, 65), (130, 70, 1), (33, 255, 9), (17, 256, 20), (18, 257, 19), (16, 16, 17), (70, 5, 150),
    ]

  @Test("Tails of rows, columns and depth", arguments: shapes)
  func tails(_ m: Int, _ k: Int, _ n: Int) {
    check(Double.self, m, k, n, tolerance: 1e-13)
    check(Float.self, m, k, n, tolerance: 1e-4)
  }

  func check<Scalar: Real>(_: Scalar.Type, _ m: Int, _ k: Int, _ n: Int, tolerance: Double) {
    let (a, b): (Matrix<Scalar>, Matrix<Scalar>) = (normals(m, k, seed: 1), normals(k, n, seed: 2))
    let expected = plainProduct(a, b)
    let product = MatrixProduct.multiply(a, b)
    #expect(largestDifference(product, expected) < tolerance * Double(k).squareRoot())
    #expect(a * b == product)
    #expect(MatrixProduct.multiply(a.transposed(), b, transposing: .left) == product)
    #expect(MatrixProduct.multiply(a, b.transposed(), transposing: .right) == product)
    #expect(MatrixProduct.multiply(a.transposed(), b.transposed(), transposing: .both) == product)
    var target: Matrix<Scalar> = normals(m, n, seed: 3)
    let before = target
    MatrixProduct.multiply(a, b, .adding, &target)
    #expect(largestDifference(target - before, expected) < 2 * tolerance * Double(k))
    MatrixProduct.multiply(a, b, .subtracting, &target)
    #expect(largestDifference(target, before.map(\.doubleValue)) < 2 * tolerance * Double(k))
    MatrixProduct.multiply(a, b, .overwriting, &target)
    #expect(target == product)
  }

  @Test("Without rows, columns or depth", arguments: [(0, 5, 5), (5, 0, 5), (5, 5, 0), (0, 0, 0)])
  func empty(_ m: Int, _ k: Int, _ n: Int) {
    let (a, b) = (Matrix<Double>.zero(rows: m, columns: k), Matrix<Double>.zero(rows: k, columns: n))
    #expect(MatrixProduct.multiply(a, b) == .zero(rows: m, columns: n))
    var target = Matrix<Double>(rows: m, columns: n) { _, _ in 2 }
    MatrixProduct.multiply(a, b, .subtracting, &target)
    #expect(target == Matrix(rows: m, columns: n) { _, _ in 2 })
    MatrixProduct.multiply(a, b, .overwriting, &target)
    #expect(target == .zero(rows: m, columns: n))
    #expect(MatrixProduct.gram(a, transposing: .left) == .zero(rows: k, columns: k))
  }

  @Test("Up to 4096 products each is rounded by itself")
  func smallBits() {
    let (a, b): (Matrix<Double>, Matrix<Double>) = (normals(16, 16, seed: 4), normals(16, 16, seed: 5))
    #expect(a * b == plainProduct(a, b) && MatrixProduct.multiply(a, b) == plainProduct(a, b))
  }

  @Test("An element is chains of fused products over 256 steps, wherever it stands")
  func bits() {
    let (a, b): (Matrix<Double>, Matrix<Double>) = (normals(37, 300, seed: 6), normals(300, 61, seed: 7))
    func chain(_ i: Int, _ j: Int, _ steps: Range<Int>) -> Double {
      steps.reduce(0) { $0.addingProduct(a[i, $1], b[$1, j]) }
    }
    let expected = Matrix<Double>(rows: 37, columns: 61) { chain($0, $1, 0..<256) + chain($0, $1, 256..<300) }
    #expect(a * b == expected)
  }

  @Test("The same bits on one thread and on several", arguments: [(150, 130, 140), (8, 300, 1000), (1000, 100, 30)])
  func threads(_ m: Int, _ k: Int, _ n: Int) {
    let (a, b): (Matrix<Float>, Matrix<Float>) = (normals(m, k, seed: 8), normals(k, n, seed: 9))
    let product = MatrixProduct.multiply(a, b)
    for threads in 2...3 {
      #expect(MatrixProduct.multiply(a, b, threads: threads) == product)
      #expect(MatrixProduct.multiply(a.transposed(), b, transposing: .left, threads: threads) == product)
    }
  }

  @Test("Gram matrices are symmetric and have the bits of products", arguments: [3, 17, 40, 75, 150])
  func gram(_ n: Int) {
    let a: Matrix<Double> = normals(n, 110, seed: 10)
    for threads in 1...2 {
      let rows = MatrixProduct.gram(a, transposing: .right, threads: threads)
      #expect(rows == a * a.transposed() && rows == rows.transposed())
      #expect(MatrixProduct.gram(a.transposed(), transposing: .left, threads: threads) == rows)
    }
  }

  @Test("NaN and infinities reach their rows and columns and no others", arguments: [0, 7, 24, 39])
  func notFinite(_ place: Int) {
    var a: Matrix<Double> = normals(40, 40, seed: 11)
    let b = Matrix<Double>.zero(rows: 40, columns: 40)
    a[place, 3] = .nan
    a[(place + 1) % 40, 39] = .infinity
    let product = a * b
    for i in 0..<40 {
      let isLost = i == place || i == (place + 1) % 40
      #expect((0..<40).allSatisfy { product[i, $0].isNaN == isLost })
    }
    var c: Matrix<Double> = Matrix(rows: 40, columns: 40) { _, _ in 1 }
    c[5, place] = -.infinity
    let columns = Matrix<Double>(rows: 40, columns: 40) { _, _ in 1 } * c
    for j in 0..<40 { #expect((0..<40).allSatisfy { columns[$0, j] == (j == place ? -.infinity : 40) }) }
  }

  @Test("A target that was not finite is overwritten")
  func overwriting() {
    var target = Matrix<Double>(rows: 20, columns: 30) { _, _ in .nan }
    let (a, b): (Matrix<Double>, Matrix<Double>) = (normals(20, 25, seed: 12), normals(25, 30, seed: 13))
    MatrixProduct.multiply(a, b, .overwriting, &target)
    #expect(target == a * b)
  }
}

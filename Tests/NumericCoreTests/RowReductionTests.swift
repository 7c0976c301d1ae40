import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Reductions of rows")
struct RowReductionTests {
  func matrix<S: VectorScalar>(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<S> {
    Matrix(rows: rows, columns: columns, elements: testNumbers(rows * columns, seed: seed))
  }

  /// The rows in extended precision.
  func rows<S: VectorScalar>(_ matrix: Matrix<S>) -> [[Reference]] {
    (0..<matrix.rows).map { row in (0..<matrix.columns).map { Reference(matrix[row, $0]) } }
  }

  /// Whether a sum is within the documented bound of the exact one.
  func isNear<S: VectorScalar>(_ sum: S, _ terms: [Reference]) -> Bool {
    let exact = terms.reduce(0, +), scale = terms.reduce(0) { $0 + abs($1) }
    let chunk = Double(min(terms.count, 4096)) / Double(4 * S.Vector.scalarCount)
    let growth = chunk + 8 + log2(Double(max(terms.count, 4096)) / 4096).rounded(.up)
    return abs(Reference(sum) - exact) <= Reference(growth + referenceError) * Reference(S.ulpOfOne) / 2 * scale
  }

  func checkSums<S: VectorScalar>(_: S.Type, columns: Int, rows count: Int = 3) {
    let (x, y): (Matrix<S>, Matrix<S>) = (matrix(count, columns, seed: 91), matrix(count, columns, seed: 92))
    let (sums, norms, dots, maxima) = (x.rowSums(), x.rowSquaredNorms(), x.rowDots(y), x.rowMaxima())
    for (row, (xs, ys)) in zip(rows(x), rows(y)).enumerated() {
      #expect(isNear(sums[row], xs), "\(columns) columns")
      #expect(isNear(norms[row], xs.map { $0 * $0 }), "\(columns) columns")
      #expect(isNear(dots[row], zip(xs, ys).map { $0 * $1 }), "\(columns) columns")
      #expect(Reference(maxima[row]) == xs.max() ?? -.infinity, "\(columns) columns")
      let single = Matrix(rows: 1, columns: columns, elements: Array(x.elements[row * columns..<(row + 1) * columns]))
      #expect(single.rowSums() == [sums[row]] && single.rowSquaredNorms() == [norms[row]])
      #expect(Elementwise.sum(single.elements) == sums[row])
      #expect(Elementwise.dot(single.elements, single.elements) == norms[row])
    }
  }

  @Test("Sums, products and maxima over all lengths")
  func sums() {
    for columns in Array(0...40) + [63, 64, 65, 127, 128, 200] {
      checkSums(Double.self, columns: columns)
      checkSums(Float.self, columns: columns)
    }
    checkSums(Double.self, columns: 9000, rows: 1)
    checkSums(Float.self, columns: 20_001, rows: 1)
    #expect(Matrix<Double>.zero(rows: 0, columns: 3).rowSums().isEmpty)
  }

  @Test("NaN and infinities in any place show", arguments: [1, 3, 8, 17, 35, 70])
  func exceptional(_ columns: Int) {
    for place in 0..<columns {
      func with<S: VectorScalar>(_ value: S) -> Matrix<S> {
        var x: Matrix<S> = matrix(2, columns, seed: 93)
        x[1, place] = value
        return x
      }
      #expect(with(Double.nan).rowSums()[1].isNaN && with(Float.nan).rowSquaredNorms()[1].isNaN)
      #expect(with(Double.nan).rowMaxima()[1].isNaN && with(-Float.nan).rowMaxima()[1].isNaN)
      #expect(!with(Double.nan).rowMaxima()[0].isNaN)
      #expect(with(Double.infinity).rowMaxima()[1] == .infinity && with(-Float.infinity).rowSums()[1] == -.infinity)
      #expect(with(Double.nan).rowLogSumExps()[1].isNaN && with(Float.nan).rowLogSumExps()[1].isNaN)
      #expect(with(Double.infinity).rowLogSumExps()[1] == .infinity)
      #expect(with(Float.infinity).rowLogSumExps()[1] == .infinity)
      var both = with(Double.infinity)
      if columns > 1 {
        both[1, (place + 1) % columns] = .nan
        #expect(both.rowLogSumExps()[1].isNaN)
      }
    }
  }

  func checkSoftmax<S: VectorScalar>(_: S.Type, rows count: Int, columns: Int, shift: S) {
    var x: Matrix<S> = matrix(count, columns, seed: 94)
    x = x.map { $0.addingProduct(1, shift) }
    var weights = x
    let normalizers = weights.replaceRowsBySoftmax()
    #expect(normalizers == x.rowLogSumExps())
    let epsilon = Reference(S.ulpOfOne)
    for (row, xs) in rows(x).enumerated() {
      let greatest = xs.max() ?? 0
      let exact = greatest + log(xs.reduce(Reference(0)) { $0 + exp($1 - greatest) })
      #expect(abs(Reference(normalizers[row]) - exact) <= 2 * epsilon * (abs(exact) + Reference(columns) / 8 + 4))
      for (column, value) in xs.enumerated() {
        let plain = exp(value - exact)
        // x − max is rounded, and where a result underflows the least float or double is what it is off by.
        let bound = epsilon * (Reference(columns) / 8 + 8 + greatest - value)
        #expect(abs(Reference(weights[row, column]) - plain) <= bound * plain + Reference(S.leastNormalMagnitude))
      }
    }
  }

  @Test("Softmax and log-sum-exp over all widths, shifted far up and down", arguments: [0.0, 1e4, -1e4])
  func softmax(_ shift: Double) {
    for columns in Array(1...20) + [31, 32, 33, 100] {
      checkSoftmax(Double.self, rows: 3, columns: columns, shift: shift)
      checkSoftmax(Float.self, rows: 3, columns: columns, shift: Float(shift))
    }
    // More rows than are worked on at once.
    checkSoftmax(Double.self, rows: 300, columns: 9, shift: shift)
    checkSoftmax(Float.self, rows: 1, columns: 2500, shift: Float(shift))
  }

  @Test("Rows without weight, rows without elements, and infinite weights")
  func empty() {
    var none = Matrix<Double>(rows: 2, columns: 3, elements: [-.infinity, -.infinity, -.infinity, 0, -.infinity, 0])
    #expect(none.rowLogSumExps() == [-.infinity, log(2)])
    let normalizers = none.replaceRowsBySoftmax()
    #expect(normalizers[0] == -.infinity && none[0, 1].isNaN && none[1, 0] == 0.5 && none[1, 1] == 0)
    #expect(Matrix<Float>.zero(rows: 2, columns: 0).rowLogSumExps() == [-.infinity, -.infinity])
    var infinite = Matrix<Float>(rows: 1, columns: 2, elements: [.infinity, 1])
    #expect(infinite.replaceRowsBySoftmax() == [.infinity] && infinite[0, 0].isNaN && infinite[0, 1] == 0)
  }

  @Test("Column sums and a row added to all", arguments: [0, 1, 2, 63, 64, 65, 200])
  func columns(_ rows: Int) {
    for columns in [0, 1, 7, 8, 9, 16, 17, 33] {
      let x: Matrix<Double> = matrix(rows, columns, seed: 95)
      let sums = x.columnSums()
      for j in 0..<columns {
        let terms = (0..<rows).map { x[$0, j] }
        #expect(abs(sums[j] - terms.reduce(0, +)) <= 70 * 1.2e-16 * terms.reduce(0) { $0 + abs($1) })
      }
      let bias: [Float] = testNumbers(columns, seed: 96)
      let floats = x.map { Float($0) }
      var shifted = floats
      shifted.addToRows(bias)
      #expect(shifted == Matrix(rows: rows, columns: columns) { floats[$0, $1] + bias[$1] })
    }
  }
}

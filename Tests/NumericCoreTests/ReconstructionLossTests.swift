import NumericCore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Losses of a network's outputs")
struct ReconstructionLossTests {
  func check<S: VectorScalar>(_: S.Type, _ rows: Int, _ columns: Int) {
    let outputs = Matrix<S>(rows: rows, columns: columns, elements: testNumbers(rows * columns, seed: 141))
    let targets = Matrix<S>(rows: rows, columns: columns, elements: testNumbers(rows * columns, seed: 142))
    let epsilon = 8 * Double(S.ulpOfOne)
    var (byLogits, byMeans) = (outputs, outputs)
    let bernoulli = ReconstructionLoss.bernoulli(replacing: &byLogits, targets: targets, weight: 0.25)
    let squares = ReconstructionLoss.squares(replacing: &byMeans, targets: targets, weight: 0.25)
    #expect(bernoulli.count == columns && squares.count == columns)
    for j in 0..<columns {
      var (losses, sizes, distances) = (0.0, 0.0, 0.0)
      for i in 0..<rows {
        let (l, x) = (Double(outputs[i, j]), Double(targets[i, j]))
        let softplus = max(l, 0) + log1p(exp(-abs(l)))
        losses += softplus - x * l
        sizes += softplus + abs(x * l)
        distances += (l - x) * (l - x)
        #expect(abs(Double(byLogits[i, j]) - 0.25 * (1 / (1 + exp(-l)) - x)) <= epsilon * (1 + abs(x)))
        #expect(abs(Double(byMeans[i, j]) - 0.25 * (l - x)) <= epsilon * (abs(l) + abs(x)))
      }
      let growth = Double(64 + rows / 64)
      #expect(abs(Double(bernoulli[j]) - losses) <= growth * epsilon * sizes)
      #expect(abs(Double(squares[j]) - distances) <= growth * epsilon * distances)
    }
  }

  @Test("All tails of columns, and groups of rows")
  func tails() {
    for columns in [0, 1, 7, 8, 9, 15, 16, 17, 33] {
      for rows in [0, 1, 5, 63, 64, 65, 130] {
        check(Double.self, rows, columns)
        check(Float.self, rows, columns)
      }
    }
  }

  @Test("A column's loss does not depend on the others, and NaN and infinities show in theirs alone")
  func columns() {
    var outputs = Matrix<Float>(rows: 70, columns: 20, elements: testNumbers(1400, seed: 143))
    let targets = Matrix<Float>(rows: 70, columns: 20) { _, _ in 1 }
    var copy = outputs
    let whole = ReconstructionLoss.bernoulli(replacing: &copy, targets: targets, weight: 1)
    outputs[3, 2] = .nan
    outputs[69, 17] = -.infinity
    outputs[5, 4] = 200
    outputs[6, 5] = -200
    let losses = ReconstructionLoss.bernoulli(replacing: &outputs, targets: targets, weight: 1)
    for j in 0..<20 where ![2, 4, 5, 17].contains(j) { #expect(losses[j] == whole[j]) }
    #expect(losses[2].isNaN && losses[17] == .infinity && losses[4].isFinite && losses[5] > 190)
    #expect(outputs[3, 2].isNaN && outputs[69, 17] == -1 && outputs[5, 4] == 0 && outputs[6, 5] == -1)
    var means = Matrix<Float>(rows: 1, columns: 2, elements: [.nan, -.infinity])
    let squares = ReconstructionLoss.squares(
      replacing: &means, targets: Matrix(rows: 1, columns: 2, elements: [0, 0]), weight: 1)
    #expect(squares[0].isNaN && squares[1] == .infinity)
  }
}

@Suite("Rows as columns, bounds and biases")
struct ColumnPassesTests {
  @Test("Rows become columns in the order given, at all tails", arguments: [0, 1, 3, 8, 15, 16, 17, 40])
  func rowsAsColumns(_ count: Int) {
    for columns in [0, 1, 5, 17] {
      let source = Matrix<Float>(rows: 41, columns: columns, elements: testNumbers(41 * columns, seed: 151))
      let indices = (0..<count).map { ($0 * 29 + 7) % 41 }
      #expect(source.rowsAsColumns(indices) == Matrix(rows: columns, columns: count) { source[indices[$1], $0] })
      #expect(source.rowsAsColumns() == source.transposed())
      var target = Matrix<Float>.zero(rows: columns, columns: count)
      target.setColumns(toRows: ([0, 0] + indices)[2...], of: source)
      #expect(target == source.rowsAsColumns(indices))
    }
    let doubles = Matrix<Double>(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, 6])
    #expect(doubles.rowsAsColumns([2, 0]).elements == [5, 1, 6, 2])
  }

  @Test("A shape that is there already keeps its elements")
  func takeShape() {
    var matrix = Matrix<Double>(rows: 1, columns: 2, elements: [3, 4])
    matrix.takeShape(rows: 1, columns: 2)
    #expect(matrix.elements == [3, 4])
    matrix.takeShape(rows: 2, columns: 1)
    #expect(matrix == .zero(rows: 2, columns: 1))
  }

  @Test("The least and greatest number over all tails; NaN wherever it is")
  func bounds() {
    for count in 1...40 {
      let numbers: [Float] = testNumbers(count, seed: 152)
      let found = Elementwise.bounds(of: numbers)
      #expect(found.least == numbers.min() && found.greatest == numbers.max())
      for index in [0, count / 2, count - 1] {
        var spoilt = numbers.map(Double.init)
        spoilt[index] = .nan
        #expect(Elementwise.bounds(of: spoilt).least.isNaN && Elementwise.bounds(of: spoilt).greatest.isNaN)
        spoilt[index] = -.infinity
        #expect(Elementwise.bounds(of: spoilt).least == -.infinity)
      }
    }
    let none = Elementwise.bounds(of: [Double]())
    #expect(none.least == .infinity && none.greatest == -.infinity)
  }

  @Test("A number is added to each row, at all tails", arguments: [0, 1, 7, 8, 9, 16, 17, 33])
  func addToColumns(_ columns: Int) {
    let matrix = Matrix<Float>(rows: 5, columns: columns, elements: testNumbers(5 * columns, seed: 153))
    let column: [Float] = testNumbers(5, seed: 154)
    var sum = matrix
    sum.addToColumns(column)
    #expect(sum == Matrix(rows: 5, columns: columns) { matrix[$0, $1] + column[$0] })
  }
}

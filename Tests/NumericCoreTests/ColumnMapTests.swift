import NumericCore
import Testing

/// A vector of columns that are affine in the inputs, and the same by definition.
private struct Affine {
  let matrix: Matrix<Double>
  let offsets: [Double]

  init(rows: Int, columns: Int, isTriangular: Bool = false, _ source: inout RandomSource) {
    matrix = Matrix(rows: rows, columns: columns) { row, column in
      isTriangular && column > row ? 0 : source.normal()
    }
    offsets = (0..<rows).map { _ in source.normal() }
  }

  func callAsFunction(_ x: [Double]) -> [Double] {
    (0..<matrix.rows).map { row in
      (0..<matrix.columns).reduce(offsets[row]) { $0 + matrix[row, $1] * x[$1] }
    }
  }

  func callAsFunction(_ x: [ColumnOperand], _ builder: inout ColumnProgramBuilder) -> [ColumnOperand] {
    builder.product(matrix.elements, x, offsets: offsets)
  }
}

@Suite("Products of matrices and samples")
struct ColumnMapTests {
  private func samples(_ inputs: Int, _ count: Int, _ source: inout RandomSource) -> [[Double]] {
    (0..<inputs).map { _ in (0..<count).map { _ in source.normal() } }
  }

  private func isClose(_ a: Double, _ b: Double, _ scale: Double) -> Bool { abs(a - b) <= 1e-12 * scale }

  @Test("A chain of products is one product with the same values", arguments: 1...13)
  func composition(_ size: Int) {
    var source = RandomSource(seed: 5, stream: UInt64(size))
    let first = Affine(rows: size, columns: size, isTriangular: true, &source)
    let second = Affine(rows: size + 1, columns: size, &source)
    var builder = ColumnProgramBuilder(inputs: size)
    let z = (0..<size).map { builder.input($0) }
    let middle = first(z, &builder).map { builder.scale(builder.offset($0, 0.5), -2) }
    let outputs = second(middle, &builder)
    let program = builder.build(outputs: outputs)
    if size >= 4 { #expect(program.instructions.count == size + 1) }
    let count = 515
    let x = samples(size, count, &source)
    let results = program.run(x, count: count)
    for sample in stride(from: 0, to: count, by: 37) {
      let expected = second(first(x.map { $0[sample] }).map { -2 * ($0 + 0.5) })
      let interpreted = interpret(program, x.map { $0[sample] })
      for row in 0...size {
        #expect(isClose(results[row][sample], expected[row], 100 * Double(size)))
        #expect(isSame(results[row][sample], interpreted[row]))
      }
    }
  }

  @Test("A dot product of two affine vectors is one quadratic form with the same values", arguments: 1...11)
  func quadraticForms(_ size: Int) {
    var source = RandomSource(seed: 6, stream: UInt64(size))
    let first = Affine(rows: size + 2, columns: size, &source)
    let second = Affine(rows: size + 2, columns: size, &source)
    var builder = ColumnProgramBuilder(inputs: size)
    let z = (0..<size).map { builder.input($0) }
    let (u, v) = (first(z, &builder), second(z, &builder))
    let (mixed, square) = (builder.dot(u, v), builder.dot(u, u))
    let program = builder.build(outputs: [mixed, square])
    if size >= 3 { #expect(program.instructions.count == 2) }
    let count = 70
    let x = samples(size, count, &source)
    let results = program.run(x, count: count)
    for sample in 0..<count {
      let point = x.map { $0[sample] }
      let (a, b) = (first(point), second(point))
      #expect(isClose(results[0][sample], zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }, 1000 * Double(size)))
      #expect(isClose(results[1][sample], a.reduce(0) { $0 + $1 * $1 }, 1000 * Double(size)))
      #expect(isSame(results[0][sample], interpret(program, point)[0]))
    }
  }

  @Test("Columns that are no affine functions are multiplied as they are, twice the same included")
  func general() {
    var source = RandomSource(seed: 7, stream: 1)
    let map = Affine(rows: 3, columns: 6, &source)
    var builder = ColumnProgramBuilder(inputs: 2)
    let (a, b) = (builder.input(0), builder.input(1))
    let e = builder.exp(a)
    let x = [e, builder.multiply(a, b), e, b, .constant(0.25), .constant(-3)]
    let y = map(x, &builder)
    let program = builder.build(outputs: y)
    let results = program.run([[0.5, -1], [2, 0.25]], count: 2)
    for (sample, point) in [(0.5, 2.0), (-1.0, 0.25)].enumerated() {
      let e = VectorMath.exp(SIMD8(repeating: point.0))[0]
      let expected = map([e, point.0 * point.1, e, point.1, 0.25, -3])
      for row in 0..<3 { #expect(isClose(results[row][sample], expected[row], 100)) }
    }
  }

  @Test("Zero times infinity is no number, in maps as well")
  func exceptional() {
    var builder = ColumnProgramBuilder(inputs: 1)
    let reciprocal = builder.reciprocal(builder.input(0))
    let x = [reciprocal, builder.exp(builder.input(0)), builder.input(0), .constant(1)]
    let lower = (0..<16).map { $0 % 4 > $0 / 4 ? 0.0 : 1 }
    let outputs = builder.product(lower.reversed(), x, offsets: [0, 0, 0, 0])
    let results = builder.build(outputs: outputs).run([[0, 2]], count: 2)
    #expect(results[0][0] == .infinity && results[3][0].isNaN)
    #expect(results.allSatisfy { $0[1].isFinite })
  }

  @Test("Only the rows that are used are computed, and equal maps once")
  func economy() {
    var source = RandomSource(seed: 8, stream: 1)
    let map = Affine(rows: 9, columns: 5, &source)
    var builder = ColumnProgramBuilder(inputs: 5)
    let z = (0..<5).map { builder.input($0) }
    let first = map(z, &builder)
    let again = map(z, &builder)
    #expect(first == again)
    let exponential = builder.exp(first[2])
    let program = builder.build(outputs: [first[7], exponential])
    #expect(program.instructions.count == 3)
    #expect(program.workingColumns == 5 + 3 || program.workingColumns == 5 + 2)
    let x = samples(5, 9, &source)
    let results = program.run(x, count: 9)
    for sample in 0..<9 { #expect(isClose(results[0][sample], map(x.map { $0[sample] })[7], 100)) }
  }
}

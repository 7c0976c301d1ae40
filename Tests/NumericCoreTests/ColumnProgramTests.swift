import NumericCore
import Testing

/// The value of every register for one sample, one instruction after the other: a twin of the engine.
func interpret(_ program: ColumnProgram, _ inputs: [Double]) -> [Double] {
  var registers = inputs
  for instruction in program.instructions {
    let value: Double
    switch instruction {
    case .load(let k): value = k
    case .add(let a, let b): value = registers[a] + registers[b]
    case .subtract(let a, let b): value = registers[a] - registers[b]
    case .multiply(let a, let b): value = registers[a] * registers[b]
    case .divide(let a, let b): value = registers[a] / registers[b]
    case .multiplyAdd(let a, let b, let c): value = registers[c].addingProduct(registers[a], registers[b])
    case .scale(let a, let k): value = registers[a] * k
    case .offset(let a, let k): value = registers[a] + k
    case .scaledAdd(let a, let k, let b): value = registers[b].addingProduct(registers[a], k)
    case .affine(let a, let k, let m): value = m.addingProduct(registers[a], k)
    case .negate(let a): value = -registers[a]
    case .reciprocal(let a): value = 1 / registers[a]
    case .exp(let a): value = VectorMath.exp(SIMD8(repeating: registers[a]))[0]
    case .log(let a): value = VectorMath.log(SIMD8(repeating: registers[a]))[0]
    case .squareRoot(let a): value = registers[a].squareRoot()
    case .absoluteValue(let a): value = abs(registers[a])
    case .mapped(let map, let row): value = interpret(map, row, registers)
    case .quadratic(let map, let k):
      value = map.inputs.indices.reduce(k) {
        $0.addingProduct(interpret(map, $1, registers), registers[map.inputs[$1]])
      }
    }
    registers.append(value)
  }
  return program.outputs.map {
    switch $0 {
    case .constant(let value): value
    case .register(let register): registers[register]
    }
  }
}

private func interpret(_ map: ColumnMap, _ row: Int, _ registers: [Double]) -> Double {
  zip(map.row(row), map.inputs).reduce(map.offsets[row]) { $0.addingProduct($1.0, registers[$1.1]) }
}

/// A program of random instructions, every kind among them.
func randomProgram(inputs: Int, length: Int, _ source: inout RandomSource) -> ColumnProgram {
  var instructions: [ColumnProgram.Instruction] = []
  for index in 0..<length {
    let a = source.integer(in: 0...inputs + index - 1)
    let b = source.integer(in: 0...inputs + index - 1)
    let c = source.integer(in: 0...inputs + index - 1)
    let (k, m) = (source.normal(), source.normal())
    let kinds: [ColumnProgram.Instruction] = [
      .load(constant: k), .add(a, b), .subtract(a, b), .multiply(a, b), .divide(a, b), .multiplyAdd(a, b, c),
      .scale(a, k), .offset(a, k), .scaledAdd(a, k, b), .affine(a, k, m), .negate(a), .reciprocal(a), .exp(a), .log(a),
      .squareRoot(a), .absoluteValue(a),
    ]
    instructions.append(kinds[index < kinds.count ? index : source.integer(in: 0...kinds.count - 1)])
  }
  let outputs = (0..<4).map { _ in ColumnOperand.register(source.integer(in: 0...inputs + length - 1)) }
  return ColumnProgram(
    inputs: inputs, instructions: instructions,
    outputs: outputs + [.constant(2.5), .register(0), .register(inputs + length - 1)])
}

/// Whether two numbers are the same bits, any NaN being as good as another.
func isSame(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

@Suite("Column programs")
struct ColumnProgramTests {
  @Test("Random programs give the bits of their interpretation, over all tails", arguments: 0..<40)
  func interpretation(_ number: Int) {
    var source = RandomSource(seed: 41, stream: UInt64(number))
    let inputs = 1 + number % 4
    let program = randomProgram(inputs: inputs, length: 16 + number, &source)
    let count = [0, 1, 7, 8, 9, 511, 512, 513, 1030][number % 9]
    let columns = (0..<inputs).map { _ in (0..<count).map { _ in source.normal() } }
    let results = program.run(columns, count: count)
    for sample in 0..<count {
      let expected = interpret(program, columns.map { $0[sample] })
      #expect(results.indices.allSatisfy { isSame(results[$0][sample], expected[$0]) })
    }
  }

  @Test("Columns are freed after their last use")
  func allocation() {
    // A chain of a hundred instructions needs its input and one column.
    let chain = (0..<100).map { ColumnProgram.Instruction.offset($0, 1) }
    let program = ColumnProgram(inputs: 1, instructions: chain, outputs: [.register(100)])
    #expect(program.workingColumns == 2)
    #expect(program.run([[0.5]], count: 1) == [[100.5]])
  }

  @Test("Infinity and NaN reach the outputs")
  func exceptional() {
    var builder = ColumnProgramBuilder(inputs: 1)
    let z = builder.input(0)
    let outputs = [
      builder.reciprocal(z), builder.log(z), builder.exp(builder.reciprocal(z)), builder.squareRoot(z),
      builder.scale(builder.reciprocal(z), 0),
    ]
    let results = builder.build(outputs: outputs).run([[0, -1, .nan]], count: 3)
    #expect(results[0][0] == .infinity && results[1][0] == -.infinity && results[2][0] == .infinity)
    #expect(results[1][1].isNaN && results[3][1].isNaN && results[4][0].isNaN)
    #expect(results.allSatisfy { $0[2].isNaN })
  }
}

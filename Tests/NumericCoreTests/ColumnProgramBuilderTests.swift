import NumericCore
import Testing

@Suite("The builder of column programs")
struct ColumnProgramBuilderTests {
  @Test("Constants are computed when the program is built")
  func constants() {
    var b = ColumnProgramBuilder(inputs: 0)
    #expect(b.add(.constant(2), .constant(3)) == .constant(5))
    #expect(b.subtract(.constant(2), .constant(3)) == .constant(-1))
    #expect(b.multiply(.constant(2), .constant(3)) == .constant(6))
    #expect(b.divide(.constant(3), .constant(2)) == .constant(1.5))
    #expect(b.multiplyAdd(.constant(2), .constant(3), .constant(4)) == .constant(10))
    #expect(b.negate(.constant(2)) == .constant(-2) && b.reciprocal(.constant(4)) == .constant(0.25))
    #expect(b.exp(.constant(0)) == .constant(1) && b.log(.constant(1)) == .constant(0))
    #expect(b.squareRoot(.constant(9)) == .constant(3) && b.absoluteValue(.constant(-3)) == .constant(3))
    #expect(b.power(.constant(2), -3) == .constant(0.125) && b.sum([]) == .constant(0))
    #expect(b.instructions.isEmpty)
  }

  @Test("Neutral elements vanish")
  func neutral() {
    var b = ColumnProgramBuilder(inputs: 1)
    let z = b.input(0)
    #expect(b.add(.constant(0), z) == z && b.add(z, .constant(0)) == z && b.subtract(z, .constant(0)) == z)
    #expect(b.multiply(.constant(1), z) == z && b.divide(z, .constant(1)) == z && b.power(z, 1) == z)
    #expect(b.negate(b.negate(z)) == z && b.multiply(z, .constant(0)) == .constant(0))
    #expect(b.subtract(z, z) == .constant(0))
  }

  @Test("Zero times something that may be infinite is kept")
  func zeroProduct() {
    var b = ColumnProgramBuilder(inputs: 1)
    let inverse = b.reciprocal(b.input(0))
    #expect(b.multiply(.constant(0), inverse) != .constant(0) && b.subtract(inverse, inverse) != .constant(0))
  }

  @Test("Equal subexpressions are shared, products and sums in either order")
  func sharing() {
    var b = ColumnProgramBuilder(inputs: 2)
    let (x, y) = (b.input(0), b.input(1))
    #expect(b.multiply(x, y) == b.multiply(y, x) && b.add(x, y) == b.add(y, x))
    #expect(b.exp(b.add(x, y)) == b.exp(b.add(y, x)))
    #expect(b.subtract(x, y) != b.subtract(y, x))
    #expect(b.scale(x, 2) != b.scale(x, 3))
    let sum = b.add(x, y)
    #expect(b.scale(sum, 0) != b.scale(sum, -0.0))
  }

  @Test("A product and the sum that uses it become one instruction, and nothing useless stays")
  func fusion() {
    var b = ColumnProgramBuilder(inputs: 3)
    let unused = b.exp(b.input(2))
    let sum = b.add(b.multiply(b.input(0), b.input(1)), b.input(2))
    #expect(b.build(outputs: [sum]).instructions == [.multiplyAdd(0, 1, 2)])
    #expect(b.build(outputs: [unused, sum]).instructions.count == 2)
    let affine = b.offset(b.scale(b.input(0), 2), 3)
    #expect(b.build(outputs: [affine]).instructions == [.affine(0, 2, 3)])
    let scaled = b.scaledAdd(b.input(0), 2, b.input(1))
    #expect(b.build(outputs: [scaled]).instructions == [.scaledAdd(0, 2, 1)])
  }

  @Test("Rewriting keeps the value: random expressions against plain arithmetic", arguments: 0..<200)
  func values(_ number: Int) {
    var source = RandomSource(seed: 51, stream: UInt64(number))
    var b = ColumnProgramBuilder(inputs: 2)
    let inputs = [source.normal(), source.normal()]
    var operands = [b.input(0), b.input(1)] + [0, 1, -1, 2, -0.5].map { ColumnOperand.constant($0) }
    var values = inputs + [0, 1, -1, 2, -0.5]
    for _ in 0..<25 {
      let (i, j, k) = (
        source.integer(in: 0...values.count - 1), source.integer(in: 0...values.count - 1),
        source.integer(in: 0...values.count - 1)
      )
      let (x, y, z) = (values[i], values[j], values[k])
      let result: (ColumnOperand, Double)
      switch source.integer(in: 0...8) {
      case 0: result = (b.add(operands[i], operands[j]), x + y)
      case 1: result = (b.subtract(operands[i], operands[j]), x - y)
      case 2: result = (b.multiply(operands[i], operands[j]), x * y)
      case 3: result = (b.multiplyAdd(operands[i], operands[j], operands[k]), x * y + z)
      case 4: result = (b.negate(operands[i]), -x)
      case 5: result = (b.divide(operands[i], operands[j]), x / y)
      case 6: result = (b.absoluteValue(operands[i]), abs(x))
      case 7: result = (b.power(operands[i], 3), x * x * x)
      default: result = (b.power(operands[i], -2), 1 / (x * x))
      }
      // A large or exceptional value would only test how rounding errors grow.
      guard result.1.isFinite, abs(result.1) < 100 else { continue }
      operands.append(result.0)
      values.append(result.1)
    }
    let results = b.build(outputs: operands).run(inputs.map { [$0] }, count: 1)
    for (result, value) in zip(results, values) { #expect(abs(result[0] - value) < 1e-9) }
  }

  @Test("Powers", arguments: [0, 1, 2, 5, 12, -1, -3, -4])
  func powers(_ exponent: Int) {
    var b = ColumnProgramBuilder(inputs: 1)
    let power = b.power(b.input(0), exponent)
    let program = b.build(outputs: [power])
    var expected = 1.0
    for _ in 0..<abs(exponent) { expected *= 1.5 }
    if exponent < 0 { expected = 1 / expected }
    #expect(abs(program.run([[1.5]], count: 1)[0][0] / expected - 1) < 1e-14)
  }
}

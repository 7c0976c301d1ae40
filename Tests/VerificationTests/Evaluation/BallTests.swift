import NumericCore
import Symbolic
import Testing

@testable import Verification

@Suite struct BallTests {
  /// Rational arithmetic on the side must lie in every ball; where it overflows the draw is dropped.
  @Test(arguments: 0..<20) func containsExactRationalArithmetic(seed: UInt64) throws {
    var source = RandomSource(seed: seed, stream: 1)
    var compared = 0
    for _ in 0..<200 {
      guard let start = try? Rational(source.integer(in: -50...50), source.integer(in: 1...40)) else { continue }
      var exact = start
      var ball = try Ball(rational: exact)
      for _ in 0..<6 {
        guard let next = try? Rational(source.integer(in: -9...9), source.integer(in: 1...7)),
          let operand = try? Ball(rational: next)
        else { break }
        let result: Rational?
        switch source.integer(in: 0...3) {
        case 0: (result, ball) = (try? exact.plus(next), ball + operand)
        case 1: (result, ball) = (try? exact.minus(next), ball - operand)
        case 2: (result, ball) = (try? exact.times(next), ball * operand)
        default:
          guard next != .zero else { continue }
          (result, ball) = (try? exact.divided(by: next), ball * (try operand.inverted()))
        }
        guard let result else { break }
        exact = result
        #expect(contains(ball, exact), "\(exact) is not in \(ball)")
        #expect(ball.radius <= 1e-12 * (1 + abs(ball.midpoint)))
        compared += 1
      }
    }
    #expect(compared > 500)
  }

  /// Whether the rational lies in the ball, decided without rounding: midpoint and radius are fractions of a power of 2.
  private func contains(_ ball: Ball, _ exact: Rational) -> Bool {
    // The residual of the nearest double is known exactly through a fused operation.
    let nearest = Double(exact.numerator) / Double(exact.denominator)
    guard abs(exact.numerator) < 1 << 53, exact.denominator < 1 << 53 else { return true }
    let residual = (Double(exact.numerator)).addingProduct(-nearest, Double(exact.denominator))
    let distance = (nearest - ball.midpoint) + residual / Double(exact.denominator)
    return abs(distance) <= ball.radius * (1 + 1e-9)
  }

  @Test func wholeNumbersHaveNoRadius() throws {
    let three = Ball(3)
    #expect((three * three + Ball(1) - Ball(integer: 7)).radius == 0)
    #expect(try Ball(rational: Rational(3, 4)) == Ball(0.75))
    #expect(try Ball(9).squareRoot() == three)
    #expect(try Ball(1).logarithm() == .zero)
    #expect(try Ball.zero.exponential() == .one)
  }

  @Test func functionsContainKnownValues() throws {
    // To 20 digits, split into a double and what is left.
    try expect(Ball(2).logarithm(), 0.6931471805599453, 2.3190468138462996e-17)
    try expect(Ball(2).squareRoot(), 1.4142135623730951, -9.667293313452913e-17)
    try expect(Ball(1).exponential(), 2.718281828459045, 1.4456468917292502e-16)
    try expect(Ball(10).logarithm(), 2.302585092994046, -2.1707562233822494e-16)
    try expect(Ball.eulerNumber, 2.718281828459045, 1.4456468917292502e-16)
    try expect(Ball.circleConstant, 3.141592653589793, 1.2246467991473532e-16)
  }

  private func expect(_ ball: Ball, _ high: Double, _ low: Double) throws {
    #expect(abs((high - ball.midpoint) + low) <= ball.radius)
    #expect(ball.radius < 1e-14)
  }

  @Test func undoneFunctionsContainTheirArgument() throws {
    var source = RandomSource(seed: 3, stream: 2)
    for _ in 0..<500 {
      let x = 10 * source.uniform() + 0.01
      let wide = Ball(midpoint: x, radius: x * 1e-6)
      for ball in [Ball(x), wide] {
        let root = try ball.squareRoot()
        #expect((root * root).compared(to: Ball(x)) == .equal)
        #expect(try ball.logarithm().exponential().compared(to: Ball(x)) == .equal)
        #expect(try (ball.inverted() * ball).compared(to: .one) == .equal)
        #expect(try ball.power(Ball(0.5)).compared(to: Ball(x.squareRoot())) == .equal)
      }
      #expect(try wide.logarithm().lower <= Ball(x * (1 - 0.99e-6)).logarithm().upper)
      #expect(try wide.exponential().upper >= Ball(x * (1 + 0.99e-6)).exponential().lower)
      #expect(try wide.inverted().upper >= Ball(x * (1 - 0.99e-6)).inverted().lower)
    }
  }

  @Test func whatIsNowhereDefinedIsSaid() throws {
    #expect(throws: EvaluationError.self) { try Ball(-1).logarithm() }
    #expect(throws: EvaluationError.self) { try Ball(midpoint: 1, radius: 2).logarithm() }
    #expect(throws: EvaluationError.self) { try Ball(-1).squareRoot() }
    #expect(throws: EvaluationError.self) { try Ball(midpoint: 1e-3, radius: 1e-2).inverted() }
    #expect(throws: EvaluationError.self) { try Ball(800).exponential() }
    #expect((Ball(1e300) * Ball(1e300)).fault != nil)
    #expect((Ball(1e300) * Ball(1e300) * .zero).fault != nil)
    #expect((Ball(1e-300) * Ball(1e-300)).radius > 0)
    #expect((Ball(midpoint: 0, radius: 1e-300) * Ball(midpoint: 0, radius: 1e-300)).radius > 0)
    #expect((Ball.undefined + .one).compared(to: .one) == .unknown)
  }

  @Test func determinantsThatMayVanishContainZero() throws {
    let third = try Ball(rational: Rational(1, 3))
    let rows = [third, third * Ball(3), third * Ball(3), third * Ball(9)]
    let matrix = Matrix(rows: 2, columns: 2, elements: rows)
    #expect(try matrix.checkedDeterminant().containsZero)
    #expect(throws: EvaluationError.self) { try matrix.checkedInverse() }
    let large = Matrix<Ball>(rows: 5, columns: 5) { third * Ball(integer: ($0 + 1) * ($1 + 1)) }
    #expect(throws: EvaluationError.self) { try large.checkedDeterminant() }
  }

  @Test(arguments: 1...6) func determinantsAgreeWithElimination(size: Int) throws {
    var source = RandomSource(seed: 8, stream: UInt64(size))
    let numbers = Matrix<Double>(rows: size, columns: size) { _, _ in source.normal() }
    let ball = try numbers.map { Ball($0) }.checkedDeterminant()
    #expect(abs(ball.midpoint - numbers.determinant()) < 1e-10)
    let field = numbers.map { PrimeField(integer: Int($0 * 1000)) }
    #expect(try field.map { ExactScalar($0) }.checkedDeterminant() == ExactScalar(field.determinant()))
  }
}

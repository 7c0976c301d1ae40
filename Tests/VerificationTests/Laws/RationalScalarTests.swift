import NumericCore
import Symbolic
import Testing

@testable import Verification

@Suite struct RationalScalarTests {
  private func number(_ numerator: Int, _ denominator: Int = 1) throws -> RationalScalar {
    try RationalScalar(rational: Rational(numerator, denominator))
  }

  @Test func logarithmsAreComparedThroughCommonDivisors() throws {
    let three = try number(3)
    let log12 = try number(12).logarithm()
    let parts = try number(4).logarithm() + three.logarithm()
    #expect(log12.compared(to: parts) == .equal)
    #expect(try number(8, 27).logarithm().compared(to: three * number(2, 3).logarithm()) == .equal)
    #expect(log12.compared(to: try number(13).logarithm()) == .different)
    #expect(try (number(1, 7) * log12).compared(to: number(1, 6) * log12) == .different)
    #expect(log12.compared(to: log12 + three) == .different)
    #expect(try number(1).logarithm().compared(to: .zero) == .equal)
  }

  /// Random sums of logarithms, put together in another way, against floating point.
  @Test(arguments: 0..<50) func sumsAgreeWithFloatingPoint(seed: UInt64) throws {
    var source = RandomSource(seed: seed, stream: 9)
    var (left, right) = (RationalScalar.zero, RationalScalar.zero)
    for _ in 0..<4 {
      let weight = try number(source.integer(in: 1...40), source.integer(in: 1...40))
      let a = try number(source.integer(in: 1...900), source.integer(in: 1...900))
      let b = try number(source.integer(in: 1...900), source.integer(in: 1...900))
      left = left + weight * (try (a * b).logarithm())
      right = right + weight * (try a.logarithm()) + weight * (try b.logarithm())
    }
    #expect(left.compared(to: right) == .equal)
    #expect((left + .one).compared(to: right) == .different)
    #expect(left.compared(to: right + (try number(2).logarithm())) == .different)
  }

  @Test func whatIsTooLargeHasNoValue() throws {
    var square = try number(1_000_003, 999_983)
    for _ in 0..<6 { square = square * square }
    #expect(square.fault != nil)
    #expect(square.compared(to: square) == .unknown)
    let log2 = try number(2).logarithm()
    #expect((log2 * log2).fault != nil)
    #expect(throws: EvaluationError.self) { try log2.logarithm() }
    #expect(throws: EvaluationError.self) { try number(-2).logarithm() }
    #expect(throws: EvaluationError.self) { try number(2).exponential() }
    #expect(throws: EvaluationError.self) { try number(2).squareRoot() }
    #expect(try (number(3) * log2).exponential() == number(8))
  }
}

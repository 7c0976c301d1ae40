import NumericCore
import Symbolic
import Testing

@testable import Verification

@Suite struct ExactScalarTests {
  private static func elements(_ seed: UInt64) -> (PrimeField, PrimeField, PrimeField) {
    var source = RandomSource(seed: seed, stream: 5)
    return (.random(using: &source), .random(using: &source), .random(using: &source))
  }

  @Test(arguments: 0..<50) func arithmeticIsThatOfTheField(seed: UInt64) throws {
    let (a, b, c) = Self.elements(seed)
    let (x, y, z) = (ExactScalar(a), ExactScalar(b), ExactScalar(c))
    #expect((x + y * z - x).element == b * c)
    #expect(try (x * y.inverted()).element == a * b.reciprocal())
    #expect(try x.power(ExactScalar(integer: 5)).element == a.power(5))
    #expect(try x.power(ExactScalar(integer: -2)).element == a.power(-2))
  }

  @Test(arguments: 0..<50) func logarithmsAddOverProducts(seed: UInt64) throws {
    let (a, b, c) = Self.elements(seed)
    let (x, y, z) = (ExactScalar(a), ExactScalar(b), ExactScalar(c))
    let (logX, logY) = (try x.logarithm(), try y.logarithm())
    #expect(try (x * y).logarithm().compared(to: logX + logY) == .equalUpToRoots)
    #expect(try (x * y.inverted()).logarithm().compared(to: logX - logY) == .equalUpToRoots)
    #expect(try (x * x * x).logarithm().compared(to: ExactScalar(integer: 3) * logX) == .equalUpToRoots)
    #expect(try (x + y).logarithm().compared(to: logX + logY) == .different)
    #expect(try (x * y).logarithm().compared(to: logX - logY) == .different)
    #expect(logX.compared(to: logX + .one) == .different)
    #expect(logX.compared(to: z) == .different)
    #expect((logX - logX).element == .zero)
    #expect(try ExactScalar.one.logarithm() == .zero)
  }

  @Test(arguments: 0..<50) func exponentialsUndoLogarithms(seed: UInt64) throws {
    let (a, b, c) = Self.elements(seed)
    let (x, y, z) = (ExactScalar(a), ExactScalar(b), ExactScalar(c))
    #expect(try x.logarithm().exponential() == x)
    #expect(try (x.logarithm() + y.logarithm() * ExactScalar(integer: -3)).exponential().element == a * b.power(-3))
    #expect(try x.exponential().logarithm() == x)
    #expect(try (x.exponential() * y.exponential()).compared(to: (x + y).exponential()) == .equal)
    #expect(try (x.exponential() * y).logarithm().compared(to: x + y.logarithm()) == .equal)
    #expect(try x.exponential().compared(to: y.exponential()) == .different)
    #expect(try x.exponential().compared(to: z) == .different)
    #expect(try (x.exponential() + x.exponential()).compared(to: ExactScalar(integer: 2) * x.exponential()) == .equal)
    #expect(try (x.exponential() - x.exponential()).element == .zero)
    #expect(try (x.exponential() * x.exponential().inverted()).element == .one)
  }

  @Test(arguments: 0..<50) func rootsMultiply(seed: UInt64) throws {
    let (a, b, _) = Self.elements(seed)
    let (x, y) = (ExactScalar(a), ExactScalar(b))
    #expect(try (x.squareRoot() * x.squareRoot()).element == a)
    #expect(try (x * y).squareRoot().compared(to: x.squareRoot() * y.squareRoot()) == .equalUpToRoots)
    #expect(try (x * x).squareRoot().compared(to: x) == .equalUpToRoots)
    // The sign is lost, which is why such an equality needs floating point beside it.
    #expect(try (x * x).squareRoot().compared(to: -x) == .equalUpToRoots)
    #expect(try (x * x).squareRoot().compared(to: x + x) == .different)
    #expect(try x.squareRoot().compared(to: y.squareRoot()) == .different)
    #expect(try x.power(ExactScalar(rational: Rational(3, 2))).compared(to: x * x.squareRoot()) == .equal)
    #expect(try (x * y).absoluteValue().compared(to: x.absoluteValue() * y.absoluteValue()) == .equalUpToRoots)
  }

  @Test func unlikeCoefficientsAreNeverDifferent() throws {
    let (a, b, c) = Self.elements(7)
    let (x, y, z) = (ExactScalar(a), ExactScalar(b), ExactScalar(c))
    // c log a + log b − (c log a + log b), written so that no family cancels alone.
    let left = z * (try (x * y).logarithm())
    let right = z * (try x.logarithm()) + z * (try y.logarithm())
    #expect(left.compared(to: right) == .equalUpToRoots)
    let mixed = z * (try x.logarithm()) + (ExactScalar.one - z) * (try x.logarithm()) + (try y.logarithm())
    #expect(mixed.compared(to: try (x * y).logarithm()) == .equalUpToRoots)
    let split = z * (try (x * y).logarithm()) + (ExactScalar.one - z) * (try (x * (y + .one)).logarithm())
    let parts =
      try x.logarithm() + z * (try y.logarithm()) + (ExactScalar.one - z) * (try (y + .one).logarithm())
    #expect(split.compared(to: parts) == .unknown)
  }

  @Test func whatCannotBeExpressedCarriesItsReason() throws {
    let (a, b, _) = Self.elements(1)
    let (x, y) = (ExactScalar(a), ExactScalar(b))
    let product = try x.logarithm() * y.logarithm()
    #expect(product.fault == .outside(reason: "a product of logarithms"))
    #expect((product * .zero + x).fault != nil)
    #expect((product - product).fault != nil)
    #expect(product.compared(to: product) == .unknown)
    #expect(try product.power(.zero).fault != nil)
    #expect(try x.logarithm().inverted().fault != nil)
    #expect(try x.logarithm().logarithm().fault != nil)
    #expect(try (x.exponential() + y.exponential()).fault != nil)
    #expect(try (x.squareRoot() + .one).fault != nil)
    #expect(throws: EvaluationError.self) { try ExactScalar.zero.logarithm() }
    #expect(throws: EvaluationError.self) { try ExactScalar.zero.inverted() }
  }

  @Test func constantsAreIndependent() throws {
    let e = ExactScalar.eulerNumber
    #expect(try e.logarithm() == .one)
    #expect(
      try (e * ExactScalar(integer: 2)).logarithm().compared(to: ExactScalar(integer: 2).logarithm() + .one) == .equal)
    #expect(e.compared(to: ExactScalar(integer: 3)) == .different)
    let log4 = try ExactScalar(integer: 4).logarithm()
    let log2 = try ExactScalar(integer: 2).logarithm()
    #expect(log4.compared(to: log2 + log2) == .equalUpToRoots)
    #expect(log4.compared(to: log2) == .different)
  }

  @Test func wholeNumbersAreRecognised() {
    #expect(ExactScalar(integer: -12).integerValue == -12)
    #expect(ExactScalar(integer: 1_000_000).integerValue == 1_000_000)
    #expect(ExactScalar(integer: 1_000_001).integerValue == nil)
    #expect(ExactScalar.eulerNumber.integerValue == nil)
  }
}

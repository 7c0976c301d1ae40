import NumericCore
import Symbolic
import Testing

@testable import Verification

/// Numbers with infinitesimal parts against difference quotients and the laws of differentiation.
@Suite struct JetTests {
  private typealias Number = Jet<Ball>

  private static let functions: [(String, @Sendable (Number) throws -> Number)] = [
    ("log", { try $0.logarithm() }), ("exp", { try $0.exponential() }), ("root", { try $0.squareRoot() }),
    ("inverse", { try $0.inverted() }), ("cube", { try $0.power(whole: 3) }),
    ("power", { try $0.power(Number(Ball(1.7))) }), ("tower", { try $0.power($0) }),
    ("size", { try (-$0).absoluteValue() }), ("nested", { try ($0 * $0 + .one).logarithm().exponential().inverted() }),
  ]

  /// f', f'' and f''' against difference quotients of f, f' and f''.
  @Test(arguments: 0..<9) func differenceQuotients(function: Int) throws {
    let (name, f) = JetTests.functions[function]
    for point in [0.7, 1.3, 2.1] {
      func derivatives(at point: Double) throws -> [Double] {
        var x = Number(Ball(point))
        for level in 0..<3 { x = try x.perturbed(at: level) }
        let value = try f(x)
        return [0, 1, 3, 7].map { value[$0].midpoint }
      }
      let step = 1e-5
      let (here, before, after) = (
        try derivatives(at: point), try derivatives(at: point - step), try derivatives(at: point + step)
      )
      for order in 0..<3 {
        let quotient = (after[order] - before[order]) / (2 * step)
        #expect(abs(quotient - here[order + 1]) < 1e-6 * max(1, abs(quotient)), "\(name) \(order) at \(point)")
      }
    }
  }

  /// The coefficients of different nilpotents are those of mixed derivatives: ∂²(x y³)/∂x∂y = 3y².
  @Test func nilpotentsAreIndependent() throws {
    let x = try Number(Ball(2)).perturbed(at: 0)
    let y = try Number(Ball(5)).perturbed(at: 1)
    let value = x * (try y.power(whole: 3))
    #expect(value.parts.map(\.midpoint) == [250, 125, 150, 75])
    #expect(try value.derivative(at: 1).parts.map(\.midpoint) == [150, 75])
    #expect(try value.derivative(at: 1).derivative(at: 0).parts.map(\.midpoint) == [75])
    let square = try x.perturbed(at: 0)
    #expect((square * square).parts.map(\.midpoint) == [4, 8])
  }

  @Test func fieldLaws() throws {
    var source = RandomSource(seed: 4, stream: 9)
    func draw() -> Jet<ExactScalar> {
      Jet(coefficients: (0..<8).map { _ in ExactScalar(PrimeField.randomNonzero(using: &source)) })
    }
    for _ in 0..<50 {
      let (x, y, z) = (draw(), draw(), draw())
      #expect((x * y) * z == x * (y * z))
      #expect(x * y == y * x)
      #expect(x * (y + z) == x * y + x * z)
      #expect(x * (try x.inverted()) == .one)
      #expect(x - x == .zero)
    }
  }

  @Test func whereThereIsNoDerivative() throws {
    let zero = try Jet(Ball(0)).perturbed(at: 0)
    #expect(throws: EvaluationError.self) { try zero.squareRoot() }
    #expect(throws: EvaluationError.self) { try zero.absoluteValue() }
    #expect(throws: EvaluationError.self) { try zero.logarithm() }
    #expect(throws: EvaluationError.self) { try zero.inverted() }
    #expect(try zero.power(whole: 2).parts.map(\.midpoint) == [0, 0])
    #expect(zero.integerValue == nil && Jet(Ball(3)).integerValue == 3)
    #expect(throws: EvaluationError.self) { try Ball(1).perturbed(at: 0) }
  }
}

/// Directions side by side against one nilpotent at a time.
@Suite struct JetDirectionTests {
  private typealias Number = Jet<ExactScalar>

  /// Numbers of so many directions, and some without.
  private func numbers(_ directions: Int) -> [Number] {
    var source = RandomSource(seed: 8, stream: UInt64(directions))
    func draw() -> ExactScalar { ExactScalar(PrimeField.randomNonzero(using: &source)) }
    return (0..<6).map { index in
      index == 2 ? Number(draw()) : Number(draw(), slopes: (0..<directions).map { _ in draw() })
    }
  }

  /// The same number with one of its directions alone.
  private func alone(_ number: Number, _ direction: Int) -> Number {
    Number(number.value, slope: number[direction + 1])
  }

  @Test(arguments: [1, 2, 3, 16]) func eachDirectionIsADerivative(directions: Int) throws {
    let all = numbers(directions)
    let functions: [(Number, Number) throws -> Number] = [
      { $0 + $1 }, { $0 - $1 }, { $0 * $1 }, { try $0.divided(by: $1) }, { x, y in try (x * y + x).inverted() },
      { x, y in try x.power(whole: 3) * y.power(whole: -2) }, { x, y in x * (y * x) - x.scaled(by: y.value) },
      { x, y in
        var sum = x
        Number.addProduct(y, x, to: &sum)
        Number.addProduct(x, Number(y.value), to: &sum)
        return sum
      },
      { x, y in
        var sum = Number(x.value)
        Number.addProduct(Number(x.value), y, to: &sum)
        Number.addProduct(y, y, to: &sum)
        return sum
      },
    ]
    for (number, function) in functions.enumerated() {
      for x in all {
        for y in all {
          let value = try function(x, y)
          for direction in 0..<directions {
            let single = try function(alone(x, direction), alone(y, direction))
            #expect(value.value == single.value && value[direction + 1] == single[1], "\(number) \(direction)")
          }
        }
      }
    }
    #expect(all[0] * all[1] * all[2] == all[2] * (all[1] * all[0]))
    #expect(all[0] != all[0] + Number(.zero, slopes: Array(repeating: .one, count: directions)))
    #expect(try all[3] * all[3].inverted() == .one && all[3].inverted() * all[4] == all[4].divided(by: all[3]))
  }

  @Test func onePerturbationAtATime() throws {
    let x = try Number(.one).perturbed(along: 1, of: 3)
    #expect(x.parts == [.one, .zero, .one, .zero])
    #expect((0..<3).map { x.derivative(along: $0).value } == [.zero, .one, .zero])
    #expect(x.isPerturbed && x.integerValue == nil)
    #expect(throws: EvaluationError.self) { try x.perturbed(along: 0, of: 3) }
    #expect(throws: EvaluationError.self) { try ExactScalar.one.perturbed(along: 0, of: 1) }
  }
}

extension Jet {
  /// The coefficients that are kept, in order.
  fileprivate var parts: [Base] { (0..<count).map { self[$0] } }
}

import Symbolic
import Testing

@testable import Verification

@Suite("Optima and limits")
struct OptimumTests {
  private let names = Names()
  private var declarations: Declarations {
    get throws {
      var declarations = names.declarations
      for symbol in [point, scatter, weights] { try declarations.declare(symbol) }
      return declarations
    }
  }
  private var point: Symbol { Symbol("v", .vector(names.n)) }
  private var scatter: Symbol { Symbol("C", Shape(names.n, names.n), .positiveDefinite) }
  private var counts: Symbol { Symbol("w", .vector(names.m), .positive) }
  private var weights: Symbol { Symbol("N", .vector(names.m), .positive) }

  private func argument(_ extremum: Extremum, _ variable: Symbol, _ body: Formula) -> Formula {
    made(.optimizer(variable, extremum), body)
  }

  private func outcome(_ first: Formula, _ line: Formula) throws -> Outcome {
    var claim = ClaimBuilder(try declarations)
    claim.chain(first, .equals(line))
    return claim.outcomes()[0][0]
  }

  private var quadratic: Formula {
    let v = Formula(point)
    return made(.product, (v - Formula(names.mu)).t, Formula(names.sigma), v - Formula(names.mu))
  }

  @Test("The minimum of a quadratic form is no maximum")
  func vector() throws {
    let mu = Formula(names.mu)
    #expect(try outcome(argument(.minimum, point, quadratic), mu) == .agrees)
    #expect(try outcome(argument(.maximum, point, -quadratic), mu) == .agrees)
    #expect(try outcome(mu, argument(.maximum, point, -quadratic)) == .agrees)
    #expect(try outcome(argument(.maximum, point, quadratic), mu) == .refuted)
    #expect(try outcome(argument(.minimum, point, quadratic), -mu) == .refuted)
    // A saddle is stationary and no optimum.
    let saddle = Formula(point).t * Formula(names.symmetric) * Formula(point)
    #expect(try outcome(argument(.minimum, point, saddle), made(.zero(.vector(names.n)))) == .refuted)
  }

  @Test("The covariance of largest likelihood")
  func covariance() throws {
    let (sigma, s) = (Formula(names.sigma), Formula(scatter))
    let likelihood = -(log(det(sigma)) + tr(sigma.inverted * s))
    #expect(try outcome(argument(.maximum, names.sigma, likelihood), s) == .agrees)
    #expect(try outcome(argument(.maximum, names.sigma, likelihood), 2 * s) == .refuted)
    #expect(try outcome(argument(.maximum, names.sigma, likelihood), s.inverted) == .refuted)
    #expect(try outcome(argument(.minimum, names.sigma, likelihood), s) == .refuted)
  }

  @Test("Mixing weights are optimal along the simplex")
  func simplex() throws {
    let (pi, n) = (Formula(names.pi), Formula(weights))
    let total = made(.ones(.vector(names.m))).t * n
    let likelihood = n.t * log(pi)
    #expect(try outcome(argument(.maximum, names.pi, likelihood), n / total) == .agrees)
    #expect(try outcome(argument(.minimum, names.pi, likelihood), n / total) == .refuted)
    let uniform = made(.ones(.vector(names.m))) / Formula(names.m)
    #expect(try outcome(argument(.maximum, names.pi, likelihood), uniform) == .refuted)
  }

  @Test("Two functions with one optimizer")
  func order() throws {
    let c = Formula(names.c)
    let first = argument(.maximum, point, -quadratic)
    #expect(try outcome(first, argument(.maximum, point, c - quadratic)).isPass)
    #expect(try outcome(first, argument(.minimum, point, quadratic + c)).isPass)
    #expect(try outcome(first, argument(.minimum, point, c * quadratic)) == .agrees)
    #expect(try outcome(first, argument(.maximum, point, exp(-quadratic))) == .agrees)
    #expect(try !outcome(first, argument(.maximum, point, quadratic)).isPass)
    let other = Formula(point).t * Formula(point)
    #expect(try outcome(first, argument(.minimum, point, other)) == .undecided)
  }

  @Test("A lost sign between two optima shows by the value that follows")
  func lostSign() throws {
    var claim = ClaimBuilder(try declarations)
    claim.chain(
      argument(.maximum, point, -quadratic), .equals(argument(.maximum, point, quadratic)),
      .equals(Formula(names.mu)))
    #expect(claim.outcomes()[0] == [.refuted, .refuted])
    var right = ClaimBuilder(try declarations)
    right.chain(
      argument(.maximum, point, -quadratic), .equals(argument(.minimum, point, quadratic)),
      .equals(Formula(names.mu)))
    #expect(areHeld(right.outcomes()[0]))
    let counts = right.mutants().counts
    #expect(counts.survived == 0)
    #expect(counts.refuted > 2)
  }

  @Test("Limits go where the values go")
  func limits() throws {
    let x = Symbol("t", Shape.scalar)
    let t = Formula(x)
    let infinity = made(.constant(.infinity))
    func limit(_ point: Formula, _ body: Formula) -> Formula { made(.limit(x), point, body) }
    let (zero, one) = (Formula(0), Formula(1))
    #expect(try outcome(limit(zero, -log(t)), infinity) == .agrees)
    #expect(try outcome(limit(zero, one / t.squared), infinity) == .agrees)
    // From below it goes the other way.
    #expect(try outcome(limit(zero, one / t), infinity) == .refuted)
    #expect(try outcome(limit(zero, log(t)), infinity) == .refuted)
    #expect(try outcome(limit(zero, log(t)), -infinity) == .agrees)
    #expect(try outcome(limit(zero, t + Formula(3)), infinity) == .refuted)
    #expect(try outcome(limit(zero, t + Formula(names.c)), Formula(names.c)) == .agrees)
    #expect(try outcome(limit(zero, t + Formula(names.c)), Formula(names.c) + one) == .refuted)
    #expect(try outcome(limit(infinity, one / t), zero) == .agrees)
    #expect(try outcome(limit(infinity, t), zero) == .refuted)
    #expect(try outcome(limit(infinity, (exp(one / t) - one) * t), one) == .agrees)
    // This converges so slowly that nothing is known.
    #expect(try outcome(limit(zero, -(one / log(t))), infinity) == .undecided)
    #expect(try outcome(limit(zero, log(-log(t))), Formula(2)) == .undecided)
  }
}

import Symbolic
import Testing

@testable import Verification

@Suite("Lines that are equal up to a factor or a constant")
struct ProportionalityTests {
  private let names = Names()
  private var x: Formula { Formula(names.x) }
  private var mu: Formula { Formula(names.mu) }
  private var sigma: Formula { Formula(names.sigma) }
  private var form: Formula { made(.product, (x - mu).t, sigma.inverted, x - mu) }
  private var prior: Formula { density(normal(mu, sigma), x) }

  private func outcome(
    _ first: Formula, _ row: ClaimBuilder.Row, in declarations: Declarations? = nil
  ) -> StepReport {
    var claim = ClaimBuilder(declarations ?? names.declarations)
    claim.chain(first, row)
    return claim.report().chains[0].steps[0]
  }

  @Test("A density is proportional to its kernel, and only as a function of its variable")
  func kernelOfDensity() {
    #expect(outcome(prior, .proportional(exp(-(oneHalf * form)), in: names.x)).outcome.isPass)
    #expect(
      outcome(
        prior, .proportional(exp(x.t * (sigma.inverted * mu) - oneHalf * (x.t * sigma.inverted * x)), in: names.x)
      )
      .outcome.isPass)
    let inMean = outcome(
      prior, .proportional(exp(x.t * (sigma.inverted * mu) - oneHalf * (x.t * sigma.inverted * x)), in: names.mu))
    #expect(inMean.outcome == .refuted)
    #expect(inMean.counterexample != nil)
    #expect(outcome(prior, .proportional(exp(-(oneHalf * form)), in: names.sigma)).outcome == .refuted)
  }

  @Test("A lost half, a sign and an inverse are refuted and named")
  func wrongKernels() {
    let lostHalf = outcome(prior, .proportional(exp(-form), in: names.x))
    #expect(lostHalf.outcome == .refuted)
    #expect(lostHalf.diagnosis != nil)
    #expect(outcome(prior, .proportional(exp(oneHalf * form), in: names.x)).outcome == .refuted)
    let covariance = made(.product, (x - mu).t, sigma, x - mu)
    #expect(outcome(prior, .proportional(exp(-(oneHalf * covariance)), in: names.x)).outcome == .refuted)
  }

  @Test("A factor is positive, and zero is proportional to nothing but itself")
  func signAndZero() {
    #expect(outcome(prior, .proportional(-exp(-(oneHalf * form)), in: names.x)).outcome == .refuted)
    #expect(!outcome(prior, .proportional(Formula(0), in: names.x)).outcome.isPass)
    #expect(!outcome(Formula(0), .proportional(prior, in: names.x)).outcome.isPass)
    #expect(!outcome(form, .proportional(Formula(0), in: names.x)).outcome.isPass)
    let square = x.t * x
    #expect(outcome(square, .proportional(Formula(names.alpha) * square, in: names.x)).outcome.isPass)
    #expect(outcome(square, .proportional(square + Formula(1), in: names.x)).outcome == .refuted)
  }

  @Test("Vectors are proportional by one factor for all entries")
  func vectors() {
    #expect(outcome(x, .proportional(Formula(names.alpha) * x, in: names.x)).outcome.isPass)
    #expect(outcome(x, .proportional(sigma * x, in: names.x)).outcome == .refuted)
  }

  @Test("A constant is free of the variables, definitions followed")
  func constants() throws {
    let logarithm = log(prior)
    #expect(outcome(logarithm, .upToConstant(-(oneHalf * form), in: names.x)).outcome.isPass)
    #expect(outcome(logarithm, .upToConstant(-(oneHalf * form), in: names.sigma)).outcome == .refuted)
    let inBoth = outcome(
      logarithm, .upToConstant(x.t * sigma.inverted * mu - oneHalf * (x.t * sigma.inverted * x), in: names.x, names.mu))
    #expect(inBoth.outcome == .refuted)
    let residual = Symbol("r", .vector(names.n))
    var declarations = names.declarations
    try declarations.declare(residual)
    try declarations.define(residual, as: x - mu)
    let defined = outcome(
      logarithm, .upToConstant(-(oneHalf * (Formula(residual).t * sigma.inverted * Formula(residual))), in: names.x),
      in: declarations)
    #expect(defined.outcome.isPass)
  }

  @Test("Without variables nothing is decided")
  func noVariables() {
    #expect(outcome(prior, .proportional(prior)).outcome == .undecided)
  }

  @Test("What is asked is no claim, and an identity stays one")
  func conditions() {
    // Nothing follows that it could be a condition of.
    #expect(outcome(form, .zero()).outcome == .undecided)
    #expect(outcome(x - x, .zero(made(.zero(.vector(names.n))))).outcome == .proved)
  }

  @Test("Near misses of a kernel are refuted")
  func mutants() {
    var claim = ClaimBuilder(names.declarations)
    claim.chain(prior, .proportional(exp(-(oneHalf * form)), in: names.x))
    let counts = claim.mutants().counts
    #expect(counts.refuted > 10)
    #expect(counts.survived == 0)
  }
}

import Symbolic
import Testing

@testable import Verification

@Suite struct GaussianIntegralTests {
  var declarations = Declarations()
  let n = Dimension.named("n")
  let m = Dimension.named("m")
  let x: Symbol
  let z: Symbol
  let t: Symbol
  let mean: Symbol
  let other: Symbol
  let shift: Symbol
  let loading: Symbol
  let P: Symbol
  let Q: Symbol
  let noise: Symbol
  let s: Symbol
  let a: Symbol

  init() throws {
    for name in ["n", "m"] { try declarations.declareDimension(name) }
    z = Symbol("z", .vector(n))
    t = Symbol("t", .vector(n))
    mean = Symbol("m_0", .vector(n))
    other = Symbol("m_1", .vector(n))
    x = Symbol("x", .vector(m))
    shift = Symbol("b", .vector(m))
    loading = Symbol("B", Shape(m, n))
    P = Symbol("P", Shape(n, n), .positiveDefinite)
    Q = Symbol("Q", Shape(n, n), .positiveDefinite)
    noise = Symbol("Gamma", Shape(m, m), .positiveDefinite)
    s = Symbol("s", Shape.scalar, .positive)
    a = Symbol("a", Shape.scalar)
    for symbol in [z, t, mean, other, x, shift, loading, P, Q, noise, s, a] { try declarations.declare(symbol) }
  }

  private func check(
    _ left: Formula, _ relation: Relation = .equal, _ right: Formula, seed: UInt64 = 1
  ) -> (exact: ExactFinding, floating: FloatingFinding) {
    exactAndFloatingCheck(left: left, relation, right: right, declarations: declarations, seed: seed)
  }

  private var prior: Formula { normal(Formula(mean), Formula(P)) }
  private var image: Formula { Formula(loading) * Formula(z) + Formula(shift) }
  private var likelihood: Formula { density(normal(image, Formula(noise)), Formula(x)) }
  private var predicted: Formula { Formula(loading) * Formula(mean) + Formula(shift) }
  private var spread: Formula { made(.product, Formula(loading), Formula(P), Formula(loading).t) + Formula(noise) }

  @Test(arguments: 0..<4) func marginals(seed: UInt64) {
    let marginal = integral(z, likelihood * density(prior, Formula(z)))
    let closed = density(normal(predicted, spread), Formula(x))
    #expect(isEqual(check(marginal, .equal, closed, seed: seed)))
    #expect(isEqual(check(log(marginal), .equal, log(closed), seed: seed)))
    #expect(isEqual(check(expectation(z, prior, likelihood), .equal, closed, seed: seed)))
    let wrong = made(.product, Formula(loading), Formula(P), Formula(loading).t) - Formula(noise)
    #expect(!agrees(check(marginal, .equal, density(normal(predicted, wrong), Formula(x)), seed: seed)))
    let narrow = density(normal(predicted, Formula(noise)), Formula(x))
    #expect(differs(check(marginal, .equal, narrow, seed: seed)))
    #expect(differs(check(marginal, .equal, density(normal(Formula(shift), spread), Formula(x)), seed: seed)))
    #expect(differs(check(log(marginal), .equal, 2 * log(closed), seed: seed)))
  }

  @Test(arguments: 0..<4) func posteriors(seed: UInt64) {
    let joint = likelihood * density(prior, Formula(z))
    let posterior = joint / integral(z, joint)
    let precision = Formula(P).inverted + made(.product, Formula(loading).t, Formula(noise).inverted, Formula(loading))
    let gain = made(.product, Formula(P), Formula(loading).t, spread.inverted)
    let centre = Formula(mean) + gain * (Formula(x) - predicted)
    let closed = density(normal(centre, precision.inverted), Formula(z))
    #expect(isEqual(check(posterior, .equal, closed, seed: seed)))
    let covariance = Formula(P) - made(.product, gain, Formula(loading), Formula(P))
    #expect(isEqual(check(posterior, .equal, density(normal(centre, covariance), Formula(z)), seed: seed)))
    #expect(differs(check(posterior, .equal, density(normal(centre, precision), Formula(z)), seed: seed)))
    #expect(differs(check(posterior, .equal, density(prior, Formula(z)), seed: seed)))
    #expect(isEqual(check(integral(z, posterior * Formula(z)), .equal, centre, seed: seed)))
  }

  @Test(arguments: 0..<4) func generatingFunctions(seed: UInt64) {
    let t = Formula(t)
    let generating = expectation(z, prior, exp(t.t * Formula(z)))
    let half = oneHalf * made(.product, t.t, Formula(P), t)
    #expect(isEqual(check(generating, .equal, exp(t.t * Formula(mean) + half), seed: seed)))
    #expect(differs(check(generating, .equal, exp(t.t * Formula(mean) + 2 * half), seed: seed)))
    #expect(differs(check(generating, .equal, exp(t.t * Formula(mean) - half), seed: seed)))
    // E[z exp(t'z)] is its gradient.
    let tilted = expectation(z, prior, exp(t.t * Formula(z)) * Formula(z))
    let gradient = exp(t.t * Formula(mean) + half) * (Formula(mean) + Formula(P) * t)
    #expect(isEqual(check(tilted, .equal, gradient, seed: seed)))
  }

  @Test(arguments: 0..<4) func products(seed: UInt64) {
    let (p, q) = (density(prior, Formula(z)), density(normal(Formula(other), Formula(Q)), Formula(z)))
    let scale = density(normal(Formula(other), Formula(P) + Formula(Q)), Formula(mean))
    #expect(isEqual(check(integral(z, p * q), .equal, scale, seed: seed)))
    let precision = Formula(P).inverted + Formula(Q).inverted
    let centre =
      precision.inverted
      * (Formula(P).inverted * Formula(mean) + Formula(Q).inverted * Formula(other))
    let product = scale * density(normal(centre, precision.inverted), Formula(z))
    #expect(isEqual(check(p * q, .equal, product, seed: seed)))
    // The affinity of Bhattacharyya.
    let average = oneHalf * (Formula(P) + Formula(Q))
    let difference = Formula(mean) - Formula(other)
    let square = made(.product, difference.t, average.inverted, difference)
    let determinants = log(det(average)) - oneHalf * (log(det(Formula(P))) + log(det(Formula(Q))))
    let distance = Formula(Rational.half) * Formula(Rational.half) * oneHalf * square + oneHalf * determinants
    #expect(isEqual(check(integral(z, root(p * q)), .equal, exp(-distance), seed: seed)))
    #expect(isEqual(check(-log(integral(z, root(p * q))), .equal, distance, seed: seed)))
    #expect(differs(check(-log(integral(z, root(p * q))), .equal, 2 * distance, seed: seed)))
    #expect(isEqual(check(expectation(z, normal(Formula(other), Formula(Q)), p / q), .equal, Formula(1), seed: seed)))
  }

  /// What does not exist has no value, and the normalizer of a Gaussian is what it is.
  @Test func existence() throws {
    let u = Symbol("u", Shape.scalar)
    let square = Formula(u).squared
    #expect(
      isEqual(
        check(integral(u, exp(-(square / (2 * Formula(s))))), .equal, root(2 * made(.constant(.pi)) * Formula(s)))))
    #expect(
      differs(check(integral(u, exp(-(square / Formula(s)))), .equal, root(2 * made(.constant(.pi)) * Formula(s)))))
    let (growing, flat) = (integral(u, exp(square / (2 * Formula(s)))), integral(u, exp(Formula(a) * Formula(u))))
    for divergent in [growing, flat] {
      #expect(isOpen(check(divergent, .equal, divergent)))
      #expect(isOpen(check(divergent, .equal, root(-(2 * made(.constant(.pi)) * Formula(s))))))
      #expect(isOpen(check(divergent - divergent, .equal, Formula(0))))
    }
    // Over positive numbers alone it is another integral.
    let v = Symbol("v", Shape.scalar, .positive)
    #expect(isOpen(check(integral(v, exp(-Formula(v).squared)), .equal, root(made(.constant(.pi))))))
    // A cubic exponent is no Gaussian.
    let cubic = integral(u, exp(-made(.power, Formula(u), Formula(4))))
    #expect(isOpen(check(cubic, .equal, root(made(.constant(.pi))))))
  }

  /// One integral inside another, and the evidence as a function that is integrated in turn.
  @Test func nestedIntegrals() {
    let joint = likelihood * density(prior, Formula(z))
    #expect(isEqual(check(integral(x, integral(z, joint)), .equal, Formula(1))))
    #expect(isEqual(check(integral(x, integral(z, joint) * Formula(x)), .equal, predicted)))
    #expect(differs(check(integral(x, integral(z, joint) * Formula(x)), .equal, Formula(shift))))
    let evidence = integral(z, joint)
    let entropyOfEvidence = expectation(x, normal(predicted, spread), -log(evidence))
    #expect(isEqual(check(entropyOfEvidence, .equal, entropy(normal(predicted, spread)))))
  }

  /// The gradient of the evidence by the mean of the prior, through the integral.
  @Test func derivatives() {
    let evidence = integral(z, likelihood * density(prior, Formula(z)))
    let gradient = made(.gradient(mean), Formula(mean), log(evidence))
    let score = made(.product, Formula(loading).t, spread.inverted, Formula(x) - predicted)
    #expect(isEqual(check(gradient, .equal, score)))
    #expect(differs(check(gradient, .equal, -score)))
    #expect(differs(check(gradient, .equal, made(.product, Formula(loading).t, spread, Formula(x) - predicted))))
  }

  /// A mixture is integrated component by component, and so is its mean.
  @Test func mixtures() throws {
    var declarations = declarations
    try declarations.declareDimension("K")
    let count = Dimension.named("K")
    let weights = Symbol("pi", .vector(count), .simplex)
    let centres = Symbol("mu", .vector(n))
    try declarations.declare(weights)
    try declarations.declareFamily(centres, over: [IndexRange(1, count)])
    let k = Symbol.index("k")
    let (weight, centre) = (Formula(weights).at(Formula(k)), made(.application(centres), Formula(k)))
    let component = density(normal(centre, Formula(P)), Formula(z))
    let mixture = sum(k, to: Formula(count), weight * component)
    func check(_ left: Formula, _ right: Formula) -> (exact: ExactFinding, floating: FloatingFinding) {
      exactAndFloatingCheck(left: left, right: right, declarations: declarations, seed: 3)
    }
    #expect(isEqual(check(integral(z, mixture), Formula(1))))
    let mean = sum(k, to: Formula(count), weight * centre)
    #expect(isEqual(check(integral(z, mixture * Formula(z)), mean)))
    #expect(differs(check(integral(z, mixture * Formula(z)), Formula(mean.term) + Formula(mean.term))))
    let affine = density(normal(Formula(z), Formula(Q)), Formula(t))
    let spread = sum(k, to: Formula(count), weight * density(normal(centre, Formula(P) + Formula(Q)), Formula(t)))
    #expect(agrees(check(integral(z, affine * mixture), spread)))
  }
}

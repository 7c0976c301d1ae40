import NumericCore
import Symbolic
import Testing

@testable import Verification

/// The expectation from 2n + 1 points against moments written by hand.
@Suite struct ExpectationTests {
  let names = Names()
  private var p: Formula { normal(Formula(names.mu), Formula(names.sigma)) }
  private var x: Formula { Formula(names.x) }
  private var mu: Formula { Formula(names.mu) }
  private var sigma: Formula { Formula(names.sigma) }

  private func expectEqual(_ left: Formula, _ right: Formula, _ place: SourceLocation = #_sourceLocation) {
    let found = exactAndFloatingCheck(left: left, right: right, declarations: names.declarations, seed: 11)
    guard case .equal(let points, _, let chance) = found.exact, case .agrees(let instances, let bound) = found.floating
    else {
      Issue.record("\(found)", sourceLocation: place)
      return
    }
    #expect(points >= 6 && instances >= 6 && bound < 1e-9, sourceLocation: place)
    #expect(chance < 1e-12, sourceLocation: place)
  }

  private func expectDifferent(_ left: Formula, _ right: Formula, _ place: SourceLocation = #_sourceLocation) {
    let found = exactAndFloatingCheck(left: left, right: right, declarations: names.declarations, seed: 11)
    guard case .different = found.exact, case .differs = found.floating else {
      Issue.record("\(found)", sourceLocation: place)
      return
    }
  }

  private func reason(_ left: Formula, _ right: Formula) -> String? {
    let found = exactAndFloatingCheck(left: left, right: right, declarations: names.declarations, seed: 11)
    guard case .outside(let reason) = found.exact, case .outside = found.floating else { return nil }
    return reason
  }

  @Test func momentsUpToThree() {
    let A = Formula(names.matrix)
    let (a, b) = (Formula(names.a), Formula(names.b))
    expectEqual(expectation(names.x, p, x), mu)
    expectEqual(expectation(names.x, p, x * x.t), sigma + mu * mu.t)
    expectDifferent(expectation(names.x, p, x * x.t), sigma)
    expectDifferent(expectation(names.x, p, x * x.t), sigma - mu * mu.t)
    expectEqual(expectation(names.x, p, made(.product, x.t, A, x)), tr(A * sigma) + made(.product, mu.t, A, mu))
    // E[x x'a x'b] = Sigma(a b' + b a')mu + mu(a'Sigma b) + mu mu'a mu'b
    let cubic = made(.product, x, x.t, a, x.t, b)
    let expected =
      made(.product, sigma, a, mu.t, b) + made(.product, sigma, b, mu.t, a) + made(.product, mu, a.t, sigma, b)
      + made(.product, mu, mu.t, a, mu.t, b)
    expectEqual(expectation(names.x, p, cubic), expected)
    let square = made(.norm, x - mu).squared
    expectEqual(expectation(names.x, p, square), tr(sigma))
  }

  @Test func constantsAndNestedExpectations() {
    let y = Symbol("y", .vector(names.n))
    let conditional = normal(Formula(names.matrix) * x, Formula(names.sigma1))
    // E_x E_{y | x}[y y'] = Sigma_1 + A (Sigma + mu mu') A'
    let nested = expectation(names.x, p, expectation(y, conditional, Formula(y) * Formula(y).t))
    let A = Formula(names.matrix)
    expectEqual(nested, Formula(names.sigma1) + made(.product, A, sigma + mu * mu.t, A.t))
    expectEqual(expectation(names.x, p, log(det(Formula(names.sigma1)))), log(det(Formula(names.sigma1))))
    // The expected log-density of a linear Gaussian observation.
    let a = Formula(names.a)
    let logDensity = log(density(normal(A * x, Formula(names.sigma1)), a))
    let precision = Formula(names.sigma1).inverted
    let residual = a - A * mu
    let expected =
      -(oneHalf
      * (made(.product, names.size, log(2 * made(.constant(.pi)))) + log(det(Formula(names.sigma1)))
        + made(.product, residual.t, precision, residual) + tr(made(.product, A.t, precision, A, sigma))))
    expectEqual(expectation(names.x, p, logDensity), expected)
  }

  @Test func whatIsNoPolynomialIsRefused() {
    let square = x.t * x
    let gaussian = 2 * tr(sigma * sigma) + tr(sigma).squared
    let ninth = made(.power, square, Formula(8))
    #expect(reason(expectation(names.x, p, ninth), gaussian) == "an expectation of a polynomial of degree 16")
    let unknown = "an expectation of what is not certified to be a polynomial"
    #expect(reason(expectation(names.x, p, exp(square.squared)), gaussian) == unknown)
    #expect(reason(expectation(names.x, p, Formula(1) / (Formula(1) + square)), gaussian) == unknown)
    #expect(reason(expectation(names.x, p, det(x * x.t)), gaussian) == unknown)
    #expect(reason(expectation(names.x, p, made(.absoluteValue, x.t * mu)), gaussian) == unknown)
    #expect(reason(expectation(names.x, p, density(p, x) + root(Formula(1) + square)), gaussian) == unknown)
    #expect(reason(expectation(names.x, p, log(Formula(1) + square)), gaussian) == unknown)
    let randomCovariance = normal(mu, sigma + x * x.t)
    #expect(reason(expectation(names.x, p, log(density(randomCovariance, mu))), gaussian) == unknown)
  }

  @Test func momentsAloneReachDegreeTwo() {
    let anything = made(.distributionWithMoments, mu, sigma)
    expectEqual(expectation(names.x, anything, x * x.t), sigma + mu * mu.t)
    let cubic = made(.product, x, x.t, x)
    #expect(
      reason(expectation(names.x, anything, cubic), mu) == "an expectation of a polynomial of degree 3")
    // Degrees of a distribution of which only moments are known do not allow its density.
    #expect(reason(expectation(names.x, p, log(density(anything, x))), tr(sigma)) != nil)
  }

  @Test func integralsNeedADensity() {
    let px = density(p, x)
    expectEqual(made(.integral(names.x), px), Formula(1))
    expectEqual(made(.integral(names.x), px * x), mu)
    expectEqual(made(.integral(names.x), (px * (x - mu)) * (x - mu).t), sigma)
    let q = density(normal(mu, 2 * sigma), x)
    expectEqual(
      made(.integral(names.x), (oneHalf * px + oneHalf * q) * (x * x.t)), Formula(3) / Formula(2) * sigma + mu * mu.t)
    let message = "an integral that is not the expectation under a density of its variable"
    #expect(reason(made(.integral(names.x), x), mu) == message)
    #expect(reason(made(.integral(names.x), px * root(Formula(1) + x.t * x)), Formula(1)) != nil)
    // Gaussian integrals without a density of their variable, and one that is constant in it.
    expectEqual(made(.integral(names.x), density(p, 2 * x)), made(.power, Formula(2), -names.size))
    let four = 4 * made(.constant(.pi))
    expectEqual(made(.integral(names.x), px.squared), Formula(1) / root(det(four * sigma)))
    #expect(
      reason(made(.integral(names.x), density(normal(x, sigma), x)), Formula(1)) == "an integral that does not exist")
    #expect(reason(made(.integral(names.x), px + Formula(1)), Formula(1)) == message)
  }

  @Test func covariancesMustBeCovariances() {
    // Not symmetric: undefined, never a value.
    let skew = expectation(names.x, normal(mu, Formula(names.matrix)), x.t * x)
    #expect(reason(skew, tr(Formula(names.matrix)) + mu.t * mu) != nil)
    let negative = expectation(names.x, normal(mu, -sigma), x.t * x)
    let found = exactAndFloatingCheck(
      left: negative, right: mu.t * mu - tr(sigma), declarations: names.declarations, seed: 2)
    guard case .outside = found.exact, case .outside(let reason) = found.floating else {
      Issue.record("\(found)")
      return
    }
    #expect(reason.hasPrefix("a covariance") || reason == "a negative variance")
  }
}

import NumericCore
import Symbolic
import Testing

@testable import Verification

/// Expectations of polynomials of higher degree, and of arbitrary functions, under Gaussians.
@Suite struct GaussianRuleTests: FormulaComparison {
  private let names: Names
  private let alpha: Formula
  private let w = Symbol("w", Shape.scalar)
  private let f = Symbol("f", Shape.scalar)
  private let field = Symbol("h", .vector(.named("m")))
  private let scale = Symbol("v", Shape.scalar, .positive)

  init() throws {
    var names = Names()
    try names.declarations.declareFunction(f)
    try names.declarations.declareFunction(field)
    try names.declarations.declare(scale)
    try names.declarations.declare(w)
    self.names = names
    alpha = Formula(names.alpha)
  }

  var declarations: Declarations { names.declarations }
  let seed: UInt64 = 8

  /// E wᵖ = (p − 1)!! for even p and 0 for odd p.
  @Test func momentsOfOneNormalNumber() {
    let moments = [1: 0, 2: 1, 3: 0, 4: 3, 5: 0, 6: 15, 7: 0, 8: 105, 9: 0, 10: 945, 12: 10395]
    let standard = normal(Formula(0), Formula(1))
    for (power, moment) in moments {
      let value = expectation(w, standard, Formula(w).power(Formula(power)))
      expectEqual(value, Formula(moment))
      expectDifferent(value, Formula(moment + 1))
      let scaled = expectation(w, normal(Formula(0), Formula(names.c)), Formula(w).power(Formula(power)))
      expectEqual(scaled, moment * Formula(names.c).power(oneHalf * Formula(power)))
    }
    let shifted = expectation(w, normal(alpha, Formula(names.c)), Formula(w).power(Formula(4)))
    let square = alpha.squared
    expectEqual(shifted, square.squared + 6 * (Formula(names.c) * square) + 3 * Formula(names.c).squared)
    expectDifferent(shifted, square.squared + 3 * Formula(names.c).squared)
  }

  /// Isserlis: the moments of several coordinates by sums over pairings, with weights that must sum to one.
  @Test(arguments: 1...4) func pointsIntegrateEveryMonomial(coordinates: Int) throws {
    var source = RandomSource(seed: 6, stream: UInt64(coordinates))
    let variances = (0..<coordinates).map { _ in ExactScalar(PrimeField.randomNonzero(using: &source)) }
    for radius in 1...4 {
      guard let count = GaussianRule<ExactScalar>.count(coordinates: coordinates, radius: radius) else { continue }
      let points = try GaussianRule(variances: variances, radius: radius).points()
      #expect(points.count == count)
      for _ in 0..<40 {
        var powers = Array(repeating: 0, count: coordinates)
        for _ in 0..<source.integer(in: 0...(2 * radius + 1)) { powers[source.integer(in: 0...(coordinates - 1))] += 1 }
        var sum = ExactScalar.zero
        for point in points {
          var term = point.weight
          for (place, power) in zip(point.coordinates, powers) {
            term = term * (try ExactScalar(integer: place).power(whole: power))
          }
          sum = sum + term
        }
        var expected = ExactScalar.one
        for (variance, power) in zip(variances, powers) {
          let pairings = stride(from: power - 1, to: 0, by: -2).reduce(1, *)
          expected = power.isMultiple(of: 2) ? expected * ExactScalar(integer: pairings) : .zero
          expected = expected * (try variance.power(whole: power / 2))
        }
        #expect(sum == expected, "\(powers) by radius \(radius)")
      }
    }
    // One degree more is beyond the rule, so that a rule that is larger than said is found, too.
    let points = try GaussianRule(variances: variances, radius: 1).points()
    let fourth = points.reduce(ExactScalar.zero) { $0 + $1.weight * ExactScalar(integer: $1.coordinates[0]) }
    #expect(fourth == .zero)
    let square = points.reduce(ExactScalar.zero) {
      $0 + $1.weight
        * ExactScalar(integer: $1.coordinates[0] * $1.coordinates[0] * $1.coordinates[0] * $1.coordinates[0])
    }
    #expect(square != ExactScalar(integer: 3) * variances[0] * variances[0])
  }

  @Test func quadraticFormsMultiply() {
    let (sigma, A) = (Formula(names.sigma), Formula(names.symmetric))
    let B = Formula(names.sigma1)
    let x = Formula(names.x)
    let centred = normal(made(.zero(.vector(names.n))), sigma)
    let product = expectation(names.x, centred, made(.product, x.t, A, x) * made(.product, x.t, B, x))
    let closed = tr(A * sigma) * tr(B * sigma) + 2 * tr(made(.product, A, sigma, B, sigma))
    expectEqual(product, closed)
    expectDifferent(product, tr(A * sigma) * tr(B * sigma) + tr(made(.product, A, sigma, B, sigma)))
    expectDifferent(product, tr(A * sigma) * tr(B * sigma))
  }

  @Test func arbitraryFunctionsByReparametrization() throws {
    let s = Formula(names.variance)
    let mu = Formula(names.mu)
    func F(_ argument: Formula) -> Formula { made(.application(f), argument) }
    let e = Symbol("e", .vector(names.n))
    let noise = normal(made(.zero(.vector(names.n))), made(.identity(names.n)))
    let direct = expectation(names.x, normal(mu, diag(s.squared)), F(Formula(names.x)))
    let moved = expectation(e, noise, F(mu + made(.hadamardProduct, s, Formula(e))))
    expectEqual(direct, moved)
    expectDifferent(direct, expectation(e, noise, F(mu + Formula(e))))
    expectDifferent(direct, F(mu))
    // A field of functions, with another shape than its argument.
    func H(_ argument: Formula) -> Formula { made(.application(field), argument) }
    let fields = expectation(names.x, normal(mu, diag(s.squared)), H(Formula(names.x)))
    expectEqual(fields, expectation(e, noise, H(mu + diag(s) * Formula(e))))
    expectDifferent(fields, expectation(e, noise, H(mu + diag(s.squared) * Formula(e))))
  }

  /// Stein's identity and Bonnet's theorem, which join derivatives and expectations.
  @Test func derivativesUnderExpectations() {
    let (m, v) = (alpha, Formula(scale))
    func F(_ argument: Formula) -> Formula { made(.application(f), argument) }
    let slope = made(.gradient(w), Formula(w), F(Formula(w)))
    let curvature = made(.gradient(w), Formula(w), slope)
    let law = normal(m, v)
    let mean = expectation(w, law, F(Formula(w)))
    expectEqual(expectation(w, law, (Formula(w) - m) * F(Formula(w))), v * expectation(w, law, slope))
    expectDifferent(expectation(w, law, (Formula(w) - m) * F(Formula(w))), expectation(w, law, slope))
    expectEqual(made(.gradient(names.alpha), m, mean), expectation(w, law, slope))
    expectEqual(made(.gradient(scale), v, mean), oneHalf * expectation(w, law, curvature))
    expectDifferent(made(.gradient(scale), v, mean), expectation(w, law, curvature))
    // The score: d/dm E f = E f d/dm log p.
    let score = made(.gradient(names.alpha), m, log(density(law, Formula(w))))
    expectEqual(expectation(w, law, F(Formula(w)) * score), made(.gradient(names.alpha), m, mean))
  }

  /// What holds for polynomials of low degree alone is no identity.
  @Test func quadratureIsNoIdentity() {
    func F(_ argument: Formula) -> Formula { made(.application(f), argument) }
    let mean = expectation(w, normal(alpha, Formula(names.c).squared), F(Formula(w)))
    let c = Formula(names.c)
    let wide = root(Formula(3)) * c
    let hermite = (F(alpha - wide) + 4 * F(alpha) + F(alpha + wide)) / Formula(6)
    guard case .differs = check(mean, hermite).floating else {
      Issue.record("three nodes are said to integrate every function")
      return
    }
    guard case .differs = check(mean, oneHalf * (F(alpha - c) + F(alpha + c))).floating else {
      Issue.record("two nodes are said to integrate every function")
      return
    }
  }

  @Test func matrixGaussians() throws {
    var declarations = names.declarations
    let shape = Shape(names.n, names.m)
    let (X, M) = (Symbol("X", shape), Symbol("M", shape))
    let V = Symbol("V", Shape(names.m, names.m), .positiveDefinite)
    let B = Symbol("B_inner", Shape(names.m, names.m))
    for symbol in [X, M, V, B] { try declarations.declare(symbol) }
    let (x, mean, columns, rows) = (Formula(X), Formula(M), Formula(V), Formula(names.sigma))
    let law = made(.matrixGaussian, mean, rows, columns)
    func expectEqual(_ left: Formula, _ right: Formula, _ wrong: Formula, _ place: SourceLocation = #_sourceLocation) {
      let found = exactAndFloatingCheck(left: left, right: right, declarations: declarations, seed: 8)
      guard case .equal = found.exact, case .agrees = found.floating else {
        Issue.record("\(found)", sourceLocation: place)
        return
      }
      let other = exactAndFloatingCheck(left: left, right: wrong, declarations: declarations, seed: 8)
      guard case .different = other.exact, case .differs = other.floating else {
        Issue.record("\(other)", sourceLocation: place)
        return
      }
    }
    expectEqual(expectation(X, law, x), mean, -mean)
    let inner = made(.product, x, Formula(B), x.t)
    let base = made(.product, mean, Formula(B), mean.t)
    expectEqual(
      expectation(X, law, inner), base + tr(columns * Formula(B)) * rows, base + tr(rows) * rows)
    let vec = made(.vectorization, x)
    let stacked = density(
      normal(made(.vectorization, mean), made(.kroneckerProduct, columns, rows)), vec)
    let logDensity = log(density(law, x))
    let swapped = density(normal(made(.vectorization, mean), 2 * made(.kroneckerProduct, columns, rows)), vec)
    expectEqual(logDensity, log(stacked), log(swapped))
    let residual = x - mean
    let form = tr(made(.product, columns.inverted, residual.t, rows.inverted, residual))
    let closed =
      -(oneHalf
      * (names.size * Formula(names.m) * log(2 * made(.constant(.pi))) + Formula(names.m) * log(det(rows))
        + names.size * log(det(columns)) + form))
    let wrong =
      -(oneHalf
      * (names.size * Formula(names.m) * log(2 * made(.constant(.pi))) + names.size * log(det(rows))
        + Formula(names.m) * log(det(columns)) + form))
    expectEqual(logDensity, closed, wrong)
  }
}

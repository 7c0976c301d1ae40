import NumericCore
import Symbolic
import Testing

@testable import Verification

/// Derivatives of terms against their closed forms.
@Suite struct DerivativeTests: FormulaComparison {
  private let names = Names()
  private var A: Formula { Formula(names.matrix) }
  private var B: Formula { Formula(names.other) }
  private var S: Formula { Formula(names.sigma) }
  private var W: Formula { Formula(names.wide) }
  private var a: Formula { Formula(names.a) }
  private var b: Formula { Formula(names.b) }
  private var c: Formula { Formula(names.c) }

  /// The gradient of a body by a symbol, at the symbol.
  private func gradient(_ symbol: Symbol, _ body: Formula) -> Formula {
    made(.gradient(symbol), Formula(symbol), body)
  }

  var declarations: Declarations { names.declarations }
  let seed: UInt64 = 3

  @Test func linearAndQuadraticForms() {
    expectEqual(gradient(names.a, b.t * a), b)
    expectEqual(gradient(names.a, made(.product, a.t, A, a)), (A + A.t) * a)
    expectEqual(gradient(names.a, made(.product, a.t, S, a)), 2 * (S * a))
    expectDifferent(gradient(names.a, made(.product, a.t, A, a)), 2 * (A * a))
    expectDifferent(gradient(names.a, made(.product, a.t, S, a)), S * a)
    expectDifferent(gradient(names.a, b.t * a), -b)
    let residual = made(.norm, b - A * a).squared
    expectEqual(gradient(names.a, residual), -(2 * (A.t * (b - A * a))))
    expectDifferent(gradient(names.a, residual), 2 * (A.t * (b - A * a)))
    expectDifferent(gradient(names.a, residual), -(2 * (A * (b - A * a))))
    // At another point than the symbol itself.
    expectEqual(made(.gradient(names.a), b, residual), -(2 * (A.t * (b - A * b))))
  }

  @Test func matrices() {
    expectEqual(gradient(names.matrix, tr(A * B)), B.t)
    expectDifferent(gradient(names.matrix, tr(A * B)), B)
    expectEqual(gradient(names.matrix, tr(made(.product, A, B, A.t))), A * (B + B.t))
    let size = log(made(.absoluteValue, det(A)))
    expectEqual(gradient(names.matrix, size), A.inverted.t)
    expectDifferent(gradient(names.matrix, size), A.inverted)
    expectEqual(gradient(names.sigma, log(det(S))), S.inverted)
    expectEqual(gradient(names.matrix, det(A)), det(A) * A.inverted.t)
    let form = made(.product, a.t, A.inverted, b)
    expectEqual(gradient(names.matrix, form), -made(.product, A.inverted.t, a, b.t, A.inverted.t))
    expectDifferent(gradient(names.matrix, form), made(.product, A.inverted.t, a, b.t, A.inverted.t))
    expectEqual(gradient(names.wide, tr(W * W.t)), 2 * W)
    expectEqual(gradient(names.wide, made(.norm, W * a).squared), 2 * made(.product, W, a, a.t))
    expectEqual(gradient(names.c, c * A), A)
    expectEqual(gradient(names.c, (c * A).inverted), -(A.inverted / c.squared))
  }

  /// More entries than there are directions side by side: of a matrix, and one more of a vector.
  @Test(arguments: [4, 5, 17]) func manyEntries(size: Int) throws {
    let form = tr(made(.product, A, B, A.t)) + tr(A * B) * tr(A * B)
    let ofMatrix = [(gradient(names.matrix, form), A * (B + B.t) + 2 * (tr(A * B) * B.t))]
    let ofVector = [
      (gradient(names.a, made(.norm, b - A * a).squared), -(2 * (A.t * (b - A * a)))),
      (gradient(names.a, made(.product, A, a, a.t, b)), A * ((a.t * b) * made(.identity(names.n)) + a * b.t)),
    ]
    for (left, right) in size < 17 ? ofMatrix + ofVector : ofVector {
      var graph = TermGraph(declarations: declarations)
      let nodes = [try graph.insert(left.term), try graph.insert(right.term)]
      var exact = LineEvaluator(graph: graph, instance: ExactInstance.random(sizes: ["n": size], seed: 3, number: 0))
      let first = try exact.value(ofNode: nodes[0], in: graph)
      #expect(try first == exact.value(ofNode: nodes[1], in: graph) && first.elements.contains { $0 != .zero })
    }
  }

  @Test func jacobiansHaveARowForEachEntry() {
    expectEqual(gradient(names.a, W * a), W)
    expectEqual(gradient(names.a, made(.product, a, a.t, b)), (b.t * a) * made(.identity(names.n)) + a * b.t)
    expectDifferent(gradient(names.a, made(.product, a, a.t, b)), (b.t * a) * made(.identity(names.n)) + b * a.t)
    // The Hessian: a derivative inside a derivative, at the same point.
    let form = made(.product, a.t, A, a)
    expectEqual(gradient(names.a, gradient(names.a, form)), A + A.t)
    expectDifferent(gradient(names.a, gradient(names.a, form)), A)
    let cubic = (b.t * a) * form
    let hessian = b * ((A + A.t) * a).t + ((A + A.t) * a) * b.t + (b.t * a) * (A + A.t)
    expectEqual(gradient(names.a, gradient(names.a, cubic)), hessian)
  }

  @Test func functionsOfScalars() {
    expectEqual(gradient(names.c, log(c)), Formula(1) / c)
    expectEqual(gradient(names.c, c * log(c)), log(c) + Formula(1))
    expectEqual(gradient(names.c, exp(Formula(names.alpha) * c)), Formula(names.alpha) * exp(Formula(names.alpha) * c))
    expectEqual(gradient(names.c, c.power(Formula(-3))), -(3 * c.power(Formula(-4))))
    expectEqual(gradient(names.c, root(c)), oneHalf / root(c))
    expectEqual(gradient(names.c, gradient(names.c, gradient(names.c, c.power(Formula(5))))), 60 * c.squared)
    expectEqual(gradient(names.c, gradient(names.c, gradient(names.c, log(c)))), Formula(2) / c.power(Formula(3)))
    expectEqual(
      gradient(names.c, gradient(names.c, gradient(names.c, root(c)))), Formula(3) / (8 * (c.squared * root(c))))
    expectDifferent(gradient(names.c, log(c)), -(Formula(1) / c))
    expectDifferent(gradient(names.c, gradient(names.c, log(c))), Formula(1) / c.squared)
    // The fourth is beyond the numbers, so nothing is said.
    let fourth = gradient(names.c, gradient(names.c, gradient(names.c, gradient(names.c, c.squared))))
    guard case .outside = check(fourth, Formula(0)).exact, case .outside = check(fourth, Formula(1)).floating else {
      Issue.record("a fourth derivative")
      return
    }
  }

  @Test func logarithmsOfDensities() {
    let mu = Formula(names.mu)
    let x = Formula(names.x)
    let logDensity = log(density(normal(mu, S), x))
    expectEqual(gradient(names.mu, logDensity), S.inverted * (x - mu))
    expectDifferent(gradient(names.mu, logDensity), S.inverted * (mu - x))
    expectDifferent(gradient(names.mu, logDensity), S * (x - mu))
    let outer = (x - mu) * (x - mu).t
    let expected = oneHalf * (made(.product, S.inverted, outer, S.inverted) - S.inverted)
    expectEqual(gradient(names.sigma, logDensity), expected)
    expectDifferent(gradient(names.sigma, logDensity), -expected)
    let scaled = log(density(normal(mu, c * made(.identity(names.n))), x))
    let byScale = oneHalf * (made(.norm, x - mu).squared / c.squared - names.size / c)
    expectEqual(gradient(names.c, scaled), byScale)
    expectDifferent(gradient(names.c, scaled), oneHalf * (made(.norm, x - mu).squared / c.squared - Formula(1) / c))
  }

  @Test func membersOfFamilies() throws {
    var declarations = names.declarations
    let K = Dimension.named("K")
    let centre = Symbol("m_centre", .vector(names.n))
    let (k, j) = (Symbol.index("k"), Symbol.index("j"))
    try declarations.declareDimension("K")
    try declarations.declareFamily(centre, over: [IndexRange(1, K)])
    try declarations.declare(k)
    try declarations.bound(k, by: K)
    func member(_ index: Symbol) -> Formula { made(.application(centre), Formula(index)) }
    let total = sum(j, to: Formula(K), Formula(j) * made(.norm, a - member(j)).squared)
    let derivative = made(.memberGradient(centre), Formula(k), total)
    expectEqual(derivative, -(2 * (Formula(k) * (a - member(k)))), declarations)
    let all = sum(j, to: Formula(K), -(2 * (Formula(j) * (a - member(j)))))
    for wrong in [-derivative, all, -(2 * (a - member(k)))] {
      let found = check(derivative, wrong, declarations)
      guard case .different = found.exact, case .differs = found.floating else {
        Issue.record("\(found)")
        continue
      }
    }
    let found = counterexample(
      left: derivative, right: -(2 * (a - member(k))), declarations: declarations, seed: 1)
    #expect(found?.sizes.map { "\($0.name) = \($0.value)" } == ["K = 2", "n = 1"])
    #expect(found?.values.map(\.name) == ["a", "m_centre_1", "m_centre_2", "k"])
  }

  @Test func expectationsInsideDerivatives() {
    let mu = Formula(names.mu)
    let x = Formula(names.x)
    let mean = expectation(names.x, normal(mu, S), made(.product, x.t, A, x))
    expectEqual(gradient(names.mu, mean), (A + A.t) * mu)
    let isotropic = expectation(names.x, normal(mu, c * made(.identity(names.n))), made(.product, x.t, A, x))
    expectEqual(gradient(names.c, isotropic), tr(A))
    expectDifferent(gradient(names.c, isotropic), c * tr(A))
    // By single entries of a covariance an expectation has no derivative of its own.
    guard case .outside = check(gradient(names.sigma, mean), A.t).exact,
      case .outside = check(gradient(names.sigma, mean), A.t).floating
    else {
      Issue.record("tr(A Sigma) and tr(A' Sigma) are one expectation")
      return
    }
  }

  @Test func arbitraryFunctions() throws {
    var declarations = names.declarations
    let f = Symbol("f", Shape.scalar)
    let g = Symbol("g", Shape.scalar)
    for function in [f, g] { try declarations.declareFunction(function) }
    func F(_ argument: Formula) -> Formula { made(.application(f), argument) }
    func G(_ argument: Formula) -> Formula { made(.application(g), argument) }
    let (u, alpha) = (names.c, Formula(names.alpha))
    let slope = gradient(u, F(c))
    expectEqual(gradient(u, F(c) * G(c)), slope * G(c) + F(c) * gradient(u, G(c)), declarations)
    expectEqual(gradient(u, F(alpha * c)), alpha * made(.gradient(u), alpha * c, F(c)), declarations)
    for wrong in [F(c) * gradient(u, G(c)), slope * G(c), slope * gradient(u, G(c))] {
      let found = check(gradient(u, F(c) * G(c)), wrong, declarations)
      guard case .different = found.exact, case .differs = found.floating else {
        Issue.record("\(found)")
        continue
      }
    }
  }

  @Test func counterexamplesAreSmall() {
    let found = counterexample(
      left: gradient(names.a, made(.product, a.t, A, a)), right: 2 * (A * a), declarations: names.declarations, seed: 1)
    #expect(found?.sizes.map { "\($0.name) = \($0.value)" } == ["n = 2"])
    #expect(found?.values.map(\.name) == ["a", "A"])
    #expect(found?.values.flatMap { $0.value.joined() }.allSatisfy { $0 == $0.rounded() && abs($0) <= 3 } == true)
  }
}

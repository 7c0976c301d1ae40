import NumericCore
import Symbolic
import Testing

@testable import Verification

/// Derivatives of random terms, and terms that are made to break derivatives, families and expectations.
@Suite struct DerivativeAttackTests {
  private let names = Names()

  private func check(
    _ left: Formula, _ right: Formula, _ declarations: Declarations? = nil
  ) -> (exact: ExactFinding, floating: FloatingFinding) {
    exactAndFloatingCheck(left: left, right: right, declarations: declarations ?? names.declarations, seed: 3)
  }

  private func isOutside(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
    if case .outside = found.exact, case .outside = found.floating { true } else { false }
  }

  private func gradient(_ symbol: Symbol, _ body: Formula) -> Formula { made(.gradient(symbol), Formula(symbol), body) }

  /// The product, quotient and chain rule for random terms, by vectors, matrices and scalars.
  @Test(arguments: 0..<24) func rulesHoldForRandomTerms(seed: UInt64) {
    var generator = TermGenerator(names: names, seed: 100 + seed)
    let (f, g) = (generator.scalar(depth: 2), generator.scalar(depth: 2))
    for symbol in [names.a, names.matrix, names.alpha] {
      let (slopeF, slopeG) = (gradient(symbol, f), gradient(symbol, g))
      for (left, right) in [
        (gradient(symbol, f * g), f * slopeG + g * slopeF), (gradient(symbol, f + 3 * g), slopeF + 3 * slopeG),
        (gradient(symbol, f.power(Formula(3))), 3 * (f.squared * slopeF)),
        (
          gradient(symbol, f / (g.squared + Formula(1))),
          slopeF / (g.squared + Formula(1))
            - (2 * (f * g) / (g.squared + Formula(1)).squared) * slopeG
        ),
      ] {
        let found = check(left, right)
        if case .different = found.exact { Issue.record("\(left.term) \(found)") }
        if case .differs = found.floating { Issue.record("\(left.term) \(found)") }
        // A singular inverse or a value too large may hide a point, but not the rule.
        if case .outside(let reason) = found.exact, !reason.contains("inverse") {
          Issue.record("\(seed): \(reason)")
        }
      }
    }
  }

  /// The derivative in a direction against the difference of two values.
  @Test(arguments: 0..<24) func differenceQuotients(seed: UInt64) throws {
    var generator = TermGenerator(names: names, seed: 300 + seed)
    let f = generator.scalar(depth: 3)
    let instance = FloatingInstance.random(sizes: ["n": 2, "m": 3], seed: seed, number: 0)
    var graph = TermGraph(declarations: names.declarations)
    let (node, slope) = (try graph.insert(f.term), try graph.insert(gradient(names.a, f).term))
    let point = try instance.value(of: names.a, rows: 2, columns: 1)
    func value(_ node: Int, at point: Matrix<Ball>) throws -> Matrix<Ball> {
      let moved = Instance(
        sizes: instance.sizes, values: [names.a: point], circleConstant: .circleConstant,
        draw: { (symbol, rows, columns) throws(EvaluationError) in
          try instance.value(of: symbol, rows: rows, columns: columns)
        },
        apply: { (_, _, _, _) throws(EvaluationError) in throw .outside(reason: "no function") })
      var evaluator = LineEvaluator(graph: graph, instance: moved)
      return try evaluator.value(ofNode: node, in: graph)
    }
    let derivative = try value(slope, at: point)
    for entry in 0..<2 {
      let step = Matrix<Ball>(rows: 2, columns: 1) { row, _ in row == entry ? Ball(0x1p-17) : .zero }
      let after = try value(node, at: point + step)[0, 0].midpoint
      let before = try value(node, at: point - step)[0, 0].midpoint
      let (quotient, exact) = ((after - before) * 0x1p16, derivative[entry, 0].midpoint)
      let size = max(1, abs(exact), abs(after))
      #expect(abs(quotient - exact) < 1e-4 * size, "\(f.term): \(quotient) or \(exact)")
    }
  }

  @Test func aFamilyIsNoVariable() throws {
    var declarations = names.declarations
    let family = Symbol("y", .vector(names.n))
    let T = Dimension.named("T")
    try declarations.declareDimension("T")
    try declarations.declareFamily(family, over: [IndexRange(1, T)])
    let member = made(.application(family), Formula(1))
    // Bound as a whole, its members would keep their values.
    let mean = expectation(family, normal(Formula(names.mu), Formula(names.sigma)), member)
    #expect(isOutside(check(mean, member, declarations)))
    #expect(isOutside(check(mean, Formula(names.mu), declarations)))
    let slope = made(.gradient(family), Formula(names.a), member.t * member)
    #expect(isOutside(check(slope, made(.zero(.vector(names.n))), declarations)))
    // Indices that are none.
    for index in [
      Formula(0), Formula(-1), Formula(1_000_000_000), oneHalf, Formula(names.alpha), Formula(T) + Formula(1),
    ] {
      #expect(isOutside(check(made(.application(family), index), made(.application(family), index), declarations)))
      let gradient = made(.memberGradient(family), index, member.t * member)
      #expect(isOutside(check(gradient, gradient, declarations)))
    }
    let pair = made(.application(family), Formula(1), Formula(1))
    #expect(isOutside(check(pair, pair, declarations)))
    // A function is no family.
    let function = Symbol("phi", Shape.scalar)
    try declarations.declareFunction(function)
    let body = made(.application(function), Formula(1))
    let wrong = made(.memberGradient(function), Formula(1), body)
    #expect(isOutside(check(wrong, wrong, declarations)))
  }

  /// A name cannot make a symbol the member of a family.
  @Test func membersAreNotSymbols() throws {
    var declarations = names.declarations
    let family = Symbol("y", Shape.scalar)
    try declarations.declareFamily(family, over: [IndexRange(1, names.n)])
    let symbol = Symbol("y_1", Shape.scalar)
    try declarations.declare(symbol)
    let found = check(made(.application(family), Formula(1)), Formula(symbol), declarations)
    guard case .different = found.exact, case .differs = found.floating else {
      Issue.record("\(found)")
      return
    }
  }

  @Test(.timeLimit(.minutes(1))) func largeDerivativesEnd() {
    let (A, B) = (Formula(names.matrix), Formula(names.other))
    var deep = tr(made(.product, A, B, A.inverted, B))
    for _ in 0..<3 { deep = made(.norm, gradient(names.matrix, deep)).squared }
    _ = check(deep, Formula(0))
    var nested = Formula(names.c)
    for _ in 0..<100 { nested = gradient(names.c, nested.squared) }
    #expect(isOutside(check(nested, Formula(0))))
    let sums = (0..<6).reduce(Formula(names.c)) { body, _ in sum(names.i, to: names.size, body * Formula(names.i)) }
    _ = check(gradient(names.c, gradient(names.c, sums.squared)), Formula(1))
    let form = Formula(names.x).t * Formula(names.x)
    let law = normal(Formula(names.mu), Formula(names.sigma))
    let inner = expectation(
      names.a, normal(Formula(names.x), Formula(names.sigma)), (Formula(names.a).t * Formula(names.x)).power(Formula(3))
    )
    _ = check(expectation(names.x, law, inner * form.power(Formula(3))), Formula(1))
    _ = check(gradient(names.mu, expectation(names.x, law, form.power(Formula(6)))), Formula(names.mu))
  }

  @Test func expectationsOfFunctionsNeedPolynomials() throws {
    var declarations = names.declarations
    let function = Symbol("phi", Shape.scalar)
    let share = Symbol("share", .vector(names.m), .simplex)
    for symbol in [function, share] { try declarations.declareFunction(symbol) }
    let law = normal(Formula(names.mu), Formula(names.sigma))
    let x = Formula(names.x)
    func value(_ symbol: Symbol, _ argument: Formula) -> Formula { made(.application(symbol), argument) }
    // Beyond the degree that is integrated, and with values in a simplex.
    let high = expectation(names.x, law, value(function, value(function, x)))
    #expect(isOutside(check(high, high + Formula(0), declarations)))
    let simplex = expectation(names.x, law, value(share, x))
    #expect(isOutside(check(simplex, value(share, Formula(names.mu)), declarations)))
    let logarithm = expectation(names.x, law, log(value(function, x).squared))
    #expect(isOutside(check(logarithm, Formula(0), declarations)))
    // Of a distribution of which only moments are known an arbitrary function has no mean.
    let moments = expectation(
      names.x, made(.distributionWithMoments, Formula(names.mu), Formula(names.sigma)), value(function, x))
    #expect(isOutside(check(moments, expectation(names.x, law, value(function, x)), declarations)))
  }

  /// Between the points of a table a density has no values, and so no derivative.
  @Test func arbitraryDensitiesHaveNoDerivative() {
    let laws = LawNames()
    let logarithm = log(laws.value(laws.q, [laws.z]))
    #expect(isOutside(check(gradient(laws.z, logarithm), made(.zero(.vector(.named("m")))), laws.declarations)))
  }

  /// ∂/∂m log ∫ N(x; z, Γ) N(z; m, P) dz = (Γ + P)⁻¹ (x − m).
  @Test func derivativesOfIntegrals() {
    let z = Symbol("z", .vector(names.n))
    let (x, m) = (Formula(names.x), Formula(names.mu))
    let (first, second) = (Formula(names.sigma), Formula(names.sigma1))
    let evidence = made(.integral(z), density(normal(Formula(z), first), x) * density(normal(m, second), Formula(z)))
    let slope = gradient(names.mu, log(evidence))
    let found = check(slope, (first + second).inverted * (x - m))
    guard case .equal = found.exact, case .agrees = found.floating else {
      Issue.record("\(found)")
      return
    }
    guard case .differs = check(slope, (first + second) * (x - m)).floating else {
      Issue.record("the covariance for its inverse")
      return
    }
  }
}

import NumericCore
import Symbolic
import Testing

@testable import Verification

/// The evaluator against closed forms written by hand on the same numbers.
@Suite struct EvaluatorTests {
  let names = Names()

  private func instance(_ size: Int, seed: UInt64 = 1) -> Instance<Ball> {
    FloatingInstance.random(sizes: ["n": size, "m": size + 1], seed: seed, number: 0)
  }

  private func number(_ symbol: Symbol, _ instance: Instance<Ball>) throws -> Matrix<Double> {
    let rows = try #require(symbol.shape.rows.value(instance.sizes))
    let columns = try #require(symbol.shape.columns.value(instance.sizes))
    return try instance.value(of: symbol, rows: rows, columns: columns).map(\.midpoint)
  }

  private func value(_ term: Formula, _ instance: Instance<Ball>) throws -> Matrix<Double> {
    var evaluator = Evaluator(declarations: names.declarations, instance: instance)
    let matrix = try evaluator.value(term)
    #expect(matrix.elements.allSatisfy { $0.radius < 1e-9 * (1 + abs($0.midpoint)) })
    return matrix.map(\.midpoint)
  }

  private func expectClose(_ left: Matrix<Double>, _ right: Matrix<Double>, _ place: String = #function) {
    #expect(left.rows == right.rows && left.columns == right.columns)
    for (a, b) in zip(left.elements, right.elements) { #expect(abs(a - b) <= 1e-10 * (1 + abs(b)), "\(place)") }
  }

  @Test(arguments: 1...3) func matricesFollowTheirRules(size: Int) throws {
    let at = instance(size)
    let (a, b, w) = (try number(names.matrix, at), try number(names.other, at), try number(names.wide, at))
    let (x, v) = (try number(names.a, at), try number(names.b, at))
    let (A, B, W, X, V) = (
      Formula(names.matrix), Formula(names.other), Formula(names.wide), Formula(names.a), Formula(names.b)
    )
    expectClose(try value(A + 2 * B, at), a + b.scaled(by: 2))
    expectClose(try value(made(.product, W, A, B, X), at), w * a * b * x)
    expectClose(try value(made(.product, X.t, V, W), at), w.scaled(by: (x.transposed() * v)[0, 0]))
    expectClose(try value(made(.product, X, V.t, X, V.t), at), (x * v.transposed()) * (x * v.transposed()))
    expectClose(try value(A.inverted, at), try a.inverse())
    expectClose(try value(made(.power, A, Formula(-2)), at), try a.inverse() * a.inverse())
    expectClose(try value(made(.power, A, Formula(3)), at), a * a * a)
    #expect(abs(try value(tr(A * B), at)[0, 0] - (a * b).trace) < 1e-10)
    #expect(abs(try value(det(A), at)[0, 0] - a.determinant()) < 1e-10)
    expectClose(
      try value(made(.hadamardProduct, X, V), at), Matrix(rows: size, columns: 1) { i, _ in x[i, 0] * v[i, 0] })
    expectClose(try value(X.squared, at), x.map { $0 * $0 })
    expectClose(try value(diag(X), at), .diagonal(x.elements))
    expectClose(try value(A / Formula(names.c), at), a.scaled(by: 1 / (try number(names.c, at)[0, 0])))
    expectClose(
      try value(made(.norm, A).squared, at), Matrix(rows: 1, columns: 1, elements: [(a.transposed() * a).trace]))
  }

  @Test(arguments: 1...3) func bindersRunOverTheirIndex(size: Int) throws {
    let at = instance(size)
    let x = try number(names.a, at)
    let i = Formula(names.i)
    let entry = Formula(names.a).at(i)
    #expect(abs(try value(sum(names.i, to: names.size, entry.squared), at)[0, 0] - (x.transposed() * x)[0, 0]) < 1e-12)
    let all = x.elements.reduce(1, *)
    #expect(abs(try value(product(names.i, to: names.size, entry), at)[0, 0] - all) < 1e-12)
    expectClose(try value(made(.vector(names.i, names.n), entry.squared), at), x.map { $0 * $0 })
    // An inner sum over the same index has its own values, and the outer ones come back after it.
    let inner = sum(names.i, to: Formula(2), i) * i
    #expect(try value(sum(names.i, to: Formula(3), inner + i), at)[0, 0] == 24)
    #expect(try value(sum(names.i, to: Formula(0), i), at)[0, 0] == 0)
    #expect(try value(product(names.i, to: Formula(0), i), at)[0, 0] == 1)
    let beyond = Formula(names.a).at(names.size + Formula(1))
    #expect(throws: EvaluationError.undefined(reason: "an index beyond the dimension")) { try value(beyond, at) }
  }

  @Test(arguments: 1...4) func densityIsTheFormula(size: Int) throws {
    let at = instance(size)
    let (mean, covariance) = (try number(names.mu, at), try number(names.sigma, at))
    let point = try number(names.a, at)
    let d = point - mean
    let quadratic = (d.transposed() * (try covariance.inverse()) * d)[0, 0]
    let expected =
      -0.5 * (Double(size) * (2 * Double.pi).logarithm() + covariance.determinant().logarithm() + quadratic)
    let p = normal(Formula(names.mu), Formula(names.sigma))
    let atPoint = density(p, Formula(names.a))
    #expect(abs(try value(log(atPoint), at)[0, 0] - expected) < 1e-11)
    #expect(abs(try value(atPoint, at)[0, 0] - expected.exponential()) < 1e-11)
    let scaled = try value(log(atPoint / Formula(names.c)), at)[0, 0]
    #expect(abs(scaled - expected + (try number(names.c, at)[0, 0].logarithm())) < 1e-11)
    // Far out the density underflows, its logarithm does not.
    let far = density(p, 1000 * Formula(names.a))
    #expect(throws: EvaluationError.self) { try value(far, at) }
    let logarithm = try value(log(made(.product, Formula(names.c), far, made(.power, far, Formula(2)))), at)[0, 0]
    #expect(logarithm < -1e5)
  }

  /// KL(p ‖ q) = E_p[log p − log q], and the integral of the definition.
  @Test(arguments: 1...3) func divergenceIsTheClosedForm(size: Int) throws {
    let at = instance(size, seed: 4)
    let (m1, m2) = (try number(names.mu1, at), try number(names.mu2, at))
    let (s1, s2) = (try number(names.sigma1, at), try number(names.sigma2, at))
    let precision = try s2.inverse()
    let d = m2 - m1
    let expected =
      0.5
      * ((s2.determinant() / s1.determinant()).logarithm() + (precision * s1).trace
        + (d.transposed() * precision * d)[0, 0] - Double(size))
    #expect(abs(try value(names.divergence, at)[0, 0] - expected) < 1e-10)
    #expect(abs(try value(names.closedForm, at)[0, 0] - expected) < 1e-10)
    let (p, q) = (normal(Formula(names.mu1), Formula(names.sigma1)), normal(Formula(names.mu2), Formula(names.sigma2)))
    let (px, qx) = (density(p, Formula(names.x)), density(q, Formula(names.x)))
    for integrand in [px * log(px / qx), log(px / qx) * px, px * log(px) - px * log(qx), px * (log(px) - log(qx))] {
      let integral = made(.integral(names.x), integrand)
      #expect(abs(try value(integral, at)[0, 0] - expected) < 1e-10)
    }
    let entropy = 0.5 * (Double(size) * (1 + (2 * Double.pi).logarithm()) + s1.determinant().logarithm())
    #expect(abs(try value(made(.entropy, p), at)[0, 0] - entropy) < 1e-10)
  }

  @Test func definitionsAreFollowed() throws {
    var declarations = names.declarations
    let p = Symbol("p", .distribution(.vector(names.n)))
    let shifted = Symbol("y", .vector(names.n))
    try declarations.declare(p)
    try declarations.define(p, as: normal(Formula(names.mu), Formula(names.sigma)))
    try declarations.declare(shifted)
    try declarations.define(shifted, as: Formula(names.x) - Formula(names.mu))
    let at = instance(2)
    var evaluator = Evaluator(declarations: declarations, instance: at)
    // y is a function of the x that the expectation binds.
    let covariance = try evaluator.value(expectation(names.x, Formula(p), Formula(shifted) * Formula(shifted).t))
    expectClose(covariance.map(\.midpoint), try number(names.sigma, at))
    // What is defined cannot be the variable of an expectation at the same time.
    let bound = expectation(shifted, Formula(p), Formula(shifted))
    #expect(throws: EvaluationError.outside(reason: "y is both defined and bound")) { try evaluator.value(bound) }
    let constant = try evaluator.value(Formula(shifted)).map(\.midpoint)
    expectClose(constant, try number(names.x, at) - number(names.mu, at))
  }

  /// The same terms over the field and over the reals: rational terms at rational points must have the same value.
  @Test(arguments: 0..<30) func fieldAndBallAgreeAtSmallNumbers(seed: UInt64) throws {
    let small = [
      names.matrix, names.other, names.a, names.b, names.sigma, names.c, names.alpha,
    ]
    var source = RandomSource(seed: seed, stream: 1)
    var exact: [Symbol: Matrix<ExactScalar>] = [:]
    var real: [Symbol: Matrix<Ball>] = [:]
    let sizes = ["n": 2]
    for symbol in small {
      let rows = try #require(symbol.shape.rows.value(sizes))
      let columns = try #require(symbol.shape.columns.value(sizes))
      let value = SmallValue.draw(symbol.domain, rows, columns, level: 3, sizes: sizes, &source)
      exact[symbol] = value.map { ExactScalar(integer: Int($0)) }
      real[symbol] = value.map { Ball($0) }
    }
    var field = Evaluator(
      declarations: names.declarations,
      instance: Instance(sizes: sizes, values: exact, circleConstant: ExactScalar(integer: 3)))
    var reals = Evaluator(
      declarations: names.declarations, instance: Instance(sizes: sizes, values: real, circleConstant: Ball(3)))
    var generator = TermGenerator(names: names, seed: seed)
    var compared = 0
    for _ in 0..<60 {
      let term = generator.matrix(depth: 3)
      guard let first = try? field.value(term), let second = try? reals.value(term) else { continue }
      for (a, b) in zip(first.elements, second.elements) {
        guard let fraction = a.element?.rationalReconstruction(bound: 1 << 29) else { continue }
        let quotient = Double(fraction.numerator) / Double(fraction.denominator)
        // A value with greater terms than the bound may be mistaken for another fraction; it is far away then.
        guard abs(quotient) < 1e4, fraction.denominator < 1 << 14 else { continue }
        #expect(abs(quotient - b.midpoint) <= b.radius + 1e-9 * (1 + abs(quotient)), "\(term)")
        compared += 1
      }
    }
    #expect(compared > 30)
  }

  @Test func hostileTermsAreRefused() throws {
    let at = instance(2)
    let i = Formula(names.i)
    #expect(throws: EvaluationError.tooLarge) { try value(sum(names.i, to: Formula(1_000_000), i), at) }
    let nested = sum(names.i, to: Formula(90_000), sum(.index("j"), to: Formula(90_000), i))
    #expect(throws: EvaluationError.tooLarge) { try value(nested, at) }
    let large = tr(made(.identity(.literal(1 << 40))))
    #expect(throws: EvaluationError.self) { try value(large, at) }
    // Tens of thousands of different formal logarithms.
    let logarithms = sum(names.i, to: Formula(40_000), log(i))
    let found = exactAndFloatingCheck(left: logarithms, right: logarithms, declarations: names.declarations, seed: 1)
    #expect(found.exact == .outside(reason: "too many logarithms"))
    let slow = counterexample(left: logarithms, right: logarithms, declarations: names.declarations, seed: 1)
    #expect(slow == nil)
    #expect(throws: EvaluationError.self) { try value(Formula(1) / (Formula(1) - Formula(1)), at) }
    #expect(throws: EvaluationError.self) { try value(made(.power, Formula(2), Formula(100_000)), at) }
    #expect(throws: EvaluationError.self) { try value(Formula(Symbol("p", .distribution(.scalar))), at) }
  }

  @Test func nestingIsBounded() throws {
    var declarations = names.declarations
    var last = Formula(names.alpha)
    for number in 0..<8 {
      while last.depth < 250 { last = -last }
      let next = Symbol("d\(number)", Shape.scalar)
      try declarations.declare(next)
      try declarations.define(next, as: last)
      last = Formula(next)
    }
    let found = exactAndFloatingCheck(left: last, right: last, declarations: declarations, seed: 1)
    #expect(found.exact == .outside(reason: EvaluationError.tooLarge.reason))
    #expect(found.floating == .outside(reason: EvaluationError.tooLarge.reason))
    var expectations = Formula(names.alpha)
    for number in 0..<60 {
      let variable = Symbol("y\(number)", Shape.scalar)
      expectations = expectation(
        variable, normal(Formula(names.alpha), Formula(names.c)), expectations + Formula(variable).squared)
    }
    let nested = exactAndFloatingCheck(left: expectations, right: expectations, declarations: declarations, seed: 1)
    guard case .outside = nested.exact, case .outside = nested.floating else {
      Issue.record("\(nested)")
      return
    }
  }

  @Test func definitionsThatGrowAreEvaluatedOnce() throws {
    var declarations = names.declarations
    var last = Formula(names.alpha)
    for number in 0..<80 {
      let next = Symbol("d\(number)", Shape.scalar)
      try declarations.declare(next)
      try declarations.define(next, as: oneHalf * (last + last))
      last = Formula(next)
    }
    var evaluator = Evaluator(declarations: declarations, instance: instance(1))
    #expect(try evaluator.value(last) == evaluator.value(Formula(names.alpha)))
    let p = normal(Formula(names.mu), Formula(names.sigma))
    let chained = expectation(names.x, p, last * (Formula(names.x).t * Formula(names.x)))
    #expect(throws: Never.self) { try evaluator.value(chained) }
    #expect(throws: EvaluationError.self) { try evaluator.value(made(.integral(names.x), last)) }
  }
}

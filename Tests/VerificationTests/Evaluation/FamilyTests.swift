import NumericCore
import Symbolic
import Testing

@testable import Verification

/// Families of values, indicators, Kronecker products and blocks.
@Suite struct FamilyTests: FormulaComparison {
  private let names: Names
  private let T = Dimension.named("T")
  private let K = Dimension.named("K")
  private let state: Symbol
  private let weight: Symbol
  private let t = Symbol.index("t")
  private let k = Symbol.index("k")

  init() throws {
    var names = Names()
    state = Symbol("x_state", .vector(names.n))
    weight = Symbol("r", Shape.scalar, .positive)
    try names.declarations.declareDimension("T")
    try names.declarations.declareDimension("K")
    try names.declarations.declareFamily(state, over: [IndexRange(0, T)])
    try names.declarations.declareFamily(weight, over: [IndexRange(1, T), IndexRange(1, K)])
    try names.declarations.declare(t)
    try names.declarations.bound(t, by: T)
    self.names = names
  }

  private func x(_ index: Formula) -> Formula { made(.application(state), index) }
  private func r(_ row: Formula, _ column: Formula) -> Formula { made(.application(weight), row, column) }

  var declarations: Declarations { names.declarations }
  let seed: UInt64 = 5

  @Test func sumsOverMembers() {
    let (t, k) = (Formula(t), Formula(k))
    let end = Formula(T)
    let steps = sum(self.t, to: end, x(t) - x(t - Formula(1)))
    expectEqual(steps, x(end) - x(Formula(0)))
    expectDifferent(steps, x(end) - x(Formula(1)))
    expectDifferent(steps, x(end))
    let rows = sum(self.t, to: end, sum(self.k, to: Formula(K), r(t, k)))
    let columns = sum(self.k, to: Formula(K), sum(self.t, to: end, r(t, k)))
    expectEqual(rows, columns)
    expectDifferent(rows, sum(self.k, to: Formula(K), sum(self.t, to: Formula(K), r(t, k))))
    expectEqual(log(product(self.t, to: end, r(t, Formula(1)))), sum(self.t, to: end, log(r(t, Formula(1)))))
  }

  @Test func aFreeIndexMeansEveryMember() {
    let t = Formula(t)
    expectEqual(x(t) + x(t - Formula(1)), x(t - Formula(1)) + x(t))
    expectDifferent(x(t), x(Formula(T)))
    expectDifferent(x(t), x(Formula(1)))
    expectDifferent(x(t), x(t - Formula(1)))
    // Before the first and after the last there is none; that alone is no difference.
    expectEqual(x(t - Formula(1)) - x(t - Formula(1)) + x(t + Formula(1)), x(t + Formula(1)))
    guard case .outside = check(x(t - Formula(9)), x(t - Formula(9))).exact else {
      Issue.record("no member, yet a value")
      return
    }
  }

  @Test func indicators() {
    let (t, k) = (Formula(t), Formula(k))
    let delta = made(.indicator, t, k)
    expectEqual(sum(self.k, to: Formula(T), delta * x(k)), x(t))
    expectDifferent(sum(self.k, to: Formula(T), x(k)), x(t))
    expectDifferent(sum(self.k, to: Formula(T), delta * x(k - Formula(1))), x(t))
  }

  @Test func membersInTheirDomains() throws {
    var declarations = names.declarations
    let choice = Symbol("z", .vector(K), .oneHot)
    let bit = Symbol("d", Shape.scalar, .binary)
    let share = Symbol("p", .vector(K), .simplex)
    for symbol in [choice, share] { try declarations.declareFamily(symbol, over: [IndexRange(1, T)]) }
    try declarations.declareFamily(bit, over: [IndexRange(1, T), IndexRange(1, K)])
    func isEqual(_ left: Formula, _ right: Formula) -> Bool {
      let found = exactAndFloatingCheck(left: left, right: right, declarations: declarations, seed: 5)
      guard case .equal = found.exact, case .agrees = found.floating else { return false }
      return true
    }
    let (t, k) = (Formula(t), Formula(k))
    let z = made(.application(choice), t)
    #expect(isEqual(sum(self.k, to: Formula(K), z.at(k).squared), Formula(1)))
    #expect(!isEqual(z.at(Formula(1)), Formula(1)))
    #expect(isEqual(sum(self.k, to: Formula(K), made(.application(share), t).at(k)), Formula(1)))
    let s = made(.application(bit), t, Formula(K))
    #expect(isEqual(s * (Formula(1) - s), Formula(0)))
    #expect(!isEqual(s, s.squared.squared - s))
  }

  @Test func counterexamplesNameMembers() {
    let t = Formula(t)
    let found = counterexample(
      left: sum(self.t, to: Formula(T), x(t).t * x(t)), right: x(Formula(T)).t * x(Formula(T)),
      declarations: names.declarations, seed: 1)
    #expect(found?.sizes.map { "\($0.name) = \($0.value)" } == ["T = 2", "n = 1"])
    #expect(found?.values.map(\.name) == ["x_state_1", "x_state_2"])
    #expect(found.map { $0.values.flatMap { $0.value.joined() }.reduce(0) { $0 + abs($1) } } == 1)
    let shifted = counterexample(left: x(t), right: x(t - Formula(1)), declarations: names.declarations, seed: 1)
    #expect(shifted?.values.map(\.name) == ["x_state_0", "x_state_1", "t"])
  }

  @Test func vectorizationAndBlocks() {
    let (A, B, S) = (Formula(names.matrix), Formula(names.other), Formula(names.sigma))
    func vec(_ formula: Formula) -> Formula { made(.vectorization, formula) }
    let product = made(.kroneckerProduct, B.t, A)
    expectEqual(vec(made(.product, A, S, B)), product * vec(S))
    expectDifferent(vec(made(.product, A, S, B)), made(.kroneckerProduct, A, B.t) * vec(S))
    expectEqual(det(made(.kroneckerProduct, A, Formula(names.c))), Formula(names.c).power(names.size) * det(A))
    expectEqual(vec(A).t * vec(B), tr(A.t * B))
    let all = made(.blocks(rows: 2, columns: 2), A, B, B.t, S)
    expectEqual(det(all), det(A) * det(S - made(.product, B.t, A.inverted, B)))
    expectDifferent(all, all.t)
    expectEqual(all.t, made(.blocks(rows: 2, columns: 2), A.t, B, B.t, S))
    let wide = Formula(names.wide)
    let row = made(.blocks(rows: 1, columns: 2), wide, wide)
    expectEqual(row * row.t, 2 * (wide * wide.t))
  }

  @Test func independentColumns() throws {
    var declarations = names.declarations
    let design = Symbol("X", Shape(names.n, names.m), .fullColumnRank)
    try declarations.declare(design)
    let X = Formula(design)
    let projection = made(.product, X, (X.t * X).inverted, X.t)
    func check(_ left: Formula, _ right: Formula) -> (exact: ExactFinding, floating: FloatingFinding) {
      exactAndFloatingCheck(left: left, right: right, declarations: declarations, seed: 5)
    }
    guard case .equal = check(projection * X, X).exact, case .agrees = check(projection * X, X).floating,
      case .equal = check(tr(projection), Formula(names.m)).exact,
      case .differs = check(projection, made(.identity(names.n))).floating
    else {
      Issue.record("X'X has an inverse where the columns of X are independent")
      return
    }
  }

  @Test func theGammaFunction() {
    let c = Formula(names.c)
    func gamma(_ formula: Formula) -> Formula { made(.gammaFunction, formula) }
    expectEqual(gamma(Formula(5)), Formula(24))
    expectDifferent(gamma(Formula(5)), Formula(120))
    guard case .agrees = check(gamma(c + Formula(1)), c * gamma(c)).floating,
      case .differs = check(gamma(c + Formula(1)), gamma(c)).floating,
      case .agrees = check(gamma(oneHalf), root(made(.constant(.pi)))).floating
    else {
      Issue.record("the gamma function has other values")
      return
    }
  }

  @Test func theGammaFunctionKeepsItsBound() throws {
    for step in 1...200 {
      let (midpoint, radius) = (Double(step) / 20, Double(step % 7) * 1e-3)
      let ball = try Ball(midpoint: midpoint, radius: radius).gamma()
      for end in [midpoint - radius, midpoint, midpoint + radius] {
        let inner = try Ball(end).gamma()
        #expect(inner.midpoint >= ball.lower - inner.radius && inner.midpoint <= ball.upper + inner.radius)
      }
      // Γ(x + 1) = x Γ(x)
      let next = try (Ball(midpoint: midpoint, radius: 0) + .one).gamma()
      #expect((next - Ball(midpoint) * (try Ball(midpoint).gamma())).containsZero)
    }
  }
}

extension Formula {
  func power(_ exponent: Formula) -> Formula { made(.power, self, exponent) }
}

import NumericCore
import Symbolic
import Testing

@testable import Verification

@Suite struct ChainEvaluationTests {
  let names = Names()

  private func check(
    _ left: Formula, _ relation: Relation = .equal, _ right: Formula, seed: UInt64 = 1
  ) -> (exact: ExactFinding, floating: FloatingFinding) {
    exactAndFloatingCheck(left: left, relation, right: right, declarations: names.declarations, seed: seed)
  }

  private func isEqual(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
    if case .equal(_, _, let chance) = found.exact, case .agrees = found.floating { return chance < 1e-12 }
    return false
  }

  private func isDifferent(_ found: (exact: ExactFinding, floating: FloatingFinding)) -> Bool {
    if case .different = found.exact, case .differs = found.floating { return true }
    return false
  }

  @Test(arguments: 0..<20) func theDivergenceOfGaussiansHolds(seed: UInt64) {
    #expect(isEqual(check(names.divergence, .equal, names.closedForm, seed: seed)))
    #expect(isDifferent(check(names.divergence, .equal, oneHalf * names.logarithms + names.rest, seed: seed)))
    #expect(isDifferent(check(names.divergence, .equal, names.closedForm + Formula(1), seed: seed)))
    #expect(isDifferent(check(names.divergence, .equal, -names.closedForm, seed: seed)))
  }

  @Test func logarithmsOfDeterminants() {
    let (A, B) = (Formula(names.sigma1), Formula(names.sigma2))
    #expect(isEqual(check(log(det(A * B)), .equal, log(det(A)) + log(det(B)))))
    #expect(isEqual(check(log(det(A.inverted)), .equal, -log(det(A)))))
    #expect(isEqual(check(oneHalf * log(det(2 * A)), .equal, oneHalf * (names.size * log(Formula(2)) + log(det(A))))))
    #expect(isDifferent(check(log(det(A + B)), .equal, log(det(A)) + log(det(B)))))
    #expect(isDifferent(check(log(det(2 * A)), .equal, log(Formula(2)) + log(det(A)))))
    let sigma = Formula(names.variance)
    let i = Formula(names.i)
    let product = product(names.i, to: names.size, sigma.at(i).squared)
    #expect(isEqual(check(det(diag(sigma.squared)), .equal, product)))
    #expect(isEqual(check(log(product), .equal, sum(names.i, to: names.size, 2 * log(sigma.at(i))))))
    #expect(isEqual(check(log(root(det(A))), .equal, oneHalf * log(det(A)))))
  }

  /// Formal roots forget the sign; floating point does not, and together they never say "equal".
  @Test func theSignOfARootIsNotLost() {
    let sigma = Formula(names.c)
    #expect(isEqual(check(root(sigma.squared), .equal, sigma)))
    for wrong in [-sigma, sigma - 2 * sigma] {
      let found = check(root(sigma.squared), .equal, wrong)
      guard case .outside = found.exact, case .differs = found.floating else {
        Issue.record("\(found)")
        continue
      }
    }
    // For a symbol that may be negative it is wrong, too.
    let alpha = Formula(names.alpha)
    let found = check(root(alpha.squared), .equal, alpha)
    guard case .outside = found.exact, case .differs = found.floating else {
      Issue.record("\(found)")
      return
    }
    #expect(isEqual(check(root(alpha.squared), .equal, made(.absoluteValue, alpha))))
  }

  @Test func exponentialsStayInTheField() throws {
    let s = Formula(names.s)
    let sigma = diag(exp(s))
    let i = Formula(names.i)
    #expect(isEqual(check(log(det(sigma)), .equal, sum(names.i, to: names.size, s.at(i)))))
    #expect(isEqual(check(tr(sigma), .equal, sum(names.i, to: names.size, exp(s.at(i))))))
    #expect(isDifferent(check(tr(sigma), .equal, sum(names.i, to: names.size, s.at(i)))))
    // KL(N(mu, diag exp s) || N(0, I)) = 1/2 sum(exp s_i + mu_i^2 - 1 - s_i)
    let standard = normal(made(.zero(.vector(names.n))), made(.identity(names.n)))
    let divergence = made(.divergence, normal(Formula(names.mu), sigma), standard)
    let entry = exp(s.at(i)) + Formula(names.mu).at(i).squared - Formula(1) - s.at(i)
    #expect(isEqual(check(divergence, .equal, oneHalf * sum(names.i, to: names.size, entry))))
    #expect(isDifferent(check(divergence, .equal, oneHalf * sum(names.i, to: names.size, entry + Formula(2)))))
  }

  @Test func functionsAreArbitrary() throws {
    var declarations = names.declarations
    let function = Symbol("f", .vector(names.n))
    let g = Symbol("g", Shape(names.n, names.n), .positiveDefinite)
    try declarations.declareFunction(function)
    try declarations.declareFunction(g)
    let (a, b) = (Formula(names.a), Formula(names.b))
    func f(_ term: Formula) -> Formula { made(.application(function), term) }
    func check(_ left: Formula, _ right: Formula) -> (exact: ExactFinding, floating: FloatingFinding) {
      exactAndFloatingCheck(left: left, right: right, declarations: declarations, seed: 3)
    }
    #expect(isEqual(check(f(a + b), f(b + a))))
    #expect(isEqual(check(f(a).t * f(b), f(b).t * f(a))))
    #expect(isDifferent(check(f(a + b), f(a) + f(b))))
    #expect(isDifferent(check(f(a), f(b))))
    let covariance = made(.application(g), a)
    #expect(isEqual(check(log(det(covariance * covariance)), 2 * log(det(covariance)))))
    let logVariance = diag(exp(f(a)))
    #expect(isEqual(check(log(det(logVariance)), sum(names.i, to: names.size, f(a).at(Formula(names.i))))))
  }

  @Test func simplexAndSymmetry() {
    let m = Formula(names.m)
    let i = Formula(names.i)
    #expect(isEqual(check(sum(names.i, to: m, Formula(names.pi).at(i)), .equal, Formula(1))))
    #expect(isEqual(check(Formula(names.symmetric), .equal, Formula(names.symmetric).t)))
    #expect(isEqual(check(Formula(names.sigma), .equal, Formula(names.sigma).t)))
    #expect(isDifferent(check(Formula(names.matrix), .equal, Formula(names.matrix).t)))
    #expect(
      isDifferent(
        check(tr(Formula(names.wide) * Formula(names.wide).t), .equal, det(Formula(names.wide).t * Formula(names.wide)))
      ))
  }

  /// Right and wrong random steps: the exact field and the reals must agree about each.
  @Test(arguments: 0..<40) func theTwoWaysNeverContradictEachOther(seed: UInt64) {
    var generator = TermGenerator(names: names, seed: seed)
    for _ in 0..<5 {
      let (P, Q) = (generator.matrix(depth: 2), generator.matrix(depth: 2))
      let scalar = generator.scalar(depth: 2)
      let steps: [(Formula, Formula, Bool)] = [
        (tr(P * Q), tr(Q * P), true), ((P * Q).t, Q.t * P.t, true), (scalar * (P + Q), scalar * Q + scalar * P, true),
        (det(P * Q), det(Q) * det(P), true), (tr(P * Q), tr(P) * tr(Q) + Formula(1), false),
        ((P + Q).t, Q.t + P.t - Formula(names.matrix), false), (det(P + Q), det(P) + det(Q) + Formula(1), false),
      ]
      for (left, right, holds) in steps {
        let found = check(left, .equal, right, seed: seed)
        if case .outside = found.exact { continue }
        if case .outside = found.floating { continue }
        if holds { #expect(isEqual(found), "\(left) \(right)") } else { #expect(!isEqual(found), "\(left) \(right)") }
        if case .different = found.exact, case .agrees = found.floating { Issue.record("\(left) \(right)") }
      }
    }
  }

  @Test func relationsAreRefutedButNeverExact() {
    let alpha = Formula(names.alpha)
    let beta = Formula(names.beta)
    let product = 2 * (alpha * beta)
    let squares = alpha.squared + beta.squared
    func floating(_ left: Formula, _ relation: Relation, _ right: Formula) -> String {
      let found = check(left, relation, right)
      guard case .outside = found.exact else { return "exact" }
      switch found.floating {
      case .agrees: return "agrees"
      case .differs: return "differs"
      case .outside: return "outside"
      }
    }
    #expect(floating(product, .lessOrEqual, squares) == "agrees")
    #expect(floating(product, .greaterOrEqual, squares) == "differs")
    #expect(floating(squares, .greaterOrEqual, product) == "agrees")
    #expect(floating(alpha, .lessOrEqual, beta) == "differs")
    #expect(floating(alpha, .less, alpha + Formula(1)) == "agrees")
    #expect(floating(alpha, .less, alpha) == "differs")
    #expect(floating(alpha, .less, alpha / Formula(3) + Formula(2) * alpha / Formula(3)) == "outside")
    // Violated near zero only.
    #expect(floating(alpha.squared, .greater, Formula(.zero)) == "differs")
    #expect(floating(made(.product, Formula(100), alpha.squared), .greaterOrEqual, Formula(1)) == "differs")
    #expect(floating(alpha + Formula(1), .greater, alpha) == "agrees")
    #expect(floating(alpha, .proportional, alpha) == "outside")
  }

  @Test func whatIsNotDefinedNeverPasses() {
    let alpha = Formula(names.alpha)
    let minus = -Formula(names.c)
    for (left, right) in [
      (log(minus), log(minus)), (exp(log(minus)), minus), (root(minus) * root(minus), minus),
      (Formula(1) / (alpha - alpha), Formula(2) / (alpha - alpha)),
    ] {
      let found = check(left, .equal, right)
      guard case .outside = found.exact, case .outside = found.floating else {
        Issue.record("\(found)")
        continue
      }
    }
    // Where only some points are defined, those decide.
    let found = check(log(alpha.squared), .equal, 2 * log(alpha))
    if case .differs = found.floating { Issue.record("\(found)") }
    #expect(!isEqual(check(names.divergence, .equal, Formula(names.mu1).t * Formula(names.mu2))))
  }

  @Test func linesAreAddedAndComparedWithAnyOther() {
    var chain = ChainEvaluation(
      lines: [names.divergence.term, names.closedForm.term], declarations: names.declarations, seed: 5)
    let wrong = chain.add((oneHalf * names.logarithms + names.rest).term)
    let right = chain.add((oneHalf * names.rest + oneHalf * names.logarithms).term)
    #expect(!isEqual(chain.findings(0, .equal, wrong)))
    #expect(isEqual(chain.findings(0, .equal, 1)))
    #expect(isEqual(chain.findings(0, .equal, right)))
    #expect(isDifferent(chain.findings(wrong, .equal, right)))
    #expect(chain.fingerprint(0) != nil && chain.fingerprint(0)?.count == chain.fingerprint(wrong)?.count)
    guard case .outside = chain.findings(0, .equal, 99).exact else {
      Issue.record("a line that does not exist")
      return
    }
  }

  @Test func theSameSeedGivesTheSameFindings() {
    let first = check(names.divergence, .equal, names.closedForm, seed: 77)
    let second = check(names.divergence, .equal, names.closedForm, seed: 77)
    #expect(first.exact == second.exact && first.floating == second.floating)
    let other = check(names.divergence, .equal, names.closedForm, seed: 78)
    #expect(other.floating != first.floating)
  }

  /// What holds for matrices up to 3 × 3, or for dimensions up to 3, must not pass.
  @Test func identitiesOfSmallSizesAreRefuted() {
    let A = Formula(names.matrix)
    let n = names.size
    let (one, two) = (Formula(1), Formula(2))
    func power(_ term: Formula, _ exponent: Int) -> Formula { made(.power, term, Formula(exponent)) }
    // Cayley and Hamilton for 2 × 2 and, through Newton's identities, for 3 × 3.
    let second = (tr(A).squared - tr(A.squared)) / two
    #expect(isDifferent(check(A.squared, .equal, tr(A) * A - second * made(.identity(names.n)))))
    let third = (power(tr(A), 3) - 3 * (tr(A) * tr(A.squared)) + 2 * tr(power(A, 3))) / Formula(6)
    let fourth = tr(A) * tr(power(A, 3)) - second * tr(A.squared) + third * tr(A)
    #expect(isDifferent(check(tr(power(A, 4)), .equal, fourth)))
    let vanishing = made(.product, n - one, n - two, n - Formula(3))
    #expect(isDifferent(check(tr(made(.identity(names.n))), .equal, n + vanishing)))
    let m = Formula(names.m)
    #expect(isDifferent(check(m * n, .equal, m * n + made(.product, m - n, m - n - one, m - n + one))))
  }

  /// 2^61 is 1 in the field; what floating point refutes is no fault then.
  @Test func numbersBeyondTheFieldAreNoFault() {
    let alpha = Formula(names.alpha)
    for (left, right) in [
      (made(.power, Formula(2), Formula(61)), Formula(1)),
      (made(.power, alpha + alpha, Formula(61)), made(.power, alpha, Formula(61))),
      (Formula(Int(PrimeField.modulus)) * alpha, Formula(0)),
    ] {
      let found = check(left, .equal, right)
      guard case .outside = found.exact, case .differs = found.floating else {
        Issue.record("\(found)")
        continue
      }
    }
  }

  @Test func sizesIncludeOneAndUnequalOnes() {
    let both = SizePlan(terms: [Term(names.wide)], declarations: names.declarations).assignments
    #expect(both.first == ["n": 1, "m": 1])
    #expect(both.contains { $0["n"] != $0["m"] } && both.count >= 4)
    let reduced = Symbol("r", .vector(names.n - .literal(2)))
    let raised = SizePlan(terms: [Term(reduced)], declarations: names.declarations).assignments
    #expect(!raised.isEmpty && raised.allSatisfy { ($0["n"] ?? 0) >= 3 })
    #expect(SizePlan(terms: [Term(1)], declarations: Declarations()).assignments == [[:]])
    let impossible = Symbol("z", .vector(names.n - names.n - .literal(1)))
    #expect(SizePlan(terms: [Term(impossible)], declarations: names.declarations).assignments.isEmpty)
  }
}

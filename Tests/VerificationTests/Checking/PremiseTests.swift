import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Rows that follow from equations")
struct PremiseTests {
  private let rows = Dimension.named("n")
  private let columns = Dimension.named("p")
  private var declarations: Declarations {
    get throws {
      var declarations = Declarations()
      try declarations.declareDimension("n")
      try declarations.declareDimension("p")
      for symbol in [design, response, scatter, alpha, gamma] { try declarations.declare(symbol) }
      for symbol in [weights, covariance, root, other] { try declarations.declareUnknown(symbol) }
      return declarations
    }
  }
  private var design: Symbol { Symbol("X", Shape(rows, columns), .fullColumnRank) }
  private var response: Symbol { Symbol("y", .vector(rows)) }
  private var scatter: Symbol { Symbol("S", Shape(columns, columns), .positiveDefinite) }
  private var weights: Symbol { Symbol("beta_hat", .vector(columns)) }
  private var covariance: Symbol { Symbol("Sigma_hat", Shape(columns, columns), .positiveDefinite) }
  private var root: Symbol { Symbol("r", Shape.scalar) }
  private var other: Symbol { Symbol("s", Shape.scalar) }
  private var alpha: Symbol { Symbol("alpha", Shape.scalar, .positive) }
  private var gamma: Symbol { Symbol("gamma", Shape.scalar, .positive) }

  private var x: Formula { Formula(design) }
  private var y: Formula { Formula(response) }
  private var b: Formula { Formula(weights) }
  private var gram: Formula { x.t * x }
  private var zero: Formula { made(.zero(.vector(columns))) }
  /// -2 X'(y - X b).
  private var slope: Formula { -(2 * (x.t * (y - x * b))) }
  private var closed: Formula { gram.inverted * (x.t * y) }

  private func premise(_ equations: (Formula, Formula)..., for unknowns: [Symbol]) -> Premise {
    Premise(unknowns: unknowns, equations: equations.map { Premise.Equation($0.0.term, $0.1.term) })
  }

  private func normalEquations(_ steps: (Formula, Formula)...) throws -> ClaimBuilder {
    var claim = ClaimBuilder(try declarations)
    claim.chain(slope, .zero(zero))
    for step in steps { claim.chain(step.0, .equals(step.1), premise: premise((slope, zero), for: [weights])) }
    return claim
  }

  @Test("The rows that lead to the solution hold")
  func leastSquares() throws {
    let outcomes: [[Outcome]] = try normalEquations((gram * b, x.t * y), (b, closed)).outcomes()
    #expect(outcomes[0] == [.condition])
    #expect(areHeld(outcomes[1]))
    #expect(areHeld(outcomes[2]))
  }

  @Test("A wrong solution is refuted, and so is nothing else")
  func wrongSolution() throws {
    for wrong in [-closed, gram * (x.t * y), 2 * closed, closed + b - b + closed] {
      let outcomes: [[Outcome]] = try normalEquations((gram * b, x.t * y), (b, wrong)).outcomes()
      #expect(areHeld(outcomes[1]))
      let last = outcomes[2].filter(\.isPass)
      #expect(last.isEmpty)
    }
    let claim = try normalEquations((b, -closed)).report()
    #expect(claim.chains[1].steps[0].outcome == .refuted)
    #expect(claim.chains[1].steps[0].counterexample != nil)
    #expect(claim.chains[1].steps[0].diagnosis != nil)
  }

  @Test("A mistake is charged once: later rows follow from the row that is wrong")
  func chargedOnce() throws {
    let outcomes = try normalEquations((gram * b, -(x.t * y)), (b, -closed)).outcomes()
    #expect(outcomes[1] == [.refuted])
    #expect(areHeld(outcomes[2]))
  }

  @Test("Without a row that states the solution the equations are solved numerically")
  func numeric() throws {
    let right = try normalEquations((gram * b, x.t * y)).outcomes()
    #expect(right[1] == [.agrees])
    let wrong = try normalEquations((gram * b, x.t * y + x.t * y)).report()
    #expect(wrong.chains[1].steps[0].outcome == .refuted)
    #expect(wrong.chains[1].steps[0].counterexample != nil)
    // No near miss of this row solves the equations.
    let far = try normalEquations((b, made(.zero(.vector(columns))))).outcomes()
    #expect(far[1] == [.refuted])
  }

  @Test("Equations that determine nothing decide nothing")
  func degenerate() throws {
    for (left, right) in [(zero, zero), (b - b, zero), (made(.product, y.t, y) * zero, zero)] {
      var claim = ClaimBuilder(try declarations)
      claim.chain(b, .equals(closed), premise: premise((left, right), for: [weights]))
      #expect(claim.outcomes()[0] == [.undecided])
    }
    // Only one direction is determined.
    var claim = ClaimBuilder(try declarations)
    claim.chain(b, .equals(closed), premise: premise((y.t * (x * b), y.t * (x * closed)), for: [weights]))
    #expect(claim.outcomes()[0] == [.undecided])
    // Nothing solves this.
    var impossible = ClaimBuilder(try declarations)
    impossible.chain(
      Formula(root), .equals(Formula(3)),
      premise: premise((Formula(root).squared + Formula(1), Formula(0)), for: [root]))
    #expect(impossible.outcomes()[0] == [.undecided])
    // What holds for all values holds here.
    var identity = ClaimBuilder(try declarations)
    identity.chain(b + b, .equals(2 * b), premise: premise((zero, zero), for: [weights]))
    #expect(identity.outcomes()[0] == [.proved])
  }

  @Test("A covariance that solves a matrix equation")
  func covarianceEquation() throws {
    let (sigma, s) = (Formula(covariance), Formula(scatter))
    let slope = Formula(alpha) * sigma.inverted - made(.product, sigma.inverted, s, sigma.inverted)
    func outcome(_ value: Formula) throws -> [Outcome] {
      var claim = ClaimBuilder(try declarations)
      let zero = made(.zero(Shape(columns, columns)))
      claim.chain(sigma, .equals(value), premise: premise((slope, zero), for: [covariance]))
      return claim.outcomes()[0]
    }
    let right = try outcome(s / Formula(alpha))
    #expect(areHeld(right))
    #expect(try outcome(Formula(alpha) * s) == [.refuted])
    #expect(try outcome(s) == [.refuted])
    #expect(try outcome((s / Formula(alpha)).inverted) == [.refuted])
  }

  @Test("Several unknowns, one in terms of the other")
  func severalUnknowns() throws {
    let (r, s, a, c) = (Formula(root), Formula(other), Formula(alpha), Formula(gamma))
    let system = premise((r + s, a), (r - c * s, Formula(0)), for: [root, other])
    func outcomes(_ first: Formula, _ second: Formula) throws -> [[Outcome]] {
      var claim = ClaimBuilder(try declarations)
      claim.chain(r, .equals(first), premise: system)
      claim.chain(s, .equals(second), premise: system)
      return claim.outcomes()
    }
    let right = try outcomes(c * s, a / (Formula(1) + c))
    #expect(areHeld(Array(right.joined())))
    let wrong = try outcomes(c * s, a / (Formula(1) - c))
    #expect(areHeld(wrong[0]))
    #expect(wrong[1] == [.refuted])
  }

  @Test("One of several solutions does not follow, and is not refuted")
  func oneOfSeveral() throws {
    var claim = ClaimBuilder(try declarations)
    let r = Formula(root)
    let system = premise((r.squared, Formula(4)), for: [root])
    claim.chain(r, .equals(Formula(2)), premise: system)
    #expect(claim.outcomes()[0] == [.undecided])
    var wrong = ClaimBuilder(try declarations)
    wrong.chain(r, .equals(Formula(3)), premise: system)
    #expect(!wrong.outcomes()[0][0].isPass)
  }

  @Test("Definitions that depend on the unknown are followed")
  func definitions() throws {
    var declarations = try declarations
    let residual = Symbol("e", .vector(rows))
    try declarations.declare(residual)
    try declarations.define(residual, as: y - x * b)
    var claim = ClaimBuilder(declarations)
    claim.chain(b, .equals(closed), premise: premise((x.t * Formula(residual), zero), for: [weights]))
    #expect(areHeld(claim.outcomes()[0]))
  }

  @Test("A wrong step whose root is the right one is said to move nothing")
  func sameRoot() throws {
    var claim = ClaimBuilder(try declarations)
    let wrong = x.t * (y - x * b)
    claim.chain(slope, .equals(wrong), .zero(zero))
    claim.chain(b, .equals(closed), premise: premise((wrong, zero), for: [weights]))
    let report = claim.report()
    #expect(report.chains[0].steps.map(\.outcome) == [.refuted, .condition])
    #expect(report.chains[0].steps[0].remarks.contains(.sameRoot))
    #expect(report.chains[1].outcome.isPass)
    #expect(report.chains[1].steps[0].remarks.contains(.follows(line: 1)))
    var other = ClaimBuilder(try declarations)
    let moved = x.t * (y + x * b)
    other.chain(slope, .equals(moved), .zero(zero))
    other.chain(b, .equals(-closed), premise: premise((moved, zero), for: [weights]))
    let moves = other.report()
    #expect(moves.chains[0].steps[0].outcome == .refuted)
    #expect(!moves.chains[0].steps[0].remarks.contains(.sameRoot))
    #expect(moves.chains[1].outcome.isPass)
  }

  @Test("The members of a family, each by its own equation")
  func families() throws {
    var declarations = try declarations
    try declarations.declareDimension("K")
    let (k, data, count) = (Dimension.named("K"), Dimension.named("n"), Dimension.named("p"))
    let index = Symbol.index("k")
    let means = Symbol("m", .vector(count))
    let points = Symbol("u", .vector(count))
    let shares = Symbol("w", Shape.scalar, .positive)
    try declarations.declareFamily(means, over: [IndexRange(1, k)])
    try declarations.declareFamily(points, over: [IndexRange(1, data)])
    try declarations.declareFamily(shares, over: [IndexRange(1, data), IndexRange(1, k)])
    try declarations.declare(index)
    try declarations.bound(index, by: k)
    let (i, j) = (Symbol.index("i"), Symbol.index("j"))
    func member(_ family: Symbol, _ indices: Formula...) -> Formula {
      Formula((try? Term(.application(family), indices.map(\.term))) ?? Term(family))
    }
    func weight(_ j: Symbol) -> Formula { member(shares, Formula(i), Formula(j)) }
    func distance(_ j: Symbol) -> Formula {
      let difference = member(points, Formula(i)) - member(means, Formula(j))
      return difference.t * difference
    }
    let objective = sum(i, to: Formula(data), sum(j, to: Formula(k), weight(j) * distance(j)))
    let slope = made(.memberGradient(means), Formula(index), objective)
    let total = sum(i, to: Formula(data), weight(index))
    let mean = sum(i, to: Formula(data), weight(index) * member(points, Formula(i))) / total
    func outcomes(_ value: Formula) -> [Outcome] {
      var claim = ClaimBuilder(declarations)
      claim.chain(
        member(means, Formula(index)), .equals(value),
        premise: premise((slope, made(.zero(.vector(count)))), for: [means]))
      return claim.outcomes()[0]
    }
    #expect(areHeld(outcomes(mean)))
    #expect(outcomes(mean * total) == [.refuted])
    #expect(outcomes(-mean) == [.refuted])
  }

  @Test("Near misses of the solution are refuted")
  func mutants() throws {
    let counts = try normalEquations((gram * b, x.t * y), (b, closed)).mutants().counts
    #expect(counts.refuted > 5)
    #expect(counts.survived == 0)
  }
}

import NumericCore
import Symbolic

@testable import Verification

/// A term written almost as a formula; a shape that does not fit is a mistake of the test.
struct Formula {
  let term: Term

  init(_ term: Term) { self.term = term }
  init(_ symbol: Symbol) { term = Term(symbol) }
  init(_ number: Int) { term = Term(number) }
  init(_ number: Rational) { term = Term(number) }
  init(_ dimension: Dimension) { term = Term(dimension) }

  static func + (left: Formula, right: Formula) -> Formula { made(.sum, left, right) }
  static func - (left: Formula, right: Formula) -> Formula { made(.sum, left, made(.negation, right)) }
  static func * (left: Formula, right: Formula) -> Formula { made(.product, left, right) }
  static func / (left: Formula, right: Formula) -> Formula { made(.quotient, left, right) }
  static func * (left: Int, right: Formula) -> Formula { Formula(left) * right }
  static prefix func - (formula: Formula) -> Formula { made(.negation, formula) }

  var t: Formula { made(.transpose, self) }
  var inverted: Formula { made(.inverse, self) }
  var squared: Formula { made(.power, self, Formula(2)) }
  var depth: Int { term.depth }
  func at(_ index: Formula) -> Formula { made(.entry, self, index) }
}

func made(_ head: Head, _ arguments: Formula...) -> Formula {
  do { return Formula(try Term(head, arguments.map(\.term))) } catch { preconditionFailure("\(error)") }
}

extension Evaluator {
  mutating func value(_ formula: Formula) throws -> Matrix<Scalar> { try value(formula.term) }
}

extension Declarations {
  mutating func define(_ symbol: Symbol, as formula: Formula) throws { try define(symbol, as: formula.term) }
}

func exactAndFloatingCheck(
  left: Formula, _ relation: Relation = .equal, right: Formula, declarations: Declarations, seed: UInt64
) -> (exact: ExactFinding, floating: FloatingFinding) {
  exactAndFloatingCheck(left: left.term, relation, right: right.term, declarations: declarations, seed: seed)
}

func counterexample(
  left: Formula, _ relation: Relation = .equal, right: Formula, declarations: Declarations, seed: UInt64
) -> Counterexample? {
  Verification.counterexample(left: left.term, relation, right: right.term, declarations: declarations, seed: seed)
}

func log(_ term: Formula) -> Formula { made(.logarithm, term) }
func exp(_ term: Formula) -> Formula { made(.exponential, term) }
func root(_ term: Formula) -> Formula { made(.squareRoot, term) }
func tr(_ term: Formula) -> Formula { made(.trace, term) }
func det(_ term: Formula) -> Formula { made(.determinant, term) }
func diag(_ term: Formula) -> Formula { made(.diagonalMatrix, term) }
func normal(_ mean: Formula, _ covariance: Formula) -> Formula { made(.gaussian, mean, covariance) }
func density(_ distribution: Formula, _ point: Formula) -> Formula { made(.density, distribution, point) }
func expectation(_ symbol: Symbol, _ distribution: Formula, _ body: Formula) -> Formula {
  made(.expectation(symbol), distribution, body)
}
func sum(_ index: Symbol, to upper: Formula, _ body: Formula) -> Formula {
  made(.summation(index), Formula(1), upper, body)
}
func product(_ index: Symbol, to upper: Formula, _ body: Formula) -> Formula {
  made(.productOver(index), Formula(1), upper, body)
}
let oneHalf = Formula(Rational.half)

/// The names that the tests use, all declared.
struct Names {
  var declarations = Declarations()
  let n = Dimension.named("n")
  let m = Dimension.named("m")

  init() {
    do {
      try declarations.declareDimension("n")
      try declarations.declareDimension("m")
      for symbol in [
        x, mu, mu1, mu2, sigma, sigma1, sigma2, s, a, b, c, alpha, beta, variance, variance1, variance2, matrix, other,
        wide, pi, symmetric,
      ] {
        try declarations.declare(symbol)
      }
    } catch {
      preconditionFailure("\(error)")
    }
  }

  var x: Symbol { Symbol("x", .vector(n)) }
  var mu: Symbol { Symbol("mu", .vector(n)) }
  var mu1: Symbol { Symbol("mu_1", .vector(n)) }
  var mu2: Symbol { Symbol("mu_2", .vector(n)) }
  var sigma: Symbol { Symbol("Sigma", Shape(n, n), .positiveDefinite) }
  var sigma1: Symbol { Symbol("Sigma_1", Shape(n, n), .positiveDefinite) }
  var sigma2: Symbol { Symbol("Sigma_2", Shape(n, n), .positiveDefinite) }
  var symmetric: Symbol { Symbol("S", Shape(n, n), .symmetric) }
  var s: Symbol { Symbol("s", .vector(n)) }
  var a: Symbol { Symbol("a", .vector(n)) }
  var b: Symbol { Symbol("b", .vector(n)) }
  var c: Symbol { Symbol("c", Shape.scalar, .positive) }
  var alpha: Symbol { Symbol("alpha", Shape.scalar) }
  var beta: Symbol { Symbol("beta", Shape.scalar) }
  var variance: Symbol { Symbol("sigma", .vector(n), .positive) }
  var variance1: Symbol { Symbol("sigma_1", .vector(n), .positive) }
  var variance2: Symbol { Symbol("sigma_2", .vector(n), .positive) }
  var matrix: Symbol { Symbol("A", Shape(n, n), .invertible) }
  var other: Symbol { Symbol("B", Shape(n, n), .invertible) }
  var wide: Symbol { Symbol("W", Shape(m, n)) }
  var pi: Symbol { Symbol("pi", .vector(m), .simplex) }
  var i: Symbol { .index("i") }
  var size: Formula { Formula(n) }

  /// KL(N(μ₁, Σ₁) ‖ N(μ₂, Σ₂)).
  var divergence: Formula {
    made(.divergence, normal(Formula(mu1), Formula(sigma1)), normal(Formula(mu2), Formula(sigma2)))
  }

  /// log|Σ₂|/|Σ₁|, and tr(Σ₂⁻¹Σ₁) + (μ₂ − μ₁)ᵀΣ₂⁻¹(μ₂ − μ₁) − n.
  var logarithms: Formula { log(det(Formula(sigma2)) / det(Formula(sigma1))) }
  var rest: Formula {
    let difference = Formula(mu2) - Formula(mu1)
    return tr(Formula(sigma2).inverted * Formula(sigma1))
      + made(.product, difference.t, Formula(sigma2).inverted, difference)
      - size
  }
  var closedForm: Formula { oneHalf * (logarithms + rest) }
}

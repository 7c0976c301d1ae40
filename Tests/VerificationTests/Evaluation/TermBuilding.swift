import Symbolic

/// Terms written almost as formulas; a shape that does not fit is a mistake of the test.
func made(_ head: Head, _ arguments: Term...) -> Term {
  do { return try Term(head, arguments) } catch { preconditionFailure("\(error)") }
}

func + (left: Term, right: Term) -> Term { made(.sum, left, right) }
func - (left: Term, right: Term) -> Term { made(.sum, left, made(.negation, right)) }
func * (left: Term, right: Term) -> Term { made(.product, left, right) }
func / (left: Term, right: Term) -> Term { made(.quotient, left, right) }
func * (left: Int, right: Term) -> Term { Term(left) * right }
prefix func - (term: Term) -> Term { made(.negation, term) }

extension Term {
  var t: Term { made(.transpose, self) }
  var inverted: Term { made(.inverse, self) }
  var squared: Term { made(.power, self, Term(2)) }
  var negated: Term { made(.negation, self) }
  func at(_ index: Term) -> Term { made(.entry, self, index) }
}

func log(_ term: Term) -> Term { made(.logarithm, term) }
func exp(_ term: Term) -> Term { made(.exponential, term) }
func root(_ term: Term) -> Term { made(.squareRoot, term) }
func tr(_ term: Term) -> Term { made(.trace, term) }
func det(_ term: Term) -> Term { made(.determinant, term) }
func diag(_ term: Term) -> Term { made(.diagonalMatrix, term) }
func normal(_ mean: Term, _ covariance: Term) -> Term { made(.gaussian, mean, covariance) }
func density(_ distribution: Term, _ point: Term) -> Term { made(.density, distribution, point) }
func expectation(_ symbol: Symbol, _ distribution: Term, _ body: Term) -> Term {
  made(.expectation(symbol), distribution, body)
}
func sum(_ index: Symbol, to upper: Term, _ body: Term) -> Term { made(.summation(index), Term(1), upper, body) }
func product(_ index: Symbol, to upper: Term, _ body: Term) -> Term { made(.productOver(index), Term(1), upper, body) }
let half = Term(.half)

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
  var size: Term { Term(n) }

  /// KL(N(μ₁, Σ₁) ‖ N(μ₂, Σ₂)).
  var divergence: Term {
    made(.divergence, normal(Term(mu1), Term(sigma1)), normal(Term(mu2), Term(sigma2)))
  }

  /// log|Σ₂|/|Σ₁|, and tr(Σ₂⁻¹Σ₁) + (μ₂ − μ₁)ᵀΣ₂⁻¹(μ₂ − μ₁) − n.
  var logarithms: Term { log(det(Term(sigma2)) / det(Term(sigma1))) }
  var rest: Term {
    let difference = Term(mu2) - Term(mu1)
    return tr(Term(sigma2).inverted * Term(sigma1)) + made(.product, difference.t, Term(sigma2).inverted, difference)
      - size
  }
  var closedForm: Term { half * (logarithms + rest) }
}

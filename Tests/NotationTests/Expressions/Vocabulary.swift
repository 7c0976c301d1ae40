import Notation
import Symbolic

/// The names that the tests of expressions declare, and the terms that spellings must give.
enum Vocabulary {
  static let n = Dimension.named("n")
  static let m = Dimension.named("m")
  static let i = Symbol.index("i")
  static let j = Symbol.index("j")
  static let scalars = ["a", "b", "c", "d", "alpha", "s"].map { Symbol($0, Shape.scalar) }
  static let vectors = ["x", "y", "z", "v", "w", "mu", "mu_1", "mu_2", "mu_A", "sigma", "hat(mu)", "mu^new", "m"]
    .filter { $0 != "m" }.map { Symbol($0, Shape.vector(n)) }
  static let squares = ["A", "B", "C"].map { Symbol($0, Shape(n, n)) }
  static let covariances = ["Sigma", "Sigma_1", "Sigma_2", "S", "S_MLE"].map {
    Symbol($0, Shape(n, n), .positiveDefinite)
  }
  static let wide = Symbol("W", Shape(n, m))
  static let distributions = ["p", "q"].map { Symbol($0, .distribution(.vector(n))) }
  static let function = Symbol("f", Shape.vector(n))

  /// n, m, names of each shape, p and q with x ~ p and y ~ q, and the function f.
  static func declarations() throws -> Declarations {
    var declarations = Declarations()
    try declarations.declareDimension("n")
    try declarations.declareDimension("m")
    for symbol in scalars + vectors + squares + covariances + [wide] + distributions {
      try declarations.declare(symbol)
    }
    try declarations.declareFunction(function)
    try declarations.distribute(vectors[0], as: Term(distributions[0]))
    try declarations.distribute(vectors[1], as: Term(distributions[1]))
    return declarations
  }

  /// The declared symbol.
  static func symbol(_ name: String) -> Symbol {
    let all = scalars + vectors + squares + covariances + [wide, function] + distributions
    return all.first { $0.name == name } ?? Symbol("missing \(name)", Shape.scalar)
  }
}

/// A term from a head and its arguments.
func make(_ head: Head, _ arguments: Term...) throws -> Term { try Term(head, arguments) }
/// A declared name.
func the(_ name: String) -> Term { Term(Vocabulary.symbol(name)) }
/// a + b + …
func plus(_ terms: Term...) throws -> Term { try Term(.sum, terms) }
/// a b …
func times(_ terms: Term...) throws -> Term { try Term(.product, terms) }
/// -a
func minus(_ term: Term) throws -> Term { try Term(.negation, [term]) }
/// aᵀ
func transposed(_ term: Term) throws -> Term { try Term(.transpose, [term]) }
/// a⁻¹
func inverse(_ term: Term) throws -> Term { try Term(.inverse, [term]) }
/// log a
func log(_ term: Term) throws -> Term { try Term(.logarithm, [term]) }
/// |A|
func determinant(_ term: Term) throws -> Term { try Term(.determinant, [term]) }
/// tr A
func trace(_ term: Term) throws -> Term { try Term(.trace, [term]) }
/// a^b
func power(_ base: Term, _ exponent: Term) throws -> Term { try Term(.power, [base, exponent]) }
/// a / b
func over(_ above: Term, _ below: Term) throws -> Term { try Term(.quotient, [above, below]) }
/// N(μ, Σ)
func normal(_ mean: Term, _ covariance: Term) throws -> Term { try Term(.gaussian, [mean, covariance]) }
/// p(x)
func density(_ distribution: Term, _ point: Term) throws -> Term { try Term(.density, [distribution, point]) }
/// E_{x ~ p}[f]
func expectation(_ name: String, _ distribution: Term, _ body: Term) throws -> Term {
  try Term(.expectation(Vocabulary.symbol(name)), [distribution, body])
}
/// Entry of a vector or matrix.
func entry(_ base: Term, _ indices: Term...) throws -> Term { try Term(.entry, [base] + indices) }
/// Σ_{i=1}^{n} f
func sum(_ index: Symbol, to last: Term = Term(Vocabulary.n), _ body: Term) throws -> Term {
  try Term(.summation(index), [Term(1), last, body])
}

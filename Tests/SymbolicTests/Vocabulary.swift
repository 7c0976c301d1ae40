import Symbolic

/// Short ways to write terms in tests.
let n = Dimension.named("n")
let m = Dimension.named("m")

func vector(_ name: String, _ dimension: Dimension = n) -> Term { Term(Symbol(name, Shape.vector(dimension))) }

func scalar(_ name: String, _ domain: Domain = .real) -> Term { Term(Symbol(name, Shape.scalar, domain)) }

func matrix(_ name: String, _ rows: Dimension = n, _ columns: Dimension = n, _ domain: Domain = .real) -> Term {
  Term(Symbol(name, Shape(rows, columns), domain))
}

func covariance(_ name: String, _ dimension: Dimension = n) -> Term {
  matrix(name, dimension, dimension, .positiveDefinite)
}

extension Term {
  static func + (left: Term, right: Term) throws -> Term { try Term(.sum, [left, right]) }
  static func - (left: Term, right: Term) throws -> Term { try Term(.sum, [left, Term(.negation, [right])]) }
  static func * (left: Term, right: Term) throws -> Term { try Term(.product, [left, right]) }
  static func / (left: Term, right: Term) throws -> Term { try Term(.quotient, [left, right]) }
  static prefix func - (term: Term) throws -> Term { try Term(.negation, [term]) }
  func transposed() throws -> Term { try Term(.transpose, [self]) }
  func inverted() throws -> Term { try Term(.inverse, [self]) }
  func trace() throws -> Term { try Term(.trace, [self]) }
  func determinant() throws -> Term { try Term(.determinant, [self]) }
  func log() throws -> Term { try Term(.logarithm, [self]) }
  func exp() throws -> Term { try Term(.exponential, [self]) }
  func raised(_ exponent: Int) throws -> Term { try Term(.power, [self, Term(exponent)]) }
}

func quadraticForm(_ x: Term, _ a: Term) throws -> Term { try Term(.product, [x.transposed(), a, x]) }

func expectation(_ x: Term, _ p: Term, _ body: Term) throws -> Term {
  guard let symbol = x.symbol else { return body }
  return try Term(.expectation(symbol), [p, body])
}

import Symbolic

/// The names that the near-miss tests write their lines in.
struct Vocabulary {
  let n = Dimension.named("n")
  let i = Symbol.index("i")
  let mu1: Symbol
  let mu2: Symbol
  let Sigma1: Symbol
  let Sigma2: Symbol
  let A: Symbol
  let B: Symbol
  let x: Symbol
  let y: Symbol
  let a: Symbol
  let b: Symbol
  let c: Symbol
  let muA: Symbol
  let muB: Symbol
  let sigmaA: Symbol
  let sigmaB: Symbol
  let sigma: Symbol
  let p: Symbol
  let q: Symbol
  let declarations: Declarations

  init() throws {
    let vector = Shape.vector(n)
    let square = Shape(n, n)
    mu1 = Symbol("mu_1", vector)
    mu2 = Symbol("mu_2", vector)
    Sigma1 = Symbol("Sigma_1", square, .positiveDefinite)
    Sigma2 = Symbol("Sigma_2", square, .positiveDefinite)
    A = Symbol("A", square)
    B = Symbol("B", square)
    x = Symbol("x", vector)
    y = Symbol("y", vector)
    a = Symbol("a", Shape.scalar)
    b = Symbol("b", Shape.scalar)
    c = Symbol("c", Shape.scalar)
    muA = Symbol("mu_A", vector)
    muB = Symbol("mu_B", vector)
    sigmaA = Symbol("sigma_A", vector, .positive)
    sigmaB = Symbol("sigma_B", vector, .positive)
    sigma = Symbol("sigma", Shape.scalar, .positive)
    p = Symbol("p", .distribution(vector))
    q = Symbol("q", .distribution(vector))
    var declarations = Declarations()
    try declarations.declareDimension("n")
    for symbol in [
      mu1, mu2, Sigma1, Sigma2, A, B, x, y, a, b, c, muA, muB, sigmaA, sigmaB, sigma, p, q,
    ] { try declarations.declare(symbol) }
    try declarations.define(p, as: Term(.gaussian, [Term(mu1), Term(Sigma1)]))
    try declarations.define(q, as: Term(.gaussian, [Term(mu2), Term(Sigma2)]))
    self.declarations = declarations
  }

  /// The i-th entry of a vector.
  func entry(_ vector: Symbol) throws -> Term { try Term(.entry, [Term(vector), Term(i)]) }
  /// The sum over i from 1 to n.
  func sum(_ body: Term) throws -> Term { try Term(.summation(i), [Term(1), Term(n), body]) }
  /// The product over i from 1 to n.
  func product(_ body: Term) throws -> Term { try Term(.productOver(i), [Term(1), Term(n), body]) }

  /// (x - μ)'Σ⁻¹(x - μ) for the difference of two vectors.
  func quadratic(_ difference: Term, _ matrix: Symbol) throws -> Term {
    try Term(.product, [Term(.transpose, [difference]), Term(.inverse, [Term(matrix)]), difference])
  }

  /// The closed form ½(log|Σ₂| − log|Σ₁| + tr(Σ₂⁻¹Σ₁) + quadratic − n) in its summands.
  func divergenceSummands() throws -> [Term] {
    let difference = try Term(mu2) - Term(mu1)
    return [
      try logDeterminant(Sigma2), try negative(logDeterminant(Sigma1)),
      try Term(.trace, [Term(.product, [Term(.inverse, [Term(Sigma2)]), Term(Sigma1)])]),
      try quadratic(difference, Sigma2), try negative(Term(n)),
    ]
  }

  func logDeterminant(_ matrix: Symbol) throws -> Term {
    try Term(.logarithm, [Term(.determinant, [Term(matrix)])])
  }
}

func half() throws -> Term { try Term(.quotient, [Term(1), Term(2)]) }
func negative(_ term: Term) throws -> Term { try Term(.negation, [term]) }
func log(_ term: Term) throws -> Term { try Term(.logarithm, [term]) }
func square(_ term: Term) throws -> Term { try Term(.power, [term, Term(2)]) }

extension Term {
  static func + (left: Term, right: Term) throws -> Term { try Term(.sum, left.addends + right.addends) }
  static func - (left: Term, right: Term) throws -> Term { try Term(.sum, left.addends + [negative(right)]) }
  static func * (left: Term, right: Term) throws -> Term { try Term(.product, [left, right]) }
  static func / (left: Term, right: Term) throws -> Term { try Term(.quotient, [left, right]) }
  private var addends: [Term] { head == .sum ? arguments : [self] }
}

/// A plain spelling, enough for the words of these tests.
func spell(_ term: Term) -> String {
  let parts = term.arguments.map(spell)
  func bracketed(_ index: Int) -> String {
    let isCompound = [.sum, .negation, .product, .quotient].contains(term.arguments[index].head)
    return isCompound || parts[index].contains(" - ") && parts[index].count < 6 ? "(\(parts[index]))" : parts[index]
  }
  switch term.head {
  case .number(let number): return "\(number)"
  case .constant(let constant): return constant.rawValue
  case .symbol(let symbol): return symbol.name
  case .dimension(let dimension): return "\(dimension)"
  case .identity: return "I"
  case .sum:
    return term.arguments.enumerated().reduce("") { text, summand in
      if summand.element.head == .negation {
        return text + (text.isEmpty ? "-" : " - ") + spell(summand.element.arguments[0])
      }
      return text + (text.isEmpty ? "" : " + ") + parts[summand.offset]
    }
  case .negation: return "-" + (term.arguments[0].head == .sum ? "(\(parts[0]))" : parts[0])
  case .product:
    return parts.indices.map { term.arguments[$0].head == .sum ? "(\(parts[$0]))" : parts[$0] }.joined(separator: " ")
  case .quotient: return bracketed(0) + "/" + bracketed(1)
  case .power: return bracketed(0) + "^" + bracketed(1)
  case .transpose: return bracketed(0) + "'"
  case .inverse: return "inv(\(parts[0]))"
  case .determinant: return "|\(parts[0])|"
  case .trace: return "tr(\(parts[0]))"
  case .logarithm: return "log(\(parts[0]))"
  case .exponential: return "exp(\(parts[0]))"
  case .squareRoot: return "sqrt(\(parts[0]))"
  case .entry: return "\(parts[0])_\(parts[1])"
  case .diagonalMatrix: return "diag(\(parts[0]))"
  case .summation(let index): return "sum(\(index.name)=\(parts[0])..\(parts[1]), \(parts[2]))"
  case .productOver(let index): return "prod(\(index.name)=\(parts[0])..\(parts[1]), \(parts[2]))"
  case .expectation(let variable): return "E_{\(variable.name)~\(parts[0])}[\(parts[1])]"
  case .integral(let variable): return "int(\(parts[0]), \(variable.name))"
  case .divergence: return "KL(\(parts[0])||\(parts[1]))"
  case .density: return "\(parts[0])(\(parts[1]))"
  case .gaussian: return "N(\(parts[0]), \(parts[1]))"
  default: return "?(\(parts.joined(separator: ", ")))"
  }
}

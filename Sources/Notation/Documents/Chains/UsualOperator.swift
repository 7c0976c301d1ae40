import Symbolic

/// Operators whose names have a usual meaning, so that an equation about them is a claim and no definition.
enum UsualOperator {
  /// The reader knows it, so that its own error tells what is wrong.
  case read
  /// It is not known.
  case unknown

  /// What the call is, nil where its name is the writer's own.
  init?(_ call: LawCall, _ declarations: Declarations) {
    let name = String(call.name.prefix { $0 != "_" })
    let isDouble = call.nameTokens.contains { $0.isCommand("mathbb") }
    switch name {
    case "E" where isDouble, "V" where isDouble, "Var", "var", "Cov", "cov", "KL", "KLD", "tr", "Tr", "trace", "det",
      "logdet", "vec", "diag":
      self = .read
    // The mutual information: I(θ) is a function like any other.
    case "I" where call.tokens.contains(where: { $0.isSymbol(";") }): self = .read
    case "P" where isDouble: self = .unknown
    case "H" where call.arguments.allSatisfy({ UsualOperator.isRandom($0, declarations) }):
      self = call.arguments.count == 1 ? .read : .unknown
    default:
      guard UsualOperator.words.contains(name.lowercased()) else { return nil }
      self = .unknown
    }
  }

  /// Whether the argument is a distribution, or what one distributes: only of these is there an entropy.
  private static func isRandom(_ argument: ArraySlice<Token>, _ declarations: Declarations) -> Bool {
    guard let name = NameReader.name(argument) else { return false }
    if declarations.densities[name] != nil { return true }
    guard let symbol = declarations.symbol(named: name) else { return false }
    return symbol.sort.isDistribution || declarations.distributions[symbol] != nil
      || declarations.laws.values.contains { $0.contains(symbol) }
  }

  private static let words: Set<String> = [
    "rank", "rk", "nullity", "null", "ker", "dim", "span", "range", "col", "row", "adj", "adjugate", "cof", "perm",
    "det", "eig", "spec", "cond", "expm", "logm", "sqrtm", "vech", "trace", "inv", "sign", "sgn", "signum", "floor",
    "ceil",
    "round", "frac", "erf", "erfc", "erfi", "erfinv", "probit", "logit", "expit", "sigmoid", "softmax", "softplus",
    "relu", "logsumexp", "lse", "sinc", "sech", "csch", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos",
    "arctan", "lgamma", "digamma", "trigamma", "corr", "cor", "correlation", "std", "stdev", "median", "mode", "skew",
    "skewness", "kurt", "kurtosis", "quantile", "gcd", "lcm", "mod", "conj",
  ]
}

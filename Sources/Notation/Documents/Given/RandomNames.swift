import Symbolic

/// Names that are said to be random and nothing else: `X \text{ random} \in \mathbb{R}^n`.
///
/// What is not stated of their moments is free: a mean and a covariance of their own.
struct RandomNames {
  /// The names in the order of the text, with their tokens.
  private(set) var names: [(name: String, tokens: ArraySlice<Token>)] = []
  /// What the density of a name is called, for those that have one.
  private(set) var densities: [String: ArraySlice<Token>] = [:]

  /// The formulas without the words, which are noted.
  mutating func take(_ formulas: [GivenFormula]) -> [GivenFormula] {
    var kept: [GivenFormula] = []
    var rest = formulas[...]
    while let formula = rest.popFirst() {
      let place = formula.tokens.firstIndex(where: RandomNames.isWord)
      if let word = place, word > formula.tokens.startIndex {
        var tokens = formula.tokens[(word + 1)...]
        let density = RandomNames.density(&tokens)
        let all = formula.tokens[..<word] + tokens
        note(formula.tokens[..<word], density)
        kept.append(formula.with(Array(all)))
      } else if let next = rest.first, RandomNames.announcesDensity(formula.after), formula.saysRandom,
        let left = formula.statements.last?.lefts, NameReader.name(next.tokens) != nil
      {
        for name in left { note(name, next.tokens) }
        rest.removeFirst()
        kept.append(formula)
      } else {
        kept.append(formula)
      }
    }
    return kept
  }

  private mutating func note(_ left: ArraySlice<Token>, _ density: ArraySlice<Token>?) {
    for part in TokenGroups.split(left, at: ",") {
      guard let name = NameReader.name(part) else { continue }
      names.append((name, part))
      if let density { densities[name] = density }
    }
  }

  /// The name behind "with density", which is taken from the tokens with these words.
  private static func density(_ tokens: inout ArraySlice<Token>) -> ArraySlice<Token>? {
    guard
      let place = tokens.firstIndex(where: { token in
        if case .text(let text) = token.kind { announcesDensity(text) } else { false }
      })
    else { return nil }
    let name = tokens[(place + 1)...]
    guard NameReader.name(name) != nil else { return nil }
    tokens = tokens[..<place]
    return name
  }

  private static let densityWords = [
    "density", "probability density", "density function", "probability density function", "pdf",
  ]

  private static func announcesDensity(_ words: String) -> Bool {
    let lowered = Reason.trimmed(words).lowercased()
    return densityWords.contains { lowered == "with \($0)" || lowered.hasSuffix(" with \($0)") }
  }

  private static func isWord(_ token: Token) -> Bool {
    guard case .text(let text) = token.kind else { return false }
    return ["random", "continuous random"].contains(Reason.trimmed(text).lowercased())
  }

  /// Whether the name is one of them.
  func contains(_ name: String) -> Bool { names.contains { $0.name == name } }
}

extension GivenFormula {
  /// Whether the words behind it say that its names are random.
  fileprivate var saysRandom: Bool { after.lowercased().contains("random ") }

  /// The same words around other tokens.
  fileprivate func with(_ tokens: [Token]) -> GivenFormula {
    GivenFormula(
      statements: GivenStatement.statements(tokens), tokens: tokens[...], before: before, after: after, range: range)
  }
}

extension DeclarationScope {
  /// Declares the density of a random name, of which nothing else is known.
  mutating func declareDensity(_ density: ArraySlice<Token>, of tokens: ArraySlice<Token>) throws(NotationError) {
    guard let name = NameReader.name(density) else { throw error(density, "the name of a density is expected here") }
    let variable = try symbol(tokens)
    try declareLaw(name, of: [variable], given: [], at: TokenGroups.range(density) ?? 0..<0)
    declareContinuous(variable)
  }

  /// Declares a mean of its own for a random name.
  mutating func freeMean(of name: String, _ tokens: ArraySlice<Token>) throws(NotationError) -> Term {
    let symbol = try self.symbol(tokens)
    return Term(try declare("mean(\(name))", symbol.sort, at: TokenGroups.range(tokens) ?? 0..<0))
  }

  /// Declares a covariance of its own for a random name.
  mutating func freeCovariance(of name: String, _ tokens: ArraySlice<Token>) throws(NotationError) -> Term {
    let shape = try self.symbol(tokens).shape
    guard shape.columns == .one else {
      throw error(tokens, "\(name) is \(shape.phrase), which has no covariance matrix")
    }
    let place = TokenGroups.range(tokens) ?? 0..<0
    return Term(
      try declare(
        "covariance(\(name))", .matrix(Shape(shape.rows, shape.rows)), shape.isScalar ? .positive : .positiveDefinite,
        at: place))
  }
}

import Symbolic

/// Names that are said to be random and nothing else: `X \text{ random} \in \mathbb{R}^n`.
///
/// What is not stated of their moments is free: a mean and a covariance of their own.
struct RandomNames {
  /// The names in the order of the text, with their tokens.
  private(set) var names: [(name: String, tokens: ArraySlice<Token>)] = []

  /// The formulas without the word, which is noted.
  mutating func take(_ formulas: [GivenFormula]) -> [GivenFormula] {
    formulas.map { formula in
      guard let word = formula.tokens.firstIndex(where: RandomNames.isWord), word > formula.tokens.startIndex else {
        return formula
      }
      for part in TokenGroups.split(formula.tokens[..<word], at: ",") {
        if let name = NameReader.name(part) { names.append((name, part)) }
      }
      let tokens = Array(formula.tokens[..<word] + formula.tokens[(word + 1)...])
      return GivenFormula(
        statements: GivenStatement.statements(tokens), tokens: tokens[...], before: formula.before,
        after: formula.after, range: formula.range)
    }
  }

  private static func isWord(_ token: Token) -> Bool {
    guard case .text(let text) = token.kind else { return false }
    return Reason.trimmed(text).lowercased() == "random"
  }

  /// Whether the name is one of them.
  func contains(_ name: String) -> Bool { names.contains { $0.name == name } }
}

extension DeclarationScope {
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

import Symbolic

/// Finds the laws of a paragraph with all their variables before any of its formulas is taken up.
struct LawCollector {
  /// A law: where it is named first, and the arguments of all its densities in order.
  struct Found {
    let name: String
    let nameTokens: ArraySlice<Token>
    /// The arguments that are distributed somewhere, each once.
    var of: [ArraySlice<Token>] = []
    /// The arguments that are only given.
    var given: [ArraySlice<Token>] = []
  }

  private(set) var laws: [Found] = []
  private let scope: DeclarationScope

  private static let words = [
    "densit", "distribution", "law", "probabilit", "mass", "posterior", "prior", "pdf", "pmf",
  ]

  /// The laws of the formulas.
  init(_ formulas: [QuantifiedFormula], _ scope: DeclarationScope) {
    self.scope = scope
    var mentioned: [LawCall] = []
    for formula in formulas.map(\.formula) {
      let speaksOfLaws = LawCollector.speaksOfLaws(formula)
      for statement in formula.statements {
        for left in statement.lefts {
          if let right = statement.rights.first {
            if right.sign == .distributed, LawCall(left) == nil, let call = LawCall(of: left, law: "p") {
              add(call)
            } else if let call = LawCall(left), [.equal, .distributed].contains(right.sign) {
              let factors = factors(right.tokens)
              if call.isJointOrConditional, isLawLike(call), scope.isDistribution(right.tokens) || !factors.isEmpty {
                add(call)
                factors.forEach { add($0) }
              } else {
                mentioned.append(call)
              }
            }
          } else if let call = LawCall(left) {
            if speaksOfLaws, isLawLike(call) { add(call) } else { mentioned.append(call) }
          }
        }
      }
    }
    // p(x) = N(x; …) is of a law where the paragraph has other densities of that name.
    for call in mentioned where laws.contains(where: { $0.name == call.name }) { add(call) }
  }

  /// Whether nothing else is declared under the name.
  private func isLawLike(_ call: LawCall) -> Bool {
    // h(X | Y) is the entropy.
    if SyntaxReader.isOperatorWord(call.name) || call.name == "h" { return false }
    guard let symbol = scope.declarations.symbol(named: call.name) else { return call.name.first?.isLetter ?? false }
    return scope.declarations.laws[symbol] != nil
  }

  private static func speaksOfLaws(_ formula: GivenFormula) -> Bool {
    var text = formula.after
    for token in formula.tokens {
      if case .text(let words) = token.kind { text += " " + words }
    }
    let lowered = text.lowercased()
    return words.contains { lowered.contains($0) }
  }

  /// The densities of new names that stand as factors in what a density is said to be.
  private func factors(_ tokens: ArraySlice<Token>) -> [LawCall] {
    var found: [LawCall] = []
    var place = tokens.startIndex
    while place < tokens.endIndex {
      if let name = NameReader.prefix(tokens[place...]), name.end < tokens.endIndex, tokens[name.end].isSymbol("("),
        let group = TokenGroups.group(tokens, at: name.end)
      {
        if let call = LawCall(tokens[place..<group.end]), !scope.isDistribution(tokens[place..<group.end]),
          scope.declarations.symbol(named: call.name) == nil,
          call.arguments.allSatisfy({ NameReader.name($0) != nil })
        {
          found.append(call)
        }
        place = group.end
      } else {
        place += 1
      }
    }
    return found
  }

  private mutating func add(_ call: LawCall) {
    let number: Int
    if let known = laws.firstIndex(where: { $0.name == call.name }) {
      number = known
    } else {
      number = laws.count
      laws.append(Found(name: call.name, nameTokens: call.nameTokens))
    }
    for argument in call.of {
      laws[number].given.removeAll { TokenGroups.same($0, argument) }
      if !laws[number].of.contains(where: { TokenGroups.same($0, argument) }) { laws[number].of.append(argument) }
    }
    for argument in call.given
    where !(laws[number].of + laws[number].given).contains(where: { TokenGroups.same($0, argument) }) {
      laws[number].given.append(argument)
    }
  }
}

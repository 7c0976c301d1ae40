import Symbolic

/// Finds the laws of a paragraph with all their variables before any of its formulas is taken up.
struct LawCollector {
  /// A law: where it is named first, and the arguments of all its densities in order.
  struct Found {
    let name: String
    let nameTokens: ArraySlice<Token>
    /// Its name wherever a left side declares a density of it.
    var declared: [ArraySlice<Token>] = []
    /// The arguments that are distributed somewhere, each once.
    var of: [ArraySlice<Token>] = []
    /// The arguments that are only given.
    var given: [ArraySlice<Token>] = []
  }

  private(set) var laws: [Found] = []
  private let scope: DeclarationScope
  /// The declarations with the names that the paragraph itself places in sets.
  private let names: DeclarationScope

  private static let words = [
    "densit", "distribution", "law", "probabilit", "mass", "posterior", "prior", "pdf", "pmf",
  ]

  /// The laws of the formulas.
  init(_ formulas: [QuantifiedFormula], _ scope: DeclarationScope, names: DeclarationScope) {
    self.scope = scope
    self.names = names
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
              let isLaw =
                call.isJointOrConditional && (scope.isDistribution(right.tokens) || !factors.isEmpty)
                || saysCategories(call)
              if isLaw, isLawLike(call) {
                add(call, declares: true)
                factors.forEach { add($0) }
              } else {
                mentioned.append(call)
              }
            }
          } else if let call = LawCall(left) {
            if speaksOfLaws, isLawLike(call) { add(call, declares: true) } else { mentioned.append(call) }
          }
        }
      }
    }
    // p(x) = N(x; …) is of a law where the paragraph has other densities of that name.
    for call in mentioned where laws.contains(where: { $0.name == call.name }) { add(call, declares: true) }
  }

  /// Whether nothing else is declared under the name.
  private func isLawLike(_ call: LawCall) -> Bool {
    // h(X | Y) is the entropy.
    if SyntaxReader.isOperatorWord(call.name) || call.name == "h" { return false }
    guard let symbol = scope.declarations.symbol(named: call.name) else { return call.name.first?.isLetter ?? false }
    return scope.declarations.laws[symbol] != nil
  }

  /// Whether the density of a variable at one of its values is stated, or one given a variable of counted values.
  private func saysCategories(_ call: LawCall) -> Bool {
    if !call.values.isEmpty { return true }
    return call.isConditional
      && call.given.contains { argument in
        guard let symbol = variable(argument) else { return false }
        return symbol.domain == .oneHot || names.declarations.indexBounds[symbol] != nil
      }
  }

  /// The declared variable that an argument names, or names a member of.
  private func variable(_ tokens: ArraySlice<Token>) -> Symbol? {
    if let name = NameReader.name(tokens), let symbol = names.declarations.symbol(named: name) { return symbol }
    guard let mark = tokens.firstIndex(where: { $0.isSymbol("_") }), let name = NameReader.name(tokens[..<mark]) else {
      return nil
    }
    return names.declarations.symbol(named: name)
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
    // A sum or a logarithm of densities is a function of its own.
    guard !LawCollector.isNoProduct(tokens) else { return [] }
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

  private static func isNoProduct(_ tokens: ArraySlice<Token>) -> Bool {
    var depth = 0
    return tokens.contains { token in
      depth += TokenGroups.change(token)
      guard depth == 0 else { return false }
      return token.isSymbol("+") || token.isSymbol("-") || token.isCommand("log") || token.isCommand("ln")
    }
  }

  private mutating func add(_ call: LawCall, declares: Bool = false) {
    let number: Int
    if let known = laws.firstIndex(where: { $0.name == call.name }) {
      number = known
    } else {
      number = laws.count
      laws.append(Found(name: call.name, nameTokens: call.nameTokens))
    }
    if declares { laws[number].declared.append(call.nameTokens) }
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

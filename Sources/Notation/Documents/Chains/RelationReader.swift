import Symbolic

/// Finds the relations of a chain among tokens.
enum RelationReader {
  /// A relation with what is written over or under it.
  struct Found {
    let relation: Relation
    let reason: String?
    /// The place behind its tokens.
    let end: Int
    /// What is written below it as a script.
    var script: [Token] = []
  }

  private static let commands: [String: Relation] = [
    "le": .lessOrEqual, "leq": .lessOrEqual, "leqslant": .lessOrEqual, "ge": .greaterOrEqual, "geq": .greaterOrEqual,
    "geqslant": .greaterOrEqual, "lt": .less, "gt": .greater, "propto": .proportional, "varpropto": .proportional,
    "approx": .approximately, "simeq": .approximately, "coloneqq": .definition, "coloneq": .definition,
    "equiv": .definition, "triangleq": .definition, "eqdef": .definition, "defeq": .definition,
  ]

  private static let symbols: [String: Relation] = ["=": .equal, "<": .less, ">": .greater]

  /// Commands whose last argument is the relation and whose first stands over or under it.
  private static let stacked: Set<String> = ["overset", "stackrel", "underset", "mathop", "mathrel"]

  /// A relation with all that is written over and under it has no more tokens.
  private static let longest = 64

  /// The relation that begins at the place, nil where none does.
  static func relation(_ all: ArraySlice<Token>, at place: Int) -> Found? {
    guard all.indices.contains(place) else { return nil }
    let tokens = all[place..<min(all.endIndex, place + longest)]
    switch tokens[place].kind {
    case .symbol(":"):
      guard place + 1 < tokens.endIndex, tokens[place + 1].isSymbol("=") else { return nil }
      return Found(relation: .definition, reason: nil, end: place + 2)
    case .symbol("="):
      if place + 1 < tokens.endIndex, tokens[place + 1].isSymbol(":") {
        return Found(relation: .definition, reason: nil, end: place + 2)
      }
      return Found(relation: .equal, reason: nil, end: place + 1)
    case .symbol("{"):
      guard let group = TokenGroups.group(tokens, at: place), !group.content.isEmpty,
        let inner = relation(tokens[group.content], at: group.content.lowerBound), inner.end == group.content.upperBound
      else { return nil }
      return Found(relation: inner.relation, reason: inner.reason, end: group.end)
    case .symbol(let symbol):
      return symbols[symbol].map { Found(relation: $0, reason: nil, end: place + 1) }
    case .command("vcentcolon"):
      guard place + 1 < tokens.endIndex, tokens[place + 1].isSymbol("=") else { return nil }
      return Found(relation: .definition, reason: nil, end: place + 2)
    case .command(let name):
      if let relation = commands[name] { return scripted(relation, tokens, behind: place + 1) }
      return stacked.contains(name) ? stack(name, tokens, at: place + 1) : nil
    default: return nil
    }
  }

  /// The relation with the script behind it, as \propto_z has.
  private static func scripted(_ relation: Relation, _ tokens: ArraySlice<Token>, behind place: Int) -> Found {
    guard place < tokens.endIndex, tokens[place].isSymbol("_"), let script = argument(tokens, at: place + 1) else {
      return Found(relation: relation, reason: nil, end: place)
    }
    return Found(relation: relation, reason: nil, end: script.end, script: Array(tokens[script.content]))
  }

  private static func stack(_ name: String, _ tokens: ArraySlice<Token>, at place: Int) -> Found? {
    var place = place
    var reasons: [String] = []
    var isDefinition = false
    if name != "mathop", name != "mathrel" {
      guard let over = argument(tokens, at: place) else { return nil }
      reasons.append(Reason.text(tokens[over.content]))
      isDefinition = Self.isDefinition(tokens[over.content])
      place = over.end
    }
    guard let under = argument(tokens, at: place),
      let inner = relation(tokens[under.content], at: under.content.lowerBound), inner.end == under.content.upperBound
    else { return nil }
    place = under.end
    if let reason = inner.reason { reasons.append(reason) }
    // \mathop{=}\limits_{(a)}: the lexer has dropped \limits.
    while name == "mathop", place < tokens.endIndex, tokens[place].isSymbol("_") || tokens[place].isSymbol("^"),
      let limit = argument(tokens, at: place + 1)
    {
      reasons.append(Reason.text(tokens[limit.content]))
      place = limit.end
    }
    let relation = isDefinition && inner.relation == .equal ? .definition : inner.relation
    return Found(relation: relation, reason: Reason.joined(reasons), end: place)
  }

  /// The group in braces or the one token at the place.
  private static func argument(_ tokens: ArraySlice<Token>, at place: Int) -> TokenGroups.Group? {
    guard place < tokens.endIndex else { return nil }
    if tokens[place].isSymbol("{") { return TokenGroups.group(tokens, at: place) }
    return TokenGroups.Group(content: place..<place + 1, end: place + 1)
  }

  private static func isDefinition(_ tokens: ArraySlice<Token>) -> Bool {
    guard tokens.count == 1, let token = tokens.first else { return false }
    switch token.kind {
    case .command(let name): return ["Delta", "triangle", "vartriangle"].contains(name)
    case .text(let text): return text == "def" || text == "def."
    case .letter(let letter): return letter == "Δ"
    default: return false
    }
  }
}

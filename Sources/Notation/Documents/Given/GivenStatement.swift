/// A statement of a formula: what is declared, how, and what it is declared as.
struct GivenStatement {
  /// The sign between the sides.
  enum Sign: Hashable {
    case element
    case equal
    case distributed
    case maps
    case greater
    case greaterOrEqual
    case less
    case lessOrEqual
    case positiveDefinite
    case positiveSemidefinite
  }

  /// The left sides, one or several: x, y in `x, y \sim p`.
  let lefts: [ArraySlice<Token>]
  /// The signs and the expressions behind them, in order; none for a name that stands alone.
  let rights: [(sign: Sign, tokens: ArraySlice<Token>)]

  /// All tokens' bytes.
  var range: Range<Int>? {
    let ranges = (lefts + rights.map(\.tokens)).compactMap(TokenGroups.range)
    guard let first = ranges.first else { return nil }
    return ranges.dropFirst().reduce(first) {
      min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
    }
  }
}

extension GivenStatement {
  private static let commands: [String: Sign] = [
    "in": .element, "sim": .distributed, "thicksim": .distributed, "colon": .maps, "gt": .greater,
    "ge": .greaterOrEqual, "geq": .greaterOrEqual, "lt": .less, "le": .lessOrEqual, "leq": .lessOrEqual,
    "geqslant": .greaterOrEqual, "leqslant": .lessOrEqual, "coloneqq": .equal, "equiv": .equal, "triangleq": .equal,
    "succ": .positiveDefinite, "succeq": .positiveSemidefinite, "succcurlyeq": .positiveSemidefinite,
  ]

  private static let stacked: Set<String> = ["overset", "stackrel"]

  /// The sign that begins at the place and the place behind it.
  private static func sign(_ tokens: ArraySlice<Token>, at place: Int) -> (sign: Sign, end: Int)? {
    switch tokens[place].kind {
    case .symbol("="): return (.equal, place + 1)
    case .symbol(">"): return (.greater, place + 1)
    case .symbol("<"): return (.less, place + 1)
    case .symbol("~"): return (.distributed, place + 1)
    case .symbol(":"):
      let isDefinition = place + 1 < tokens.endIndex && tokens[place + 1].isSymbol("=")
      return isDefinition ? (.equal, place + 2) : (.maps, place + 1)
    case .command(let name):
      if let sign = commands[name] { return (sign, place + 1) }
      guard stacked.contains(name) else { return nil }
      var start = place + 1
      if start < tokens.endIndex, tokens[start].isSymbol("{") {
        guard let over = TokenGroups.group(tokens, at: start) else { return nil }
        start = over.end
      } else {
        start += 1
      }
      if start < tokens.endIndex, tokens[start].isSymbol("{"), let under = TokenGroups.group(tokens, at: start),
        under.content.count == 1, case .command(let inner) = tokens[under.content.lowerBound].kind,
        let sign = commands[inner]
      {
        return (sign, under.end)
      }
      guard start < tokens.endIndex, case .command(let inner) = tokens[start].kind else { return nil }
      return commands[inner].map { ($0, start + 1) }
    default: return nil
    }
  }

  /// The statements of a formula: names wait at commas for the sign that declares them.
  static func statements(_ tokens: [Token]) -> [GivenStatement] {
    var statements: [GivenStatement] = []
    var waiting: [ArraySlice<Token>] = []
    for part in parts(tokens[...]) {
      var sides: [ArraySlice<Token>] = []
      var signs: [Sign] = []
      var start = part.startIndex
      var place = part.startIndex
      var depth = 0
      while place < part.endIndex {
        depth = max(0, depth + TokenGroups.change(part[place]))
        if depth == 0, let found = sign(part, at: place) {
          sides.append(part[start..<place])
          signs.append(found.sign)
          start = found.end
          place = found.end
        } else {
          place += 1
        }
      }
      sides.append(part[start...])
      waiting.append(sides[0])
      if !signs.isEmpty {
        statements.append(GivenStatement(lefts: waiting, rights: zip(signs, sides.dropFirst()).map { ($0, $1) }))
        waiting = []
      }
    }
    statements += waiting.map { GivenStatement(lefts: [$0], rights: []) }
    return statements
  }

  /// The parts of a formula between commas, semicolons and words.
  private static func parts(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>] {
    var parts: [ArraySlice<Token>] = []
    var depth = 0
    var start = tokens.startIndex
    for place in tokens.indices {
      let token = tokens[place]
      depth = max(0, depth + TokenGroups.change(token))
      guard depth == 0 else { continue }
      let isWord =
        if case .text(let text) = token.kind {
          text.contains(" ") || PropertyWords.clauses(text).contains { !$0.properties.isEmpty }
        } else {
          false
        }
      if token.isSymbol(",") || token.isSymbol(";") || token.kind == .rowEnd || token.kind == .end || isWord {
        parts.append(tokens[start..<place])
        start = place + 1
      }
    }
    parts.append(tokens[start...])
    return parts.compactMap { part in
      var part = part
      while let last = part.last, last.isSymbol(".") { part.removeLast() }
      part = part.filter { !$0.isSymbol("&") }[...]
      return part.isEmpty ? nil : part
    }
  }
}

/// Finding what belongs together among tokens.
enum TokenGroups {
  /// A group in braces: its content and the place behind its closing brace.
  struct Group {
    let content: Range<Int>
    let end: Int
  }

  /// The group whose opening bracket stands at the place. A brace is closed by a brace; of the others every kind
  /// counts, so that a group is closed by whatever closes it.
  static func group(_ tokens: ArraySlice<Token>, at open: Int) -> Group? {
    guard tokens.indices.contains(open), change(tokens[open]) > 0 else { return nil }
    let isBrace = tokens[open].isSymbol("{")
    var depth = 0
    for place in open..<tokens.endIndex {
      let token = tokens[place]
      if isBrace, !token.isSymbol("{"), !token.isSymbol("}") { continue }
      depth += change(token)
      if depth == 0 { return Group(content: open + 1..<place, end: place + 1) }
    }
    return nil
  }

  /// How a token changes the depth of brackets.
  static func change(_ token: Token) -> Int {
    guard case .symbol(let symbol) = token.kind else { return 0 }
    switch symbol {
    case "(", "[", "{", "\\{": return 1
    case ")", "]", "}", "\\}": return -1
    default: return 0
    }
  }

  /// The last opening bracket that nothing closes.
  static func unclosed(_ tokens: ArraySlice<Token>) -> Token? {
    var open: [Token] = []
    for token in tokens {
      let change = change(token)
      if change > 0 { open.append(token) } else if change < 0 { _ = open.popLast() }
    }
    return open.last
  }

  /// The parts between the marks that stand outside all brackets.
  static func split(_ tokens: ArraySlice<Token>, at mark: String) -> [ArraySlice<Token>] {
    split(tokens) { $0.isSymbol(mark) }
  }

  /// The parts between the control words that stand outside all brackets.
  static func split(_ tokens: ArraySlice<Token>, atCommand name: String) -> [ArraySlice<Token>] {
    split(tokens) { $0.isCommand(name) }
  }

  private static func split(_ tokens: ArraySlice<Token>, where isMark: (Token) -> Bool) -> [ArraySlice<Token>] {
    var parts: [ArraySlice<Token>] = []
    var depth = 0
    var start = tokens.startIndex
    for place in tokens.indices {
      depth = max(0, depth + change(tokens[place]))
      if depth == 0, isMark(tokens[place]) {
        parts.append(tokens[start..<place])
        start = place + 1
      }
    }
    parts.append(tokens[start...])
    return parts
  }

  /// Whether two runs of tokens are spelled alike.
  static func same(_ a: ArraySlice<Token>, _ b: ArraySlice<Token>) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.kind == $1.kind }
  }

  /// The bytes that the tokens cover.
  static func range(_ tokens: ArraySlice<Token>) -> Range<Int>? {
    guard let first = tokens.first else { return nil }
    let lower = tokens.reduce(first.range.lowerBound) { min($0, $1.range.lowerBound) }
    let upper = tokens.reduce(first.range.upperBound) { max($0, $1.range.upperBound) }
    return lower..<upper
  }
}

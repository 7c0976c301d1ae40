/// The index of a family with what it runs through: `t = 1, \ldots, T`.
struct IndexQuantifier {
  /// The name of the index.
  let name: String
  /// The bytes of the name.
  let place: Range<Int>
  /// The smallest value.
  let lower: Int
  /// The tokens of the greatest value.
  let upper: ArraySlice<Token>

  private static let dots: Set<String> = ["\\ldots", "\\dots", "\\cdots", "\\dotsc", "...", "…"]
  private static let joints: Set<String> = ["and", "for", "for all", "for each", "for every", "where", ""]

  /// The indices that all of the tokens quantify, nil where they spell something else.
  static func all(_ tokens: ArraySlice<Token>) -> [IndexQuantifier]? {
    var cursor = TokenCursor(tokens)
    var found: [IndexQuantifier] = []
    while !cursor.isAtEnd {
      guard let next = one(&cursor) else { return nil }
      found += next
      while let token = cursor.next, token.isSymbol(",") || token.isSymbol(".") || isJoint(token) { _ = cursor.pop() }
    }
    return found.isEmpty ? nil : found
  }

  /// The place where a quantifier at the end of a formula begins, and its indices.
  static func suffix(_ tokens: ArraySlice<Token>) -> (start: Int, indices: [IndexQuantifier])? {
    var depth = 0
    for place in tokens.indices {
      depth = max(0, depth + TokenGroups.change(tokens[place]))
      guard depth == 0, place > tokens.startIndex, place + 1 < tokens.endIndex,
        tokens[place].isSymbol(",") || tokens[place].isSymbol(";") || isJoint(tokens[place])
          || tokens[place].isCommand("forall")
      else { continue }
      if let indices = all(tokens[(place + 1)...]) {
        // z, k ∈ {1, …, K} places both names in the set.
        let isList = tokens[place].isSymbol(",") && isNames(tokens[..<place]) && tokens.contains { $0.isCommand("in") }
        return isList ? nil : (place, indices)
      }
    }
    return nil
  }

  /// Whether the tokens are names between commas and nothing else.
  private static func isNames(_ tokens: ArraySlice<Token>) -> Bool {
    TokenGroups.split(tokens, at: ",").allSatisfy { part in
      NameReader.name(part).map { !$0.contains("_") } ?? false
    }
  }

  private static func isJoint(_ token: Token) -> Bool {
    guard case .text(let text) = token.kind else { return false }
    return joints.contains(text.lowercased().split { !$0.isLetter }.joined(separator: " "))
  }

  /// `i, j = 1, \ldots, n`, `t \in \{1, \ldots, T\}`, `t \in [T]` or `1 \le t \le T`.
  private static func one(_ cursor: inout TokenCursor) -> [IndexQuantifier]? {
    _ = cursor.take(command: "forall")
    if let lower = number(&cursor) { return between(lower, &cursor) }
    var names: [(String, Range<Int>)] = []
    repeat {
      guard let name = NameReader.prefix(cursor.tokens) else { return nil }
      names.append((name.name, TokenGroups.range(cursor.tokens[..<name.end]) ?? 0..<0))
      cursor = TokenCursor(cursor.tokens[name.end...])
    } while cursor.take(",")
    let range: (lower: Int, upper: ArraySlice<Token>)?
    if cursor.take(command: "in") {
      guard let open = cursor.next, let content = cursor.bracketed() else { return nil }
      var inner = TokenCursor(content)
      range = open.isSymbol("[") ? (1, content) : open.isSymbol("\\{") ? list(&inner, wholly: true) : nil
    } else if cursor.take("=") {
      range = list(&cursor, wholly: false)
    } else {
      return nil
    }
    guard let range, !range.upper.isEmpty else { return nil }
    return names.map { IndexQuantifier(name: $0.0, place: $0.1, lower: range.lower, upper: range.upper) }
  }

  private static func between(_ lower: Int, _ cursor: inout TokenCursor) -> [IndexQuantifier]? {
    let isAtMost = { (cursor: inout TokenCursor) in
      cursor.take(command: "le") || cursor.take(command: "leq") || cursor.take(command: "leqslant")
    }
    guard isAtMost(&cursor), let name = NameReader.prefix(cursor.tokens) else { return nil }
    let place = TokenGroups.range(cursor.tokens[..<name.end]) ?? 0..<0
    cursor = TokenCursor(cursor.tokens[name.end...])
    guard isAtMost(&cursor) else { return nil }
    let upper = upTo(&cursor)
    return upper.isEmpty ? nil : [IndexQuantifier(name: name.name, place: place, lower: lower, upper: upper)]
  }

  /// `1, 2, \ldots, T`.
  private static func list(_ cursor: inout TokenCursor, wholly: Bool) -> (lower: Int, upper: ArraySlice<Token>)? {
    guard let lower = number(&cursor) else { return nil }
    _ = cursor.take(",")
    if number(&cursor) != nil { _ = cursor.take(",") }
    var hasDots = false
    while let next = cursor.next, dots.contains(SetReader.spelling([next][...])) || next.isSymbol(".") {
      hasDots = true
      _ = cursor.pop()
    }
    guard hasDots else { return nil }
    _ = cursor.take(",")
    let upper = wholly ? cursor.tokens : upTo(&cursor)
    return (lower, upper)
  }

  /// The tokens up to the next comma or word.
  private static func upTo(_ cursor: inout TokenCursor) -> ArraySlice<Token> {
    let all = cursor.tokens
    let end = all.firstIndex { token in
      let isText = if case .text = token.kind { true } else { false }
      return token.isSymbol(",") || token.isSymbol(".") || token.isSymbol(";") || isText
    }
    cursor = TokenCursor(all[(end ?? all.endIndex)...])
    return all[..<(end ?? all.endIndex)]
  }

  private static func number(_ cursor: inout TokenCursor) -> Int? {
    guard case .number(let digits) = cursor.next?.kind, let number = Int(digits), number <= 1 else { return nil }
    _ = cursor.pop()
    return number
  }
}

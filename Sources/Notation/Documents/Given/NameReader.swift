/// Reads names in the spelling that declarations keep them in.
enum NameReader {
  /// The name that all of the tokens spell, nil where they spell something else.
  static func name(_ tokens: ArraySlice<Token>) -> String? {
    guard let found = prefix(tokens), found.end == tokens.endIndex else { return nil }
    return found.name
  }

  /// The name that the tokens begin with, and the place behind it.
  static func prefix(_ tokens: ArraySlice<Token>) -> (name: String, end: Int)? {
    var cursor = TokenCursor(tokens)
    guard var name = base(&cursor) else { return nil }
    var lower: String?
    var upper: String?
    while let next = cursor.next, next.isSymbol("_") || next.isSymbol("^") {
      var ahead = cursor
      _ = ahead.pop()
      guard let script = ahead.argument(), let label = label(script) else { break }
      if next.isSymbol("_") {
        guard lower == nil else { break }
        lower = label
      } else {
        guard upper == nil, isLabel(script) else { break }
        upper = label
      }
      cursor = ahead
    }
    if let lower { name += "_" + lower }
    if let upper { name += "^" + upper }
    return (name, cursor.tokens.startIndex)
  }

  /// The accent that a command puts on a name.
  static func accent(_ command: String) -> String? { decorations[command] }

  private static let decorations = [
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "bar", "overline": "bar",
    "check": "check", "dot": "dot",
  ]
  private static func base(_ cursor: inout TokenCursor) -> String? {
    guard let next = cursor.pop() else { return nil }
    switch next.kind {
    case .letter(let letter):
      return letter.unicodeScalars.first.flatMap(GreekLetters.name(of:)) ?? letter
    case .word(let word), .text(let word): return word
    case .command(let name):
      if let greek = GreekLetters.plain(name) { return greek }
      if name == "ell" { return name }
      guard decorations[name] != nil || SyntaxReader.decorations.contains(name), let content = cursor.argument(),
        let inner = NameReader.name(content) ?? label(content)
      else { return nil }
      guard let accent = decorations[name] else { return inner }
      // The index may stand under the accent: \hat{\mu_1} is \hat{\mu}_1.
      let end = inner.firstIndex { $0 == "_" || $0 == "^" } ?? inner.endIndex
      return "\(accent)(\(inner[..<end]))\(inner[end...])"
    default: return nil
    }
  }

  private static func isLabel(_ script: ArraySlice<Token>) -> Bool {
    guard let first = script.first else { return false }
    switch first.kind {
    case .symbol("("), .symbol("*"), .text: return true
    case .command(let name): return ["star", "ast", "dagger", "text"].contains(name)
    default: return false
    }
  }

  private static func label(_ script: ArraySlice<Token>) -> String? {
    var label = ""
    for token in script {
      switch token.kind {
      case .letter(let text):
        label += text.unicodeScalars.first.flatMap(GreekLetters.name(of:)) ?? text
      case .word(let text), .number(let text), .text(let text): label += text
      case .symbol(let symbol):
        if symbol != "{", symbol != "}" { label += symbol }
      case .command(let name):
        if let greek = GreekLetters.plain(name) {
          label += greek
        } else if ["star", "ast"].contains(name) {
          label += "*"
        } else if let accent = decorations[name] {
          label += accent
        } else if !SyntaxReader.decorations.contains(name) {
          return nil
        }
      case .rowEnd, .end: return nil
      }
    }
    return label.isEmpty ? nil : label
  }

  /// The name whose square the tokens spell, nil where they spell something else.
  static func squared(_ tokens: ArraySlice<Token>) -> String? {
    let suffix = [2, 4].first { count in
      tokens.count > count && ["^2", "^{2}"].contains(SetReader.spelling(tokens.suffix(count)))
    }
    return suffix.flatMap { name(tokens.dropLast($0)) }
  }
}

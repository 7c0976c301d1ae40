import Symbolic

/// How a name is written, with the fonts and forms of letters that do not tell names apart: `\mathbf{y}` is read as y.
struct NameSpelling: Equatable {
  /// Letters, fonts and forms in an order of their own, since scripts may come in any.
  private let parts: [String]

  /// The spelling of the tokens of a name.
  init(_ tokens: ArraySlice<Token>) {
    var parts: [String] = []
    var fonts: [String] = []
    var isInScript = false
    var length = 0
    for token in tokens {
      switch token.kind {
      case .letter(let text), .word(let text), .text(let text), .number(let text):
        for scalar in text.unicodeScalars { parts.append(NameSpelling.letter(scalar)) }
        if !isInScript { length += text.count }
      case .symbol("{"), .symbol("}"): continue
      case .symbol(let mark):
        if mark == "_" || mark == "^" { isInScript = true }
        parts.append(mark)
      case .command(let name):
        if let accent = NameReader.accent(name) {
          parts.append(accent)
        } else if let font = NameSpelling.fonts[name] {
          // What stands upright in a script is a word.
          if font != "upright" || !isInScript { fonts.append(font) }
        } else if !SyntaxReader.decorations.contains(name) {
          parts.append(name)
          if !isInScript { length += 1 }
        }
      case .rowEnd, .end: continue
      }
    }
    // A word stands upright as it is.
    if length > 1 { fonts.removeAll { $0 == "upright" } }
    self.parts = (parts + fonts).sorted()
  }

  private static func letter(_ scalar: UnicodeScalar) -> String {
    variants[scalar] ?? GreekLetters.name(of: scalar) ?? String(scalar)
  }

  /// The characters that are the `var` form of a letter.
  private static let variants: [UnicodeScalar: String] = [
    "ε": "varepsilon", "ϑ": "vartheta", "φ": "varphi", "ϱ": "varrho", "ς": "varsigma", "ϖ": "varpi",
  ]

  private static let fonts: [String: String] = {
    var fonts: [String: String] = ["vec": "arrow"]
    for (font, commands) in [
      "bold": ["mathbf", "boldsymbol", "bm", "bold", "pmb", "textbf", "bf", "boldmath"],
      "upright": ["mathrm", "rm", "operatorname"], "calligraphic": ["mathcal", "cal"], "script": ["mathscr"],
      "double": ["mathbb"], "sans": ["mathsf", "sf"], "fraktur": ["mathfrak"], "typewriter": ["mathtt", "tt"],
    ] {
      for command in commands { fonts[command] = font }
    }
    return fonts
  }()
}

/// Two names that are written differently and read as one.
extension DeclarationScope {
  /// A left side that declares, as the name that it declares and the tokens of that.
  private func subject(
    _ left: ArraySlice<Token>, indices: Set<String>
  ) -> (name: String, tokens: ArraySlice<Token>)? {
    if let member = FamilyMember(left, indices: indices),
      let mark = left.firstIndex(where: { $0.isSymbol("_") || $0.isSymbol("^") })
    {
      return (member.name, left[..<mark])
    }
    guard let found = NameReader.prefix(left) else { return nil }
    let tokens = left[..<found.end]
    if found.end == left.endIndex { return (found.name, tokens) }
    // What a bracket follows is declared where it is something that takes arguments; a matrix E does not tell \mathbb{E}.
    guard NamedCall(left) != nil else { return nil }
    if declarations.densities[found.name] != nil { return (found.name, tokens) }
    guard let symbol = declarations.symbol(named: found.name),
      declarations.functions.contains(symbol) || symbol.sort.isDistribution
    else { return nil }
    return (found.name, tokens)
  }

  private func isKnown(_ name: String) -> Bool {
    declarations.isDimension(name) || declarations.symbol(named: name) != nil || declarations.densities[name] != nil
  }

  /// The tokens of a name as they are written.
  private func written(_ tokens: ArraySlice<Token>) -> String {
    guard let range = TokenGroups.range(tokens) else { return "" }
    return String(source.text(range).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(80))
  }

  /// How the name is written that a left side would define, and how where it is declared, if that is in another way.
  func otherSpelling(of left: ArraySlice<Token>, indices: Set<String>) -> (written: String, declared: String)? {
    guard let subject = subject(left, indices: indices), isKnown(subject.name), let known = spellings[subject.name],
      known.spelling != NameSpelling(subject.tokens)
    else { return nil }
    return (written(subject.tokens), known.text)
  }

  /// The error of a second declaration of a name that is written in another way than in the first.
  func checkSpelling(_ left: ArraySlice<Token>, indices: Set<String> = []) throws(NotationError) {
    guard let subject = subject(left, indices: indices), isKnown(subject.name), let known = spellings[subject.name],
      known.spelling != NameSpelling(subject.tokens)
    else { return }
    throw error(
      subject.tokens,
      "'\(written(subject.tokens))' is declared, and before '\(known.text)', but both are read as one name",
      hint: "name one of them otherwise")
  }

  /// Notes how what a left side declares is written.
  mutating func noteSpelling(_ left: ArraySlice<Token>, indices: Set<String> = []) {
    guard let subject = subject(left, indices: indices), isKnown(subject.name), spellings[subject.name] == nil else {
      return
    }
    spellings[subject.name] = (NameSpelling(subject.tokens), written(subject.tokens))
  }
}

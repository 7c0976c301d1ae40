extension Lexer {
  /// Reads a character outside ASCII.
  mutating func unicode() throws(NotationError) {
    let start = position
    position += 1
    while position < limit, bytes[position] & 0xC0 == 0x80 { position += 1 }
    let text = source.text(start..<position)
    guard let scalar = text.unicodeScalars.first else { throw unexpected(start..<position) }
    if Lexer.blanks.contains(scalar) {
      spaced = true
    } else if GreekLetters.name(of: scalar) != nil {
      append(.letter(text), from: start)
    } else if let command = Lexer.commands[scalar] {
      append(.command(command), from: start)
    } else if let symbol = Lexer.symbols[scalar] {
      append(.symbol(symbol), from: start)
    } else if let raised = Lexer.raised[scalar] {
      script("^", raised, from: start, among: Lexer.raised)
    } else if let lowered = Lexer.lowered[scalar] {
      script("_", lowered, from: start, among: Lexer.lowered)
    } else {
      throw unexpected(start..<position)
    }
  }

  /// Writes a run of raised or lowered characters as a script in braces.
  private mutating func script(
    _ mark: String, _ first: Token.Kind, from start: Int, among table: [UnicodeScalar: Token.Kind]
  ) {
    append(.symbol(mark), from: start)
    append(.symbol("{"), from: start)
    append(first, from: start)
    while position < limit, bytes[position] >= 0x80 {
      var end = position + 1
      while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
      guard let next = source.text(position..<end).unicodeScalars.first, let kind = table[next] else { break }
      let from = position
      position = end
      if case .number(let digit) = kind, let last = tokens.indices.last, case .number(let digits) = tokens[last].kind {
        tokens[last].kind = .number(digits + digit)
        tokens[last].range = tokens[last].range.lowerBound..<position
      } else {
        append(kind, from: from)
      }
    }
    append(.symbol("}"), from: start)
  }

  private static let blanks: Set<UnicodeScalar> = [
    "\u{A0}", "\u{2009}", "\u{202F}", "\u{2003}", "\u{2002}", "\u{200B}",
  ]

  private static let symbols: [UnicodeScalar: String] = [
    "−": "-", "‖": "‖", "∥": "‖", "′": "'", "∣": "|", "’": "'", "∗": "*", "⋆": "*",
  ]

  private static let commands: [UnicodeScalar: String] = [
    "·": "cdot", "⋅": "cdot", "×": "times", "⊙": "odot", "∘": "circ", "⊗": "otimes", "∑": "sum", "∏": "prod",
    "∫": "int", "√": "sqrt", "∂": "partial", "∇": "nabla", "∞": "infty", "∈": "in", "∼": "sim", "≤": "le", "≥": "ge",
    "≠": "ne", "≈": "approx", "∝": "propto", "≡": "equiv", "→": "to", "…": "ldots", "⋯": "cdots", "⊤": "top",
    "⟨": "langle", "⟩": "rangle", "≔": "coloneqq", "ℓ": "ell", "≻": "succ", "⪰": "succeq", "∀": "forall",
  ]

  private static let raised: [UnicodeScalar: Token.Kind] = [
    "⁰": .number("0"), "¹": .number("1"), "²": .number("2"), "³": .number("3"), "⁴": .number("4"), "⁵": .number("5"),
    "⁶": .number("6"), "⁷": .number("7"), "⁸": .number("8"), "⁹": .number("9"), "⁻": .symbol("-"),
    "ᵀ": .command("top"), "ⁿ": .letter("n"), "ⁱ": .letter("i"),
  ]

  private static let lowered: [UnicodeScalar: Token.Kind] = [
    "₀": .number("0"), "₁": .number("1"), "₂": .number("2"), "₃": .number("3"), "₄": .number("4"), "₅": .number("5"),
    "₆": .number("6"), "₇": .number("7"), "₈": .number("8"), "₉": .number("9"), "ᵢ": .letter("i"), "ⱼ": .letter("j"),
    "ₖ": .letter("k"), "ₙ": .letter("n"), "ₘ": .letter("m"), "ₜ": .letter("t"), "₊": .symbol("+"), "₋": .symbol("-"),
  ]
}

/// How an expression is spelled.
package enum Style: Hashable, Sendable {
  /// LaTeX mathematics: every letter is a name of its own.
  case latex
  /// The plain spelling of the command line: letters that touch make one name.
  case plain
}

/// The smallest part of a formula.
package struct Token: Hashable, Sendable {
  /// What a token is.
  package enum Kind: Hashable, Sendable {
    /// A control word without its backslash: `\alpha` is "alpha". The name of an environment follows `begin` and
    /// `end`, and the content follows `tag`, each as a `text`.
    case command(String)
    /// One letter, Greek letters among them.
    case letter(String)
    /// A name of several letters and digits; plain style only.
    case word(String)
    /// Digits, with a decimal point or without.
    case number(String)
    /// A punctuation mark; `\|` is "‖", `\{` is "\\{", and every single bar is "|".
    case symbol(String)
    /// The end of a row, `\\`.
    case rowEnd
    /// Prose: the content of `\text{…}` as written.
    case text(String)
    /// The end of the formula.
    case end
  }

  /// Which side of a pair a delimiter was written for: `\left|` and `\lvert` open, `\mid` separates.
  package enum Side: Hashable, Sendable {
    /// Nothing says.
    case either
    /// The left of a pair.
    case opening
    /// The right of a pair.
    case closing
    /// Neither: it separates.
    case middle
  }

  /// What it is.
  package var kind: Kind
  /// The bytes of the source.
  package var range: Range<Int>
  /// Whether blank space, or a spacing command, comes before.
  package var hasSpaceBefore: Bool
  /// The side, where it is a delimiter.
  package var side: Side = .either

  /// Whether it is that punctuation mark.
  package func isSymbol(_ text: String) -> Bool { kind == .symbol(text) }

  /// Whether it is that control word.
  package func isCommand(_ name: String) -> Bool { kind == .command(name) }
}

/// The words that a writer gives a step.
enum Reason {
  /// Longer reasons are cut.
  private static let longest = 300

  /// What the tokens say, prose as it was written and formulas in their source's spelling.
  static func text(_ tokens: ArraySlice<Token>) -> String {
    var text = ""
    var previous = ""
    for token in tokens {
      let word = spelling(token)
      let isName = word.first == "\\" && word.dropFirst().allSatisfy(\.isLetter)
      let touches = previous.first == "\\" && (isName || word.first?.isLetter == true)
      if !text.isEmpty, token.hasSpaceBefore || touches, text.last != " ", word.first != " " { text += " " }
      text += word
      previous = word
      if text.utf8.count > longest { break }
    }
    return trimmed(text)
  }

  /// Several reasons as one; nil where there is none.
  static func joined(_ reasons: [String]) -> String? {
    let said = reasons.filter { !$0.isEmpty }
    return said.isEmpty ? nil : said.joined(separator: "; ")
  }

  /// The text without white space at its ends, every run of it in between one space.
  static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func spelling(_ token: Token) -> String {
    switch token.kind {
    case .command(let name): "\\" + name
    case .letter(let text), .word(let text), .number(let text), .text(let text): text
    case .symbol(let text): text
    case .rowEnd, .end: ""
    }
  }
}

/// The bold word that tells what a paragraph is for.
enum ParagraphMark {
  /// What a paragraph is for.
  enum Role {
    /// It declares.
    case given
    /// It says where a claim is from.
    case source
  }

  private static let words: [String: Role] = [
    "given": .given, "let": .given, "assume": .given, "assumption": .given, "assumptions": .given, "source": .source,
    "sources": .source,
  ]

  private static let openings = ["**", "__", "\\textbf{", "{\\bf ", "{\\bfseries "]

  /// Whether a paragraph begins with a bold word.
  static func isMarked(_ text: String) -> Bool {
    let trimmed = text.drop { $0.isWhitespace }
    return openings.contains { trimmed.hasPrefix($0) }
  }

  /// The role that the first words of a paragraph give it, and what follows the mark.
  static func role(_ text: String) -> (role: Role, rest: String)? {
    let trimmed = text.drop { $0.isWhitespace }
    guard let opening = openings.first(where: { trimmed.hasPrefix($0) }) else { return nil }
    var rest = trimmed.dropFirst(opening.count)
    let word = rest.prefix { $0.isLetter }
    guard let role = words[word.lowercased()] else { return nil }
    rest = rest.dropFirst(word.count)
    if let mark = rest.first, ":.,".contains(mark) { rest = rest.dropFirst() }
    rest = rest.drop { $0.isWhitespace }
    let closing = opening.hasSuffix("{") || opening.hasPrefix("{") ? "}" : opening
    guard rest.hasPrefix(closing) else { return nil }
    rest = rest.dropFirst(closing.count)
    if let mark = rest.first, ":.,".contains(mark) { rest = rest.dropFirst() }
    return (role, String(rest))
  }
}

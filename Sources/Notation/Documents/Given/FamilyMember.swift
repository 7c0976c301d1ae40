import Symbolic

/// A member of a family as a declaration writes it: x_t, r_{nk}, \sigma_k^2 or x^{(i)}.
struct FamilyMember {
  /// The name of the family.
  let name: String
  /// The names of the indices, in order.
  let indices: [String]
  /// Whether its square is written.
  let isSquared: Bool

  /// The member that the tokens spell with some of these indices, nil where they spell none.
  init?(_ tokens: ArraySlice<Token>, indices known: Set<String>) {
    guard let mark = FamilyMember.script(tokens) else { return nil }
    var cursor = TokenCursor(tokens[(mark + 1)...])
    let isUpper = tokens[mark].isSymbol("^")
    guard let base = NameReader.name(tokens[..<mark]), var script = cursor.argument() else { return nil }
    if isUpper {
      var inner = TokenCursor(script)
      guard let open = inner.next, open.isSymbol("("), let content = inner.bracketed(), inner.isAtEnd else {
        return nil
      }
      script = content
    }
    var labels: [String] = []
    var found: [String] = []
    for part in TokenGroups.split(script, at: ",") {
      var rest = TokenCursor(part)
      while !rest.isAtEnd {
        guard let next = NameReader.prefix(rest.tokens) else { return nil }
        if known.contains(next.name) {
          found.append(next.name)
        } else if found.isEmpty {
          labels.append(next.name)
        } else {
          return nil
        }
        rest = TokenCursor(rest.tokens[next.end...])
      }
    }
    let squares: Set<String> = ["^2", "^{2}"]
    isSquared = squares.contains(SetReader.spelling(cursor.tokens))
    guard !found.isEmpty, cursor.isAtEnd || isSquared else { return nil }
    name = canonicalName(base: base, subscripts: labels.joined(separator: ","), label: "")
    indices = found
  }

  /// The first script outside braces.
  private static func script(_ tokens: ArraySlice<Token>) -> Int? {
    var depth = 0
    for place in tokens.indices {
      depth += TokenGroups.change(tokens[place])
      if depth == 0, tokens[place].isSymbol("_") || tokens[place].isSymbol("^") { return place }
    }
    return nil
  }
}

import Symbolic

/// What a name can be declared to lie in.
enum ValueSet: Hashable {
  /// The natural numbers: the name is a dimension.
  case naturals
  /// The values of a shape, of which something is known.
  case values(Shape, Domain)
  /// The whole numbers from 1 to a dimension: the name is an index.
  case indices(Dimension)
}

/// A stretch of tokens that a set, or a part of it, is read from.
struct TokenCursor {
  private(set) var tokens: ArraySlice<Token>

  init(_ tokens: ArraySlice<Token>) { self.tokens = tokens }

  /// The next token.
  var next: Token? { tokens.first }

  /// Whether nothing is left.
  var isAtEnd: Bool { tokens.isEmpty }

  /// Takes the next token where it is that punctuation mark.
  mutating func take(_ symbol: String) -> Bool {
    guard let next, next.isSymbol(symbol) else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  /// Takes the next token where it is that control word.
  mutating func take(command name: String) -> Bool {
    guard let next, next.isCommand(name) else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  /// Takes the next token.
  mutating func pop() -> Token? { tokens.popFirst() }

  /// Takes the group in braces, or the one token, that comes next.
  mutating func argument() -> ArraySlice<Token>? {
    guard let next else { return nil }
    guard next.isSymbol("{") else {
      defer { tokens = tokens.dropFirst() }
      return tokens.prefix(1)
    }
    return bracketed()
  }

  /// Takes the group in brackets that comes next and gives its content.
  mutating func bracketed() -> ArraySlice<Token>? {
    guard let group = TokenGroups.group(tokens, at: tokens.startIndex) else { return nil }
    let content = tokens[group.content]
    tokens = tokens[group.end...]
    return content
  }

  /// Takes a word in the font that the set's name is written in, such as \mathbb{R}, \mathcal S or \mathrm{GL}.
  mutating func fontedWord() -> String? {
    let before = tokens
    var text = ""
    if case .command(let name) = next?.kind, TokenCursor.fonts.contains(name) {
      _ = pop()
      guard let content = argument() else {
        tokens = before
        return nil
      }
      for token in content {
        guard let letters = TokenCursor.letters(token) else {
          tokens = before
          return nil
        }
        text += letters
      }
    } else if case .text(let word) = next?.kind {
      text = word
      _ = pop()
    } else {
      while case .letter(let letter) = next?.kind {
        text += letter
        _ = pop()
      }
    }
    if text.isEmpty { tokens = before }
    return text.isEmpty ? nil : text
  }

  private static func letters(_ token: Token) -> String? {
    switch token.kind {
    case .letter(let letter): letter
    case .text(let text), .word(let text): text
    default: nil
    }
  }

  private static let fonts: Set<String> = [
    "mathbb", "mathcal", "mathrm", "mathbf", "mathsf", "mathit", "operatorname", "Bbb", "mathscr", "boldsymbol", "bm",
  ]
}

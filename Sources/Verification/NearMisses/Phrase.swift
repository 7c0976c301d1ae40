import Symbolic

/// Words around terms that are spelled later.
struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The two ends of an edit.
  enum End: Hashable, Sendable {
    case original
    case replacement
  }

  enum Piece: Hashable, Sendable {
    case text(String)
    case term(Term)
    case end(End)
  }

  /// Collects the pieces of a literal.
  struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [Piece] = []

    init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }
    mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { pieces.append(.text(literal)) } }
    mutating func appendInterpolation(_ term: Term) { pieces.append(.term(term)) }
    mutating func appendInterpolation(_ end: End) { pieces.append(.end(end)) }
    mutating func appendInterpolation(text: String) { pieces.append(.text(text)) }
  }

  private let pieces: [Piece]

  init(stringLiteral value: String) { pieces = [.text(value)] }
  init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  func words(original: Term, replacement: Term, spelling: (Term) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .term(let term): spelling(term)
      case .end(.original): spelling(original)
      case .end(.replacement): spelling(replacement)
      }
    }.joined()
  }
}

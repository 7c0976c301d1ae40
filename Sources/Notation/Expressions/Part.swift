import Symbolic

/// What a part of a formula stands for: a term, or one whose shape is open until the neighbours are known.
enum Part {
  case closed(Term)
  /// A bare 0 or I and what is made of them; the shape fills it, or nil where nothing tells.
  case open((Shape?) throws(NotationError) -> Term)

  /// The term, where the shape does not depend on the neighbours.
  var term: Term? {
    if case .closed(let term) = self { term } else { nil }
  }

  /// The term under that shape.
  func filled(_ shape: Shape?) throws(NotationError) -> Term {
    switch self {
    case .closed(let term): term
    case .open(let fill): try fill(shape)
    }
  }

  /// What a term made of this one stands for; `inward` gives the shape of the part from that of the whole.
  func map(
    inward: @escaping (Shape) -> Shape = { $0 },
    _ transform: @escaping (Term) throws(NotationError) -> Term
  ) throws(NotationError) -> Part {
    switch self {
    case .closed(let term): return .closed(try transform(term))
    case .open(let fill):
      return .open { shape throws(NotationError) in try transform(fill(shape.map(inward))) }
    }
  }
}

import Symbolic

/// A term as the multiple of another by numbers and dimensions, none of which is zero.
struct Multiple {
  let factor: Term
  let body: Term

  /// Nil where the term is no multiple of anything else.
  init?(_ term: Term) {
    let place: Int
    switch term.head {
    case .negation: place = 0
    case .quotient where Multiple.isFactor(term.arguments[1]): place = 0
    case .product:
      let others = term.arguments.indices.filter { !Multiple.isFactor(term.arguments[$0]) }
      guard others.count == 1 else { return nil }
      place = others[0]
    default: return nil
    }
    let inner = Multiple(term.arguments[place])
    var factors = term.arguments
    factors[place] = inner?.factor ?? Term(1)
    guard let factor = try? Term(term.head, factors) else { return nil }
    self.factor = factor
    body = inner?.body ?? term.arguments[place]
  }

  private static func isFactor(_ term: Term) -> Bool {
    switch term.head {
    case .number(let number): number != .zero
    // A dimension is at least one; one less may be none.
    case .dimension(let dimension): dimension.names.count == 1 && dimension.names.allSatisfy { .named($0) == dimension }
    case .negation, .product, .quotient: term.arguments.allSatisfy(isFactor)
    default: false
    }
  }
}

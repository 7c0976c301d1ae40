import Symbolic

extension NearMissCollector {
  /// The other end of an optimum, and p(z | x) for p(x | z).
  mutating func optima(_ place: Place) {
    let term = place.term
    switch term.head {
    case .optimizer(let variable, let extremum):
      add(.sign, at: place, "\(text: extremum.other.rawValue), not \(text: extremum.rawValue)") {
        try Term(.optimizer(variable, extremum.other), term.arguments)
      }
    case .extremum(let variable, let extremum):
      add(.sign, at: place, "\(text: extremum.other.rawValue), not \(text: extremum.rawValue)") {
        try Term(.extremum(variable, extremum.other), term.arguments)
      }
    case .law(let part):
      for (index, variable) in part.given.enumerated() {
        add(.extraFactor, at: place, "given \(Term(variable)), too: \(.original) instead of \(.replacement)") {
          var given = part.given
          given.remove(at: index)
          return try Term(.law(LawPart(law: part.law, of: part.of, given: given)), term.arguments.removing(at: index))
        }
      }
    case .density:
      guard term.arguments.count == 2, case .law(let part) = term.arguments[0].head, part.of.count == 1,
        part.given.count == 1
      else { return }
      let (given, point) = (term.arguments[0].arguments[0], term.arguments[1])
      let other = LawPart(law: part.law, of: part.given, given: part.of)
      add(.swap, at: place, "\(Phrase.End.replacement) for \(Phrase.End.original)") {
        try Term(.density, [Term(.law(other), [point]), given])
      }
    default: break
    }
  }
}

extension Extremum {
  fileprivate var other: Extremum {
    switch self {
    case .maximum: .minimum
    case .minimum: .maximum
    }
  }
}

import Symbolic

extension NearMissCollector {
  /// Signs of summands, of the whole line and of exponents.
  mutating func signs(_ place: Place) {
    let term = place.term
    if term.head == .sum {
      for index in term.arguments.indices.prefix(Self.widthLimit) { flip(place.child(index)) }
    } else if place.isWhole || place.parent?.head == .exponential || term.head == .negation && !place.isSummand {
      flip(place)
    } else if place.isFactor, term.isNegative {
      flip(place)
    }
    if place.isWhole, term.head == .sum {
      add(.sign, at: place, unlikely: 1, "the sign of the whole: − instead of +") { try term.negated() }
    }
  }

  private mutating func flip(_ place: Place) {
    let term = place.term
    guard let unsigned = try? term.unsigned() else { return }
    let phrase: Phrase =
      term.isNegative ? "the sign of \(unsigned): + instead of −" : "the sign of \(unsigned): − instead of +"
    add(.sign, at: place, phrase) { try term.negated() }
  }
}

import Symbolic

extension NearMissCollector {
  /// Numbers in front of a term: 2 and 1/2 inserted, any removed.
  mutating func factors(_ place: Place) {
    remove(place)
    if place.isWhole || place.isSummand || place.parent?.head == .exponential { insert(place.unsigned) }
    if place.isWhole || place.isSummand { insertDimensions(place.unsigned) }
  }

  private mutating func remove(_ place: Place) {
    let term = place.term
    switch term.head {
    case .product:
      for (index, factor) in term.arguments.enumerated().prefix(Self.widthLimit) {
        guard let number = factor.rational, number.magnitude != .one else { continue }
        add(.factor, at: place, "the factor \(factor) of \(.replacement) should not be there") {
          try Term.product(of: term.arguments.removing(at: index))
        }
      }
    case .quotient where term.arguments[1].rational != nil && term.arguments[0].rational == nil:
      add(.factor, at: place, "\(.replacement) should not be divided by \(term.arguments[1])") { term.arguments[0] }
    case .quotient:
      for (index, part) in term.arguments.enumerated() {
        guard case .dimension = part.head, term.arguments[1 - index] != part else { continue }
        let words: Phrase =
          index == 1
          ? "\(.replacement) should not be divided by \(part)"
          : "the factor \(part) of \(.original) should not be there"
        add(.factor, at: place, words) {
          index == 1 ? term.arguments[0] : try Term(.quotient, [Term(1), term.arguments[1]])
        }
      }
    default: break
    }
  }

  /// Numbers of data: T and 1/T too few.
  private mutating func insertDimensions(_ place: Place) {
    let term = place.term
    guard !term.sort.isDistribution, term.head != .sum || place.isWhole, term.rational == nil, place.scope.isEmpty
    else {
      return
    }
    for name in declarations.dimensions.prefix(4) {
      let dimension = Term(.named(name))
      if Self.hasFactor(dimension, term) { continue }
      add(.factor, at: place, unlikely: 3, "the factor \(dimension) is missing in front of \(.original)") {
        try term.multiplied(by: dimension)
      }
      add(.factor, at: place, unlikely: 3, "a division of \(.original) by \(dimension) is missing") {
        try term.multiplied(by: Term(.quotient, [Term(1), dimension]))
      }
    }
  }

  /// Whether the factor already multiplies or divides the term.
  private static func hasFactor(_ factor: Term, _ term: Term) -> Bool {
    switch term.head {
    case .product, .quotient: term.arguments.contains { $0 == factor || hasFactor(factor, $0) }
    default: false
    }
  }

  private mutating func insert(_ place: Place) {
    let term = place.term
    guard !term.sort.isDistribution, term.head != .sum || place.isWhole, term.rational == nil, !hasNumber(term) else {
      return
    }
    guard let half = try? Term.half() else { return }
    for factor in [half, Term(2)] {
      add(
        .factor, at: place, unlikely: term.isScalar ? 0 : 5, "the factor \(factor) is missing in front of \(.original)"
      ) { try term.multiplied(by: factor) }
    }
  }

  /// Whether a number other than one already multiplies or divides the term.
  private func hasNumber(_ term: Term) -> Bool {
    switch term.head {
    case .product: term.arguments.contains { $0.rational != nil }
    case .quotient: term.arguments[1].rational != nil
    default: false
    }
  }
}

import Symbolic

extension NearMissCollector {
  /// Summands and factors that are lost or too many.
  mutating func parts(_ place: Place) {
    let term = place.term
    switch term.head {
    case .sum:
      for (index, summand) in term.arguments.enumerated().prefix(Self.widthLimit) {
        add(.extraTerm, at: place, Phrase.extra(summand)) { try Term.sum(of: term.arguments.removing(at: index)) }
      }
      missingDimensions(place)
    case .product:
      for (index, factor) in term.arguments.enumerated().prefix(Self.widthLimit) where factor.rational == nil {
        add(.extraFactor, at: place, "the factor \(factor) is extra") {
          try Term.product(of: term.arguments.removing(at: index))
        }
      }
    default: break
    }
  }

  /// The n that the trace of an identity leaves behind.
  private mutating func missingDimensions(_ place: Place) {
    let term = place.term
    guard term.isScalar, !place.isInsideLogarithm, place.scope.isEmpty,
      term.arguments.contains(where: { $0.contains { $0.head == .trace || $0.head == .logarithm } })
    else { return }
    for name in declarations.dimensions.prefix(3) {
      let dimension = Term(.named(name))
      guard let negated = try? dimension.negated() else { continue }
      for summand in [negated, dimension] {
        add(.missingTerm, at: place, Phrase.missing(summand)) { try Term(.sum, term.arguments + [summand]) }
      }
    }
  }
}

extension Phrase {
  /// Said of a summand that should go.
  static func extra(_ summand: Term) -> Phrase { "the term \(summand) is extra" }
  /// Said of a summand that should come.
  static func missing(_ summand: Term) -> Phrase { "the term \(summand) is missing" }
}

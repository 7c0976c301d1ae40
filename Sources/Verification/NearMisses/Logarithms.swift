import Symbolic

extension NearMissCollector {
  /// Logarithms lost and logarithms too many.
  mutating func logarithms(_ place: Place) {
    let term = place.term
    if term.head == .logarithm {
      add(.logarithm, at: place, "no log: \(.replacement) instead of \(.original)") { term.arguments[0] }
      return
    }
    guard !place.isInsideLogarithm, term.isScalar, term.rational == nil, isPart(place), term.isKnownPositive else {
      return
    }
    let unlikely: Int
    switch term.head {
    case .determinant, .density: unlikely = 0
    case .dimension, .summation, .sum, .expectation, .integral: return
    default: unlikely = term.contains { $0.head == .determinant || $0.head == .density } ? 0 : 4
    }
    add(.logarithm, at: place, unlikely: unlikely, "the log of \(.original) is missing") {
      try Term(.logarithm, [term])
    }
  }

  /// Whether a logarithm could be written here.
  private func isPart(_ place: Place) -> Bool {
    guard let parent = place.parent else { return true }
    switch parent.head {
    case .sum, .negation, .product: return true
    case .quotient: return place.path.last == 0
    case .summation, .expectation: return place.path.last == parent.arguments.count - 1
    default: return false
    }
  }
}

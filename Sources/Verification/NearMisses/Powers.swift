import Symbolic

extension NearMissCollector {
  /// Squares and square roots: σ for σ² and σ² for σ.
  mutating func powers(_ place: Place) {
    let term = place.term
    switch term.head {
    case .power: lower(place)
    case .squareRoot:
      add(.squareRoot, at: place, "no square root: \(.replacement) instead of \(.original)") { term.arguments[0] }
    default: if isRaisable(place) { raise(place) }
    }
  }

  private mutating func lower(_ place: Place) {
    let base = place.term.arguments[0]
    let exponent = place.term.arguments[1]
    guard let number = exponent.rational else { return }
    if number == Rational(2) {
      add(.square, at: place, "no square: \(.replacement) instead of \(.original)") { base }
    } else if number == .half {
      add(.squareRoot, at: place, "no square root: \(.replacement) instead of \(.original)") { base }
    } else if number == .minusOne {
      add(.inverse, at: place, "\(base) should not be inverted") { base }
      add(.square, at: place, "the square is missing: \(.replacement) instead of \(.original)") {
        try Term(.power, [base, Term(2).negated()])
      }
    } else if number == Rational(-2) {
      add(.square, at: place, "no square: \(.replacement) instead of \(.original)") {
        try Term(.power, [base, Term(1).negated()])
      }
    }
    if number.signum != 0, number != .minusOne, base.isScalar {
      add(.inverse, at: place, unlikely: 2, "the sign of the exponent: \(.replacement) instead of \(.original)") {
        try Term(.power, [base, exponent.negated()])
      }
    }
  }

  private mutating func raise(_ place: Place) {
    let term = place.term
    let isPlain = term.head != .sum
    add(
      .square, at: place, unlikely: isPlain ? 0 : 1, "the square is missing: \(.replacement) instead of \(.original)"
    ) { try Term(.power, [term, Term(2)]) }
    guard isPlain else { return }
    add(
      .squareRoot, at: place, unlikely: term.isKnownPositive ? 2 : 8,
      "the square root is missing: \(.replacement) instead of \(.original)"
    ) { try Term(.squareRoot, [term]) }
  }

  /// Whether people write squares of such terms.
  private func isRaisable(_ place: Place) -> Bool {
    let term = place.term
    if let parent = place.parent, [.power, .squareRoot, .entry, .gaussian].contains(parent.head) {
      return parent.head == .gaussian && term.isScalar && parent.arguments[1] == term && term.symbol != nil
    }
    if term.sort.isDistribution { return false }
    switch term.head {
    case .symbol(let symbol):
      if place.scope.contains(symbol), symbol.domain == .natural { return false }
      // An index squared leaves the range.
      if symbol.domain == .natural, let parent = place.parent {
        switch parent.head {
        case .application, .memberGradient, .indicator, .density, .law: return false
        default: break
        }
      }
      return term.isScalar || place.parent?.head == .diagonalMatrix
    case .entry, .norm: return true
    case .sum:
      guard term.isScalar, let parent = place.parent else { return false }
      switch parent.head {
      case .product: return parent.arguments.contains { $0 != term && $0.rational == nil }
      case .quotient: return parent.arguments[1].rational == nil
      case .summation: return place.path.last == 2
      default: return false
      }
    default: return false
    }
  }
}

import Symbolic

extension NearMissCollector {
  /// Multiplication for division, and quotients turned upside down.
  mutating func quotients(_ place: Place) {
    let term = place.term
    switch term.head {
    case .product:
      let factors = term.arguments
      for (index, factor) in factors.enumerated().prefix(Self.widthLimit) where factor.isScalar {
        // An indicator may be 0, and nobody divides by one.
        if factor.head == .indicator { continue }
        let isNumber = factor.rational != nil
        if isNumber, factor.number == nil { continue }
        if factor.isFlag { continue }
        // Dividing a mere number by the whole rest is no slip that people make.
        let isOdd = isNumber || factor.head == .sum || factors.count == 2 && factors[1 - index].rational != nil
        add(.division, at: place, unlikely: isOdd ? 4 : 0, "divide by \(factor) instead of multiplying") {
          try Term(.quotient, [Term.product(of: factors.removing(at: index)), factor])
        }
      }
    case .quotient:
      let numerator = term.arguments[0]
      let denominator = term.arguments[1]
      if numerator.rational?.magnitude != .one {
        let unlikely = denominator.rational == nil ? 0 : 4
        add(.division, at: place, unlikely: unlikely, "multiply by \(denominator) instead of dividing") {
          if numerator.isScalar, denominator.rational != nil { return try numerator.multiplied(by: denominator) }
          return try Term(.product, numerator.factors + [denominator])
        }
      }
      guard numerator.isScalar else { return }
      add(.quotient, at: place, "the quotient is upside down: \(.replacement) instead of \(.original)") {
        numerator.rational == .one ? denominator : try Term(.quotient, [denominator, numerator])
      }
    default: break
    }
  }
}

extension Term {
  /// Whether this is 0 or 1 by what it is declared as, so that nobody divides by it.
  fileprivate var isFlag: Bool {
    switch head {
    case .indicator: true
    case .symbol(let symbol), .application(let symbol): [.binary, .oneHot].contains(symbol.domain)
    case .entry: arguments[0].isFlag
    default: false
    }
  }
}

import Symbolic

/// What is left to expand in an expression.
///
/// Where a question is plain algebra, any form of it is equal to the answer by plain algebra; only what the answer looks
/// like tells whether the question was answered.
enum ExpandedForm {
  /// What is left, in words; nil where nothing is.
  static func left(in term: Term) -> String? {
    var seen: Set<Term> = []
    var pending = [term]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch next.head {
      case .product where next.arguments.contains(where: isSum): return "a product with a sum"
      case .power where isSum(next.arguments[0]) && isCount(next.arguments[1]): return "a power of a sum"
      case .quotient where isSum(next.arguments[0]) && !isSum(next.arguments[1]): return "a fraction of a sum"
      default: pending += next.arguments
      }
    }
    return nil
  }

  private static func isSum(_ term: Term) -> Bool {
    switch term.head {
    case .sum: true
    case .negation, .transpose: isSum(term.arguments[0])
    default: false
    }
  }

  private static func isCount(_ exponent: Term) -> Bool {
    exponent.number.map { $0.denominator == 1 && $0.numerator > 1 } ?? false
  }
}

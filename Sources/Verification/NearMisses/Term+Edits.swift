import Symbolic

extension Term {
  /// The number that a number, a negated one or a quotient of two stands for.
  var rational: Rational? {
    switch head {
    case .number(let number): number
    case .negation: arguments[0].rational?.negated
    case .quotient:
      if let above = arguments[0].rational, let below = arguments[1].rational {
        try? above.divided(by: below)
      } else {
        nil
      }
    default: nil
    }
  }

  /// Whether a minus sign stands in front.
  var isNegative: Bool {
    switch head {
    case .number(let number): number.signum < 0
    case .negation: true
    case .product, .quotient: arguments[0].isNegative
    default: false
    }
  }

  /// The term with the other sign, written without a double minus.
  func negated() throws -> Term {
    switch head {
    case .negation: return arguments[0]
    case .number(let number) where number.signum < 0: return Term(number.negated)
    case .product where arguments[0].isNegative, .quotient where arguments[0].isNegative:
      return try Term(head, [arguments[0].negated()] + arguments.dropFirst())
    default: return try Term(.negation, [self])
    }
  }

  /// The term without the minus sign in front.
  func unsigned() throws -> Term { isNegative ? try negated() : self }

  /// The term with one child replaced.
  func replacingArgument(_ index: Int, with argument: Term) throws -> Term {
    var children = arguments
    children[index] = argument
    return try Term(head, children)
  }

  /// The summands; the term itself where it is no sum.
  var summands: [Term] { head == .sum ? arguments : [self] }

  /// The factors; the term itself where it is no product.
  var factors: [Term] { head == .product ? arguments : [self] }

  /// The sum of at least one summand; sums among them are not taken apart.
  static func sum(of summands: [Term]) throws -> Term {
    summands.count == 1 ? summands[0] : try Term(.sum, summands)
  }

  /// The product of at least one factor; products among them are not taken apart.
  static func product(of factors: [Term]) throws -> Term {
    factors.count == 1 ? factors[0] : try Term(.product, factors)
  }

  /// The term times a scalar in front.
  func multiplied(by factor: Term) throws -> Term {
    head == .sum ? try Term(.product, [factor, self]) : try Term(.product, [factor] + factors)
  }

  var isScalar: Bool { sort == .scalar }

  /// One half, as people write it.
  static func half() throws -> Term { try Term(.quotient, [Term(1), Term(2)]) }
}

extension Array {
  /// The elements without the one at the index.
  func removing(at index: Int) -> [Element] { Array(self[..<index] + self[(index + 1)...]) }
}

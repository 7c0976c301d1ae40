/// A rewriting of one term at its root; nil where it does not apply.
typealias Rewriting = (Term) throws -> Term?

extension Term {
  /// The term with the rewriting applied at every place, children before parents.
  func rewritingEverywhere(_ rewriting: Rewriting) throws -> Term {
    let inner = try mapArguments { try $0.rewritingEverywhere(rewriting) }
    return try rewriting(inner) ?? inner
  }
}

/// A sum as a list of rational multiples, so that equal summands meet.
struct LinearCombination {
  private(set) var parts: [(coefficient: Rational, term: Term)] = []

  /// The summands of a term, with rational factors and signs taken out.
  init(_ term: Term) throws { try add(term, .one) }

  init(parts: [(coefficient: Rational, term: Term)]) throws {
    for part in parts { try add(part.term, part.coefficient) }
  }

  private mutating func add(_ term: Term, _ coefficient: Rational) throws {
    let arguments = term.arguments
    switch term.head {
    case .sum:
      for argument in arguments { try add(argument, coefficient) }
    case .negation: try add(arguments[0], coefficient.negated)
    case .number(let number) where number != .one: try add(Term(1), coefficient.times(number))
    case .quotient:
      if let divisor = arguments[1].number {
        try add(arguments[0], coefficient.divided(by: divisor))
      } else {
        collect(term, coefficient)
      }
    case .product:
      if let index = arguments.firstIndex(where: { LinearCombination.number($0) != nil }),
        let number = LinearCombination.number(arguments[index])
      {
        var rest = arguments
        rest.remove(at: index)
        try add(rest.count == 1 ? rest[0] : Term(.product, rest), coefficient.times(number))
      } else if let index = arguments.firstIndex(where: { $0.head == .sum && $0.shape.isScalar }),
        arguments.filter({ $0.head == .sum }).count == 1, arguments.count == 2
      {
        for summand in arguments[index].arguments {
          try add(Term(.product, [arguments[1 - index], summand]), coefficient)
        }
      } else {
        collect(term, coefficient)
      }
    default: collect(term, coefficient)
    }
  }

  /// The rational number that a term writes, such as 1/2.
  private static func number(_ term: Term) -> Rational? {
    switch term.head {
    case .number(let number): number
    case .negation: number(term.arguments[0])?.negated
    case .quotient:
      if let above = number(term.arguments[0]), let below = number(term.arguments[1]) {
        try? above.divided(by: below)
      } else {
        nil
      }
    default: nil
    }
  }

  private mutating func collect(_ term: Term, _ coefficient: Rational) {
    guard let index = parts.firstIndex(where: { $0.term == term }) else {
      parts.append((coefficient, term))
      return
    }
    guard let sum = try? parts[index].coefficient.plus(coefficient) else {
      parts.append((coefficient, term))
      return
    }
    parts[index].coefficient = sum
    if sum == .zero { parts.remove(at: index) }
  }

  /// The sum as a term; with a factor that all coefficients share in front of a bracket where that is shorter.
  func term(shape: Shape, factored: Bool) throws -> Term {
    guard let first = parts.first else { return shape.isScalar ? Term(0) : try Term(.zero(shape)) }
    let shared = first.coefficient.magnitude
    if factored, parts.count > 1, shared != .one,
      parts.allSatisfy({ ($0.coefficient.denominator) == shared.denominator })
    {
      let factor = try Rational(1, shared.denominator)
      let inner = try LinearCombination(
        parts: parts.map { (try $0.coefficient.divided(by: factor), $0.term) })
      return try Term(.product, [Self.term(factor), inner.term(shape: shape, factored: false)])
    }
    let ordered = parts.filter { $0.coefficient > .zero } + parts.filter { $0.coefficient < .zero }
    let terms = try ordered.map { part in
      let size = part.coefficient.magnitude
      let body =
        size == .one
        ? part.term
        : part.term.number == .one
          ? try Self.term(size)
          : try Term(.product, [Self.term(size)] + (part.term.head == .product ? part.term.arguments : [part.term]))
      return part.coefficient < .zero ? try Term(.negation, [body]) : body
    }
    return terms.count == 1 ? terms[0] : try Term(.sum, terms)
  }

  private static func term(_ number: Rational) throws -> Term {
    number.isInteger
      ? Term(number.numerator) : try Term(.quotient, [Term(number.numerator), Term(number.denominator)])
  }
}

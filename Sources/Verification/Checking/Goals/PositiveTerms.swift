import Symbolic

/// Reads from the form of a scalar that its value is positive wherever it has one.
struct PositiveTerms {
  private let declarations: Declarations
  private var positive: [Term: Bool] = [:]
  private var exponential: [Term: Bool] = [:]

  init(declarations: Declarations) { self.declarations = declarations }

  /// Whether the value is positive by its form: densities, exponentials, and what is made of them.
  mutating func isPositive(_ term: Term) -> Bool {
    isPositive(term, room: TermGraph.depthLimit)
  }

  /// Whether a density or an exponential is a factor, so that the logarithm is simpler than the value.
  mutating func isExponential(_ term: Term) -> Bool {
    isExponential(term, room: TermGraph.depthLimit)
  }

  private mutating func isExponential(_ term: Term, room: Int) -> Bool {
    guard room > 0 else { return false }
    if let known = exponential[term] { return known }
    let factors: ArraySlice<Term>
    switch term.head {
    case .density, .exponential: return true
    case .product, .quotient: factors = term.arguments[...]
    case .power, .squareRoot: factors = term.arguments.prefix(1)
    case .productOver: factors = term.arguments.suffix(1)
    case .symbol(let symbol): factors = declarations.definitions[symbol].map { [$0] } ?? []
    default: return false
    }
    var found = false
    for factor in factors where !found { found = isExponential(factor, room: room - 1) }
    exponential[term] = found
    return found
  }

  private mutating func isPositive(_ term: Term, room: Int) -> Bool {
    guard room > 0, term.sort == .scalar else { return false }
    if let known = positive[term] { return known }
    let parts: ArraySlice<Term>
    switch term.head {
    case .density, .exponential, .dimension, .constant(.pi), .constant(.e): return true
    case .number(let number): return number.numerator > 0
    case .sum, .product, .quotient: parts = term.arguments[...]
    case .power, .squareRoot: parts = term.arguments.prefix(1)
    case .productOver, .summation, .integral, .expectation: parts = term.arguments.suffix(1)
    case .determinant:
      guard let matrix = term.arguments.first?.symbol else { return false }
      return matrix.domain == .positiveDefinite && declarations.definitions[matrix] == nil
    case .symbol(let symbol):
      guard let definition = declarations.definitions[symbol] else { return symbol.domain.isPositive }
      parts = [definition]
    case .application(let function): return function.domain.isPositive
    default: return false
    }
    var result = true
    for part in parts where result { result = isPositive(part, room: room - 1) }
    positive[term] = result
    return result
  }
}

extension Domain {
  /// Whether every scalar of the domain is positive.
  fileprivate var isPositive: Bool {
    switch self {
    case .positive, .natural: true
    case .real, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible, .simplex, .binary,
      .oneHot, .fullColumnRank:
      false
    }
  }
}

import Symbolic

extension NearMissCollector {
  /// Expectations taken of the wrong part: E[xx'] for E[x]E[x]', E[f(x)] for f(E[x]).
  mutating func moments(_ place: Place) {
    let term = place.term
    switch term.head {
    case .expectation(let variable): separate(place, variable)
    case .product: merge(place)
    case .power where term.arguments[1].rational == Rational(2):
      let base = term.arguments[0]
      guard case .expectation = base.head else { return }
      add(.moment, at: place, "the square inside the expectation: \(.replacement) instead of \(.original)") {
        try Term(base.head, [base.arguments[0], Term(.power, [base.arguments[1], Term(2)])])
      }
    default: break
    }
  }

  private mutating func separate(_ place: Place, _ variable: Symbol) {
    let head = place.term.head
    let distribution = place.term.arguments[0]
    let body = place.term.arguments[1]
    guard body.freeSymbols.contains(variable) else { return }
    let phrase: Phrase = "the expectation at another place: \(.replacement) instead of \(.original)"
    if body.head == .product {
      for split in (1..<body.arguments.count).prefix(Self.widthLimit) {
        add(.moment, at: place, phrase) {
          let parts = [body.arguments[..<split], body.arguments[split...]].map(Array.init)
          return try Term(
            .product, parts.map { try Self.expectation(of: $0, head, distribution, variable) }.flatMap(\.factors))
        }
      }
    }
    if body.head == .logarithm {
      add(.moment, at: place, unlikely: 2, phrase) {
        try Term(.logarithm, [Term(head, [distribution, body.arguments[0]])])
      }
    }
    if body.symbol == nil, !Self.hasDensity(body, of: variable) {
      add(.moment, at: place, unlikely: 1, phrase) {
        try body.substituting([variable: Term(head, [distribution, Term(variable)])])
      }
    }
  }

  /// Whether an arbitrary density stands at the variable, which knows no other values, or a family is bound.
  private static func hasDensity(_ body: Term, of variable: Symbol) -> Bool {
    variable.isFamily
      || body.contains { inner in
        guard inner.freeSymbols.contains(variable) else { return false }
        if case .law = inner.head { return true }
        guard inner.head == .density, case .law = inner.arguments[0].head else { return false }
        return true
      }
  }

  /// The expectation of a product, with the factors that do not depend on the variable left outside.
  private static func expectation(of factors: [Term], _ head: Head, _ distribution: Term, _ variable: Symbol) throws
    -> Term
  {
    guard let first = factors.firstIndex(where: { $0.freeSymbols.contains(variable) }),
      let last = factors.lastIndex(where: { $0.freeSymbols.contains(variable) })
    else { return try Term.product(of: factors) }
    var inner = try Term.product(of: Array(factors[first...last]))
    let isTransposed = inner.head == .transpose
    if isTransposed { inner = inner.arguments[0] }
    inner = try Term(head, [distribution, inner])
    if isTransposed { inner = try Term(.transpose, [inner]) }
    return try Term.product(of: Array(factors[..<first]) + [inner] + Array(factors[(last + 1)...]))
  }

  private mutating func merge(_ place: Place) {
    let factors = place.term.arguments
    for index in factors.indices.dropLast().prefix(Self.widthLimit) {
      guard let left = Expectation(factors[index]), let right = Expectation(factors[index + 1]),
        left.head == right.head, left.distribution == right.distribution
      else { continue }
      add(.moment, at: place, "the expectation of the product: \(.replacement) instead of \(.original)") {
        let body = try Term(.product, left.body.factors + right.body.factors)
        let merged = try Term(left.head, [left.distribution, body])
        return try Term.product(of: Array(factors[..<index]) + [merged] + Array(factors[(index + 2)...]))
      }
    }
  }
}

/// An expectation, or the transpose of one with the transpose taken inside.
private struct Expectation {
  let head: Head
  let distribution: Term
  let body: Term

  init?(_ term: Term) {
    let isTransposed = term.head == .transpose
    let inner = isTransposed ? term.arguments[0] : term
    guard case .expectation = inner.head,
      let body = isTransposed ? try? Term(.transpose, [inner.arguments[1]]) : inner.arguments[1]
    else { return nil }
    head = inner.head
    distribution = inner.arguments[0]
    self.body = body
  }
}

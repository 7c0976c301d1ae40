/// Finds what the symbols of an identity must stand for so that its left side becomes a given term.
///
/// Sums match in any order, and a symbol may stand for several neighbouring factors. The matcher is not trusted: what it
/// finds is checked by the kernel.
enum Matcher {
  private static let limit = 24

  /// - Parameter variables: the identity's variables.
  static func matches(_ identity: Identity, of variables: Set<Symbol>, _ term: Term) -> [Substitution] {
    if let symbol = identity.left.symbol, variables.contains(symbol) { return [] }
    return match(identity.left, term, Substitution(), variables).filter { substitution in
      identity.variables.allSatisfy { substitution.terms[$0] != nil }
    }
  }

  private static func match(
    _ pattern: Term, _ term: Term, _ known: Substitution, _ variables: Set<Symbol>
  ) -> [Substitution] {
    if let symbol = pattern.symbol, variables.contains(symbol) { return bind(symbol, term, known).map { [$0] } ?? [] }
    guard var next = unify(pattern.shape, term.shape, known) else { return [] }
    switch (pattern.head, term.head) {
    case (.sum, .sum): return matchSum(summands(pattern), summands(term), next, variables)
    case (.product, .product): return matchProduct(factors(pattern), factors(term), next, variables)
    case (.identity, .identity), (.zero, .zero), (.ones, .ones): return [next]
    case (.dimension(let a), .dimension(let b)): return unify(a, b, next).map { [$0] } ?? []
    case (.dimension(let a), .number(let b)):
      return b.isInteger ? unify(a, .literal(b.numerator), next).map { [$0] } ?? [] : []
    case (.application(let f), .application(let g)) where variables.contains(f):
      guard pattern.arguments.count == term.arguments.count, let bound = bind(f, Term(g), next) else { return [] }
      next = bound
    default:
      if let inner = pattern.head.bound, let outer = term.head.bound {
        guard pattern.head.binding(outer).hasSameKind(as: term.head), pattern.arguments.count == term.arguments.count,
          let shaped = unify(inner.shape, outer.shape, next)
        else { return [] }
        next = shaped
        next.terms[inner] = Term(outer)
        return matchAll(zip(pattern.arguments, term.arguments).map { ($0, $1) }, next, variables.union([inner]))
          .map { found in
            var clean = found
            clean.terms[inner] = nil
            return clean
          }
      }
      guard pattern.head == term.head, pattern.arguments.count == term.arguments.count else { return [] }
    }
    return matchAll(zip(pattern.arguments, term.arguments).map { ($0, $1) }, next, variables)
  }

  private static func matchAll(
    _ pairs: [(Term, Term)], _ known: Substitution, _ variables: Set<Symbol>
  ) -> [Substitution] {
    var found = [known]
    for (pattern, term) in pairs {
      found = Array(found.flatMap { match(pattern, term, $0, variables) }.prefix(limit))
    }
    return found
  }

  private static func matchSum(
    _ patterns: [Term], _ terms: [Term], _ known: Substitution, _ variables: Set<Symbol>
  ) -> [Substitution] {
    guard let first = patterns.first else { return terms.isEmpty ? [known] : [] }
    guard patterns.count <= terms.count, terms.count <= 8 else { return [] }
    if patterns.count == 1 {
      let rest = terms.count == 1 ? terms[0] : try? Term(.sum, terms)
      return rest.map { match(first, $0, known, variables) } ?? []
    }
    var found: [Substitution] = []
    for (index, term) in terms.enumerated() {
      var rest = terms
      rest.remove(at: index)
      for next in match(first, term, known, variables) {
        found += matchSum(Array(patterns.dropFirst()), rest, next, variables)
        if found.count >= limit { return found }
      }
    }
    return found
  }

  private static func matchProduct(
    _ patterns: [Term], _ terms: [Term], _ known: Substitution, _ variables: Set<Symbol>
  ) -> [Substitution] {
    guard let first = patterns.first else { return terms.isEmpty ? [known] : [] }
    guard patterns.count <= terms.count, terms.count <= 12 else { return [] }
    var found: [Substitution] = []
    for length in 1...(terms.count - patterns.count + 1) {
      let head = Array(terms.prefix(length))
      guard let group = length == 1 ? head[0] : try? Term(.product, head) else { continue }
      for next in match(first, group, known, variables) {
        found += matchProduct(Array(patterns.dropFirst()), Array(terms.dropFirst(length)), next, variables)
        if found.count >= limit { return found }
      }
    }
    return found
  }

  private static func bind(_ symbol: Symbol, _ term: Term, _ known: Substitution) -> Substitution? {
    if let bound = known.terms[symbol] { return bound == term ? known : nil }
    guard symbol.sort.isDistribution == term.sort.isDistribution,
      var next = unify(symbol.shape, term.shape, known)
    else { return nil }
    next.terms[symbol] = term
    return next
  }

  private static func unify(_ pattern: Shape, _ shape: Shape, _ known: Substitution) -> Substitution? {
    unify(pattern.rows, shape.rows, known).flatMap { unify(pattern.columns, shape.columns, $0) }
  }

  private static func unify(_ pattern: Dimension, _ dimension: Dimension, _ known: Substitution) -> Substitution? {
    if pattern.literal != nil { return pattern == dimension ? known : nil }
    if pattern.parts.count == 1, pattern.parts[0].coefficient == 1, pattern.parts[0].names.count == 1 {
      let name = pattern.parts[0].names[0]
      if let bound = known.dimensions[name] { return bound == dimension ? known : nil }
      var next = known
      next.dimensions[name] = dimension
      return next
    }
    return pattern.substituting(known.dimensions) == dimension ? known : nil
  }

  private static func summands(_ term: Term) -> [Term] {
    term.head == .sum ? term.arguments.flatMap(summands) : [term]
  }

  private static func factors(_ term: Term) -> [Term] {
    term.head == .product ? term.arguments.flatMap(factors) : [term]
  }
}

extension Head {
  /// Whether two heads are made the same way, whatever they bind and whatever their dimensions are.
  fileprivate func hasSameKind(as other: Head) -> Bool {
    switch (self, other) {
    case (.vector, .vector), (.summation, .summation), (.productOver, .productOver), (.integral, .integral),
      (.expectation, .expectation):
      true
    default: false
    }
  }
}

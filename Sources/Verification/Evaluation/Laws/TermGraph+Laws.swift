import Symbolic

extension TermGraph {
  /// Whether nothing is known of the law but its variables.
  func isArbitrary(_ law: Symbol) -> Bool {
    declarations.laws[law] != nil && !declarations.components.contains { $0.law == law }
  }

  /// Whether the symbol is drawn by itself: not taken from the support of a law's variable, unless an index.
  func takesOwnValue(_ number: Int) -> Bool {
    roles[number] == nil || declarations.indexBounds[symbols[number]] != nil
  }

  /// The variables of laws of which nothing else is known.
  static func tableVariables(_ declarations: Declarations) -> Set<Symbol> {
    var found: Set<Symbol> = []
    for (law, variables) in declarations.laws where !declarations.components.contains(where: { $0.law == law }) {
      found.formUnion(variables)
    }
    return found
  }

  /// KL(p ‖ q) or H(p) of parts of laws as expectations over one variable after the other:
  /// E_{p(x)} E_{p(z | x)} [log p(x, z) − log q(x, z)]; nil where p is no part of a law.
  func asLawExpectation(_ term: Term) -> Term? {
    guard let first = term.arguments.first, let part = lawPart(of: first) else { return nil }
    do {
      // No declaration can spell these names.
      let points = part.part.of.map { $0.renamed("#\($0.name)") }
      func logarithm(_ distribution: Term) throws -> Term {
        try Term(.logarithm, [Term(.density, [distribution] + points.map { Term($0) })])
      }
      var body = try logarithm(part.term)
      if case .entropy = term.head {
        body = try Term(.negation, [body])
      } else {
        let other = lawPart(of: term.arguments[1])?.term ?? term.arguments[1]
        body = try Term(.sum, [body, Term(.negation, [logarithm(other)])])
      }
      for index in points.indices.reversed() {
        let inner = LawPart(
          law: part.part.law, of: [part.part.of[index]], given: part.part.given + part.part.of[..<index])
        let given = part.term.arguments + points[..<index].map { Term($0) }
        body = try Term(.expectation(points[index]), [Term(.law(inner), given), body])
      }
      return body
    } catch {
      return nil
    }
  }

  /// The part of a law that a term is, definitions followed.
  private func lawPart(of term: Term) -> (part: LawPart, term: Term)? {
    switch term.head {
    case .law(let part): return (part, term)
    case .symbol(let symbol):
      if let definition = declarations.definitions[symbol] { return lawPart(of: definition) }
      guard let whole = wholeLaw(symbol), case .law(let part) = whole.head else { return nil }
      return (part, whole)
    default: return nil
    }
  }

  /// The joint distribution of all variables of a law; nil where the symbol is none.
  func wholeLaw(_ symbol: Symbol) -> Term? {
    guard let variables = declarations.laws[symbol] else { return nil }
    return try? Term(.law(LawPart(law: symbol, of: variables, given: [])))
  }
}

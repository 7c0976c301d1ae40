import Symbolic

/// Finds the arbitrary functions of which derivatives or expectations are taken.
///
/// Elsewhere a fresh value for every argument is the most general function; these need values that fit together, which
/// polynomials have.
enum SmoothFunctions {
  /// The functions that are applied to what a derivative is taken by or an expectation runs over.
  static func find(in terms: [Term], declarations: Declarations) -> Set<Symbol> {
    guard declarations.functions.count > declarations.families.count else { return [] }
    var reader = Reader(declarations: declarations)
    for term in terms { reader.read(term, [], room: TermGraph.depthLimit) }
    return reader.found
  }

  /// Whether functions with values in the domain can be polynomials.
  private static func isPolynomial(_ domain: Domain) -> Bool {
    switch domain {
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite: true
    case .invertible, .simplex, .natural, .binary, .oneHot, .fullColumnRank: false
    }
  }

  private struct Reader {
    let declarations: Declarations
    var found: Set<Symbol> = []
    private var seen: Set<Visit> = []
    private var dependences: [Symbol: Set<Symbol>] = [:]
    private var budget = 50_000

    private struct Visit: Hashable {
      let term: Term
      let variables: Set<Symbol>
    }

    init(declarations: Declarations) { self.declarations = declarations }

    mutating func read(_ term: Term, _ variables: Set<Symbol>, room: Int) {
      budget -= 1
      guard room > 0, budget > 0, seen.insert(Visit(term: term, variables: variables)).inserted else { return }
      var inner = variables
      switch term.head {
      case .symbol(let symbol):
        if let definition = declarations.definitions[symbol] { read(definition, variables, room: room - 1) }
      case .application(let function) where declarations.families[function] == nil:
        if SmoothFunctions.isPolynomial(function.domain), depends(term, on: variables) { found.insert(function) }
      case .expectation(let variable), .integral(let variable), .gradient(let variable): inner.insert(variable)
      case .memberGradient(let family): inner.insert(family)
      default: break
      }
      for (position, argument) in term.arguments.enumerated() {
        read(argument, position == term.arguments.count - 1 ? inner : variables, room: room - 1)
      }
    }

    private mutating func depends(_ term: Term, on variables: Set<Symbol>) -> Bool {
      if variables.isEmpty { return false }
      return term.freeSymbols.contains { !dependence($0).isDisjoint(with: variables) }
    }

    /// The symbol and those that stand in its definition.
    private mutating func dependence(_ symbol: Symbol) -> Set<Symbol> {
      if let known = dependences[symbol] { return known }
      var seen: Set<Symbol> = [symbol]
      var pending = [symbol]
      while let next = pending.popLast() {
        for inner in declarations.definitions[next]?.freeSymbols ?? [] where seen.insert(inner).inserted {
          pending.append(inner)
        }
      }
      dependences[symbol] = seen
      return seen
    }
  }
}

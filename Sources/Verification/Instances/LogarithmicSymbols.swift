import Symbolic

/// Finds the symbols that stand under an exponential in such a way that giving them a logarithm for a value keeps the
/// exponential in the field: Σ = diag(exp s).
package enum LogarithmicSymbols {
  /// The symbols and functions that occur linearly, with rational coefficients, as the argument of an exponential.
  package static func find(in terms: [Term], declarations: Declarations) -> Set<Symbol> {
    var reader = Reader(declarations: declarations)
    for term in terms { reader.read(term, room: TermGraph.depthLimit) }
    return reader.found
  }

  private struct Reader {
    let declarations: Declarations
    var found: Set<Symbol> = []
    private var seen: Set<Term> = []
    /// How many more terms may be read in exponents; definitions can make a short one long.
    private var budget = 2000

    init(declarations: Declarations) { self.declarations = declarations }

    mutating func read(_ term: Term, room: Int) {
      guard room > 0, seen.insert(term).inserted else { return }
      switch term.head {
      case .exponential: note(term.arguments[0])
      case .power where term.arguments[0].head == .constant(.e): note(term.arguments[1])
      case .symbol(let symbol):
        if let definition = declarations.definitions[symbol] { read(definition, room: room - 1) }
      default: break
      }
      for argument in term.arguments { read(argument, room: room - 1) }
    }

    private mutating func note(_ exponent: Term) {
      var symbols: Set<Symbol> = []
      if isLinear(exponent, &symbols, room: 60) { found.formUnion(symbols) }
    }

    private mutating func isLinear(_ term: Term, _ symbols: inout Set<Symbol>, room: Int) -> Bool {
      budget -= 1
      guard room > 0, budget > 0 else { return false }
      switch term.head {
      case .symbol(let symbol):
        if let definition = declarations.definitions[symbol] { return isLinear(definition, &symbols, room: room - 1) }
        guard symbol.domain == .real, !symbol.sort.isDistribution else { return false }
        symbols.insert(symbol)
        return true
      case .application(let function):
        guard function.domain == .real else { return false }
        symbols.insert(function)
        return true
      case .entry: return isLinear(term.arguments[0], &symbols, room: room - 1)
      case .sum, .negation: return areLinear(term.arguments, &symbols, room: room - 1)
      case .quotient:
        return term.arguments[1].number != nil && isLinear(term.arguments[0], &symbols, room: room - 1)
      case .product:
        let factors = term.arguments.filter { $0.number == nil }
        return factors.count == 1 && areLinear(factors, &symbols, room: room - 1)
      default: return false
      }
    }

    private mutating func areLinear(_ terms: [Term], _ symbols: inout Set<Symbol>, room: Int) -> Bool {
      for term in terms where !isLinear(term, &symbols, room: room) { return false }
      return true
    }
  }
}

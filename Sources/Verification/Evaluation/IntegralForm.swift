import Symbolic

/// Reads ∫ f dx as a sum of expectations, where each summand of f has the density of x as a factor.
struct IntegralForm {
  /// E_{x ~ distribution}[body].
  struct Part {
    let distribution: Term
    let body: Term
  }

  let declarations: Declarations

  /// How many more terms may be read; definitions can make a short term long.
  private var budget = 2000

  /// The most summands into which an integrand is spread.
  private static let partLimit = 64

  init(declarations: Declarations) {
    self.declarations = declarations
  }

  /// The expectations that add to the integral; nil where a summand has no density factor.
  mutating func parts(of integrand: Term, over variable: Symbol) -> [Part]? {
    guard let parts = try? split(integrand, variable, room: 40) else { return nil }
    return parts.count <= IntegralForm.partLimit ? parts : nil
  }

  private mutating func split(_ term: Term, _ variable: Symbol, room: Int) throws -> [Part]? {
    budget -= 1
    guard room > 0, budget > 0 else { return nil }
    switch term.head {
    case .density:
      guard term.arguments.count == 2, term.arguments[1].symbol == variable, !depends(term.arguments[0], on: variable)
      else { return nil }
      return [Part(distribution: term.arguments[0], body: Term(1))]
    case .symbol(let symbol):
      guard let definition = declarations.definitions[symbol] else { return nil }
      return try split(definition, variable, room: room - 1)
    case .sum:
      var all: [Part] = []
      for argument in term.arguments {
        guard let parts = try split(argument, variable, room: room - 1) else { return nil }
        all += parts
        if all.count > IntegralForm.partLimit { return nil }
      }
      return all
    case .negation, .transpose, .trace:
      return try wrap(term, 0, variable, room: room)
    case .quotient:
      return try wrap(term, 0, variable, room: room)
    case .product:
      for index in term.arguments.indices {
        if let parts = try wrap(term, index, variable, room: room) { return parts }
      }
      return nil
    default: return nil
    }
  }

  /// The parts of one child, each put back into the term in place of the child.
  private mutating func wrap(_ term: Term, _ index: Int, _ variable: Symbol, room: Int) throws -> [Part]? {
    guard let inner = try split(term.arguments[index], variable, room: room - 1) else { return nil }
    return try inner.map { part in
      var arguments = term.arguments
      arguments[index] = part.body
      return Part(distribution: part.distribution, body: try Term(term.head, arguments))
    }
  }

  private func depends(_ term: Term, on variable: Symbol) -> Bool {
    var seen = term.freeSymbols
    var pending = Array(seen)
    while let next = pending.popLast() {
      for symbol in declarations.definitions[next]?.freeSymbols ?? [] where seen.insert(symbol).inserted {
        pending.append(symbol)
      }
    }
    return seen.contains(variable)
  }
}

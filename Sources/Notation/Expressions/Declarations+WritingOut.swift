import Symbolic

extension Declarations {
  /// The body with the definitions written out that mention what is bound around it: with y = x + 1, E[y] over x is
  /// E[x + 1].
  func writingOut(_ body: Term, over bound: [Symbol]) throws(TermError) -> Term {
    guard !definitions.isEmpty, !body.freeSymbols.isDisjoint(with: definitions.keys) else { return body }
    var dependent: [Symbol: Term] = [:]
    var names = Set(bound)
    var grows = true
    while grows {
      grows = false
      for (symbol, term) in definitions where dependent[symbol] == nil && !names.isDisjoint(with: term.freeSymbols) {
        dependent[symbol] = term
        names.insert(symbol)
        grows = true
      }
    }
    for symbol in bound { dependent[symbol] = nil }
    return dependent.isEmpty ? body : try body.unfolding(dependent)
  }
}

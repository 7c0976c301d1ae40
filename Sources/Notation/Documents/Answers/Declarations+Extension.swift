import Symbolic

extension Declarations {
  /// The first name of the other of which this says another thing, and nothing that is settled of it elsewhere; nil
  /// where nothing is added but names.
  func conflict(with other: Declarations, or settled: Declarations) -> String? {
    if let dimension = other.dimensions.first(where: { !isDimension($0) }) { return dimension }
    for symbol in other.symbols {
      func agrees<Value: Equatable>(_ value: (Declarations) -> Value) -> Bool {
        value(self) == value(other) || value(self) == value(settled)
      }
      guard self.symbol(named: symbol.name) == symbol, agrees({ $0.definitions[symbol] }),
        agrees({ $0.distributions[symbol] }), agrees({ $0.families[symbol] }), agrees({ $0.formulas[symbol] }),
        agrees({ $0.laws[symbol] }), agrees({ $0.indexBounds[symbol] }),
        agrees({ $0.functions.contains(symbol) }), agrees({ $0.continuous.contains(symbol) }),
        agrees({ $0.withheld.contains(symbol) }), agrees({ $0.unknowns.contains(symbol) }),
        agrees({ $0.openFunctions.contains(symbol) }), agrees({ $0.components.filter { $0.law == symbol } })
      else { return symbol.name }
    }
    for (letter, forms) in other.densities
    where densities[letter] != forms && densities[letter] != settled.densities[letter] {
      return letter
    }
    return nil
  }
}

import Symbolic

extension TermGraph {
  /// ∫ Σ_k f_k dx as Σ_k ∫ f_k dx; nil where the integrand is no sum over an index times other factors.
  static func integratedTermwise(_ integrand: Term, over variable: Symbol) -> Term? {
    guard let sum = asSummation(integrand), case .summation(let index) = sum.head, index != variable,
      !sum.arguments.prefix(2).contains(where: { $0.freeSymbols.contains(variable) }),
      let inner = try? Term(.integral(variable), [sum.arguments[2]])
    else { return nil }
    return try? Term(.summation(index), [sum.arguments[0], sum.arguments[1], inner])
  }

  /// a (Σ_k f_k) b as Σ_k a f_k b, for a sum over an index that does not occur in the other factors.
  private static func asSummation(_ term: Term) -> Term? {
    switch term.head {
    case .summation: return term
    case .product:
      let place = term.arguments.firstIndex { if case .summation = $0.head { true } else { false } }
      guard let place, case .summation(let index) = term.arguments[place].head else { return nil }
      let others = term.arguments.indices.filter { $0 != place }
      guard !others.contains(where: { term.arguments[$0].freeSymbols.contains(index) }) else { return nil }
      let sum = term.arguments[place]
      var factors = term.arguments
      factors[place] = sum.arguments[2]
      guard let product = try? Term(.product, factors) else { return nil }
      return try? Term(.summation(index), [sum.arguments[0], sum.arguments[1], product])
    default: return nil
    }
  }
}

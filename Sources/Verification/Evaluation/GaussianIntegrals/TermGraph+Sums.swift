import Symbolic

extension TermGraph {
  /// The most summands that an integrand is taken apart into.
  private static let summandLimit = 36

  /// ∫ Σ_k f_k dx as Σ_k ∫ f_k dx, and ∫ (f + g)² dx by its summands; nil where the integrand is no sum times other
  /// factors.
  static func integratedTermwise(_ integrand: Term, over variable: Symbol) -> Term? {
    if let summands = try? summands(integrand), summands.count > 1 {
      return try? Term(.sum, summands.map { try Term(.integral(variable), [$0]) })
    }
    guard let sum = asSummation(integrand), case .summation(let index) = sum.head, index != variable,
      !sum.arguments.prefix(2).contains(where: { $0.freeSymbols.contains(variable) }),
      let inner = try? Term(.integral(variable), [sum.arguments[2]])
    else { return nil }
    return try? Term(.summation(index), [sum.arguments[0], sum.arguments[1], inner])
  }

  /// The summands of a sum, a square of a sum, or a product in which one stands; nil where there is none.
  private static func summands(_ term: Term) throws(TermError) -> [Term]? {
    switch term.head {
    case .sum: return term.arguments
    case .negation:
      return try summands(term.arguments[0])?.map { summand throws(TermError) in try Term(.negation, [summand]) }
    case .power where term.shape.isScalar && term.arguments[1].rational == Rational(2):
      let base = term.arguments[0]
      guard base.head == .sum, base.arguments.count * base.arguments.count <= summandLimit else { return nil }
      var products: [Term] = []
      for first in base.arguments {
        for second in base.arguments { products.append(try Term(.product, [first, second])) }
      }
      return products
    case .product:
      for (place, factor) in term.arguments.enumerated() {
        guard let parts = try summands(factor), parts.count <= summandLimit else { continue }
        return try parts.map { part throws(TermError) in
          var factors = term.arguments
          factors[place] = part
          return try Term(.product, factors)
        }
      }
      return nil
    default: return nil
    }
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

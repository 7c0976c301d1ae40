import Symbolic

extension TermGraph {
  /// KL(p ‖ q) as E_p[log p(x) − log q(x)], H(p) as −E_p[log p(x)]; nil where the result would be too deep.
  static func asExpectation(_ term: Term) -> Term? {
    guard let distribution = term.arguments.first else { return nil }
    // No declaration can spell this name.
    let point = Symbol("#point", distribution.shape)
    do {
      let first = try Term(.logarithm, [Term(.density, [distribution, Term(point)])])
      if case .entropy = term.head {
        return try Term(.negation, [Term(.expectation(point), [distribution, first])])
      }
      let second = try Term(.logarithm, [Term(.density, [term.arguments[1], Term(point)])])
      return try Term(.expectation(point), [distribution, Term(.sum, [first, Term(.negation, [second])])])
    } catch {
      return nil
    }
  }
}

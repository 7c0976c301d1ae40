import Symbolic

/// The distributions of the expectations in the lines of a chain so far, which an expectation without a subscript goes
/// on with: ⟨x⟩ behind ⟨x²⟩_{p(x)}.
struct Averages {
  private var distributions: [Symbol: Set<Term>] = [:]

  /// Takes note of the expectations in a line.
  mutating func note(_ line: Term) {
    line.forEachSubterm { term, _ in
      guard case .expectation(let variable) = term.head else { return }
      distributions[variable, default: []].insert(term.arguments[0])
    }
  }

  /// The variables that the value mentions with their distributions; where it mentions none, the only one there is.
  ///
  /// - Returns: nil where a variable has several distributions, or where nothing tells which is meant.
  func variables(of value: Term) -> [(variable: Symbol, distribution: Term)]? {
    let mentioned = distributions.filter { value.freeSymbols.contains($0.key) }
    let chosen = mentioned.isEmpty ? distributions : mentioned
    guard !chosen.isEmpty, !mentioned.isEmpty || chosen.count == 1, chosen.values.allSatisfy({ $0.count == 1 }) else {
      return nil
    }
    let found = chosen.sorted { $0.key.name < $1.key.name }.compactMap { variable, all in
      all.first.map { (variable: variable, distribution: $0) }
    }
    // Under a distribution that mentions another variable the order would matter.
    let names = Set(found.map(\.variable))
    return found.allSatisfy({ $0.distribution.freeSymbols.isDisjoint(with: names) }) ? found : nil
  }
}

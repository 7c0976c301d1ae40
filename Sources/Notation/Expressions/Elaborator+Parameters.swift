import Symbolic

/// Names that depend on a variable by their subscript, as f_θ(x) does on θ, and μ_k on an index k.
extension Elaborator {
  /// Nothing that changes the symbol, or averages over it, can be said of a function that depends on it by its subscript.
  @inline(never)
  func checkParameters(of body: Term, _ symbol: Symbol, _ range: Range<Int>) throws(NotationError) {
    guard let function = declarations.dependent(on: symbol, in: body) else { return }
    throw .hiddenParameter(source, range, function, symbol)
  }

  /// The same of what a head binds or differentiates by. Below an index that runs, a value has to be a member of a family.
  @inline(never)
  func checkParameters(_ head: Head, of body: Term, _ range: Range<Int>) throws(NotationError) {
    switch head {
    case .memberGradient(let family): try checkParameters(of: body, family, range)
    case .gradient(let symbol), .limit(let symbol), .optimizer(let symbol, _), .extremum(let symbol, _):
      if let value = declarations.value(under: symbol, in: body), isParameter(symbol) {
        throw error(
          range, "\(value.name) is declared as one value, and the \(symbol.name) below it changes here",
          hint: "declare it as a function, as in $\(SubscriptNames.base(value.name))(\(symbol.name))$")
      }
      try checkParameters(of: body, symbol, range)
    case .summation(let index), .productOver(let index), .vector(let index, _):
      if let value = declarations.value(under: index, in: body) {
        throw error(
          range, "\(value.name) is declared as one value, and its index \(index.name) runs here",
          hint: "declare all of them, as in $\(value.name)$ for $\(index.name) = 1, \\ldots, n$")
      }
      try checkParameters(of: body, index, range)
    default:
      guard let symbol = head.bound else { return }
      try checkParameters(of: body, symbol, range)
    }
  }

  /// Whether the letter is one of parameters, below which it says on what a value depends: \mu_\theta, unlike \sigma_x.
  private func isParameter(_ symbol: Symbol) -> Bool {
    ["theta", "phi", "psi", "omega", "eta"].contains(SubscriptNames.base(symbol.name))
      && declarations.distributions[symbol] == nil && !declarations.laws.values.contains { $0.contains(symbol) }
  }

  /// An expectation over all that is random is one over what stands in subscripts as well.
  func checkRandomParameters(of body: Term, _ range: Range<Int>) throws(NotationError) {
    let variables = declarations.laws.keys.flatMap { LawView($0, declarations)?.distributed.map { $0 } ?? [] }
    let random = Set(declarations.distributions.keys).union(variables).subtracting(body.freeSymbols)
    for symbol in random.sorted(by: { $0.name < $1.name }) where bound[symbol.name] == nil {
      try checkParameters(of: body, symbol, range)
    }
  }
}

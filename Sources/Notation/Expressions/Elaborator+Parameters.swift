import Symbolic

/// Functions and densities that depend on a variable by their subscript, as f_θ(x) does on θ.
extension Elaborator {
  /// Nothing that changes the symbol, or averages over it, can be said of a function that depends on it by its subscript.
  @inline(never)
  func checkParameters(of body: Term, _ symbol: Symbol, _ range: Range<Int>) throws(NotationError) {
    guard let function = declarations.dependent(on: symbol, in: body) else { return }
    throw .hiddenParameter(source, range, function, symbol)
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

extension Head {
  /// What is bound, or differentiated by, in the last argument.
  var variable: Symbol? {
    if case .memberGradient(let family) = self { return family }
    return bound
  }
}

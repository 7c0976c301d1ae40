import Symbolic

/// The variance of a random matrix, written with what the matrix depends on: `\mathrm{Var}[\hat W(M)]`.
///
/// A matrix has no variance that all texts agree on, so that the first line says what is meant, and later ones are held
/// against it.
struct EstimateVariance {
  /// The random matrix.
  let symbol: Symbol

  private static let words: Set<String> = ["Var", "var", "V"]

  /// The variance that all of the tokens write, nil where they write anything else.
  init?(_ tokens: ArraySlice<Token>, _ declarations: Declarations) {
    guard let outer = NamedCall(tokens), Self.words.contains(outer.name), declarations.symbol(named: outer.name) == nil,
      let inner = NamedCall(outer.content), let symbol = declarations.symbol(named: inner.name),
      !symbol.sort.isDistribution, symbol.shape.columns != .one, let law = declarations.distributions[symbol]
    else { return nil }
    // What stands in the inner brackets is no factor: the distribution speaks of it.
    let isDependence = inner.arguments.allSatisfy { argument in
      guard let name = NameReader.name(argument), let other = declarations.symbol(named: name) else { return false }
      return Self.depends(law, on: other, declarations)
    }
    guard isDependence else { return nil }
    self.symbol = symbol
  }

  /// Whether the symbol occurs in the term, or in what a definition in it stands for.
  private static func depends(_ term: Term, on symbol: Symbol, _ declarations: Declarations) -> Bool {
    var seen: Set<Symbol> = []
    var pending = Array(term.freeSymbols)
    while let next = pending.popLast() {
      if next == symbol { return true }
      guard seen.insert(next).inserted, let definition = declarations.definitions[next] else { continue }
      pending += definition.freeSymbols
    }
    return false
  }
}

extension ChainReader {
  /// Takes up what the first line says that the variance of a random matrix is.
  mutating func introduceVariance(_ chain: TokenChain) throws(NotationError) -> Bool {
    guard let estimate = EstimateVariance(chain.first[...], scope.declarations), variances[estimate.symbol] == nil,
      let step = chain.steps.first
    else { return false }
    let value = try scope.value(step.tokens[...], expected: .scalar)
    guard value.shape.isScalar else {
      throw scope.error(step.tokens[...], "a variance in one number is a scalar, not \(value.shape.phrase)")
    }
    variances[estimate.symbol] = value
    return true
  }
}

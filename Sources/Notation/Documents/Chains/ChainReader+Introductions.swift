import Symbolic

/// Names that a chain begins with and nothing declares: the first step says what they stand for.
extension ChainReader {
  /// Declares the new name at the front of a chain.
  ///
  /// - Returns: whether there was one.
  mutating func introduce(_ chain: TokenChain) throws(NotationError) -> Bool {
    guard !chain.continuesDisplay, let step = chain.steps.first,
      step.relation == .equal || step.relation == .definition
    else { return false }
    let first = chain.first[...]
    if let name = NameReader.name(first) {
      guard !isDeclared(name) else { return false }
      // A hat on an unknown of the equations before names its solution.
      if let unknown = UnknownNames.unknown(name, scope.declarations),
        system.unknowns.contains(unknown.base) || unknown.name != name
      {
        return false
      }
      guard (try? scope.value(first)) == nil, !scope.isDistribution(first) else { return false }
      try scope.defineName(name, first, step.tokens[...], properties: [])
      return true
    }
    if EstimateVariance(first, scope.declarations) != nil { return try introduceVariance(chain) }
    // Whatever is not a new name over names is an expression, and its own error tells what is wrong with it.
    guard let call = LawCall(first), !isDeclared(call.name), scope.declarations.densities[call.name] == nil,
      call.arguments.allSatisfy(isParameter),
      (try? scope.value(first)) == nil,
      !scope.isDistribution(first)
    else { return false }
    try scope.defineFunction(call, as: step.tokens[...])
    return true
  }

  private func isParameter(_ tokens: ArraySlice<Token>) -> Bool {
    NameReader.name(tokens) != nil || NameReader.squared(tokens) != nil || LawCall(tokens) != nil
  }

  private func isDeclared(_ name: String) -> Bool {
    scope.declarations.isDimension(name) || scope.declarations.symbol(named: name) != nil
  }
}

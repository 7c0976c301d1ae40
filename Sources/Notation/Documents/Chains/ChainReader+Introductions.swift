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
    if try introduceMember(first, step.tokens[...]) { return true }
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
      scope.noteSpelling(first)
      return true
    }
    if EstimateVariance(first, scope.declarations) != nil { return try introduceVariance(chain) }
    // Whatever is not a new name over names is an expression, and its own error tells what is wrong with it.
    guard let call = LawCall(first), !isDeclared(call.name), scope.declarations.densities[call.name] == nil,
      call.arguments.allSatisfy(isParameter),
      (try? scope.value(first)) == nil,
      !scope.isDistribution(first)
    else { return false }
    if step.relation == .equal { try checkOperator(call) }
    try scope.defineFunction(call, as: step.tokens[...])
    scope.noteSpelling(first)
    return true
  }

  /// `\gamma_k = …` with a free index k: a function of k.
  private mutating func introduceMember(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    let known = scope.declarations.indexBounds
    guard let member = FamilyMember(left, indices: Set(known.keys.map(\.name))), !member.isSquared,
      !isDeclared(member.name), NameReader.name(left).map(isDeclared) != true
    else { return false }
    let indices = member.indices.map { Symbol.index($0) }
    guard Set(indices).count == indices.count, indices.allSatisfy({ known[$0] != nil }),
      (try? scope.value(left)) == nil
    else { return false }
    let value = try scope.value(right)
    let body: Term
    do {
      body = try scope.declarations.writingOut(value, over: indices)
    } catch {
      throw scope.error(right, error.description)
    }
    try scope.declareFormula(member.name, indices, body, at: TokenGroups.range(left) ?? 0..<0)
    scope.noteSpelling(left, indices: Set(member.indices))
    return true
  }

  /// The error of an operator with a usual meaning, which a plain sign of equality does not define.
  private func checkOperator(_ call: LawCall) throws(NotationError) {
    let usual = UsualOperator(call, scope.declarations)
    switch usual {
    case nil: return
    case .read: _ = try scope.value(call.tokens)
    case .unknown: break
    }
    // A letter alone may be known with other arguments.
    let tokens = call.name.count == 1 ? call.tokens : call.nameTokens
    let written = TokenGroups.range(tokens).map(scope.source.text) ?? call.name
    throw scope.error(
      tokens, "the operator '\(written)' is not known", hint: "if it is a name of your own, define it with :=")
  }

  private func isParameter(_ tokens: ArraySlice<Token>) -> Bool {
    NameReader.name(tokens) != nil || NameReader.squared(tokens) != nil || LawCall(tokens) != nil
  }

  private func isDeclared(_ name: String) -> Bool {
    scope.declarations.isDimension(name) || scope.declarations.symbol(named: name) != nil
  }
}

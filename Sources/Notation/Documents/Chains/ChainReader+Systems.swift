import Symbolic

/// Equations that are asked, and their consequences.
extension ChainReader {
  /// Declares the decorated names of a chain that nothing declares, as unknowns of equations.
  mutating func declareUnknowns(_ chain: TokenChain) throws(NotationError) {
    for tokens in [chain.first] + chain.steps.map(\.tokens) {
      for found in UnknownNames.all(tokens, scope.declarations) {
        let place = TokenGroups.range(tokens[...]) ?? chain.place
        if let ranges = scope.declarations.families[found.base] {
          try scope.declareFamily(found.name, found.base.shape, found.base.domain, over: ranges, at: place)
        } else {
          try scope.declareUnknown(found.name, found.base.sort, found.base.domain, at: place)
        }
        guard let symbol = scope.declarations.symbol(named: found.name) else { continue }
        decorated.insert(symbol)
        guard system.unknowns.contains(found.base) else { continue }
        do {
          try system.rename(found.base, to: symbol)
        } catch {
          throw NotationError(scope.source, place, error.description)
        }
      }
    }
  }

  /// The chain as an equation to solve, a consequence of such equations, or as it is.
  mutating func inSystem(
    _ chain: Chain, _ tokens: TokenChain, following: ArraySlice<TokenChain>, isFirstOfDisplay: Bool
  ) -> Chain {
    let lines = chain.lines.map(\.term)
    let free = lines.reduce(into: Set<Symbol>()) { $0.formUnion($1.freeSymbols) }
    let mentioned = decorated.filter(free.contains).sorted { $0.name < $1.name }
    let endsInZero = lines.count > 1 && (lines.last?.isZero ?? false) && chain.steps.last?.relation == .equal
    let beginsWithZero = lines[0].isZero && chain.steps.allSatisfy { $0.relation == .equal }
    let variable = lines[0].derivedBy.flatMap { isOpen($0) ? $0 : nil }
    let solved = solved(by: following, free)
    let isKnown = !mentioned.isEmpty && mentioned.allSatisfy(system.unknowns.contains)

    // An equation for what the equations before determine is their consequence, and claimed.
    let restates =
      system.premise != nil && mentioned.isEmpty && variable == nil
      && (solved.map(system.unknowns.contains) ?? false)

    var unknowns: [Symbol] = []
    if endsInZero, !restates, variable != nil || !isKnown {
      unknowns = mentioned.isEmpty ? [variable ?? solved].compactMap(\.self) : mentioned
    } else if beginsWithZero, !restates, !isKnown {
      unknowns = mentioned.isEmpty && system.premise == nil ? [solved].compactMap(\.self) : mentioned
    } else if lines.count == 2, !restates, chain.steps[0].relation == .equal, !isKnown, let solved,
      symbol(tokens.first) == nil || isSquare(tokens.first, ofSolvedBy: following.first)
    {
      if mentioned.contains(solved) || (mentioned.isEmpty && following.first?.isConsequence ?? false) {
        unknowns = [solved]
      }
    }
    if !unknowns.isEmpty {
      let equation = Premise.Equation(lines[lines.count - 2], lines[lines.count - 1])
      system.add(equation, for: unknowns, keeping: !mentioned.isEmpty)
      var steps = chain.steps
      steps[steps.count - 1] = steps[steps.count - 1].asked
      return Chain(first: chain.first, steps: steps, premise: chain.premise, indices: chain.indices)
    }
    if system.premise == nil, !tokens.isConsequence, chain.steps.count == 1, following.first?.isConsequence ?? false,
      lines.allSatisfy(\.isAlgebraic), lines.allSatisfy({ !$0.sort.isDistribution })
    {
      // What follows holds where this does, which is for values that nobody solves for.
      let supposed = free.filter(isOpen).sorted { $0.name < $1.name }
      system.suppose(supposed)
      var steps = chain.steps
      steps[0].isSupposed = true
      return Chain(first: chain.first, steps: steps, premise: chain.premise, indices: chain.indices)
    }
    guard let premise = system.premise else { return chain }
    let follows =
      restates || !mentioned.isEmpty
      || (system.unknowns.contains(where: free.contains)
        && (tokens.isConsequence || beginsWithZero || !isFirstOfDisplay
          || symbol(tokens.first).map(system.unknowns.contains) ?? false))
    guard follows else { return chain }
    return Chain(first: chain.first, steps: chain.steps, premise: premise, indices: chain.indices)
  }

  /// Whether the symbol can be what an equation is solved for.
  private func isOpen(_ symbol: Symbol) -> Bool {
    let declarations = scope.declarations
    return declarations.definitions[symbol] == nil && declarations.distributions[symbol] == nil
      && (declarations.symbol(named: symbol.name) == symbol)
  }

  /// The symbol that a row behind solves for, which these lines mention.
  private func solved(by following: ArraySlice<TokenChain>, _ free: Set<Symbol>) -> Symbol? {
    for chain in following {
      if let symbol = symbol(chain.first), free.contains(symbol), isOpen(symbol) { return symbol }
      if let name = NameReader.name(chain.first[...]), let unknown = UnknownNames.unknown(name, scope.declarations),
        free.contains(unknown.base), isOpen(unknown.base)
      {
        return unknown.base
      }
    }
    return nil
  }

  /// Whether the tokens are the square of what a row behind an arrow is of: σ² = v solves for σ where σ = √v follows.
  private func isSquare(_ tokens: [Token], ofSolvedBy next: TokenChain?) -> Bool {
    guard let next, next.isConsequence, let root = NameReader.squared(tokens[...]) else { return false }
    return NameReader.name(next.first[...]) == root
  }

  /// The declared symbol that the tokens name, or name a member, an entry or the square of.
  func symbol(_ tokens: [Token]) -> Symbol? {
    if let name = NameReader.name(tokens[...]) ?? NameReader.squared(tokens[...]),
      let symbol = scope.declarations.symbol(named: name)
    {
      return symbol
    }
    guard let mark = tokens.firstIndex(where: { $0.isSymbol("_") }), mark > 0,
      let name = NameReader.name(tokens[..<mark]), let family = scope.declarations.symbol(named: name),
      scope.declarations.families[family] != nil || family.isColumn, let end = NameReader.prefix(tokens[...])?.end,
      end == tokens.count
    else { return nil }
    return family
  }
}

extension Term {
  /// Whether this is a zero.
  fileprivate var isZero: Bool {
    if case .zero = head { return true }
    return number == .zero
  }
}

extension Term {
  /// Whether the term is computed from its symbols by algebra alone, so that an equation of such terms may be a condition
  /// on them.
  fileprivate var isAlgebraic: Bool {
    !contains { part in
      switch part.head {
      case .expectation, .integral, .gradient, .memberGradient, .density, .divergence, .entropy, .optimizer, .extremum,
        .limit, .law:
        true
      default: false
      }
    }
  }
}

extension Symbol {
  /// Whether this is a vector, which equations may determine entry by entry.
  fileprivate var isColumn: Bool { !sort.isDistribution && shape.columns == .one && shape.rows != .one }
}

extension Step {
  /// The step as asked, not claimed.
  fileprivate var asked: Step {
    Step(relation: relation, line: line, reason: reason, isCondition: true, variables: variables)
  }
}

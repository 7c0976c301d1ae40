import Symbolic

/// What a heading before defined a name as.
struct EarlierDefinition {
  /// The heading.
  let heading: String
  let symbol: Symbol
  /// What it stands for, down to what is not defined.
  let body: Term
  /// The parameters of a function; none otherwise.
  let parameters: [Symbol]?
  /// What was in force there.
  let declarations: Declarations

  /// What the declarations define the symbol as; nil where they do not.
  init?(_ symbol: Symbol, _ declarations: Declarations, heading: String) {
    let formula = declarations.formulas[symbol]
    guard let written = declarations.definitions[symbol] ?? formula?.body,
      let body = try? written.unfolding(declarations.definitions)
    else { return nil }
    self.heading = heading
    self.symbol = symbol
    self.body = body
    self.declarations = declarations
    parameters = formula?.parameters
  }

  /// Whether both say the same.
  func isSame(as other: EarlierDefinition) -> Bool {
    symbol == other.symbol && body == other.body && parameters == other.parameters
  }

  /// Whether all that it speaks of means the same under those declarations.
  func isReadable(under others: Declarations) -> Bool {
    var sizes: Set<String> = []
    body.forEachSubterm { part, _ in
      if case .dimension(let dimension) = part.head { sizes.formUnion(dimension.names) }
    }
    guard sizes.allSatisfy(others.isDimension) else { return false }
    return body.freeSymbols.subtracting(parameters ?? []).allSatisfy { symbol in
      others.symbol(named: symbol.name) == symbol && others.distributions[symbol] == declarations.distributions[symbol]
        && others.families[symbol] == declarations.families[symbol] && others.laws[symbol] == declarations.laws[symbol]
        && others.formulas[symbol] == declarations.formulas[symbol]
    }
  }
}

/// Names that are defined under one heading and again, by a plain sign of equality, under a later one.
extension ChainReader {
  /// Holds a chain that would define a name anew against what a heading before defined it as.
  ///
  /// - Returns: why the first step is not refuted, or not decided; nil where the chain defines nothing again.
  mutating func revisit(_ chain: TokenChain) -> Step.Doubt? {
    guard !earlier.isEmpty, !chain.continuesDisplay, let step = chain.steps.first, step.relation == .equal,
      let written = NameReader.prefix(chain.first[...])?.name,
      earlier[written] != nil || earlier[String(written.prefix { $0 != "_" })] != nil
    else { return nil }
    // What the chain defines is told by reading it.
    var trial = self
    trial.earlier = [:]
    guard (try? trial.introduce(chain)) == true else { return nil }
    let read = trial.scope.declarations
    let new = read.symbols.dropFirst(scope.declarations.symbols.count).first { earlier[$0.name] != nil }
    guard let new, let known = earlier[new.name], let here = EarlierDefinition(new, read, heading: "") else {
      return nil
    }
    if here.isSame(as: known) { return nil }
    let reason = "\(new.name) is defined under \"\(known.heading)\" already; write := to define it anew"
    // Where the first definition can be read here, the line is a claim about it.
    if known.symbol.sort == new.sort, let scope = taking(known, for: chain.first[...]) {
      self.scope = scope
      return Step.Doubt(reason: reason, isOpen: false)
    }
    return Step.Doubt(reason: reason, isOpen: true)
  }

  /// The scope with an earlier definition; nil where that, or what stands at the front of the chain, is not read in it.
  private func taking(_ known: EarlierDefinition, for first: ArraySlice<Token>) -> DeclarationScope? {
    guard known.isReadable(under: scope.declarations), let place = TokenGroups.range(first) else { return nil }
    var scope = scope
    do throws(NotationError) {
      if let parameters = known.parameters {
        try scope.declareFormula(known.symbol.name, parameters, known.body, at: place)
      } else {
        try scope.declare(known.symbol.name, known.symbol.sort, known.symbol.domain, at: place)
        try scope.define(known.symbol, as: known.body, at: place)
      }
      guard !known.symbol.sort.isDistribution, try scope.value(first).sort == known.symbol.sort else { return nil }
      return scope
    } catch {
      return nil
    }
  }

  /// Why a chain that begins with a name in another spelling than its declaration is not refuted.
  func misspelling(_ chain: TokenChain) throws(NotationError) -> Step.Doubt? {
    let running = Set(scope.declarations.indexBounds.keys.map(\.name))
    guard !chain.continuesDisplay, let step = chain.steps.first,
      let other = scope.otherSpelling(of: chain.first[...], indices: running)
    else { return nil }
    if step.relation == .definition { try scope.checkSpelling(chain.first[...], indices: running) }
    guard step.relation == .equal else { return nil }
    return Step.Doubt(
      reason: "'\(other.written)' is read as '\(other.declared)', which is declared; if it is not the same, name one "
        + "of them otherwise", isOpen: false)
  }
}

extension Chain {
  /// The chain with a doubt about its first step.
  func doubting(_ doubt: Step.Doubt) -> Chain {
    var steps = steps
    if !steps.isEmpty { steps[0].doubt = doubt }
    return Chain(first: first, steps: steps, premise: premise, indices: indices)
  }
}

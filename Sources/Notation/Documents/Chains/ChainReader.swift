import Symbolic

/// Reads the chains of a display as terms.
struct ChainReader {
  /// The declarations, which a definition among the chains adds to.
  var scope: DeclarationScope
  /// The equations of the claim that are asked to hold.
  var system = EquationSystem()
  /// The unknowns that have names of their own, such as \hat\beta.
  var decorated: Set<Symbol> = []
  /// What the text says that the variances of random matrices are.
  var variances: [Symbol: Term] = [:]
  /// What headings before define names as that nothing declares here.
  var earlier: [String: EarlierDefinition] = [:]
  /// What the last chain begins with, for a display that goes on with it.
  private var lastFirst: [Token] = []

  init(scope: DeclarationScope) { self.scope = scope }

  /// Adds the chains of the display; one that begins with a relation goes on with the last chain.
  mutating func read(_ tokens: [Token], into chains: inout [Chain]) throws(NotationError) {
    try read(try rows(tokens), into: &chains)
  }

  /// The chains of a display as tokens.
  func rows(_ tokens: [Token], takesExpressions: Bool = false) throws(NotationError) -> [TokenChain] {
    let declarations = scope.declarations
    let mode = ChainAssembler.Mode(
      isDeclared: { declarations.isDimension($0) || declarations.symbol(named: $0) != nil },
      takesExpressions: takesExpressions)
    return try ChainAssembler.chains(tokens, source: scope.source, mode: mode)
  }

  /// Adds the chains of a display, which are cut apart already.
  mutating func read(_ rows: [TokenChain], into chains: inout [Chain]) throws(NotationError) {
    for (number, row) in rows.enumerated() {
      let following = rows[(number + 1)...]
      let parts = splitting(row, after: chains.last, following: following, isFirstOfDisplay: number == 0)
      for (place, chain) in parts.enumerated() {
        let rest = place + 1 < parts.count ? parts[(place + 1)...] + following : following
        try take(chain, following: rest[...], isFirstOfDisplay: number == 0 && place == 0, into: &chains)
      }
    }
  }

  /// Adds one chain.
  private mutating func take(
    _ chain: TokenChain, following: ArraySlice<TokenChain>, isFirstOfDisplay: Bool, into chains: inout [Chain]
  ) throws(NotationError) {
    let remarks = try takeRemarks(of: chain)
    if try define(chain) {
      for remark in remarks { chains.append(try claim(remark, [:])) }
      return
    }
    let density = try stateDensity(chain)
    let indices = try indices(of: chain, after: chains.last)
    let mayDefine = density == nil && indices.isEmpty
    var doubt = mayDefine ? revisit(chain) : nil
    if mayDefine, doubt == nil { doubt = try misspelling(chain) }
    let isNew = mayDefine ? try introduce(chain) : false
    if !isNew { try declareUnknowns(chain) }
    let outer = scope
    scope.run(indices)
    defer { scope = outer }
    guard var read = try read(chain, after: chains.last, indices) else { return }
    if isNew {
      if doubt == nil { read = read.defining(0) }
    } else {
      read = inSystem(read, chain, following: following, isFirstOfDisplay: isFirstOfDisplay)
      try checkEquations(read)
    }
    if let doubt { read = read.doubting(doubt) }
    if let density { read = read.defining(density + read.steps.count - chain.steps.count) }
    if chain.continuesDisplay { chains.removeLast() }
    // The chain stays the last, so that the next display can go on with it.
    for remark in remarks { chains.append(try claim(remark, indices)) }
    chains.append(read)
  }

  /// What a remark under a brace states, as a chain of its own.
  private func claim(_ remark: BraceRemark, _ indices: [Symbol: Dimension]) throws(NotationError) -> Chain {
    var trial = self
    let tokens = try remark.chain(scope.source)
    guard let read = try trial.read(tokens, after: nil, indices) else {
      throw NotationError(scope.source, tokens.place, "this remark is not read", hint: "write it in a row of its own")
    }
    let placed = trial.inSystem(read, tokens, following: [], isFirstOfDisplay: false)
    guard !placed.steps.contains(where: \.isCondition) else {
      throw NotationError(
        scope.source, tokens.place, "this remark can be a claim or an equation to solve",
        hint: "write it in a row of its own")
    }
    return placed
  }

  /// The parts of a = 0 = b where the first is asked, and the second what follows from it; the chain itself otherwise.
  private func splitting(
    _ chain: TokenChain, after before: Chain?, following: ArraySlice<TokenChain>, isFirstOfDisplay: Bool
  ) -> [TokenChain] {
    let parts = chain.splitAtZero
    guard parts.count > 1, !chain.continuesDisplay else { return [chain] }
    var trial = self
    guard (try? trial.declareUnknowns(parts[0])) != nil, let read = try? trial.read(parts[0], after: before, [:]) else {
      return [chain]
    }
    let first = trial.inSystem(read, parts[0], following: following, isFirstOfDisplay: isFirstOfDisplay)
    return first.steps.last?.isCondition ?? false ? parts : [chain]
  }

  /// Takes up `S := …` where S is new: the chain declares it, and states nothing of it.
  private mutating func define(_ chain: TokenChain) throws(NotationError) -> Bool {
    guard let step = chain.steps.first, chain.steps.count == 1, step.relation == .definition,
      let name = NameReader.name(chain.first[...]), scope.declarations.symbol(named: name) == nil,
      !scope.declarations.isDimension(name)
    else { return false }
    try scope.defineName(name, chain.first[...], step.tokens[...], properties: [])
    scope.noteSpelling(chain.first[...])
    return true
  }

  private mutating func read(
    _ chain: TokenChain, after before: Chain?, _ indices: [Symbol: Dimension]
  ) throws(NotationError) -> Chain? {
    let previous = before?.lines.last
    var parts = chain.steps.map(\.tokens)
    if !chain.continuesDisplay {
      parts.insert(chain.first, at: 0)
    } else if previous == nil {
      throw NotationError(scope.source, chain.place, "no expression stands before this relation")
    }
    var lines: [Line?] = []
    var averages = Averages()
    if chain.continuesDisplay { for line in before?.lines ?? [] { averages.note(line.term) } }
    var sort: Sort? = chain.continuesDisplay ? previous?.term.sort : nil
    for part in parts {
      guard !SetReader.isZero(part[...]) else {
        lines.append(nil)
        continue
      }
      let line = try read(part[...], like: sort, after: averages)
      averages.note(line.term)
      if let sort, sort != line.term.sort {
        throw NotationError(
          scope.source, line.range, "this line is \(line.term.sort.words), the line before is \(sort.words)")
      }
      sort = line.term.sort
      lines.append(line)
    }
    var filled: [Line] = []
    for (line, part) in zip(lines, parts) {
      if let line { filled.append(line) } else { filled.append(try zero(part[...], like: sort ?? .scalar)) }
    }
    if chain.continuesDisplay, let previous { filled.insert(previous, at: 0) }
    let first = chain.continuesDisplay ? lastFirst : chain.first
    var steps: [Step] = []
    for (step, line) in zip(chain.steps, filled.dropFirst()) {
      let relation = step.relation ?? .equal
      let isUpTo = relation == .proportional || relation == .equalUpToConstant
      let variables = isUpTo ? try ChainVariables.variables(step, of: first, scope) : []
      steps.append(Step(relation: relation, line: line, reason: Reason.joined(step.reasons), variables: variables))
    }
    lastFirst = first
    if chain.continuesDisplay, let before {
      return Chain(
        first: before.first, steps: before.steps + steps, premise: before.premise,
        indices: before.indices.merging(indices) { first, _ in first })
    }
    return Chain(first: filled[0], steps: steps, indices: indices)
  }

  private func read(
    _ tokens: ArraySlice<Token>, like sort: Sort?, after averages: Averages
  ) throws(NotationError) -> Line {
    if let estimate = EstimateVariance(tokens, scope.declarations), let value = variances[estimate.symbol] {
      return Line(term: value, range: TokenGroups.range(tokens) ?? 0..<0)
    }
    // N(x; μ, Σ) is the density at x, unless the line before is a distribution.
    let isDistribution =
      switch sort {
      case .matrix: false
      case .distribution: scope.isDistribution(tokens)
      case nil: scope.isDistributionWithoutPoint(tokens)
      }
    let term =
      isDistribution ? try scope.distribution(tokens) : try scope.line(tokens, like: sort, after: averages)
    return Line(term: term, range: TokenGroups.range(tokens) ?? 0..<0)
  }

  /// A bare 0 has the shape of the other side.
  private func zero(_ tokens: ArraySlice<Token>, like sort: Sort) throws(NotationError) -> Line {
    let range = TokenGroups.range(tokens) ?? 0..<0
    guard case .matrix(let shape) = sort else {
      throw NotationError(scope.source, range, "this line is 0, the line before is \(sort.words)")
    }
    if shape.isScalar { return Line(term: Term(0), range: range) }
    do {
      return Line(term: try Term(.zero(shape)), range: range)
    } catch {
      throw NotationError(scope.source, range, error.description)
    }
  }
}

extension Chain {
  /// The chain with the step of that number as the definition of what stands before it.
  fileprivate func defining(_ number: Int) -> Chain {
    var steps = steps
    if steps.indices.contains(number), steps[number].relation == .equal {
      steps[number] = Step(relation: .definition, line: steps[number].line, reason: steps[number].reason)
    }
    return Chain(first: first, steps: steps, premise: premise, indices: indices)
  }
}

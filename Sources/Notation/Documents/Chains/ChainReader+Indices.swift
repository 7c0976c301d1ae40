import Symbolic

/// Indices that a chain uses and nothing declares, such as i and j in (A B)_{ij} = a_{i \bullet} b_{\bullet j}.
extension ChainReader {
  /// The letters that are indices by custom; others below a matrix name a block, as in \Sigma_{ab}.
  private static let letters: Set<String> = ["i", "j", "k", "l"]

  /// The free indices of the chain with the dimensions that they run through; none where it introduces a name.
  ///
  /// An index is introduced by an entry, a row or a column of a matrix or of a bracket, and for its chain alone.
  ///
  /// - Throws: `NotationError` where an index could run through two dimensions.
  func indices(of chain: TokenChain, after before: Chain?) throws(NotationError) -> [Symbol: Dimension] {
    let known = chain.continuesDisplay ? before?.indices ?? [:] : [:]
    let expressions = ([chain.first] + chain.steps.map(\.tokens)).filter { !$0.isEmpty && !SetReader.isZero($0[...]) }
    let names = Set(expressions.flatMap(lowerNames)).sorted()
    guard !names.isEmpty else { return known }
    var trial = self
    let all = Set(names.map { Symbol.index($0) })
    trial.scope.run(Dictionary(uniqueKeysWithValues: all.map { ($0, .one) }))
    let introduces = (try? trial.introduce(chain)) ?? false
    guard !introduces, (try? trial.declareUnknowns(chain)) != nil else { return known }
    var found: [Symbol: Set<Dimension>] = [:]
    var certain: Set<Symbol> = Set(known.keys)
    for (index, dimension) in known { found[index] = [dimension] }
    for tokens in expressions {
      guard let term = try? trial.scope.value(tokens[...]) else { continue }
      term.forEachFreeIndex(of: all) { index, dimension, isCertain in
        found[index, default: []].insert(dimension)
        if isCertain { certain.insert(index) }
      }
    }
    var indices: [Symbol: Dimension] = [:]
    for (index, dimensions) in found.sorted(by: { $0.key.name < $1.key.name }) where certain.contains(index) {
      guard dimensions.count == 1, let dimension = dimensions.first else {
        let sizes = dimensions.map { "\($0)" }.sorted().prefix(2).joined(separator: " and to ")
        throw NotationError(
          scope.source, chain.place, "the index \(index.name) runs to \(sizes) in this chain, and nothing declares it",
          hint: #"declare it, as in $\#(index.name) \in \{1, \ldots, n\}$, or name two indices apart"#)
      }
      indices[index] = dimension
    }
    return indices
  }

  /// An equation for entries speaks of all of them at once, which only a declared index can say.
  func checkEquations(_ chain: Chain) throws(NotationError) {
    guard let index = chain.indices.keys.map(\.name).min(),
      chain.premise != nil || chain.steps.contains(where: \.isCondition)
    else { return }
    throw NotationError(
      scope.source, chain.first.range, "this is an equation for entries, and its index \(index) is not declared",
      hint: #"declare it, as in $\#(index) \in \{1, \ldots, n\}$, or write the equation for the whole matrix"#)
  }

  /// The undeclared letters below something that can be indices.
  private func lowerNames(_ tokens: [Token]) -> [String] {
    var found: [String] = []
    for (place, token) in tokens.enumerated() where token.isSymbol("_") && place + 1 < tokens.count {
      let script = TokenGroups.group(tokens[...], at: place + 1)?.content ?? place + 1..<place + 2
      for token in tokens[script] {
        guard case .letter(let name) = token.kind, ChainReader.letters.contains(name),
          scope.declarations.symbol(named: name) == nil, !scope.declarations.isDimension(name)
        else { continue }
        found.append(name)
      }
    }
    return found
  }
}

extension Term {
  /// Calls the closure with each place at which one of the indices picks an entry, with the dimension that it runs
  /// through there, and whether nothing but an index can stand there: one of two, or behind a bracket.
  fileprivate func forEachFreeIndex(
    of indices: Set<Symbol>, _ visit: (_ index: Symbol, _ dimension: Dimension, _ isCertain: Bool) -> Void
  ) {
    let free = indices.intersection(freeSymbols)
    guard !free.isEmpty else { return }
    if head == .entry {
      let base = arguments[0]
      let isCertain = arguments.count == 3 || base.symbol == nil
      for (index, dimension) in zip(arguments.dropFirst(), [base.shape.rows, base.shape.columns]) {
        if let symbol = index.symbol, free.contains(symbol) { visit(symbol, dimension, isCertain) }
      }
    }
    for (place, argument) in arguments.enumerated() {
      let isBody = place == arguments.count - 1
      argument.forEachFreeIndex(of: isBody ? free.subtracting(head.bound.map { [$0] } ?? []) : free, visit)
    }
  }
}

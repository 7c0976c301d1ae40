import Symbolic

/// What a remark under or over a part of an expression says of it: \underbrace{A}_{= B}.
struct BraceRemark {
  /// The part.
  let base: [Token]
  /// The remark, which begins with a relation.
  let remark: [Token]

  private static let braces: Set<String> = ["underbrace", "overbrace"]
  private static let stacks: Set<String> = ["underset", "overset", "stackrel"]

  /// Every remark in the tokens that begins with a relation.
  ///
  /// - Throws: `NotationError` where a relation stands somewhere else in a remark.
  static func all(
    _ tokens: [Token], _ declarations: Declarations, source: Source
  ) throws(NotationError) -> [BraceRemark] {
    var found: [BraceRemark] = []
    for place in tokens.indices {
      guard case .command(let name) = tokens[place].kind else { continue }
      if braces.contains(name), let base = TokenGroups.group(tokens[...], at: place + 1) {
        var end = base.end
        while end + 1 < tokens.count, tokens[end].isSymbol("_") || tokens[end].isSymbol("^"),
          let script = TokenGroups.group(tokens[...], at: end + 1)
        {
          if let remark = try remark(tokens[script.content], on: tokens[base.content], declarations, source) {
            found.append(remark)
          }
          end = script.end
        }
      } else if stacks.contains(name), let over = TokenGroups.group(tokens[...], at: place + 1),
        let base = TokenGroups.group(tokens[...], at: over.end),
        RelationReader.relation(tokens[base.content], at: base.content.lowerBound) == nil,
        SyntaxReader.operatorWord(tokens[base.content]) == nil, !isOperator(tokens[base.content])
      {
        if let remark = try remark(tokens[over.content], on: tokens[base.content], declarations, source) {
          found.append(remark)
        }
      }
    }
    return found
  }

  /// Whether what stands above is a sum or a product, which has its range below it.
  private static func isOperator(_ tokens: ArraySlice<Token>) -> Bool {
    guard tokens.count == 1, case .command(let name) = tokens.first?.kind else { return false }
    return ["sum", "prod", "int", "bigcup", "bigcap"].contains(name)
  }

  private static func remark(
    _ script: ArraySlice<Token>, on base: ArraySlice<Token>, _ declarations: Declarations, _ source: Source
  ) throws(NotationError) -> BraceRemark? {
    guard let first = script.first else { return nil }
    if RelationReader.relation(script, at: script.startIndex) != nil {
      return BraceRemark(base: Array(base), remark: Array(script))
    }
    let places = script.indices.filter { RelationReader.relation(script, at: $0) != nil }
    let isSaid = script.contains {
      guard case .text(let text) = $0.kind else { return false }
      return text.contains(where: { "=<>≤≥".contains($0) })
    }
    if isSaid || places.contains(where: { claims(script[..<$0], declarations) }) {
      throw NotationError(
        source, TokenGroups.range(script) ?? first.range, "this remark is not read",
        hint: "begin it with the relation, as in \\underbrace{A}_{= B}, or write it in a row of its own")
    }
    return nil
  }

  /// Whether what stands before a relation is more than an index, as in \underbrace{…}_{i = 1}.
  private static func claims(_ tokens: ArraySlice<Token>, _ declarations: Declarations) -> Bool {
    guard tokens.count == 1, case .letter(let name) = tokens.first?.kind, !declarations.isDimension(name) else {
      return true
    }
    return declarations.symbol(named: name).map { declarations.indexBounds[$0] == nil } ?? false
  }

  /// The name that the remark gives the part, as of \underbrace{A}_{=: M}; nil where it states something.
  func definition(_ declarations: Declarations) -> TokenChain? {
    guard let relation = RelationReader.relation(remark[...], at: 0) else { return nil }
    let name = remark[relation.end...]
    guard relation.relation == .definition || relation.relation == .equal, let written = NameReader.name(name),
      declarations.symbol(named: written) == nil, !declarations.isDimension(written)
    else { return nil }
    let place = TokenGroups.range(name) ?? 0..<0
    let step = Segment(relation: .definition, place: place, tokens: base, reasons: [])
    return TokenChain(first: Array(name), steps: [step], place: place)
  }

  /// The claim that the remark is: base = remark.
  func chain(_ source: Source) throws(NotationError) -> TokenChain {
    let range = TokenGroups.range(remark[...]) ?? 0..<0
    let chains = try ChainAssembler.chains(remark, source: source)
    guard var chain = chains.first, chains.count == 1, chain.first.isEmpty else {
      throw NotationError(source, range, "this remark is not read", hint: "write it in a row of its own")
    }
    chain.first = base
    chain.place = range
    return chain
  }
}

extension ChainReader {
  /// Takes up the names that remarks of a chain give its parts, and returns the remarks that state something.
  mutating func takeRemarks(of chain: TokenChain) throws(NotationError) -> [BraceRemark] {
    var claims: [BraceRemark] = []
    for tokens in [chain.first] + chain.steps.map(\.tokens) where !tokens.isEmpty {
      for remark in try BraceRemark.all(tokens, scope.declarations, source: scope.source) {
        if let definition = remark.definition(scope.declarations) {
          try scope.defineName(
            NameReader.name(definition.first[...]) ?? "", definition.first[...], remark.base[...], properties: [])
        } else {
          claims.append(remark)
        }
      }
    }
    return claims
  }
}

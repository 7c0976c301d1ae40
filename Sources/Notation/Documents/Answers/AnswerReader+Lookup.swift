import Symbolic

/// Names that turn up in the displays and that the question does not know.
extension AnswerReader {
  /// Takes up what the text says of a name: the writer's own abbreviation or, if it says nothing, the one size or random
  /// variable of the question that it can stand for.
  ///
  /// - Returns: the rows with the name known; nil where nothing is found.
  mutating func resolve(_ name: String, _ rows: [TokenChain]) -> [TokenChain]? {
    guard budget > 0, pending.count < 8, names.names[name] == nil else { return nil }
    for own in AnswerReader.spellings(name) where !isAsked(own) && !pending.contains(own) {
      pending.insert(own)
      defer { pending.remove(own) }
      if abbreviate(own) { return rows }
    }
    return matchRest(name, rows)
  }

  /// The name that an error is about: one that nothing declares, be it behind the d of an integral.
  func unknownName(_ error: NotationError, _ rows: [TokenChain]) -> String? {
    if let name = error.undeclaredName { return name }
    for tokens in rows.flatMap({ [$0.first] + $0.steps.map(\.tokens) }) {
      guard tokens.contains(where: { $0.isCommand("int") }) else { continue }
      for place in tokens.indices where NameMap.isDifferential(tokens[...], place) {
        let length = tokens[place].kind == .letter("d") ? 1 : 4
        let rest = tokens[(place + length)...].drop { $0.isSymbol("}") }
        guard let name = NameReader.prefix(rest)?.name else { continue }
        if reader.scope.declarations.symbol(named: name) == nil, names.names[name] == nil { return name }
      }
    }
    return nil
  }

  private func isAsked(_ name: String) -> Bool {
    question.given.isDimension(name) || question.given.symbol(named: name) != nil
  }

  /// What an abbreviation counts, in tokens: the declarations around it are gone through as well.
  private static let abbreviationCost = 1500

  /// Declares the writer's own name as the text says, if that leaves everything of the question as it is.
  private mutating func abbreviate(_ name: String) -> Bool {
    for statement in statements + shownDefinitions(of: name) {
      guard
        let left = statement.lefts.first(where: { left in
          NameReader.name(left) == name || AnswerReader.base(left) == name
        }), !statement.rights.isEmpty
      else { continue }
      // M = a = b defines M as a; that this is b is a claim.
      let equal = statement.rights.indices.filter { statement.rights[$0].sign == .equal }
      let rights = statement.rights.indices.filter { !equal.dropFirst().contains($0) }.map { statement.rights[$0] }
      let alone = GivenStatement(
        lefts: [names.applied(to: left)[...]],
        rights: rights.map { ($0.sign, names.applied(to: $0.tokens)[...]) })
      for _ in 0..<8 where budget > 0 {
        budget -= AnswerReader.abbreviationCost
        var given = GivenReader(scope: reader.scope)
        do throws(NotationError) {
          try given.read([
            GivenFormula(
              statements: [alone], tokens: alone.lefts[0], before: "", after: "", range: alone.range ?? 0..<0)
          ])
        } catch {
          guard let other = error.undeclaredName, other != name, resolve(other, []) != nil else { break }
          continue
        }
        let declared = given.scope.declarations
        guard declared.symbol(named: name) != nil || declared.isDimension(name),
          declared.conflict(with: question.given, or: question.settled) == nil
        else { break }
        reader.scope = given.scope
        if equal.count > 1 { defined.append((Array(left), equal.map { Array(statement.rights[$0].tokens) })) }
        return true
      }
    }
    return false
  }

  /// The definitions of a name that displays hold, be it behind its use: \text{where } M = ….
  private func shownDefinitions(of name: String) -> [GivenStatement] {
    guard displays.count <= 50 else { return [] }
    var found: [GivenStatement] = []
    for case .success(let tokens) in displays.map(\.content) {
      guard let rows = try? reader.rows(tokens, takesExpressions: true) else { continue }
      for row in rows where NameReader.name(row.first[...]) == name {
        guard let step = row.steps.first, step.relation == .equal || step.relation == .definition else { continue }
        found.append(GivenStatement(lefts: [row.first[...]], rights: [(.equal, step.tokens[...])]))
      }
    }
    return found
  }

  /// Whether the text itself says what the name is.
  private func isSaid(_ name: String) -> Bool {
    statements.contains { statement in
      !statement.rights.isEmpty
        && statement.lefts.contains { NameReader.name($0) == name || AnswerReader.base($0) == name }
    } || !shownDefinitions(of: name).isEmpty
  }

  /// The name in front of a bracket or an index: f of `f(x) = …`.
  private static func base(_ tokens: ArraySlice<Token>) -> String? {
    guard let first = tokens.first, tokens.count > 1 else { return nil }
    return NameReader.name([first])
  }

  /// Lets the name stand for the one size or random variable of the question that nothing else stands for and with
  /// which the rows can be read.
  private mutating func matchRest(_ name: String, _ rows: [TokenChain]) -> [TokenChain]? {
    guard !rows.isEmpty, !AnswerReader.spellings(name).contains(where: isSaid) else { return nil }
    let given = question.given
    let open =
      given.dimensions + given.symbols.filter { given.distributions[$0] != nil }.map(\.name)
    var found: (names: NameMap, rows: [TokenChain])?
    for candidate in open where !names.reaches(candidate) && !usedNames.contains(candidate) {
      for own in AnswerReader.spellings(name) where names.names[own] == nil && !isAsked(own) {
        guard budget > 0 else { return nil }
        budget -= rows.reduce(1) { $0 + $1.first.count + $1.steps.reduce(0) { $0 + $1.tokens.count } }
        var map = NameMap()
        map.add(own, for: candidate)
        let changed = rows.map { row in
          var row = row
          row.first = map.applied(to: row.first[...])
          for number in row.steps.indices { row.steps[number].tokens = map.applied(to: row.steps[number].tokens[...]) }
          return row
        }
        guard reads(changed, otherThan: name) else { continue }
        if given.isDimension(candidate), scales(changed, by: candidate) { continue }
        // Two things that it could stand for are a guess.
        if found != nil { return nil }
        var longer = names
        longer.add(own, for: candidate)
        found = (longer, changed)
      }
    }
    guard let found else { return nil }
    names = found.names
    return found.rows
  }

  /// Whether the rows are read, at least up to another name that nothing declares.
  private func reads(_ rows: [TokenChain], otherThan name: String) -> Bool {
    for row in rows {
      for tokens in [row.first] + row.steps.map(\.tokens) where !tokens.isEmpty && !SetReader.isZero(tokens[...]) {
        do throws(NotationError) {
          let scope = reader.scope
          _ =
            scope.isDistributionWithoutPoint(tokens[...])
            ? try scope.distribution(tokens[...]) : try scope.line(tokens[...], like: nil, after: Averages())
        } catch {
          guard let other = error.undeclaredName else { return false }
          return other != name
        }
      }
    }
    return true
  }

  /// Whether the size stands as a factor of a vector or a matrix, where another matrix could be meant.
  private func scales(_ rows: [TokenChain], by dimension: String) -> Bool {
    let size = Term(Dimension.named(dimension))
    for tokens in rows.flatMap({ [$0.first] + $0.steps.map(\.tokens) }) where !tokens.isEmpty {
      guard let term = try? reader.scope.line(tokens[...], like: nil, after: Averages()) else { continue }
      var found = false
      term.forEachSubterm { part, _ in
        guard part.head == .product, part.arguments.contains(size) else { return }
        found = found || part.arguments.contains { !$0.shape.isScalar }
      }
      if found { return true }
    }
    return false
  }

  /// The names of the question that the displays use.
  private var usedNames: Set<String> {
    var used: Set<String> = []
    for chain in reading.chains {
      for line in chain.lines { used.formUnion(line.term.freeSymbols.map(\.name)) }
    }
    return used
  }
}

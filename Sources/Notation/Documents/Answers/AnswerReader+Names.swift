import Symbolic

/// Matching what the writer calls things with what the question calls them.
extension AnswerReader {
  /// Matches the names of the statement's left side, and of what is said to be distributed or defined as in the question.
  mutating func matchNames() {
    let openings = displays.compactMap { display -> [Token]? in
      guard case .success(let tokens) = display.content else { return nil }
      return try? reader.rows(tokens, takesExpressions: true).first?.first
    }.filter { !$0.isEmpty }
    matchOpenings(openings)
    for _ in 0..<2 {
      let known = names.names.count
      matchStatements()
      if names.names.count == known { break }
    }
    matchOpenings(openings)
    matchShapes()
  }

  private mutating func matchOpenings(_ openings: [[Token]]) {
    for opening in openings {
      for statement in question.statements {
        if match(opening[...], statement) || match(written(opening)[...], statement) { return }
      }
    }
  }

  /// `f = N(a, B)` where f stands for the question's p = N(μ, Σ), and `z ~ p` where the question has x ~ p.
  private mutating func matchStatements() {
    for statement in statements {
      for left in statement.lefts {
        guard let own = NameReader.name(left),
          let symbol = asked(own)
        else { continue }
        for right in statement.rights {
          switch right.sign {
          case .equal:
            if let definition = question.given.definitions[symbol] { _ = match(right.tokens, definition) }
          case .distributed:
            if let law = question.given.distributions[symbol] { _ = match(right.tokens, law) }
          default: break
          }
        }
      }
    }
  }

  /// The symbol of the question that the writer's name is read as: P is the distribution p where nothing else is P.
  private func asked(_ own: String) -> Symbol? {
    let given = question.given
    if let symbol = given.symbol(named: names.names[own] ?? own) { return symbol }
    guard !given.isDimension(own) else { return nil }
    return given.randomName(inOtherCaseOf: own).flatMap { given.symbol(named: $0) }
  }

  /// `a \in \mathbb{R}^d` where a stands for the question's μ of n entries: d stands for n.
  private mutating func matchShapes() {
    for statement in statements {
      for left in statement.lefts {
        guard let own = NameReader.name(left), let asked = question.given.symbol(named: names.names[own] ?? own),
          let declared = declared(own, in: statement)
        else { continue }
        for (mine, theirs) in [
          (declared.shape.rows, asked.shape.rows), (declared.shape.columns, asked.shape.columns),
        ] {
          guard let name = mine.name, let target = theirs.name, name != target, names.names[name] == nil,
            !names.reaches(target), question.given.symbol(named: name) == nil, !question.given.isDimension(name)
          else { continue }
          names.add(name, for: target)
        }
      }
    }
  }

  /// The symbol that a statement by itself makes of a name.
  func declared(_ name: String, in statement: GivenStatement) -> Symbol? {
    guard let left = statement.lefts.first(where: { NameReader.name($0) == name }),
      let right = statement.rights.first(where: { $0.sign == .element })
    else { return nil }
    var reader = GivenReader(scope: DeclarationScope(source: source))
    let alone = GivenStatement(lefts: [left], rights: [right])
    guard (try? reader.read(alone)) != nil else { return nil }
    return reader.scope.declarations.symbol(named: name)
  }

  /// Extends the names so that the tokens mean the term; does nothing where no names do that.
  private mutating func match(_ tokens: ArraySlice<Token>, _ target: Term) -> Bool {
    let definitions = question.given.definitions
    guard let wanted = try? target.unfolding(definitions) else { return false }
    let mentioned = mentionedNames
    // Names are met in much the same order on both sides, which keeps the search short.
    let candidates = AnswerReader.names(in: [wanted, target]).filter { !mentioned.contains($0) }
    let scope = reader.scope
    let room = min(budget, 30_000)
    var left = room
    func search(_ map: NameMap) -> NameMap? {
      guard left > 0 else { return nil }
      left -= tokens.count + 1
      let applied = map.applied(to: tokens)
      do throws(NotationError) {
        let term: Term
        if target.sort.isDistribution {
          term = try scope.distribution(applied[...], space: target.sort.shape)
        } else {
          term = try scope.line(applied[...], like: target.sort, after: Averages())
        }
        return term == target || (try? term.unfolding(definitions)) == wanted ? map : nil
      } catch {
        guard let unknown = error.undeclaredName else { return nil }
        for own in AnswerReader.spellings(unknown) where map.names[own] == nil {
          for candidate in candidates where !map.reaches(candidate) {
            guard own == unknown || question.given.isFunction(candidate) else { continue }
            var longer = map
            longer.add(own, for: candidate)
            if let found = search(longer) { return found }
          }
        }
        return nil
      }
    }
    let found = search(names)
    budget -= room - left
    if let found { names = found }
    return found != nil
  }

  /// The names in the displays that the question declares.
  private var mentionedNames: Set<String> {
    var found: Set<String> = []
    for case .success(let tokens) in displays.map(\.content) {
      var place = 0
      while place < tokens.count {
        guard let name = NameReader.prefix(tokens[place...]) else {
          place += 1
          continue
        }
        found.insert(name.name)
        for spelling in AnswerReader.spellings(name.name) { found.insert(spelling) }
        place = max(place + 1, name.end)
      }
    }
    return found.filter { question.given.symbol(named: $0) != nil || question.given.isDimension($0) }
  }

  /// The name itself, and that of the family that it may be a member of.
  static func spellings(_ name: String) -> [String] {
    guard let mark = name.firstIndex(of: "_"), mark > name.startIndex else { return [name] }
    return [name, String(name[..<mark])]
  }

  /// The names in the terms in the order of reading, those of functions and sizes last.
  private static func names(in terms: [Term]) -> [String] {
    var found: [String] = []
    func add(_ name: String?) {
      if let name, !found.contains(name) { found.append(name) }
    }
    for term in terms { term.forEachSubterm { part, _ in add(part.symbol?.name) } }
    let free = terms.reduce(into: Set<Symbol>()) { $0.formUnion($1.freeSymbols) }.sorted { $0.name < $1.name }
    let leading = Set(free.map(\.name))
    found = found.filter(leading.contains)
    for symbol in free { add(symbol.name) }
    for symbol in free {
      add(symbol.shape.rows.name)
      add(symbol.shape.columns.name)
    }
    return found
  }

  /// The tokens with names that the writer defines replaced by what they stand for.
  private func written(_ tokens: [Token]) -> [Token] {
    var output: [Token] = []
    var place = 0
    while place < tokens.count, output.count < 2000 {
      guard let found = NameReader.prefix(tokens[place...]), found.end > place,
        question.given.symbol(named: names.names[found.name] ?? found.name) == nil,
        let definition = definition(of: found.name)
      else {
        output.append(tokens[place])
        place += 1
        continue
      }
      output += definition
      place = found.end
    }
    return output
  }

  private func definition(of name: String) -> ArraySlice<Token>? {
    for statement in statements where statement.lefts.contains(where: { NameReader.name($0) == name }) {
      if let right = statement.rights.first(where: { $0.sign == .equal }) { return right.tokens }
    }
    return nil
  }
}

extension Declarations {
  /// Whether the name is that of a function or a family.
  fileprivate func isFunction(_ name: String) -> Bool { symbol(named: name).map(functions.contains) ?? false }
}

extension Dimension {
  /// The name, where the dimension is one.
  var name: String? {
    let text = description
    return self == .named(text) ? text : nil
  }
}

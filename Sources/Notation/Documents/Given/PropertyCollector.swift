/// Collects what a declaring paragraph says of its names in words and by signs such as \succ 0.
struct PropertyCollector {
  private let source: Source
  private var properties: [String: Set<Property>] = [:]

  /// The properties of each name of the formulas.
  ///
  /// - Throws: `NotationError` where a word names a property that cannot be declared.
  static func properties(
    _ formulas: [GivenFormula], source: Source
  ) throws(NotationError) -> [String: Set<Property>] {
    var collector = PropertyCollector(source: source)
    for number in formulas.indices {
      if number == 0 { try collector.add(formulas, words: formulas[0].before, behind: nil) }
      try collector.add(formulas, words: formulas[number].after, behind: number)
      for statement in formulas[number].statements { collector.add(statement) }
      try collector.addWords(inside: formulas[number])
    }
    return collector.properties
  }

  private init(source: Source) { self.source = source }

  /// Takes up the words behind a formula: those directly behind it speak of it, those directly before the next of
  /// that one.
  private mutating func add(
    _ formulas: [GivenFormula], words: String, behind number: Int?
  ) throws(NotationError) {
    let clauses = PropertyWords.clauses(words)
    let next = number.map { $0 + 1 } ?? 0
    for (place, clause) in clauses.enumerated() {
      if let word = clause.unknown {
        throw NotationError(
          source, formulas[number ?? 0].range, "the property \"\(word)\" beside this formula cannot be declared")
      }
      if clause.properties.isEmpty { continue }
      let isLast = place == clauses.count - 1
      if let number, place == 0 || !isLast || next >= formulas.count {
        var first = number
        // "A and B are symmetric" speaks of both.
        while clause.isPlural, first > 0, PropertyWords.clauses(formulas[first - 1].after).allSatisfy(\.isEmpty) {
          first -= 1
        }
        for formula in formulas[first...number] { add(clause.properties, formula.lastNames) }
      } else if isLast, next < formulas.count {
        add(clause.properties, formulas[next].statements.first?.lefts.compactMap(NameReader.name) ?? [])
      }
    }
  }

  /// Takes up the words inside a formula, such as `\text{ invertible}`, which speak of the statement before them.
  private mutating func addWords(inside formula: GivenFormula) throws(NotationError) {
    for token in formula.tokens {
      guard case .text(let words) = token.kind,
        let statement = formula.statements.last(where: { ($0.range?.lowerBound ?? .max) < token.range.lowerBound })
      else { continue }
      for clause in PropertyWords.clauses(words) {
        if let word = clause.unknown {
          throw NotationError(source, token.range, "the property \"\(word)\" beside this formula cannot be declared")
        }
        add(clause.properties, statement.lefts.compactMap(NameReader.name))
      }
    }
  }

  private mutating func add(_ found: Set<Property>, _ names: [String]) {
    for name in names { properties[name, default: []].formUnion(found) }
  }

  private mutating func add(_ statement: GivenStatement) {
    for right in statement.rights {
      let zero = SetReader.spelling(right.tokens) == "0"
      let names = statement.lefts.compactMap { NameReader.name($0) ?? NameReader.squared($0) }
      switch right.sign {
      case .positiveDefinite where zero: add([.positiveDefinite], names)
      case .positiveSemidefinite where zero: add([.positiveSemidefinite], names)
      case .greater where zero: add([.positive], names)
      case .greaterOrEqual where zero: add([.nonnegative], names)
      case .less where statement.lefts.count == 1 && SetReader.spelling(statement.lefts[0]) == "0":
        add([.positive], [NameReader.name(right.tokens)].compactMap(\.self))
      case .lessOrEqual where statement.lefts.count == 1 && SetReader.spelling(statement.lefts[0]) == "0":
        add([.nonnegative], [NameReader.name(right.tokens)].compactMap(\.self))
      case .equal where statement.lefts.count == 1 && RankStatement.name(statement.lefts[0]) != nil:
        add([.fullColumnRank], [RankStatement.name(statement.lefts[0]).flatMap(NameReader.name)].compactMap(\.self))
      case .equal:
        for left in statement.lefts where SetReader.isTranspose(right.tokens, of: left) { add([.symmetric], names) }
      default: break
      }
    }
  }
}

/// The order in which the formulas of a paragraph are read: a definition comes behind those that it speaks of.
extension GivenReader {
  /// Whether the formula defines by a name that is not declared, and that a formula behind it introduces.
  ///
  /// Only what could not be read at its place waits.
  func speaksOfLater(_ formula: GivenFormula) -> Bool {
    guard !formula.statements.isEmpty,
      formula.statements.allSatisfy({ statement in
        !statement.rights.isEmpty && statement.rights.allSatisfy { $0.sign == .equal || $0.sign == .distributed }
      })
    else { return false }
    // The distribution of a sum is stated before what its names are said to be made of.
    let names = formula.names
    if formula.statements.allSatisfy({ $0.rights.allSatisfy { $0.sign == .equal } }),
      names.contains(where: sumNames.contains), waiting.contains(where: { GivenReader.isLawOfSum($0, names) })
    {
      return true
    }
    let later = Set(waiting.flatMap(GivenReader.introduced)).subtracting(names)
    guard !later.isEmpty else { return false }
    let missing = later.filter { name in
      scope.declarations.symbol(named: name) == nil && !scope.declarations.isDimension(name)
    }
    guard formula.statements.contains(where: { $0.mentions(missing) }) else { return false }
    var trial = self
    do {
      for statement in formula.statements { try trial.read(statement) }
      return false
    } catch {
      return true
    }
  }

  /// Reads formulas that waited for others, each once what it waits for is there.
  mutating func readLate(_ formulas: [QuantifiedFormula]) throws(NotationError) {
    var rest = formulas
    while !rest.isEmpty {
      var next = 0
      for place in rest.indices {
        waiting = rest.indices.filter { $0 != place }.map { rest[$0].formula }
        if !speaksOfLater(rest[place].formula) {
          next = place
          break
        }
      }
      let formula = rest.remove(at: next)
      waiting = rest.map(\.formula)
      try declare(formula.indices)
      for statement in formula.formula.statements { try read(statement) }
    }
  }

  /// The names that a formula introduces: its left sides, and the names of a product that it makes zero.
  private static func introduced(_ formula: GivenFormula) -> [String] {
    formula.statements.flatMap { statement -> [String] in
      guard let right = statement.rights.first else { return [] }
      return statement.lefts.flatMap { left -> [String] in
        if let name = NameReader.name(left) ?? NameReader.squared(left) { return [name] }
        guard right.sign == .equal, SetReader.isZero(right.tokens), let pair = FactorPair(left) else { return [] }
        return [pair.first.name, pair.second.name]
      }
    }
  }

  /// The names in sums whose distribution is stated.
  static func namesOfSums(_ formulas: [GivenFormula]) -> Set<String> {
    var names: Set<String> = []
    for statement in formulas.flatMap(\.statements) where statement.rights.first?.sign == .distributed {
      for left in statement.lefts where NameReader.name(left) == nil { names.formUnion(GivenStatement.names(left)) }
    }
    return names
  }

  /// Whether the formula states the distribution of a sum of one of the names.
  private static func isLawOfSum(_ formula: GivenFormula, _ names: [String]) -> Bool {
    !namesOfSums([formula]).isDisjoint(with: names)
  }
}

extension GivenStatement {
  /// Whether one of the names stands in it.
  fileprivate func mentions(_ names: Set<String>) -> Bool {
    (lefts + rights.map(\.tokens)).contains { !GivenStatement.names($0).isDisjoint(with: names) }
  }

  /// The names in the tokens.
  fileprivate static func names(_ tokens: ArraySlice<Token>) -> Set<String> {
    var names: Set<String> = []
    var place = tokens.startIndex
    while place < tokens.endIndex {
      if let name = NameReader.prefix(tokens[place...]) {
        names.insert(name.name)
        place = max(place + 1, name.end)
      } else {
        place += 1
      }
    }
    return names
  }
}

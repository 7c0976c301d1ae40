/// Words in a row: what they set aside, and what must not be lost behind them.
extension RowReader {
  /// The place where words about the row begin, its end where there are none.
  mutating func annotationStart() throws(NotationError) -> Int {
    let count = index.row.count
    if index.roles[0] == .reason {
      if isRemarkWithin(0), !index.tokens[1].isSymbol("-") || index.row[0].marks > 0 {
        skipped.insert(0)
      } else if index.relationCount(0..<count) == 0 {
        try checkRemark(0..<count, isApart: false)
        return 0
      } else {
        try checkBeginning(0)
      }
    }
    for place in index.row.indices.dropFirst() where index.row[place].depth == 0 {
      let token = index.tokens[place]
      if token.isCommand("because") {
        try checkBehind(place)
        return place
      }
      if token.isCommand("forall") {
        try checkQuantifier(place)
        return place
      }
      if token.isSymbol("(") || token.isSymbol("["), isRemark(place) {
        try checkRemark(place..<count, isApart: true)
        return place
      }
      if index.row[place].marks >= 2, try isBesides(place) {
        try checkWords(place..<count)
        try checkRemark(place..<count, isApart: true)
        return place
      }
      switch index.roles[place] {
      case .reason:
        if place + 1 < count, index.isRelation(place + 1), index.row[place + 1].marks == 0 {
          try checkRemark(place..<place + 1, isApart: false)
          innerReasons.insert(place)
        } else if isRemarkWithin(place) {
          try checkRemark(place..<place + 1, isApart: false)
          skipped.insert(place)
        } else {
          try checkWords(place..<count)
          let isApart = index.row[place].marks > 0 || index.row[place].gap > 0
          try checkRemark(place..<count, isApart: isApart)
          return place
        }
      case .condition:
        throw NotationError(
          source, token.range, "a condition on a single step cannot be checked",
          hint: "declare it in a paragraph that begins with **Given**")
      case .name, .conjunction, nil: break
      }
    }
    return count
  }

  /// Whether a column of remarks begins at the place.
  private func isBesides(_ place: Int) throws(NotationError) -> Bool {
    let rest = place..<index.row.count
    if index.isRelation(place) || index.isSign(place) || index.relationCount(0..<place) == 0 { return false }
    if index.hasProse(rest) { return true }
    guard index.relationCount(rest) == 0 else { return false }
    throw NotationError(
      source, index.tokens[place].range, "this column is neither words nor a statement",
      hint: "write words as \\text{…}, or leave out the && before it")
  }

  /// What is set aside as words must hide no step: a relation in it has to be part of what the words say.
  private func checkWords(_ range: Range<Int>) throws(NotationError) {
    guard let relation = index.relations(in: range).first else { return }
    let place = relation.place.lowerBound
    let words = range.prefix { $0 < place }.last { index.roles[$0] != nil }
    let isExplained = words.map { Prose.explains(index.tokens[$0]) && $0 + 1 < place } ?? false
    let isMarked = index.relations(in: range).contains { index.row[$0.place.lowerBound].marks > 0 }
    if isExplained, !isMarked { return }
    throw NotationError(
      source, TokenGroups.range(index.tokens[relation.place]) ?? index.tokens[place].range,
      "this relation stands behind words and could be a step or a remark",
      hint: "begin a row with it, or write the whole remark as \\text{…}")
  }

  /// Whether the bracket at the place holds a remark and ends the row.
  private func isRemark(_ place: Int) -> Bool {
    guard let group = TokenGroups.group(index.tokens[...], at: place), !group.content.isEmpty,
      index.tokens[group.end...].allSatisfy({ $0.isSymbol(".") || $0.isSymbol(",") })
    else { return false }
    let first = group.content.lowerBound
    if index.tokens[first].isCommand("because") || index.hasProse(first..<first + 1) { return true }
    // An equation number, such as (3) or (3.1), behind a wide space.
    guard index.row[place].gap > 0 || index.row[place].marks > 0, group.content.count <= 3 else { return false }
    return index.tokens[group.content].allSatisfy {
      switch $0.kind {
      case .number, .symbol("."), .symbol("*"), .symbol("'"): true
      default: false
      }
    }
  }

  // MARK: What stands behind words

  /// Whether the words at the place are a remark in brackets, behind which the expression goes on with a sign.
  private func isRemarkWithin(_ place: Int) -> Bool {
    guard place + 1 < index.row.count, index.isSign(place + 1), case .text(let text) = index.tokens[place].kind else {
      return false
    }
    return Prose.isBracketed(text)
  }

  /// Nothing of a formula may be lost in a stretch that is set aside as words: it has to be part of what they say.
  ///
  /// - Parameter isApart: whether a column, a wide space or brackets part the words from the formula.
  private func checkRemark(_ range: Range<Int>, isApart: Bool) throws(NotationError) {
    var isExplained = false
    let isRow = range.count == index.row.count && range.allSatisfy(isText)
    for place in range {
      guard case .text(let text) = index.tokens[place].kind else { continue }
      let next = (place + 1..<range.upperBound).first { !RowReader.isPunctuation(index.tokens[$0]) }
      var follows: Int? = next
      if let next, case .text = index.tokens[next].kind { follows = nil }
      let isName = index.row[place].depth == 0 ? index.roles[place] == .name : index.isName(place)
      if isName { continue }
      let isColumn = isRow || index.row[range.lowerBound].marks >= 2
      if Prose.calculates(text), !isApart || follows != nil { throw calculated(place) }
      if Prose.isFormula(text, inColumn: isColumn) { throw calculated(place) }
      if Prose.losesFormula(text, isApart: isApart || isExplained) { throw notRead(index.tokens[place].range) }
      guard let follows else { continue }
      if index.isSign(follows) || RowReader.isScript(index.tokens[follows]) { throw notRead(behind: follows) }
      isExplained = isExplained || Prose.opensRemark(text)
      let rest = follows..<range.upperBound
      let goesOn =
        index.relationCount(rest) > 0 || hasWords(rest) || isReference(rest, behind: text)
        || Prose.opensBracket(text) && closesBracket(rest)
      // An expression alone is nothing that words behind a formula speak of: y given y + y.
      if !isApart, !goesOn, rest.contains(where: { index.row[$0].depth == 0 && index.isSign($0) }) {
        throw notRead(behind: follows)
      }
      guard isExplained || isApart, !Prose.isBroken(text), !Prose.adds(text), goesOn || Prose.takesObject(text) else {
        throw notRead(behind: follows)
      }
    }
  }

  /// Whether words of the stretch close a bracket.
  private func closesBracket(_ range: Range<Int>) -> Bool {
    range.contains {
      guard case .text(let text) = index.tokens[$0].kind else { return false }
      return text.contains(")") || text.contains("]")
    }
  }

  /// Whether the stretch is a number of a formula or a lemma.
  private func isReference(_ range: Range<Int>, behind words: String) -> Bool {
    range.count <= 6 && (Prose.refers(words) || index.tokens[range.lowerBound].isSymbol("("))
      && range.allSatisfy {
        if case .number = index.tokens[$0].kind { return true }
        return RowReader.isPunctuation(index.tokens[$0]) || index.tokens[$0].isSymbol("(")
      }
  }

  private func isText(_ place: Int) -> Bool {
    if case .text = index.tokens[place].kind { true } else { false }
  }

  /// Whether more words stand in the stretch.
  private func hasWords(_ range: Range<Int>) -> Bool {
    range.contains {
      guard case .text(let text) = index.tokens[$0].kind else { return false }
      return text.contains(where: \.isLetter)
    }
  }

  /// Words that begin a row, or a statement, must not stand for an operator, nor before one.
  private func checkBeginning(_ place: Int) throws(NotationError) {
    guard case .text(let text) = index.tokens[place].kind else { return }
    if Prose.calculates(text) || Prose.isFormula(text, inColumn: true) { throw calculated(place) }
    if Prose.losesFormula(text, isApart: false) { throw notRead(index.tokens[place].range) }
    try checkBehind(place)
  }

  /// No operator between two operands can follow words; a minus can begin an expression.
  private func checkBehind(_ place: Int) throws(NotationError) {
    guard place + 1 < index.row.count else { return }
    let next = index.tokens[place + 1]
    if index.isSign(place + 1) && !next.isSymbol("-") || RowReader.isScript(next) { throw notRead(behind: place + 1) }
  }

  /// What follows \forall is a name, and what it runs through.
  private func checkQuantifier(_ place: Int) throws(NotationError) {
    guard let name = NameReader.prefix(index.tokens[(place + 1)...]), name.end < index.row.count else { return }
    let next = index.tokens[name.end]
    if index.isSign(name.end) || next.isSymbol("(") || TokenGroups.change(next) > 0 { throw notRead(behind: name.end) }
    switch next.kind {
    case .letter, .number: throw notRead(behind: name.end)
    default: return
    }
  }

  /// A statement behind a conjunction is a relation: an expression there would be lost, or be another answer.
  func checkClauses(before end: Int) throws(NotationError) {
    let places = (0..<end).filter { index.row[$0].depth == 0 && index.roles[$0] == .conjunction }
    for (number, place) in places.enumerated() {
      let stop = number + 1 < places.count ? places[number + 1] : end
      if Prose.isAlternative(index.tokens[place]) {
        throw NotationError(
          source, index.tokens[place].range, "one of two is no statement that can be checked",
          hint: "give each a row of its own")
      }
      try checkBehind(place)
      let rest = place + 1..<stop
      guard place > 0 || !Prose.concludes(index.tokens[place]), index.relationCount(rest) == 0 else { continue }
      guard let first = rest.first(where: { !RowReader.isPunctuation(index.tokens[$0]) }) else { continue }
      if case .text = index.tokens[first].kind { continue }
      throw notRead(behind: first)
    }
  }

  private func calculated(_ place: Int) -> NotationError {
    NotationError(
      source, index.tokens[place].range, "these words calculate, and words are not read",
      hint: "write signs and formulas in their place")
  }

  private func notRead(behind place: Int) -> NotationError {
    notRead(TokenGroups.range(index.tokens[place...]) ?? index.tokens[place].range)
  }

  private func notRead(_ range: Range<Int>) -> NotationError {
    NotationError(
      source, range, "what stands behind these words is not read",
      hint: "put words in the middle of a formula in brackets, as \\text{(first)}, or what follows in a row of its own")
  }

  private static func isPunctuation(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol): [".", ",", ";", ":", ")", "]", "}"].contains(symbol)
    case .rowEnd, .end: true
    default: false
    }
  }

  private static func isScript(_ token: Token) -> Bool {
    token.isSymbol("^") || token.isSymbol("_") || token.isSymbol("!")
  }
}

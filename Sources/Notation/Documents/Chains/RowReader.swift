import Symbolic

/// Reads a row of a display into statements, with the reasons that stand beside them.
struct RowReader {
  let source: Source
  let index: RowIndex
  private var content = RowContent()
  private var reasons: [String]
  /// Words between an expression and the next relation of the row.
  var innerReasons: Set<Int> = []
  /// Remarks in brackets in the middle of an expression, which goes on behind them.
  var skipped: Set<Int> = []
  /// Whether the next statement is said to follow from what stands before.
  private var isConsequence = false

  private static let consequences: Set<String> = [
    "implies", "Rightarrow", "iff", "Leftrightarrow", "Longrightarrow", "longrightarrow", "Longleftrightarrow",
    "therefore", "impliedby", "Leftarrow", "leadsto", "rightsquigarrow",
  ]

  private init(_ row: Row, reasons: [String], source: Source) {
    index = RowIndex(row)
    self.reasons = reasons
    self.source = source
  }

  /// What the row says.
  static func content(_ row: Row, source: Source) throws(NotationError) -> RowContent {
    var kept: Row = []
    var tags: [String] = []
    var place = 0
    while place < row.count {
      if row[place].token.isCommand("tag"), place + 1 < row.count, case .text(let text) = row[place + 1].token.kind {
        if Prose.tagClaims(text) {
          throw NotationError(
            source, row[place + 1].token.range, "a formula in a \\tag is not read",
            hint: "write it in a row of its own, and a reason as words")
        }
        tags.append(Reason.trimmed(text))
        place += 2
      } else {
        kept.append(row[place])
        place += 1
      }
    }
    var reader = RowReader(kept, reasons: tags, source: source)
    try reader.read()
    return reader.content
  }

  private mutating func read() throws(NotationError) {
    let end = try annotationStart()
    try checkClauses(before: end)
    if end < index.row.count {
      var words = index.tokens[end...]
      while let last = words.last, last.isSymbol(".") || last.isSymbol(",") { words.removeLast() }
      reasons.append(Reason.text(words))
    }
    var start = 0
    var beginsAnew = false
    for place in 0..<end where index.row[place].depth == 0 && joins(place) {
      readClause(start..<place, beginsAnew: beginsAnew)
      beginsAnew = true
      isConsequence = RowReader.isConsequence(index.tokens[place])
      start = place + 1
      if innerReasons.contains(place), let last = content.statements.indices.last {
        let segment = content.statements[last].segments.count - 1
        content.statements[last].segments[segment].reasons.append(Reason.text(index.tokens[place..<start]))
      }
    }
    readClause(start..<end, beginsAnew: beginsAnew)
    if let last = content.statements.indices.last {
      let segment = content.statements[last].segments.count - 1
      content.statements[last].segments[segment].reasons += reasons
    } else if let first = index.row.first, first.marks >= 2 {
      content.reasons = reasons
    }
  }

  /// Whether the token says that what comes follows from what stands before.
  private static func isConsequence(_ token: Token) -> Bool {
    switch token.kind {
    case .command(let name): consequences.contains(name)
    case .text: Prose.concludes(token)
    default: false
    }
  }

  /// Whether the token parts two statements: an implication, a conjunction, or prose that begins the row.
  func joins(_ place: Int) -> Bool {
    if skipped.contains(place) { return false }
    if case .command(let name) = index.tokens[place].kind { return RowReader.consequences.contains(name) }
    guard let role = index.roles[place] else { return false }
    if innerReasons.contains(place) { return true }
    return role == .conjunction || (place == 0 && role != .name)
  }

  // MARK: Statements

  /// Reads what stands between two conjunctions: statements between commas.
  private mutating func readClause(_ clause: Range<Int>, beginsAnew: Bool) {
    var parts = split(clause)
    if let dots = parts.firstIndex(where: isDots), dots >= 1, parts[dots - 1].count > 3 {
      // The range may stand behind a wide space instead of a comma.
      let part = parts[dots - 1]
      let cut = part.upperBound - 3
      if index.row[cut].gap > 0, index.row[cut].depth == 0, isFirstIndex(cut..<part.upperBound) {
        parts.replaceSubrange((dots - 1)..<dots, with: [part.lowerBound..<cut, cut..<part.upperBound])
      }
    }
    if let dots = parts.firstIndex(where: isDots), dots > 1, isFirstIndex(parts[dots - 1]),
      parts[(dots + 1)...].filter({ !$0.isEmpty }).count == 1, parts[(dots + 1)...].allSatisfy({ $0.count <= 2 })
    {
      // i = 1, …, n behind a statement: the range of an index.
      reasons.append(Reason.text(index.tokens[parts[dots - 1].lowerBound..<clause.upperBound]))
      parts.removeSubrange((dots - 1)...)
    }
    // A part without a relation belongs to its neighbour, with the comma between them.
    var pending: Range<Int>?
    for part in parts where !part.isEmpty {
      if let first = pending {
        if index.relationCount(part) == 0 || index.relationCount(first) == 0 {
          pending = first.lowerBound..<part.upperBound
          continue
        }
        readColumns(first, beginsAnew: beginsAnew)
      }
      pending = part
    }
    if let last = pending { readColumns(last, beginsAnew: beginsAnew) }
  }

  /// Whether the part is a letter that equals a number.
  private func isFirstIndex(_ part: Range<Int>) -> Bool {
    guard part.count == 3, index.isRelation(part.lowerBound + 1), index.tokens[part.lowerBound + 1].isSymbol("="),
      case .letter = index.tokens[part.lowerBound].kind, case .number = index.tokens[part.lowerBound + 2].kind
    else { return false }
    return true
  }

  private func isDots(_ part: Range<Int>) -> Bool {
    guard part.count == 1, case .command(let name) = index.tokens[part.lowerBound].kind else { return false }
    return ["ldots", "dots", "cdots", "dotsc"].contains(name)
  }

  /// The parts between commas and semicolons, without full stops at their ends.
  private func split(_ clause: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = clause.lowerBound
    for place in clause where index.row[place].depth == 0 {
      let token = index.tokens[place]
      if token.isSymbol(",") || token.isSymbol(";") {
        parts.append(start..<place)
        start = place + 1
      }
    }
    parts.append(start..<clause.upperBound)
    return parts.map { part in
      var end = part.upperBound
      while end > part.lowerBound, index.row[end - 1].depth == 0, index.tokens[end - 1].isSymbol(".") { end -= 1 }
      return part.lowerBound..<end
    }
  }

  /// Reads the columns of one part: a new statement begins behind an alignment mark, or a very wide space, where the
  /// one before is complete and the rest has a left side and a relation of its own.
  private mutating func readColumns(_ part: Range<Int>, beginsAnew: Bool) {
    var start = part.lowerBound
    var anew = beginsAnew
    for place in part.dropFirst() where index.row[place].depth == 0 {
      guard index.row[place].gap >= 2 || index.row[place].marks > 0, !index.isSign(place), !index.isRelation(place),
        let last = index.relations(in: start..<place).last, last.place.upperBound < place,
        index.relationCount(place..<part.upperBound) > 0
      else { continue }
      append(start..<place, beginsAnew: anew)
      anew = true
      start = place
    }
    append(start..<part.upperBound, beginsAnew: anew)
  }

  private mutating func append(_ part: Range<Int>, beginsAnew: Bool) {
    guard let first = part.first else { return }
    var segments: [Segment] = []
    var start = part.lowerBound
    var found: RelationReader.Found?
    var place = index.tokens[first].range
    let relations = index.relations(in: part)
    for relation in relations {
      segments.append(segment(found, place, start..<relation.place.lowerBound))
      found = relation.found
      place = TokenGroups.range(index.tokens[relation.place]) ?? place
      start = relation.place.upperBound
    }
    segments.append(segment(found, place, start..<part.upperBound))
    guard segments.count > 1 || !segments[0].tokens.isEmpty else { return }
    var relationIsMarked = false
    if let relation = relations.first?.place {
      relationIsMarked = index.row[relation.lowerBound].marks > 0
      if relation.upperBound < part.upperBound, index.row[relation.upperBound].marks > 0 { relationIsMarked = true }
    }
    content.statements.append(
      RowStatement(
        segments: segments, isMarked: index.row[first].marks > 0, relationIsMarked: relationIsMarked,
        beginsAnew: beginsAnew || !content.statements.isEmpty, isConsequence: isConsequence))
    isConsequence = false
  }

  private func segment(_ found: RelationReader.Found?, _ place: Range<Int>, _ range: Range<Int>) -> Segment {
    let remarks = range.filter(skipped.contains)
    let tokens =
      remarks.isEmpty ? index.tokens[range] : range.filter { !skipped.contains($0) }.map { index.tokens[$0] }[...]
    return Segment(
      relation: found?.relation, place: place, tokens: RowReader.withoutEmptyGroups(tokens),
      reasons: (found?.reason.map { [$0] } ?? []) + remarks.map { Reason.text(index.tokens[$0...$0]) },
      script: found?.script ?? [])
  }

  /// The tokens without the pairs of braces that only make space around a relation.
  private static func withoutEmptyGroups(_ all: ArraySlice<Token>) -> [Token] {
    var tokens = all
    while let first = tokens.first, first.isSymbol("{"), tokens.dropFirst().first?.isSymbol("}") ?? false {
      tokens = tokens.dropFirst(2)
    }
    while tokens.count >= 3, tokens[tokens.endIndex - 2].isSymbol("{"), tokens[tokens.endIndex - 1].isSymbol("}") {
      switch tokens[tokens.endIndex - 3].kind {
      case .command, .symbol("}"), .symbol("_"), .symbol("^"): return Array(tokens)
      default: tokens = tokens.dropLast(2)
      }
    }
    return Array(tokens)
  }
}

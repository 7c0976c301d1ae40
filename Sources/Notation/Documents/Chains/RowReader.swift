import Symbolic

/// Reads a row of a display into statements, with the reasons that stand beside them.
struct RowReader {
  private let source: Source
  private let index: RowIndex
  private var content = RowContent()
  private var reasons: [String]
  /// Words between an expression and the next relation of the row.
  private var innerReasons: Set<Int> = []
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
  private func joins(_ place: Int) -> Bool {
    if case .command(let name) = index.tokens[place].kind { return RowReader.consequences.contains(name) }
    guard let role = index.roles[place] else { return false }
    if innerReasons.contains(place) { return true }
    return role == .conjunction || (place == 0 && role != .name)
  }

  // MARK: Words

  /// The place where words about the row begin, its end where there are none.
  private mutating func annotationStart() throws(NotationError) -> Int {
    let count = index.row.count
    if index.roles[0] == .reason, index.relationCount(0..<count) == 0 { return 0 }
    for place in index.row.indices.dropFirst() where index.row[place].depth == 0 {
      let token = index.tokens[place]
      if token.isCommand("because") || token.isCommand("forall") { return place }
      if token.isSymbol("(") || token.isSymbol("["), isRemark(place) { return place }
      if index.row[place].marks >= 2, try isBesides(place) {
        try checkWords(place..<count)
        return place
      }
      switch index.roles[place] {
      case .reason:
        if place + 1 < count, index.isRelation(place + 1), index.row[place + 1].marks == 0 {
          innerReasons.insert(place)
        } else {
          try checkWords(place..<count)
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
    Segment(
      relation: found?.relation, place: place, tokens: RowReader.withoutEmptyGroups(index.tokens[range]),
      reasons: found?.reason.map { [$0] } ?? [], script: found?.script ?? [])
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

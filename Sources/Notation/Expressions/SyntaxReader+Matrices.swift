import Symbolic

extension SyntaxReader {
  /// How a token changes the depth of brackets and environments.
  static func change(_ token: Token) -> Int {
    switch token.kind {
    case .command("begin"): 1
    case .command("end"): -1
    default: TokenGroups.change(token)
    }
  }

  private static let matrices: Set<String> = [
    "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array", "psmallmatrix",
    "bsmallmatrix", "pmatrix*", "bmatrix*",
  ]
  private static let casewise: Set<String> = ["cases", "dcases", "rcases", "cases*"]

  /// A matrix by its entries or blocks, or values by cases.
  @inline(never)
  mutating func environment(from start: Int) throws(NotationError) -> Syntax {
    guard case .text(let name) = token(1) else { throw unexpected() }
    let opening = next.range.lowerBound..<tokens[position + 1].range.upperBound
    let rows = try environmentRows(opening)
    let range = start..<max(start, end)
    if SyntaxReader.casewise.contains(name) { return try cases(rows, range) }
    guard SyntaxReader.matrices.contains(name) else {
      throw error(opening, "the environment \(name) does not fit into a formula")
    }
    let matrix = try matrix(rows, range)
    switch name {
    case "vmatrix": return Syntax(.function(.determinant, matrix), range)
    case "Vmatrix": return Syntax(.function(try normKind(), matrix), range)
    default: return matrix
    }
  }

  /// The cells of an environment, row by row; empty rows are left out.
  private mutating func environmentRows(_ opening: Range<Int>) throws(NotationError) -> [[[Token]]] {
    let isArray = token(1) == .text("array")
    position += 2
    if next.isSymbol("["), token(2) == .symbol("]") { position += 3 }
    if isArray, next.isSymbol("{") { _ = try bracketed() }
    var rows: [[[Token]]] = [[[]]]
    var depth = 0
    while position < tokens.count {
      let token = tokens[position]
      if token.isCommand("end"), depth == 0 {
        position += 2
        rows.removeAll { $0.allSatisfy(\.isEmpty) }
        return rows
      }
      position += 1
      depth += SyntaxReader.change(token)
      if depth == 0, token.kind == .rowEnd {
        rows.append([[]])
      } else if depth == 0, token.isSymbol("&") {
        rows[rows.count - 1].append([])
      } else if !token.isCommand("hline") {
        rows[rows.count - 1][rows[rows.count - 1].count - 1].append(token)
      }
    }
    throw error(opening, "this environment is not closed")
  }

  private func matrix(_ rows: [[[Token]]], _ range: Range<Int>) throws(NotationError) -> Syntax {
    guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else {
      throw error(range, rows.isEmpty ? "the matrix is empty" : "the rows of this matrix have different lengths")
    }
    var entries: [[Syntax]] = []
    for row in rows {
      var line: [Syntax] = []
      for cell in row { line.append(try self.cell(cell, range)) }
      entries.append(line)
    }
    return Syntax(.matrix(entries), range, isBracketed: true)
  }

  private func cell(_ tokens: [Token], _ range: Range<Int>) throws(NotationError) -> Syntax {
    let dots: Set<String> = ["ldots", "cdots", "dots", "vdots", "ddots", "iddots"]
    // A cell that is left empty is a zero of its shape.
    guard let first = tokens.first else { return Syntax(.number(.zero), range) }
    if tokens.count == 1, case .command(let name) = first.kind, dots.contains(name) {
      return Syntax(.ellipsis, first.range)
    }
    return try sub(tokens)
  }

  /// Value and condition in each row.
  private func cases(_ rows: [[[Token]]], _ range: Range<Int>) throws(NotationError) -> Syntax {
    var found: [Syntax.Case] = []
    for row in rows {
      var cells = row.filter { !$0.isEmpty }
      // Without a second column the condition stands behind a comma or words.
      if cells.count == 1,
        let cut = cells[0].firstIndex(where: { token in
          if case .text = token.kind { true } else { token.isSymbol(",") }
        })
      {
        cells = [Array(cells[0][..<cut]), Array(cells[0][cut...])]
      }
      guard let value = cells.first.map(SyntaxReader.withoutComma) else { continue }
      var conditions: [Syntax] = []
      let words = cells.dropFirst().flatMap { $0 }
      for part in conditionParts(words) {
        guard let condition = try comparison(part) else {
          let place = part.first.map { $0.range.lowerBound..<(part.last?.range.upperBound ?? $0.range.upperBound) }
          throw error(place ?? range, "a condition of a case compares two expressions")
        }
        conditions.append(condition)
      }
      found.append(Syntax.Case(value: try sub(value), conditions: conditions))
    }
    guard !found.isEmpty else { throw error(range, "there are no cases") }
    return Syntax(.cases(found), range, isBracketed: true)
  }

  private static func withoutComma(_ tokens: [Token]) -> [Token] {
    var tokens = tokens
    while let last = tokens.last, last.isSymbol(",") || last.isSymbol(".") || last.isSymbol(";") { tokens.removeLast() }
    return tokens
  }

  /// The conditions between words and commas; "otherwise" leaves none.
  private func conditionParts(_ tokens: [Token]) -> [[Token]] {
    var parts: [[Token]] = [[]]
    for token in tokens {
      if case .text(let words) = token.kind, !isDeclared(words) {
        parts.append([])
      } else if token.isSymbol(",") || token.isSymbol(".") || token.isCommand("land") || token.isCommand("wedge") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    let otherwise = ["otherwise", "else", "if", "for", "and", "when"]
    return parts.filter { part in
      let word = part.map { SyntaxReader.plainName($0) ?? "?" }.joined()
      return !part.isEmpty && !otherwise.contains(word)
    }
  }

  /// {array} with an opening brace alone before it: cases.
  @inline(never)
  mutating func bracedCases() throws(NotationError) -> Syntax? {
    guard next.isSymbol("\\{"), token(1) == .command("begin") else { return nil }
    var reader = self
    let start = next.range.lowerBound
    reader.position += 1
    let opening = reader.next.range
    let rows = try reader.environmentRows(opening)
    if reader.next.isSymbol("\\}") { return nil }
    position = reader.position
    return try cases(rows, start..<max(start, end))
  }
}

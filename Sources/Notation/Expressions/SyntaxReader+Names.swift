import Symbolic

/// The plain spelling of a name from its parts: `Sigma_1`, `sigma_A,i`, `theta^new`.
package func canonicalName(base: String, subscripts: String, label: String) -> String {
  base + (subscripts.isEmpty ? "" : "_" + subscripts) + (label.isEmpty ? "" : "^" + label)
}

extension SyntaxReader {
  func isDeclared(_ name: String) -> Bool {
    bound.contains(name) || declarations.isDimension(name) || declarations.symbol(named: name) != nil
  }

  /// A letter or, in plain style, a word: a function, a name, or several names side by side.
  @inline(never)
  mutating func letters() throws(NotationError) -> Syntax {
    let token = next
    guard let base = SyntaxReader.plainName(token) else { throw unexpected() }
    let start = token.range.lowerBound
    if style == .latex, case .letter = token.kind, let (word, count) = runningWord(), !isDeclared(base) || count > 1 {
      if let function = SyntaxReader.functionNames[word] ?? nil, !isDeclared(base) || opensBracket(count) {
        position += count
        return try call(function, from: start)
      }
      if let special = try special(word, from: start, advance: count) { return special }
    }
    if style == .plain {
      if let function = SyntaxReader.functionNames[base] ?? nil, !isDeclared(base) {
        position += 1
        return try call(function, from: start)
      }
      if let special = try special(base, from: start, advance: 1) { return special }
      if base == "pi", !isDeclared(base) {
        position += 1
        return Syntax(.constant(.pi), token.range)
      }
    }
    if let special = try special(base, from: start, advance: 1) { return special }
    return try name(base: base, from: start, advance: 1)
  }

  private func opensBracket(_ ahead: Int) -> Bool {
    [.symbol("("), .symbol("["), .symbol("\\{"), .symbol("{"), .symbol("|")].contains(token(ahead))
  }

  /// Letters that touch and spell a function, such as tr or log without a backslash.
  private func runningWord() -> (String, Int)? {
    var text = ""
    var best: (String, Int)?
    for ahead in 0..<4 {
      guard case .letter(let letter) = token(ahead), ahead == 0 || !tokens[position + ahead].hasSpaceBefore else {
        break
      }
      text += letter
      if ahead > 0, SyntaxReader.functionNames[text] != nil || text == "KL" { best = (text, ahead + 1) }
    }
    return best
  }

  /// A name with its subscripts and label; subscripts that are no part of a declared name are indices.
  @inline(never)
  mutating func name(base: String, from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    var pieces: [[Token]] = []
    var label = ""
    var levels = 0
    var nameEnd = advance > 0 ? end : max(start, end)
    var exponents: [(content: [Token], end: Int)] = []
    // Scripts may come in any order: \Sigma_1^{-1} and \Sigma^{-1}_1 are the same.
    while true {
      if next.isSymbol("_"), pieces.isEmpty {
        position += 1
        pieces = SyntaxReader.pieces(try scriptTokens())
        nameEnd = end
        if pieces.isEmpty { throw error(start..<end, "the subscript is empty") }
      } else if next.isSymbol("^") {
        position += 1
        let content = try scriptTokens()
        if let text = labelText(content), label.isEmpty, isLabelled(base, pieces, text) {
          label = text
        } else if let last = content.last, last.isCommand("top") || last.isCommand("intercal"),
          let text = labelText(content.dropLast()), label.isEmpty, isLabelled(base, pieces, text)
        {
          label = text
          exponents.append(([last], end))
        } else {
          exponents.append((content, end))
        }
      } else {
        break
      }
      try bound(&levels)
    }
    // A label may stand before the subscript, as in \mu^{(t)}_k.
    if label.isEmpty, !pieces.isEmpty,
      let place = exponents.firstIndex(where: { labelText($0.content).map { isLabelled(base, pieces, $0) } ?? false }),
      let text = labelText(exponents[place].content)
    {
      label = text
      exponents.remove(at: place)
    }
    var result = try resolve(base, pieces, label, start..<max(start, nameEnd))
    // Superscripts that are no label are operators on the name.
    for (content, end) in exponents { result = try superscript(on: result, content, to: end) }
    return try applied(result)
  }

  /// The text of a superscript that labels a name: (t), new, *, and their like.
  private func labelText(_ content: [Token]) -> String? {
    var text = ""
    for token in content {
      switch token.kind {
      case .text(let words): text += words.filter { !$0.isWhitespace }
      case .symbol("{"), .symbol("}"): continue
      case .symbol(let mark): text += mark
      case .command("star"), .command("ast"): text += "*"
      case .command("mathrm"), .command("mathit"): continue
      case .command("prime"): text += "'"
      case .number(let digits): text += digits
      default:
        guard let name = SyntaxReader.plainName(token) else { return nil }
        text += name
      }
    }
    return text.isEmpty ? nil : text
  }

  private func isLabelled(_ base: String, _ pieces: [[Token]], _ label: String) -> Bool {
    (0...pieces.count).contains { count in
      isDeclared(
        canonicalName(base: base, subscripts: SyntaxReader.joined(pieces.prefix(count)), label: label))
    }
  }

  /// The parts of a subscript, token by token; a part keeps the comma or underscore that stands before it, and an
  /// expression such as t - 1 is one part.
  static func pieces(_ content: [Token]) -> [[Token]] {
    var result: [[Token]] = []
    for part in split(content, at: [","]) {
      let lead =
        result.isEmpty ? [] : [Token(kind: .symbol(","), range: part.first?.range ?? 0..<0, hasSpaceBefore: false)]
      let hasOperator = part.contains {
        $0.isSymbol("+") || $0.isSymbol("-") || $0.isSymbol("=") || $0.isSymbol("(") || $0.isSymbol("/")
      }
      if hasOperator {
        result.append(lead + part)
        continue
      }
      var pending = lead
      for token in part {
        switch token.kind {
        case .symbol("{"), .symbol("}"), .command("mathrm"), .command("boldsymbol"), .command("mathbf"): continue
        case .symbol("_"): pending = [token]
        default:
          result.append(pending + [token])
          pending = []
        }
      }
    }
    return result
  }

  /// The canonical text of subscript parts, with commas where they are written.
  static func joined(_ pieces: some Collection<[Token]>) -> String {
    let text = pieces.flatMap { $0 }.compactMap { token -> String? in
      switch token.kind {
      case .number(let digits): return digits
      case .text(let words): return words.filter { !$0.isWhitespace }
      case .symbol(let mark): return mark
      case .command("star"), .command("ast"): return "*"
      default: return plainName(token)
      }
    }.joined()
    return String(text.drop { $0 == "," })
  }

  /// A part without the mark before it.
  static func index(_ piece: [Token]) -> [Token] {
    piece.first.map { $0.isSymbol(",") || $0.isSymbol("_") } ?? false ? Array(piece.dropFirst()) : piece
  }

  @inline(never)
  private mutating func resolve(
    _ base: String, _ pieces: [[Token]], _ label: String, _ range: Range<Int>
  ) throws(NotationError) -> Syntax {
    for count in stride(from: pieces.count, through: 0, by: -1) {
      let name = canonicalName(base: base, subscripts: SyntaxReader.joined(pieces.prefix(count)), label: label)
      guard isDeclared(name) else { continue }
      let syntax = Syntax(.name(name), range)
      if count == pieces.count { return syntax }
      var indices: [Syntax] = []
      for piece in pieces[count...] { indices.append(try sub(SyntaxReader.index(piece))) }
      return Syntax(.entry(syntax, indices), range)
    }
    if base == "I" || base == "mathbb{I}", label.isEmpty {
      if pieces.isEmpty { return Syntax(.identity(nil), range) }
      return Syntax(.identity(try dimensions(pieces.flatMap { $0 }).first), range)
    }
    if base == "e", pieces.isEmpty, label.isEmpty { return Syntax(.constant(.e), range) }
    throw undeclared(
      canonicalName(base: base, subscripts: SyntaxReader.joined(pieces), label: label), range)
  }

  @inline(never)
  func undeclared(_ name: String, _ range: Range<Int>) -> NotationError {
    let written = source.text(range).split(separator: " ").joined(separator: " ")
    let functions = style == .plain && name.count > 2 ? SyntaxReader.functionNames.keys.sorted() : []
    let nearest = NearestName.nearest(to: name, among: declarations.names + bound + functions)
    return error(
      range, "\(written) is not declared",
      hint: nearest.map { "did you mean \(spelled(nameOf: $0))?" })
  }

  private func spelled(nameOf name: String) -> String {
    let term = Term(Symbol(name, Shape.scalar))
    return style == .latex ? Spelling.latex(term) : Spelling.plain(term)
  }

  /// A name followed by a bracket: a density at a point, a function of its arguments, or only a factor.
  @inline(never)
  mutating func applied(_ syntax: Syntax) throws(NotationError) -> Syntax {
    guard case .name(let name) = syntax.kind, next.isSymbol("("), let symbol = declarations.symbol(named: name),
      !bound.contains(name)
    else { return syntax }
    let isFunction = declarations.functions.contains(symbol)
    guard isFunction || symbol.sort.isDistribution else { return syntax }
    let (inside, end) = try bracketed()
    let range = syntax.range.lowerBound..<end
    if isFunction {
      var arguments: [Syntax] = []
      for part in SyntaxReader.arguments(inside) { arguments.append(try sub(part)) }
      let call = Syntax(.application(name, arguments), range)
      return call
    }
    if let bar = SyntaxReader.conditioningBar(inside) {
      throw error(
        inside[bar].range, "a condition after the bar is not supported",
        hint: "declare a function of both, such as f(x, z)")
    }
    return Syntax(.density(syntax, try sub(inside)), range)
  }

  /// Entries of a subscript as expressions.
  @inline(never)
  mutating func indexList(_ content: [Token]) throws(NotationError) -> [Syntax] {
    var indices: [Syntax] = []
    for piece in SyntaxReader.pieces(content) { indices.append(try sub(SyntaxReader.index(piece))) }
    return indices
  }
}

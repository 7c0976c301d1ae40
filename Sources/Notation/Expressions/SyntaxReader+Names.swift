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

  /// The places of the members of a family that a superscript in brackets names, as in x^{(i)}.
  private func superscriptIndex(_ base: String, _ content: [Token]) -> [Token]? {
    guard let symbol = declarations.symbol(named: base), declarations.families[symbol] != nil, !bound.contains(base),
      content.first?.isSymbol("(") ?? false, let group = TokenGroups.group(content[...], at: 0),
      group.end == content.count, !group.content.isEmpty
    else { return nil }
    return Array(content[group.content])
  }

  private func opensBracket(_ ahead: Int) -> Bool {
    [.symbol("("), .symbol("["), .symbol("\\{"), .symbol("{"), .symbol("|")].contains(token(ahead))
  }

  /// Letters that touch and spell a function, such as tr or log without a backslash.
  private func runningWord() -> (String, Int)? {
    var text = ""
    var best: (String, Int)?
    for ahead in 0..<6 {
      guard case .letter(let letter) = token(ahead), ahead == 0 || !tokens[position + ahead].hasSpaceBefore else {
        break
      }
      text += letter
      if ahead > 0, SyntaxReader.isOperatorWord(text) { best = (text, ahead + 1) }
    }
    return best
  }

  /// A name with its subscripts and label; subscripts that are no part of a declared name are indices.
  @inline(never)
  mutating func name(base: String, from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    if next.isSymbol("'"), let derivative = try derivedName(base, from: start) { return derivative }
    var pieces: [[Token]] = []
    var label = ""
    var levels = 0
    var nameEnd = advance > 0 ? end : max(start, end)
    var exponents: [(content: [Token], end: Int)] = []
    var superscripts: [[Token]] = []
    // Scripts may come in any order: \Sigma_1^{-1} and \Sigma^{-1}_1 are the same.
    while true {
      if next.isSymbol("_"), pieces.isEmpty {
        position += 1
        pieces = SyntaxReader.pieces(try subscriptTokens())
        nameEnd = end
        if pieces.isEmpty { throw error(start..<end, "the subscript is empty") }
      } else if next.isSymbol("^") {
        position += 1
        let content = try scriptTokens()
        if let index = superscriptIndex(base, content),
          pieces.isEmpty || !label.isEmpty || isFamilyIndexed(base, pieces)
        {
          superscripts.append(index)
          nameEnd = end
        } else if let text = labelText(content), label.isEmpty, isLabelled(base, pieces, text) {
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
    if next.isSymbol("'"), label.isEmpty,
      isDeclared(canonicalName(base: base, subscripts: SyntaxReader.joined(pieces), label: "'"))
    {
      position += 1
      label = "'"
      nameEnd = end
    }
    var result = try resolve(base, superscripts + pieces, label, start..<max(start, nameEnd))
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
      // A colon between values is a range; one at an end stands for all values of an index.
      let hasOperator = part.enumerated().contains { place, token in
        token.isSymbol("+") || token.isSymbol("-") || token.isSymbol("=") || token.isSymbol("(") || token.isSymbol("/")
          || token.isSymbol(":") && place > 0 && place < part.count - 1
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
      case .command where isEveryIndex([token]): return "•"
      case .command(let name): return plainName(token) ?? NameReader.accent(name)
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
      return try indexed(name, Array(pieces[count...]), range)
    }
    // P_1 is the distribution p_1 before it is a law P with a parameter.
    let full = canonicalName(base: base, subscripts: SyntaxReader.joined(pieces), label: label)
    if !pieces.isEmpty, !isLenient, let other = random(named: full) { return Syntax(.name(other), range) }
    if let law = law(named: base), label.isEmpty { return try parametrized(law, pieces, range) }
    if base == "I" || base == "mathbb{I}", label.isEmpty {
      if pieces.isEmpty { return Syntax(.identity(nil), range) }
      if let sizes = try? dimensions(pieces.flatMap { $0 }) { return Syntax(.identity(sizes.first), range) }
      if !isLenient { return Syntax(.identity(try dimensions(pieces.flatMap { $0 }).first), range) }
    }
    // p(y | β) of densities that are told apart by their arguments.
    if pieces.isEmpty, label.isEmpty, declarations.densities[base] != nil, opensArguments {
      return Syntax(.name(base), range)
    }
    if base == "e", pieces.isEmpty, label.isEmpty { return Syntax(.constant(.e), range) }
    let name = canonicalName(base: base, subscripts: SyntaxReader.joined(pieces), label: label)
    if isLenient { return Syntax(.name(name), range) }
    if let other = random(named: name) { return Syntax(.name(other), range) }
    if label.isEmpty, let matrix = matrix(ofEntries: base, pieces) { return try indexed(matrix, pieces, range) }
    if label.isEmpty, let density = try density(base, pieces, range) { return density }
    throw undeclared(name, range)
  }

  /// The name in the other case where that is random: X for the variable x of a law, x for X ~ p, P for the
  /// distribution p.
  private func random(named name: String) -> String? { declarations.randomName(inOtherCaseOf: name) }

  /// A declared name with the indices that are no part of it: members of a family, entries, the parameters of a law.
  private func indexed(_ name: String, _ pieces: [[Token]], _ range: Range<Int>) throws(NotationError) -> Syntax {
    let syntax = Syntax(.name(name), range)
    guard !pieces.isEmpty else { return syntax }
    if law(named: name) == name { return try parametrized(name, pieces, range) }
    var places = pieces.map(SyntaxReader.index)
    var base = syntax
    if let symbol = declarations.symbol(named: name), let ranges = declarations.families[symbol], !bound.contains(name)
    {
      guard places.count >= ranges.count else {
        throw error(range, "\(source.text(range)) needs \(ranges.count) indices, \(places.count) given")
      }
      if let colon = places[0].firstIndex(where: { $0.isSymbol(":") }), places.count == 1 {
        // z_{1:T} is the list of all members between.
        let first = try sub(Array(places[0][..<colon]))
        let last = try sub(Array(places[0][(colon + 1)...]))
        return Syntax(
          .dots(Syntax(.application(name, [first]), range), Syntax(.application(name, [last]), range)), range)
      }
      if let mark = places.prefix(ranges.count).first(where: SyntaxReader.isEveryIndex) {
        throw error(
          mark[0].range, "all members of \(name) at once can mean their list or their sum",
          hint: #"write the sum as \sum_j, and rows and columns of a matrix"#)
      }
      var indices: [Syntax] = []
      for place in places.prefix(ranges.count) { indices.append(try sub(place)) }
      base = Syntax(.application(name, indices), range)
      places.removeFirst(ranges.count)
      if places.isEmpty { return base }
    }
    var indices: [Syntax] = []
    for place in places { indices.append(try index(place)) }
    return Syntax(.entry(base, indices), range)
  }

  /// p_θ of a law p.
  private func parametrized(_ law: String, _ pieces: [[Token]], _ range: Range<Int>) throws(NotationError) -> Syntax {
    guard !pieces.isEmpty else { return Syntax(.name(law), range) }
    let tokens = pieces.flatMap { $0 }.filter { !$0.isSymbol("_") }
    let density = Syntax.LawDensity(law: law, of: [], given: [], parameters: try lawList(tokens))
    return Syntax(.lawDensity(density), range)
  }

  /// Whether a family has more indices than stand below it.
  private func isFamilyIndexed(_ base: String, _ pieces: [[Token]]) -> Bool {
    guard let symbol = declarations.symbol(named: base), let ranges = declarations.families[symbol] else {
      return false
    }
    return pieces.count < ranges.count
  }

  /// The tokens of a subscript; where names are free, one that cannot be read is only part of the name.
  private mutating func subscriptTokens() throws(NotationError) -> [Token] {
    let content = try scriptTokens()
    guard isLenient, content.isEmpty else { return content }
    return [Token(kind: .letter("_"), range: next.range, hasSpaceBefore: false)]
  }

  @inline(never)
  func undeclared(_ name: String, _ range: Range<Int>) -> NotationError {
    let written = source.text(range).split(separator: " ").joined(separator: " ")
    let functions = style == .plain && name.count > 2 ? SyntaxReader.functionNames.keys.sorted() : []
    let nearest = NearestName.nearest(to: name, among: declarations.names + bound + functions)
    return NotationError(
      source, range, "\(written) is not declared",
      hint: nearest.map { "did you mean \(spelled(nameOf: $0))?" }, undeclaredName: name)
  }

  private func spelled(nameOf name: String) -> String {
    let term = Term(Symbol(name, Shape.scalar))
    return style == .latex ? Spelling.latex(term) : Spelling.plain(term)
  }

  /// A name followed by a bracket: a density at a point, a function of its arguments, or only a factor.
  @inline(never)
  mutating func applied(_ syntax: Syntax) throws(NotationError) -> Syntax {
    if case .lawDensity(let density) = syntax.kind, density.of.isEmpty, opensArguments {
      return try lawDensity(density.law, density.parameters, from: syntax.range.lowerBound)
    }
    guard case .name(let name) = syntax.kind, !bound.contains(name) else { return syntax }
    if isLenient { return try leniently(applied: syntax, name) }
    if next.isSymbol("'"), isDerivable(name) { return try derived(name, from: syntax.range.lowerBound) }
    guard opensArguments else { return syntax }
    if let density = try namedDensity(name, from: syntax.range.lowerBound) { return density }
    if let law = law(named: name) { return try lawDensity(law, [], from: syntax.range.lowerBound) }
    guard let symbol = declarations.symbol(named: name),
      next.isSymbol("(") || next.isSymbol("[") && declarations.formulas[symbol] != nil
    else { return syntax }
    let isFunction = declarations.functions.contains(symbol) && declarations.families[symbol] == nil
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
        hint: "declare a joint density of both, such as p(x, z)")
    }
    return Syntax(.density(syntax, try sub(inside)), range)
  }

  private var opensArguments: Bool {
    next.isSymbol("(") || next.isSymbol("[") || next.isSymbol("{") && token(1) == .symbol("(")
  }

  /// Where nothing is declared, a bracket behind a name holds its arguments, or a factor: both are read alike.
  private mutating func leniently(applied syntax: Syntax, _ name: String) throws(NotationError) -> Syntax {
    guard next.isSymbol("(") || next.isSymbol("["), next.side != .closing else { return syntax }
    let (inside, end) = try bracketed()
    let range = syntax.range.lowerBound..<end
    let sides = SyntaxReader.divergenceArguments(inside)
    let isDoubled = inside.indices.dropLast().contains { inside[$0].isSymbol("|") && inside[$0 + 1].isSymbol("|") }
    if isDoubled, sides.count == 2, SyntaxReader.split(inside, at: [","]).count == 1 {
      let left = try sub(sides[0])
      return Syntax(.application(name, [left, try sub(sides[1])]), range)
    }
    let arguments = try lawArguments(inside)
    return Syntax(.application(name, (arguments.of + arguments.given + arguments.parameters).map(\.value)), range)
  }

  /// Entries of a subscript as expressions.
  @inline(never)
  mutating func indexList(_ content: [Token]) throws(NotationError) -> [Syntax] {
    var indices: [Syntax] = []
    for piece in SyntaxReader.pieces(content) { indices.append(try index(SyntaxReader.index(piece))) }
    return indices
  }
}

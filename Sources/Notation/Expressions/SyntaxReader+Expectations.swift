import Symbolic

extension SyntaxReader {
  /// E[…], with or without a subscript and with or without a bracket; E²[…] is the square of the expectation.
  @inline(never)
  mutating func expectation(from start: Int, advance: Int, below: [Token] = []) throws(NotationError) -> Syntax {
    position += advance
    var over = Syntax.Subscript.none
    if !below.isEmpty { over = try self.subscript_(below) }
    var exponent: Syntax?
    while next.isSymbol("_") || next.isSymbol("^") {
      let isLower = next.isSymbol("_")
      position += 1
      let content = try scriptTokens()
      if isLower || content.contains(where: isSimilarity) {
        over = try self.subscript_(content)
      } else {
        exponent = try sub(content)
      }
    }
    let body = try expectationBody(over, from: start)
    guard let exponent else { return body }
    return Syntax(.power(body, exponent), body.range)
  }

  @inline(never)
  private mutating func expectationBody(
    _ subscript_: Syntax.Subscript, from start: Int
  ) throws(NotationError) -> Syntax {
    var over = subscript_
    if next.isSymbol("[") || next.isSymbol("(") || next.isSymbol("\\{") || next.isSymbol("{") {
      var (inside, end) = try bracketed()
      if case .none = over, style == .plain {
        // E(x ~ p, f)
        let parts = SyntaxReader.split(inside, at: [","])
        if parts.count >= 2, parts[0].contains(where: isSimilarity), !parts[0].isEmpty {
          over = try self.subscript_(parts[0])
          inside = Array(inside.dropFirst(parts[0].count + 1))
        } else if let cut = gaussianCut(inside) {
          over = try self.subscript_(Array(inside[..<cut]))
          inside = Array(inside[(cut + 1)...])
        }
      }
      let names = over.names
      if let bar = SyntaxReader.conditioningBar(inside) {
        let given = try lawList(
          Array(inside[(bar + 1)...]).flatMap { $0.isSymbol(";") ? [SyntaxReader.comma(at: $0)] : [$0] })
        return Syntax(
          .conditionalExpectation(over, try sub(Array(inside[..<bar]), binding: names), given: given), start..<end)
      }
      return Syntax(.expectation(over, try sub(inside, binding: names)), start..<end)
    }
    let names = over.names
    bound += names
    defer { bound.removeLast(names.count) }
    let body = try product()
    return Syntax(.expectation(over, body), start..<max(start, body.range.upperBound), isOpen: body.isOpen)
  }

  private static func comma(at token: Token) -> Token {
    Token(kind: .symbol(","), range: token.range, hasSpaceBefore: token.hasSpaceBefore)
  }

  /// ⟨f⟩ and ⟨f⟩_p, the physicists' expectation.
  @inline(never)
  mutating func angles(from start: Int) throws(NotationError) -> Syntax {
    let opening = next.range
    var level = 0
    let closing = tokens[position...].firstIndex { token in
      if token.isCommand("langle") { level += 1 }
      if token.isCommand("rangle") { level -= 1 }
      return level == 0
    }
    guard let closing else { throw error(opening, "the bracket '\(source.text(opening))' is never closed") }
    let inside = Array(tokens[(position + 1)..<closing])
    position = closing + 1
    var over = Syntax.Subscript.none
    if next.isSymbol("_") {
      position += 1
      over = try subscript_(scriptTokens())
    }
    let sides = SyntaxReader.split(inside, at: [","])
    if sides.count == 2, case .none = over {
      return Syntax(.innerProduct(try sub(sides[0]), try sub(sides[1])), start..<max(start, end))
    }
    return Syntax(.expectation(over, try sub(inside, binding: over.names)), start..<max(start, end))
  }

  /// The comma after x ~ N(m, S) in E(x ~ N(m, S), f).
  private func gaussianCut(_ tokens: [Token]) -> Int? {
    guard tokens.contains(where: isSimilarity) else { return nil }
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if case .symbol(let mark) = token.kind {
        if SyntaxReader.closing[mark] != nil { depth += 1 }
        if SyntaxReader.isClosing(mark) { depth -= 1 }
        if depth == 0, mark == ",", tokens[..<index].contains(where: isSimilarity) { return index }
      }
    }
    return nil
  }

  func isSimilarity(_ token: Token) -> Bool {
    token.isCommand("sim") || token.isCommand("thicksim") || token.isSymbol("~")
  }

  /// What stands below an expectation: q, q(z), z ∼ q, z | x; θ, several of these.
  @inline(never)
  func subscript_(_ written: [Token]) throws(NotationError) -> Syntax.Subscript {
    let tokens = SyntaxReader.withPlainSimilarity(written)
    let signs = tokens.indices.filter { isSimilarity(tokens[$0]) }
    if signs.count > 1 {
      // x ~ p, y ~ q: a comma behind a distribution begins the next.
      var parts: [[Token]] = []
      for part in SyntaxReader.split(tokens, at: [",", ";"]) {
        if part.contains(where: isSimilarity) || parts.isEmpty || !(parts.last?.contains(where: isSimilarity) ?? false)
        {
          parts.append(part)
        } else {
          parts[parts.count - 1] += part
        }
      }
      guard parts.count > 1 else {
        throw error(tokens[signs[1]].range, "a second '\(source.text(tokens[signs[1]].range))' in one draw")
      }
      var found: [Syntax.Subscript] = []
      for part in parts { found.append(try subscript_(part)) }
      return .several(found)
    }
    if let sign = signs.first { return try variables(tokens, sign) }
    if let bar = SyntaxReader.conditioningBar(tokens) {
      let arguments = try lawArguments(tokens)
      guard bar > 0 else { throw error(tokens[bar].range, "a variable is missing before the bar") }
      return .conditional(arguments.of, given: arguments.given + arguments.parameters)
    }
    let parts = SyntaxReader.split(tokens, at: [",", ";"]).filter { !$0.isEmpty }
    if parts.count > 1 {
      var found: [Syntax.Subscript] = []
      for part in parts { found.append(try subscript_(part)) }
      return .several(found)
    }
    let syntax = try sub(tokens)
    switch syntax.kind {
    case .density(let distribution, let point):
      if case .name(let name) = point.kind { return .variables([name], distribution) }
      return .distribution(syntax)
    case .product(let factors): return .several(factors.map { .distribution($0) })
    default: return .distribution(syntax)
    }
  }

  /// The tokens without what is written over a ∼.
  private static func withPlainSimilarity(_ tokens: [Token]) -> [Token] {
    guard tokens.contains(where: { $0.isCommand("overset") || $0.isCommand("stackrel") }) else { return tokens }
    var plain: [Token] = []
    var place = 0
    while place < tokens.count {
      if tokens[place].isCommand("overset") || tokens[place].isCommand("stackrel"), place + 1 < tokens.count,
        tokens[place + 1].isSymbol("{"), let over = TokenGroups.group(tokens[...], at: place + 1),
        let under = TokenGroups.group(tokens[...], at: over.end), under.content.count == 1
      {
        plain.append(tokens[under.content.lowerBound])
        place = under.end
      } else {
        plain.append(tokens[place])
        place += 1
      }
    }
    return plain
  }

  private func variables(_ tokens: [Token], _ sign: Int) throws(NotationError) -> Syntax.Subscript {
    let left = Array(tokens[..<sign])
    if let family = try family(left) { return .draws(family, try sub(Array(tokens[(sign + 1)...]))) }
    var names: [String] = []
    for part in SyntaxReader.split(left, at: [","]) {
      if isLenient, SyntaxReader.isDots(part) { continue }
      guard let name = nameText(part) else {
        throw error(tokens[0].range, "the variable of an expectation must be a name")
      }
      names.append(name)
    }
    // The density behind the sign may name the variables itself.
    var reader = try inner(Array(tokens[(sign + 1)...]), binding: names)
    let distribution = try reader.readAll()
    if case .density(let inner, _) = distribution.kind { return .variables(names, inner) }
    if case .range(let limits, _) = distribution.kind, !limits.isSum, names.count == 1,
      let symbol = declarations.symbol(named: names[0]), declarations.families[symbol] != nil
    {
      return .draws(names[0], distribution)
    }
    return .variables(names, distribution)
  }

  /// The family whose members the tokens list, as z_{1:L} or z_1, …, z_L.
  private func family(_ tokens: [Token]) throws(NotationError) -> String? {
    guard !isLenient, tokens.contains(where: { $0.isSymbol(":") || SyntaxReader.isDots([$0]) }) else { return nil }
    let list = try lawList(tokens)
    guard list.count == 1, case .dots(let first, let last) = list[0].value.kind, let name = first.base,
      name == last.base, let symbol = declarations.symbol(named: name), declarations.families[symbol] != nil
    else { return nil }
    return name
  }

  /// Cov(x, y), Cov(x) and Var(x), with what is given behind a bar.
  @inline(never)
  mutating func covariance(from start: Int, isVariance: Bool) throws(NotationError) -> Syntax {
    var over = Syntax.Subscript.none
    if next.isSymbol("_") {
      position += 1
      over = try subscript_(scriptTokens())
    }
    guard TokenGroups.change(next) > 0 else {
      throw error(next.range, "the arguments of a covariance stand in brackets")
    }
    let (inside, end) = try bracketed()
    var arguments = inside
    var given: [Syntax.LawArgument] = []
    if let bar = SyntaxReader.conditioningBar(inside) {
      given = try lawList(Array(inside[(bar + 1)...]))
      arguments = Array(inside[..<bar])
    }
    let parts = SyntaxReader.split(arguments, at: [",", ";"])
    guard parts.count == 1 || parts.count == 2 && !isVariance else {
      throw error(start..<end, isVariance ? "a variance has one argument" : "a covariance has one or two arguments")
    }
    let names = over.names
    let second = parts.count == 2 ? try sub(parts[1], binding: names) : nil
    return Syntax(.covariance(over, try sub(parts[0], binding: names), second, given: given), start..<end)
  }

  /// \mathbb{V}[x], \mathbb{V}\mathrm{ar}(x) and \mathbb{C}\mathrm{ov}(x, y), whatever V and C are in other letters.
  mutating func blackboardVariance(
    _ letter: String, from start: Int, advance: Int
  ) throws(NotationError) -> Syntax? {
    guard let ending = ["V": "ar", "C": "ov"][letter] else { return nil }
    if let own = declarations.symbol(named: letter), declarations.functions.contains(own) { return nil }
    let saved = position
    position += advance
    var text = ""
    var length = 0
    reading: while text.count < ending.count {
      switch token(length) {
      case .letter(let part), .text(let part): text += part
      case .symbol("{"), .command("mathrm"), .command("operatorname"): break
      default: break reading
      }
      length += 1
    }
    if text == ending {
      position += length
      if next.isSymbol("}") { position += 1 }
    }
    guard text == ending || letter == "V", opensArgument else {
      position = saved
      return nil
    }
    return try covariance(from: start, isVariance: letter == "V")
  }

  /// Whether a bracket follows, be it behind a subscript.
  private var opensArgument: Bool {
    var place = position
    if next.isSymbol("_"), place + 1 < tokens.count {
      place = tokens[place + 1].isSymbol("{") ? TokenGroups.group(tokens[...], at: place + 1)?.end ?? place : place + 2
    }
    guard tokens.indices.contains(place) else { return false }
    return tokens[place].isSymbol("(") || tokens[place].isSymbol("[") || tokens[place].isSymbol("\\{")
  }

  /// H(p), H(X | Y) and H(X, Y).
  @inline(never)
  mutating func entropy(from start: Int) throws(NotationError) -> Syntax {
    let (inside, end) = try bracketed()
    if SyntaxReader.conditioningBar(inside) == nil, SyntaxReader.split(inside, at: [",", ";"]).count == 1 {
      return Syntax(.entropy(try distribution(inside)), start..<end)
    }
    let arguments = try lawArguments(inside)
    guard arguments.parameters.isEmpty else { throw error(start..<end, "an entropy has no parameters") }
    return Syntax(.conditionalEntropy(arguments.of, given: arguments.given), start..<end)
  }

  /// I(X, Y) and I(X; Y); nil where the brackets hold something else.
  @inline(never)
  mutating func mutualInformation(from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    guard let group = TokenGroups.group(tokens[...], at: position + advance) else { return nil }
    let inside = Array(tokens[group.content])
    let parts = SyntaxReader.split(inside, at: [",", ";"])
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    if let bar = SyntaxReader.conditioningBar(inside) {
      throw error(inside[bar].range, "a conditional mutual information is not supported")
    }
    position = group.end
    return Syntax(.mutualInformation(try sub(parts[0]), try sub(parts[1])), start..<max(start, end))
  }
}

extension Syntax.Subscript {
  /// The names that it binds.
  var names: [String] {
    switch self {
    case .variables(let names, _): names
    case .several(let parts): parts.flatMap(\.names)
    case .none, .distribution, .conditional, .draws: []
    }
  }
}

import Symbolic

extension SyntaxReader {
  static let decorations: Set<String> = [
    "mathbf", "boldsymbol", "bm", "vec", "bold", "mathit", "mathrm", "operatorname", "mathsf", "mathcal", "mathbb",
    "rm", "cal", "mathop", "mathscr", "mathfrak", "pmb", "textbf", "bf", "it", "sf", "boldmath", "tt", "mathtt",
  ]
  private static let accents: Set<String> = [
    "hat", "tilde", "bar", "widehat", "widetilde", "overline", "dot", "check", "ddot", "acute", "breve", "grave",
  ]
  private static let wrappers: Set<String> = [
    "boxed", "underbrace", "overbrace", "cancel", "bcancel", "xcancel", "underline", "fbox", "smash", "mathclap",
    "mathrel",
    "mathbin", "mathord", "mathinner", "ensuremath", "colorbox",
  ]
  /// Commands whose first argument stands over or under the second.
  private static let stacks: Set<String> = ["underset", "overset", "stackrel"]

  /// What stands alone: a number, a name with its subscripts, a function with its argument, a bracket.
  mutating func primary() throws(NotationError) -> Syntax {
    try nested { reader throws(NotationError) in try reader.unguarded() }
  }

  @inline(never)
  private mutating func unguarded() throws(NotationError) -> Syntax {
    let token = next
    switch token.kind {
    case .number(let digits): return try number(digits)
    case .letter, .word: return try letters()
    case .symbol("("), .symbol("["), .symbol("{"), .symbol("\\{"): return try group()
    case .symbol("|") where endingBar != "|": return try bars()
    case .symbol("‖") where endingBar != "‖": return try norm()
    case .command(let name): return try command(name)
    case .end: throw error(token.range, "an expression is missing")
    case .text(let text):
      if let function = SyntaxReader.functionNames[text] ?? nil {
        position += 1
        return try call(function, from: token.range.lowerBound)
      }
      if let special = try special(text, from: token.range.lowerBound, advance: 1) { return special }
      return try name(base: text.filter { !$0.isWhitespace }, from: token.range.lowerBound, advance: 1)
    default: throw unexpected()
    }
  }

  @inline(never)
  private mutating func number(_ digits: String) throws(NotationError) -> Syntax {
    let range = next.range
    // I_n and 0_n aside, a number has no name: 1_n is the vector of ones and 0_n that of zeros.
    if digits == "0" || digits == "1", token(1) == .symbol("_") {
      position += 2
      let sizes = try dimensions(scriptTokens())
      return Syntax(.filled(digits == "0" ? 0 : 1, sizes), range.lowerBound..<tokens[position - 1].range.upperBound)
    }
    position += 1
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard digits.count <= 18, let all = Int(parts[0] + fraction) else {
      throw error(range, "the number \(digits) is too long")
    }
    var denominator = 1
    for _ in fraction { denominator *= 10 }
    guard let value = try? Rational(all, denominator) else { throw error(range, "the number \(digits) is too long") }
    return Syntax(.number(value), range)
  }

  /// The dimensions of a subscript such as n or {n × m}.
  @inline(never)
  mutating func dimensions(_ tokens: [Token]) throws(NotationError) -> [Dimension] {
    let clean = tokens.filter { $0.kind != .symbol("{") && $0.kind != .symbol("}") }
    var parts: [[Token]] = [[]]
    for token in clean {
      if token.isCommand("times") || token.isSymbol(",") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    var found: [Dimension] = []
    for part in parts {
      guard let read = try? DimensionReader.read(part[...]),
        !read.names.contains(where: { declarations.symbol(named: $0.name) != nil })
      else {
        let place = part.first.map { $0.range.lowerBound..<(part.last?.range.upperBound ?? $0.range.upperBound) }
        throw error(place ?? next.range, "this is no dimension")
      }
      found.append(read.dimension)
    }
    return found
  }

  @inline(never)
  mutating func group() throws(NotationError) -> Syntax {
    let opening = next
    let before = position
    if let cases = try bracedCases() { return cases }
    let (inside, end) = try bracketed()
    let range = opening.range.lowerBound..<end
    if inside.isEmpty {
      if opening.isSymbol("{") { return try primaryAfterEmptyGroup(before) }
      throw error(range, "the brackets are empty")
    }
    if let over = inside.firstIndex(where: { $0.isCommand("over") }), opening.isSymbol("{") {
      return Syntax(.quotient(try sub(Array(inside[..<over])), try sub(Array(inside[(over + 1)...]))), range)
    }
    if let list = try list(inside, range) { return list }
    if next.isSymbol("("), inside.count == 2, inside[1].kind == .letter("N"), !isDeclared("N"),
      inside[0].isCommand("mathcal") || inside[0].isCommand("cal")
    {
      return try gaussian(from: range.lowerBound)
    }
    let parts = SyntaxReader.split(inside, at: [",", ";"]).filter { !$0.isEmpty }
    if parts.count > 1, style == .plain, opening.isSymbol("[") { return try plainMatrix(inside, range) }
    if parts.count > 1 { return Syntax(.tuple(try lawList(inside.map(SyntaxReader.withComma)).map(\.value)), range) }
    if opening.isSymbol("[") || isLenient, SyntaxReader.comparisonPlace(inside) != nil,
      let indicator = try indicator(inside, range)
    {
      return indicator
    }
    return Syntax(try sub(inside).kind, range, isBracketed: true)
  }

  private static func withComma(_ token: Token) -> Token {
    var token = token
    if token.isSymbol(";") { token.kind = .symbol(",") }
    return token
  }

  private mutating func primaryAfterEmptyGroup(_ before: Int) throws(NotationError) -> Syntax {
    guard position > before, startsFactor() else { throw error(next.range, "an expression is missing") }
    return try primary()
  }

  /// (σ_1, …, σ_n)
  @inline(never)
  mutating func list(_ inside: [Token], _ range: Range<Int>) throws(NotationError) -> Syntax? {
    let parts = SyntaxReader.split(inside, at: [","]).filter { !$0.isEmpty }
    guard parts.count >= 3, let dots = parts.firstIndex(where: SyntaxReader.isDots), dots == parts.count - 2, dots >= 1
    else {
      return nil
    }
    return Syntax(.dots(try sub(parts[0]), try sub(parts[parts.count - 1])), range)
  }

  @inline(never)
  private mutating func bars() throws(NotationError) -> Syntax {
    if token(1) == .symbol("|"), !tokens[position + 1].hasSpaceBefore { return try doubleBars() }
    let (inner, range) = try between("|", "the bar is never closed")
    return Syntax(.bars(inner), range)
  }

  /// ||x||, with two bars for each of a norm's.
  @inline(never)
  private mutating func doubleBars() throws(NotationError) -> Syntax {
    let opening = next.range.lowerBound..<tokens[position + 1].range.upperBound
    position += 1
    let (inner, range) = try between("|", "the bar is never closed")
    guard next.isSymbol("|") else { throw error(opening, "the norm bars are never closed") }
    position += 1
    return Syntax(.function(try normKind(), inner), opening.lowerBound..<max(range.upperBound, end))
  }

  @inline(never)
  private mutating func norm() throws(NotationError) -> Syntax {
    let (inner, range) = try between("‖", "the norm bars are never closed")
    return Syntax(.function(try normKind(), inner), range.lowerBound..<max(range.upperBound, end))
  }

  /// The expression between two bars of one kind.
  @inline(never)
  private mutating func between(
    _ bar: String, _ unclosed: String
  ) throws(NotationError) -> (inner: Syntax, range: Range<Int>) {
    let opening = next
    position += 1
    let outer = endingBar
    endingBar = bar
    let inner = try sum()
    endingBar = outer
    guard next.isSymbol(bar) else { throw error(opening.range, unclosed) }
    position += 1
    return (inner, opening.range.lowerBound..<end)
  }

  @inline(never)
  private mutating func command(_ name: String) throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    if let greek = GreekLetters.plain(name) {
      if ["Sigma", "Pi", "sigma"].contains(name), isBigOperator(name) {
        return try range(isSum: name != "Pi", advance: 1)
      }
      if greek == "Gamma" || greek == "delta", let special = try special(greek, from: start, advance: 1) {
        return special
      }
      if greek == "pi", !isDeclared("pi"), token(1) != .symbol("_") {
        position += 1
        return Syntax(.constant(.pi), start..<tokens[position - 1].range.upperBound)
      }
      return try self.name(base: greek, from: start, advance: 1)
    }
    if SyntaxReader.fractions.contains(name) {
      position += 1
      if let derivative = try derivativeFraction(from: start) { return derivative }
      let above = try argument()
      let below = try argument()
      return Syntax(.quotient(above, below), start..<tokens[position - 1].range.upperBound)
    }
    if SyntaxReader.accents.contains(name) { return try accented(name, from: start) }
    if SyntaxReader.decorations.contains(name) { return try decorated(name, from: start) }
    if SyntaxReader.wrappers.contains(name) {
      position += 1
      let before = position
      let inner = try argument()
      guard name == "underbrace" || name == "overbrace" else { return inner }
      let base = tokens[before..<position]
      while next.isSymbol(name == "underbrace" ? "_" : "^") {
        position += 1
        try checkRemark(try scriptTokens(), on: base)
      }
      return inner
    }
    if let function = SyntaxReader.functionNames[name] ?? nil {
      position += 1
      return try call(function, from: start)
    }
    switch name {
    case "sqrt":
      position += 1
      return try root(from: start)
    case "sum": return try range(isSum: true, advance: 1)
    case "prod": return try range(isSum: false, advance: 1)
    case "int", "iint", "iiint": return try integral(advance: 1)
    case "nabla": return try nabla(from: start)
    case "partial": return try partial(from: start)
    case "begin": return try environment(from: start)
    case "infty":
      position += 1
      return Syntax(.constant(.infinity), tokens[position - 1].range)
    case "arg": return try arg(from: start)
    case "max", "min", "sup", "inf", "argmax", "argmin":
      position += 1
      guard let found = SyntaxReader.extremum(name) else { throw unexpected() }
      return try optimum(found, from: start)
    case "lim":
      position += 1
      return try limit(from: start)
    case let stack where SyntaxReader.stacks.contains(stack): return try stacked(stack, from: start)
    case "langle": return try angles(from: start)
    case "ell": return try self.name(base: "ell", from: start, advance: 1)
    default: break
    }
    if let special = try special(name, from: start, advance: 1) { return special }
    if name == "EE" || name == "Ex", [.symbol("["), .symbol("("), .symbol("_")].contains(token(1)) {
      return try expectation(from: start, advance: 1)
    }
    if SyntaxReader.boldMarks.contains(name), startsFactor(1) { return try decorated("boldsymbol", from: start) }
    if let base = SyntaxReader.boldName(name) {
      tokens[position].kind = SyntaxReader.kind(ofName: base)
      return try self.name(base: base, from: start, advance: 1)
    }
    if name == "trans", token(1) == .symbol("{") {
      position += 1
      return Syntax(.transpose(try argument()), start..<max(start, end))
    }
    throw unknownCommand(name, next.range)
  }

  /// Macros for bold letters that nearly every text with such letters defines: \\v{x} and \\vt{x}.
  static let boldMarks: Set<String> = ["v", "vt", "mb", "vect", "mat", "bs"]

  /// The letter that a command of the same kind spells: \\bx, \\mbtheta, \\vx.
  static func boldName(_ command: String) -> String? {
    guard GreekLetters.plain(command) == nil else { return nil }
    for prefix in ["mb", "bf", "bs", "b", "v", "m"] where command.hasPrefix(prefix) {
      let rest = String(command.dropFirst(prefix.count))
      if rest.count == 1 || GreekLetters.isName(rest) { return rest }
    }
    return nil
  }

  private static func kind(ofName name: String) -> Token.Kind { name.count == 1 ? .letter(name) : .command(name) }

  /// \arg\max
  private mutating func arg(from start: Int) throws(NotationError) -> Syntax {
    guard case .command(let word) = token(1), let found = SyntaxReader.extremum("arg" + word) else {
      throw error(next.range, "\\arg stands before \\max or \\min")
    }
    position += 2
    return try optimum(found, from: start)
  }

  /// An operator with its index under it, or an expression with a remark over or under it.
  @inline(never)
  private mutating func stacked(_ command: String, from start: Int) throws(NotationError) -> Syntax {
    position += 1
    let first = try argumentTokens()
    let second = try argumentTokens()
    let word = SyntaxReader.operatorWord(second[...])
    if command != "overset", let word {
      if let found = SyntaxReader.extremum(word) { return try optimum(found, from: start, below: first) }
      if word == "lim" { return try limit(from: start, below: first) }
      if word == "E" { return try expectation(from: start, advance: 0, below: first) }
    }
    if command == "underset", second.count == 1, second[0].isCommand("sum") || second[0].isCommand("prod") {
      return try range(isSum: second[0].isCommand("sum"), advance: 0, below: first)
    }
    try checkRemark(first, on: second[...])
    let inner = try sub(second)
    return Syntax(inner.kind, start..<max(start, end), isBracketed: true)
  }

  /// The tokens of an argument.
  @inline(never)
  mutating func argumentTokens() throws(NotationError) -> [Token] {
    if next.isSymbol("{") { return try bracketed().inside }
    if next.kind == .end { throw error(next.range, "an argument is missing") }
    if case .number = next.kind { return [splitDigit()] }
    return try scriptTokens()
  }

  /// An argument of a command: a group or one token.
  @inline(never)
  mutating func argument() throws(NotationError) -> Syntax {
    if next.isSymbol("{") { return try group() }
    if next.kind == .end { throw error(next.range, "an argument is missing") }
    if case .number = next.kind {
      let digit = splitDigit()
      return try sub([digit])
    }
    return try primary()
  }

  @inline(never)
  private mutating func root(from start: Int) throws(NotationError) -> Syntax {
    var order: Syntax?
    if next.isSymbol("["), style == .latex { order = try sub(try bracketed().inside) }
    let inner = try argument()
    let range = start..<tokens[position - 1].range.upperBound
    guard let order else { return Syntax(.function(.squareRoot, inner), range) }
    let one = Syntax(.number(.one), order.range)
    return Syntax(.power(inner, Syntax(.quotient(one, order), order.range)), range)
  }

  @inline(never)
  private mutating func accented(_ accent: String, from start: Int) throws(NotationError) -> Syntax {
    position += 1
    var content = next.isSymbol("{") ? try bracketed().inside : try scriptTokens()
    let isScripted = content.contains { $0.isSymbol("_") || $0.isSymbol("^") }
    content.removeAll { token in
      if case .command(let name) = token.kind { return SyntaxReader.decorations.contains(name) }
      return !isScripted && (token.isSymbol("{") || token.isSymbol("}"))
    }
    if let first = content.first, case .command(let command) = first.kind, let name = SyntaxReader.boldName(command) {
      content[0].kind = SyntaxReader.kind(ofName: name)
    }
    let word = content.count > 1 ? SyntaxReader.spelled(content) : nil
    if let word { content.removeSubrange(1...); content[0].kind = .word(word) }
    guard let first = content.first, let base = SyntaxReader.plainName(first) else {
      throw error(start..<next.range.lowerBound, "\\\(accent) needs a name")
    }
    let accent = ["widehat": "hat", "widetilde": "tilde", "overline": "bar"][accent] ?? accent
    let name = "\(accent)(\(base))"
    if content.count == 1 { return try self.name(base: name, from: start, advance: 0) }
    // The index may stand under the accent, as in \hat{\mu_k}.
    return try applied(
      scripted(Array(content.dropFirst()), from: start) { reader throws(NotationError) in
        try reader.name(base: name, from: start, advance: 0)
      })
  }

  /// A name in bold, upright or other letters.
  @inline(never)
  private mutating func decorated(_ decoration: String, from start: Int) throws(NotationError) -> Syntax {
    position += 1
    if next.isSymbol("*") { position += 1 }
    guard next.isSymbol("{") else {
      if decoration == "mathcal" || decoration == "cal", next.kind == .letter("N") {
        return try gaussianOrName("N", from: start)
      }
      if decoration == "mathbb", next.kind == .letter("E") { return try expectation(from: start, advance: 1) }
      if decoration == "mathbb", case .letter(let letter) = next.kind,
        let variance = try blackboardVariance(letter, from: start, advance: 1)
      {
        return variance
      }
      if case .number("1") = next.kind, let indicator = try indicator(from: start, advance: 1) { return indicator }
      if case .number(let digits) = next.kind, let filled = try filled(digits, from: start, advance: 1) {
        return filled
      }
      return try primary()
    }
    let (inside, _) = try bracketed()
    let letters = SyntaxReader.spelled(inside)
    if decoration == "mathop" || decoration == "operatorname", inside.first?.isCommand("mathbb") ?? false,
      SyntaxReader.spelled(inside.dropFirst().filter { !$0.isSymbol("{") && !$0.isSymbol("}") }) == "E"
    {
      return try expectation(from: start, advance: 0)
    }
    if let word = SyntaxReader.operatorWord(inside[...]) {
      if let found = SyntaxReader.extremum(word) { return try optimum(found, from: start) }
      if word == "lim" { return try limit(from: start) }
    }
    if let letters {
      if letters == "1" || letters == "I", decoration != "mathcal",
        let indicator = try indicator(from: start, advance: 0)
      {
        return indicator
      }
      if let filled = try filled(letters, from: start, advance: 0) { return filled }
      if decoration != "mathcal", letters == "E",
        !isDeclared("E") || decoration == "mathbb" || decoration == "operatorname"
      {
        return try expectation(from: start, advance: 0)
      }
      if decoration == "mathbb", let variance = try blackboardVariance(letters, from: start, advance: 0) {
        return variance
      }
      if decoration == "mathcal", letters == "N" {
        position -= 1
        return try gaussianOrName("N", from: start)
      }
      if decoration == "mathcal", letters == "D", next.isSymbol("(") { return try moments(from: start) }
      if let function = SyntaxReader.functionNames[letters] ?? nil { return try call(function, from: start) }
      if let special = try special(letters, from: start, advance: 0) { return special }
      return try name(base: letters, from: start, advance: 0)
    }
    // Bold over a name with scripts: the bold is dropped.
    if inside.isEmpty { throw error(start..<end, "\\\(decoration) needs a name") }
    return try applied(
      scripted(inside, from: start) { reader throws(NotationError) in try reader.product() })
  }

  /// A bold 0 or 1, which is a zero or a vector of ones.
  @inline(never)
  private mutating func filled(_ digits: String, from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    guard digits == "0" || digits == "1", !isDeclared(digits) else { return nil }
    position += advance
    var sizes: [Dimension] = []
    if next.isSymbol("_") {
      position += 1
      sizes = try dimensions(scriptTokens())
    }
    return Syntax(.filled(digits == "0" ? 0 : 1, sizes), start..<max(start, end))
  }

  /// 𝟙[a = b] and 𝟙_{a = b}; nil where it is only a 1 or an identity.
  @inline(never)
  private mutating func indicator(from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    var reader = self
    reader.position += advance
    if reader.next.isSymbol("_") { reader.position += 1 }
    guard TokenGroups.change(reader.next) > 0, let inside = try? reader.bracketed().inside,
      SyntaxReader.comparisonPlace(inside) != nil
    else { return nil }
    let content = inside.filter { !$0.isSymbol("{") || inside.count > 2 }
    guard let syntax = try indicator(content, start..<max(start, reader.end)) else { return nil }
    position = reader.position
    return syntax
  }

  /// Reads tokens together with the scripts that follow the bracket around them.
  @inline(never)
  private mutating func scripted(
    _ inside: [Token], from start: Int, _ read: (inout SyntaxReader) throws(NotationError) -> Syntax
  ) throws(NotationError) -> Syntax {
    var content = inside
    while next.isSymbol("_") || next.isSymbol("^") || next.isSymbol("'") {
      let mark = next
      content.append(mark)
      position += 1
      if mark.isSymbol("'") { continue }
      let script = try scriptTokens()
      content.append(Token(kind: .symbol("{"), range: mark.range, hasSpaceBefore: false))
      content += script
      content.append(Token(kind: .symbol("}"), range: mark.range, hasSpaceBefore: false))
    }
    var reader = try inner(content)
    let syntax = try read(&reader)
    guard reader.next.kind == .end else { throw reader.unexpected() }
    return Syntax(syntax.kind, start..<max(start, end))
  }

  @inline(never)
  private mutating func gaussianOrName(_ letters: String, from start: Int) throws(NotationError) -> Syntax {
    var ahead = 1
    if token(1) == .symbol("_") {
      var reader = self
      reader.position += 2
      ahead = (try? reader.scriptTokens()) == nil ? 1 : reader.position - position
    }
    if [.symbol("("), .symbol("["), .symbol("\\{")].contains(token(ahead)) {
      position += 1
      return try gaussian(from: start)
    }
    return try name(base: letters, from: start, advance: 1)
  }

  /// The letters of a group that spells one name, such as {tr} or {\Sigma}.
  static func spelled(_ tokens: [Token]) -> String? {
    guard !tokens.isEmpty else { return nil }
    var text = ""
    for token in tokens {
      switch token.kind {
      case .letter, .word:
        guard let name = plainName(token), name.count == 1 || tokens.count == 1 else { return nil }
        text += name
      case .number(let digits): text += digits
      case .command(let name):
        guard tokens.count == 1, let greek = GreekLetters.plain(name) else { return nil }
        return greek
      default: return nil
      }
    }
    return text
  }

  /// The name that a token writes: Greek letters by name.
  static func plainName(_ token: Token) -> String? {
    switch token.kind {
    case .letter(let text), .word(let text):
      guard let scalar = text.unicodeScalars.first, let greek = GreekLetters.name(of: scalar) else { return text }
      return text.unicodeScalars.count == 1 ? greek : text
    case .command(let name): return GreekLetters.plain(name)
    default: return nil
    }
  }
}

import Symbolic

extension SyntaxReader {
  /// What a word says of an extremum: arg max, min, sup.
  static func extremum(_ word: String) -> (extremum: Extremum, isArgument: Bool)? {
    switch word.filter({ !$0.isWhitespace && $0 != "-" }).lowercased() {
    case "argmax": (.maximum, true)
    case "argmin": (.minimum, true)
    case "max", "sup": (.maximum, false)
    case "min", "inf": (.minimum, false)
    default: nil
    }
  }

  /// The word that tokens of an operator spell: {\arg\max}, {arg\,max}.
  static func operatorWord(_ tokens: ArraySlice<Token>) -> String? {
    var word = ""
    for token in tokens {
      switch token.kind {
      case .letter(let text), .text(let text), .word(let text): word += text
      case .command(let name) where ["arg", "max", "min", "sup", "inf", "lim", "argmax", "argmin"].contains(name):
        word += name
      case .command(let name) where decorations.contains(name): continue
      case .symbol("{"), .symbol("}"), .symbol("*"): continue
      default: return nil
      }
    }
    return word
  }

  /// arg max_x f and max_x f. Where the argument is taken, the formula is all that follows; of a value it is the
  /// product.
  @inline(never)
  mutating func optimum(
    _ found: (extremum: Extremum, isArgument: Bool), from start: Int, below: [Token] = []
  ) throws(NotationError) -> Syntax {
    var lower = below
    while next.isSymbol("_") || next.isSymbol("^") {
      let isLower = next.isSymbol("_")
      position += 1
      let content = try scriptTokens()
      guard isLower else { throw error(start..<end, "a superscript does not fit here") }
      lower = content
    }
    if lower.isEmpty, !found.isArgument, let value = try extremumOfSeveral(found.extremum, from: start) { return value }
    guard !lower.isEmpty || isLenient else {
      throw error(
        start..<max(start, end), "the variable is missing below this \(found.isArgument ? "arg " : "")optimum")
    }
    var variables: [Syntax] = []
    var conditions: [Syntax] = []
    var names: [String] = []
    for part in SyntaxReader.optimumParts(lower) {
      let cut = SyntaxReader.comparisonPlace(part)
      let variable = cut.map { Array(part[..<$0.place]) } ?? part
      var reader = try inner(variable, binding: nameText(variable).map { [$0] } ?? [])
      variables.append(try reader.readAll())
      // A law stays one below its optimum: q(z) is no product.
      if let name = nameText(variable), law(named: name) != name { names.append(name) }
      if let cut, let variable = variables.last {
        let condition = try condition(cut.comparison, Array(part[(cut.place + cut.length)...]), binding: names)
        let range = variable.range.lowerBound..<max(condition.value.range.upperBound, variable.range.upperBound)
        conditions.append(Syntax(.comparison(condition.comparison, variable, condition.value), range))
      }
    }
    bound += names
    defer { bound.removeLast(names.count) }
    guard startsFactor() || next.isSymbol("-") else { throw error(next.range, "the function to optimize is missing") }
    let body = found.isArgument ? try sum() : try signed()
    return Syntax(
      .optimum(found.extremum, isArgument: found.isArgument, over: variables, body, subjectTo: conditions),
      start..<max(start, body.range.upperBound), isOpen: !found.isArgument && !body.isBracketed || body.isOpen)
  }

  /// max(a, b) and min{a, b, c}, an optimum over no variable; nil where no such list stands there.
  private mutating func extremumOfSeveral(_ extremum: Extremum, from start: Int) throws(NotationError) -> Syntax? {
    guard style == .latex, [.symbol("("), .symbol("\\{"), .symbol("{")].contains(next.kind) else { return nil }
    let before = position
    let (inside, end) = try bracketed()
    var parts = SyntaxReader.split(inside, at: [","])
    if parts.count == 1, let only = parts.first, only.first?.isSymbol("\\{") ?? false {
      var inner = try inner(only)
      let content = try inner.bracketed().inside
      parts = inner.next.kind == .end ? SyntaxReader.split(content, at: [","]) : parts
    }
    guard (2...4).contains(parts.count), !parts.contains(where: SyntaxReader.isDots) else {
      position = before
      return nil
    }
    var values: [Syntax] = []
    for part in parts { values.append(try sub(part)) }
    let range = start..<max(start, end)
    return Syntax(
      .optimum(extremum, isArgument: false, over: [], Syntax(.tuple(values), range), subjectTo: []), range,
      isBracketed: true)
  }

  /// The variables below an optimum, each with its condition; the dots of j = 1, …, K part nothing.
  private static func optimumParts(_ tokens: [Token]) -> [[Token]] {
    let parts = split(tokens, at: [",", ";", ":"]).filter { !$0.isEmpty }
    guard parts.count == 3, isDots(parts[1]), let cut = comparisonPlace(parts[0]), cut.comparison == .equal else {
      return parts
    }
    return [tokens]
  }

  /// What a condition below an optimum compares with; of an index j = 1, …, K and j ∈ {1, …, K} the ends.
  private func condition(
    _ comparison: Syntax.Comparison, _ tokens: [Token], binding names: [String]
  ) throws(NotationError) -> (comparison: Syntax.Comparison, value: Syntax) {
    if comparison == .equal, SyntaxReader.split(tokens, at: [","]).contains(where: SyntaxReader.isDots),
      let list = try lawList(tokens).first?.value, case .dots = list.kind
    {
      return (.member, list)
    }
    if comparison == .member, let (first, last) = try numbered(tokens) {
      return (.member, Syntax(.dots(first, last), first.range.lowerBound..<last.range.upperBound))
    }
    return (comparison, try sub(tokens, binding: names))
  }

  /// lim_{x → a} f
  @inline(never)
  mutating func limit(from start: Int, below: [Token] = []) throws(NotationError) -> Syntax {
    var lower = below
    if next.isSymbol("_") {
      position += 1
      lower = try scriptTokens()
    }
    let arrows: Set<String> = ["to", "rightarrow", "longrightarrow", "downarrow", "searrow"]
    guard
      let arrow = lower.firstIndex(where: {
        if case .command(let name) = $0.kind { arrows.contains(name) } else { false }
      }),
      let name = nameText(Array(lower[..<arrow]))
    else { throw error(start..<max(start, end), "a limit is written \\lim_{x \\to a}") }
    let variable = try sub(Array(lower[..<arrow]), binding: [name])
    let point = try sub(try withoutSide(Array(lower[(arrow + 1)...])))
    bound.append(name)
    defer { bound.removeLast() }
    let body = try product()
    return Syntax(.limit(variable, to: point, body), start..<max(start, body.range.upperBound), isOpen: body.isOpen)
  }

  /// The point of a limit without the mark of the side, 0^+; limits are from above.
  private func withoutSide(_ tokens: [Token]) throws(NotationError) -> [Token] {
    guard tokens.count > 2, tokens[tokens.count - 2].isSymbol("^") || tokens[tokens.count - 3].isSymbol("^") else {
      return tokens
    }
    let script = tokens.lastIndex { $0.isSymbol("^") } ?? tokens.endIndex
    let marks = tokens[(script + 1)...].filter { !$0.isSymbol("{") && !$0.isSymbol("}") }
    guard marks.count == 1 else { return tokens }
    if marks[0].isSymbol("+") { return Array(tokens[..<script]) }
    if marks[0].isSymbol("-") { throw error(marks[0].range, "limits are taken from above") }
    return tokens
  }

  // MARK: Comparisons

  /// The place and kind of the first comparison outside brackets.
  static func comparisonPlace(_ tokens: [Token]) -> (place: Int, length: Int, comparison: Syntax.Comparison)? {
    var depth = 0
    for (place, token) in tokens.enumerated() {
      depth += TokenGroups.change(token)
      guard depth == 0 else { continue }
      switch token.kind {
      case .symbol("="): return (place, 1, .equal)
      case .symbol("<"), .command("lt"): return (place, 1, .less)
      case .symbol(">"), .command("gt"): return (place, 1, .greater)
      case .command("ne"), .command("neq"): return (place, 1, .notEqual)
      case .command("not") where place + 1 < tokens.count && tokens[place + 1].isSymbol("="):
        return (place, 2, .notEqual)
      case .command("le"), .command("leq"), .command("leqslant"): return (place, 1, .lessOrEqual)
      case .command("ge"), .command("geq"), .command("geqslant"): return (place, 1, .greaterOrEqual)
      case .command("in"): return (place, 1, .member)
      default: continue
      }
    }
    return nil
  }

  /// a = b and its like; nil where the tokens compare nothing.
  func comparison(_ tokens: [Token], binding names: [String] = []) throws(NotationError) -> Syntax? {
    guard let cut = SyntaxReader.comparisonPlace(tokens), let first = tokens.first, let last = tokens.last else {
      return nil
    }
    let left = try sub(Array(tokens[..<cut.place]), binding: names)
    let right = try sub(Array(tokens[(cut.place + cut.length)...]), binding: names)
    return Syntax(
      .comparison(cut.comparison, left, right),
      first.range.lowerBound..<max(first.range.lowerBound, last.range.upperBound))
  }

  /// What is 1 where the comparison holds and 0 elsewhere.
  func indicator(_ tokens: [Token], _ range: Range<Int>) throws(NotationError) -> Syntax? {
    guard let syntax = try comparison(tokens), case .comparison(let comparison, let a, let b) = syntax.kind else {
      return nil
    }
    return Syntax(.indicator(comparison, a, b), range)
  }
}

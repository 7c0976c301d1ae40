import Symbolic

extension SyntaxReader {
  /// E[…], with or without a subscript and with or without a bracket.
  @inline(never)
  mutating func expectation(from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    var subscript_ = Syntax.Subscript.none
    if next.isSymbol("_") {
      position += 1
      subscript_ = try self.subscript_(scriptTokens())
    }
    let names = if case .variables(let names, _) = subscript_ { names } else { [String]() }
    if next.isSymbol("[") || next.isSymbol("(") || next.isSymbol("\\{") || next.isSymbol("{") {
      var (inside, end) = try bracketed()
      if case .none = subscript_, style == .plain {
        // E(x ~ p, f)
        let parts = SyntaxReader.split(inside, at: [","])
        if parts.count >= 2, parts[0].contains(where: isSimilarity), !parts[0].isEmpty {
          subscript_ = try self.subscript_(parts[0])
          inside = Array(inside.dropFirst(parts[0].count + 1))
        } else if let cut = gaussianCut(inside) {
          subscript_ = try self.subscript_(Array(inside[..<cut]))
          inside = Array(inside[(cut + 1)...])
        }
      }
      if let bar = SyntaxReader.conditioningBar(inside) {
        throw error(inside[bar].range, "a condition after the bar is not supported")
      }
      let bindings = if case .variables(let names, _) = subscript_ { names } else { names }
      return Syntax(.expectation(subscript_, try sub(inside, binding: bindings)), start..<end)
    }
    bound += names
    defer { bound.removeLast(names.count) }
    let body = try product()
    return Syntax(.expectation(subscript_, body), start..<body.range.upperBound, isOpen: body.isOpen)
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
    let names = if case .variables(let names, _) = over { names } else { [String]() }
    return Syntax(.expectation(over, try sub(inside, binding: names)), start..<max(start, end))
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

  func isSimilarity(_ token: Token) -> Bool { token.isCommand("sim") || token.isSymbol("~") }

  @inline(never)
  private func subscript_(_ tokens: [Token]) throws(NotationError) -> Syntax.Subscript {
    guard let sign = tokens.firstIndex(where: isSimilarity) else {
      let syntax = try sub(tokens)
      if case .density(let distribution, let point) = syntax.kind, case .name(let name) = point.kind {
        return .variables([name], distribution)
      }
      return .distribution(syntax)
    }
    var names: [String] = []
    for part in SyntaxReader.split(Array(tokens[..<sign]), at: [","]) {
      guard let name = nameText(part) else {
        throw error(tokens[0].range, "the variable of an expectation must be a name")
      }
      names.append(name)
    }
    return .variables(names, try distribution(Array(tokens[(sign + 1)...])))
  }

  /// Whether \Sigma or \Pi stands for the big operator: it has a lower limit with an equals sign.
  func isBigOperator() -> Bool {
    guard token(1) == .symbol("_"), token(2) == .symbol("{") else { return false }
    var ahead = 3
    while token(ahead) != .symbol("}"), token(ahead) != .end {
      if token(ahead) == .symbol("=") { return true }
      ahead += 1
    }
    return false
  }

  /// Σ_{i=a}^{b} f and Π_{i=a}^{b} f.
  ///
  /// The scope is the product that follows; the reader of sums adds further summands that use the index.
  @inline(never)
  mutating func range(isSum: Bool, advance: Int) throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    position += advance
    let (lower, upper) = try limits()
    let equals = lower.firstIndex { $0.isSymbol("=") }
    let indexTokens = Array(lower[..<(equals ?? lower.endIndex)])
    guard let index = nameText(indexTokens) else {
      throw error(start..<next.range.lowerBound, "\(isSum ? "a sum" : "a product") needs an index below it")
    }
    let first = try equals.map { position throws(NotationError) in try sub(Array(lower[(position + 1)...])) }
    let last = upper.isEmpty ? nil : try sub(upper)
    bound.append(index)
    defer { bound.removeLast() }
    let body = try product()
    return Syntax(
      .range(Syntax.Limits(isSum: isSum, index: index, lower: first, upper: last), body),
      start..<max(start, body.range.upperBound), isOpen: isSum || body.isOpen)
  }

  /// sum(i=1..n, f), prod(i=1..n, f) and vec(i=1..n, f).
  @inline(never)
  func plainLimits(_ tokens: [Token]) throws(NotationError) -> (index: String, lower: [Token], upper: [Token]) {
    guard let equals = tokens.firstIndex(where: { $0.isSymbol("=") }),
      let index = nameText(Array(tokens[..<equals])),
      let dots = tokens.indices.first(where: {
        $0 > equals && $0 + 1 < tokens.count && tokens[$0].isSymbol(".") && tokens[$0 + 1].isSymbol(".")
      })
    else {
      throw error(tokens.first?.range ?? next.range, "the range of an index is written i=1..n")
    }
    return (index, Array(tokens[(equals + 1)..<dots]), Array(tokens[(dots + 2)...]))
  }

  @inline(never)
  mutating func plainRange(_ word: String, from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    let (inside, end) = try bracketed()
    guard let comma = SyntaxReader.split(inside, at: [","]).first?.count, comma < inside.count else {
      throw error(start..<end, "it is written \(word)(i=1..n, f)")
    }
    let limits = try plainLimits(Array(inside[..<comma]))
    let body = try sub(Array(inside[(comma + 1)...]), binding: [limits.index])
    let lower = try sub(limits.lower)
    let upper = try sub(limits.upper)
    if word == "vec" { return Syntax(.vector(index: limits.index, lower: lower, upper: upper, body), start..<end) }
    return Syntax(
      .range(Syntax.Limits(isSum: word == "sum", index: limits.index, lower: lower, upper: upper), body), start..<end)
  }

  /// The scripts below and above an operator, in either order; empty where there are none.
  private mutating func limits() throws(NotationError) -> (lower: [Token], upper: [Token]) {
    var lower: [Token] = []
    var upper: [Token] = []
    while next.isSymbol("_") || next.isSymbol("^") {
      let isLower = next.isSymbol("_")
      position += 1
      let content = try scriptTokens()
      if isLower { lower = content } else { upper = content }
    }
    return (lower, upper)
  }

  /// vec_{i=1}^{n}(f)
  @inline(never)
  mutating func vector(from start: Int, advance: Int) throws(NotationError) -> Syntax {
    position += advance
    let (lower, upper) = try limits()
    guard let equals = lower.firstIndex(where: { $0.isSymbol("=") }), let index = nameText(Array(lower[..<equals])),
      !upper.isEmpty, next.isSymbol("(")
    else { throw error(start..<next.range.lowerBound, "a vector by its entries needs an index and its limits") }
    let (inside, end) = try bracketed()
    return Syntax(
      .vector(
        index: index, lower: try sub(Array(lower[(equals + 1)...])), upper: try sub(upper),
        try sub(inside, binding: [index])), start..<end)
  }

  /// ∫ f dx, with the differential after the integrand or right after the sign.
  @inline(never)
  mutating func integral(advance: Int) throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    let sign = next.range
    position += advance
    while next.isSymbol("_") || next.isSymbol("^") {
      position += 1
      _ = try scriptTokens()
    }
    guard let (place, name, length) = differential() else {
      throw error(sign, "the integral has no differential such as dx")
    }
    let body = Array(tokens[position..<place])
    position = place + length
    if body.isEmpty {
      bound.append(name)
      defer { bound.removeLast() }
      let inner = try product()
      return Syntax(.integral(variable: name, inner), start..<inner.range.upperBound, isOpen: inner.isOpen)
    }
    return Syntax(
      .integral(variable: name, try sub(body, binding: [name])), start..<tokens[position - 1].range.upperBound)
  }

  /// The d followed by a name that ends the integral, at its depth and behind those of the integrals inside it.
  private func differential() -> (place: Int, name: String, length: Int)? {
    var level = 0
    var inner = 0
    var place = position
    while place < tokens.count {
      let token = tokens[place]
      if case .symbol(let mark) = token.kind {
        if SyntaxReader.closing[mark] != nil { level += 1 }
        if SyntaxReader.isClosing(mark) { level -= 1 }
        if level < 0 { return nil }
      }
      if level == 0 {
        if token.isCommand("int") { inner += 1 }
        if let (name, length) = differential(at: place) {
          if inner == 0 { return (place, name, length) }
          inner -= 1
          place += length - 1
        }
      }
      place += 1
    }
    return nil
  }

  /// The subscript of a variable has no more tokens.
  private static let longestScript = 24

  private func differential(at place: Int) -> (String, Int)? {
    switch tokens[place].kind {
    case .letter("d"), .text("d"), .command("mathrm"), .command("text"), .command("rm"): break
    default: return nil
    }
    func kind(_ index: Int) -> Token.Kind { index < tokens.count ? tokens[index].kind : .end }
    var index = place
    if kind(index) == .letter("d") {
      index += 1
    } else if [.command("mathrm"), .command("text"), .command("rm")].contains(kind(index)),
      kind(index + 1) == .symbol("{"), kind(index + 2) == .letter("d"), kind(index + 3) == .symbol("}")
    {
      index += 4
    } else if kind(index) == .text("d") {
      index += 1
    } else {
      return nil
    }
    var isBold = false
    if [.command("mathbf"), .command("boldsymbol"), .command("bm"), .command("vec")].contains(kind(index)) {
      index += 1
      isBold = kind(index) == .symbol("{")
      if isBold { index += 1 }
    }
    guard index < tokens.count, let base = SyntaxReader.plainName(tokens[index]) else { return nil }
    index += 1
    if isBold { index += 1 }
    var name = base
    if kind(index) == .symbol("_") {
      var reader = SyntaxReader(
        source: source, declarations: declarations, style: style, bound: [],
        tokens: Array(tokens[(index + 1)...].prefix(SyntaxReader.longestScript)))
      if let content = try? reader.scriptTokens() {
        name = canonicalName(base: base, subscripts: SyntaxReader.joined(SyntaxReader.pieces(content)), label: "")
        index += 1 + reader.position
      }
    }
    guard let symbol = declarations.symbol(named: name), !symbol.sort.isDistribution else { return nil }
    return (name, index - place)
  }
}

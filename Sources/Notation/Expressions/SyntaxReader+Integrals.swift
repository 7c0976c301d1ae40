import Symbolic

extension SyntaxReader {
  /// What an integral is taken over.
  private struct Differential {
    let name: String
    /// The members of a family, as in dz_n.
    let variable: Syntax?
    /// The value that the variable runs through, as in d(Ax).
    var value: Syntax?
    /// The number of tokens.
    let length: Int
  }

  /// ∫ f dx, with the differential after the integrand or right after the sign.
  @inline(never)
  mutating func integral(advance: Int) throws(NotationError) -> Syntax {
    let start = next.range.lowerBound
    let sign = next.range
    position += advance
    let scripts = position
    let (lower, upper) = try limits()
    let limitRange = scripts < position ? tokens[scripts].range.lowerBound..<end : sign
    guard let found = try differential() else {
      // ∫_z f names its variable below.
      if let name = nameText(lower), isIntegrable(name), upper.isEmpty {
        bound.append(name)
        defer { bound.removeLast() }
        let inner = try product()
        return Syntax(.integral(variable: name, inner), start..<inner.range.upperBound, isOpen: inner.isOpen)
      }
      throw error(sign, "the integral has no differential such as dx")
    }
    var variables = [found.differential]
    let body = Array(tokens[position..<found.place])
    position = found.place + found.differential.length
    while position < tokens.count, let more = try differential(at: position) {
      variables.append(more)
      position += more.length
    }
    for variable in variables { try check(lower, upper, variable.name, limitRange) }
    let names = variables.filter { $0.variable == nil }.map(\.name)
    var inner: Syntax
    if body.isEmpty {
      bound += names
      defer { bound.removeLast(names.count) }
      inner = try product()
    } else {
      inner = Syntax(try sub(body, binding: names).kind, (body.first?.range.lowerBound ?? start)..<max(start, end))
    }
    let range = start..<max(start, inner.range.upperBound)
    for variable in variables {
      let kind: Syntax.Kind =
        if let value = variable.value {
          .integralThrough(value, variable: variable.name, inner)
        } else {
          variable.variable.map { .integralOver($0, inner) } ?? .integral(variable: variable.name, inner)
        }
      inner = Syntax(kind, range, isOpen: inner.isOpen && body.isEmpty)
    }
    return inner
  }

  private func isIntegrable(_ name: String) -> Bool { isLenient || isIntegrated(name) }

  /// Whether the name is that of a value, or the small letter of a random vector.
  private func isIntegrated(_ name: String) -> Bool {
    let found = declarations.symbol(named: name).map(\.name) ?? declarations.randomName(inOtherCaseOf: name)
    return found.flatMap(declarations.symbol(named:)).map { !$0.sort.isDistribution } ?? false
  }

  /// d(Ax), with the variable x: what is random in it, or else its only vector or only number.
  private func differential(of open: Int, from place: Int) throws(NotationError) -> Differential? {
    guard let group = TokenGroups.group(tokens[...], at: open) else { return nil }
    var names: [String] = []
    var index = group.content.lowerBound
    while index < group.content.upperBound {
      let found = NameReader.prefix(tokens[index..<group.content.upperBound])
      if let name = found?.name, !names.contains(name), isIntegrable(name) { names.append(name) }
      index = max(index + 1, found?.end ?? 0)
    }
    let length = group.end - place
    if isLenient { return names.first.map { Differential(name: $0, variable: nil, length: length) } }
    let shape = { (name: String) in self.declarations.symbol(named: name)?.shape }
    let random = names.filter { name in
      guard let symbol = declarations.symbol(named: name) else { return true }
      return declarations.distributions[symbol] != nil || declarations.laws.values.contains { $0.contains(symbol) }
    }
    let vectors = names.filter { shape($0).map { $0.columns == .one && !$0.isScalar } ?? false }
    let numbers = names.filter { shape($0)?.isScalar ?? false }
    let choice = [random, vectors, numbers].first { !$0.isEmpty } ?? []
    guard let name = choice.first, choice.count == 1 else {
      throw error(
        tokens[open].range.lowerBound..<tokens[group.end - 1].range.upperBound,
        "what this integral runs over is not clear", hint: #"write \mathrm{d}x with the growth |A| before the integral"#
      )
    }
    return Differential(
      name: name, variable: nil, value: try sub(Array(tokens[group.content]), binding: [name]), length: length)
  }

  /// Integrals run over the whole space: the limits may say so, and nothing else.
  private func check(_ lower: [Token], _ upper: [Token], _ name: String, _ range: Range<Int>) throws(NotationError) {
    guard !isLenient, !lower.isEmpty || !upper.isEmpty else { return }
    let (low, high) = (lower.map(\.kind), upper.map(\.kind))
    let isInfinite = high == [.command("infty")] || high == [.symbol("+"), .command("infty")]
    if low == [.symbol("-"), .command("infty")], isInfinite { return }
    let domain = (declarations.symbol(named: name)?.domain).map { $0 == .positive || $0 == .nonnegative } ?? false
    if low == [.number("0")], isInfinite, domain { return }
    let spaces: [Token.Kind] = [.command("mathbb"), .command("mathcal"), .command("Omega"), .command("R")]
    if upper.isEmpty, lower.contains(where: { spaces.contains($0.kind) }) || nameText(lower) == name { return }
    if upper.isEmpty, isSpace(lower, of: name) { return }
    throw error(range, "an integral over a part of the space is not supported")
  }

  /// Whether the limit is the capital of the variable, as Θ is of θ: where nothing else is called so, that is its space.
  private func isSpace(_ lower: [Token], of name: String) -> Bool {
    guard lower.count == 1, let capital = nameText(lower), declarations.symbol(named: capital) == nil,
      !declarations.isDimension(capital), capital.first?.isUppercase == true
    else { return false }
    return capital.lowercased() == name.prefix { $0 != "_" }.lowercased() && capital != name
  }

  /// The differential that ends the integral, at its depth and behind those of the integrals inside it.
  private func differential() throws(NotationError) -> (place: Int, differential: Differential)? {
    var level = 0
    var inner = 0
    var place = position
    while place < tokens.count {
      level += SyntaxReader.change(tokens[place])
      if level < 0 { return nil }
      if level == 0 {
        if case .command(let name) = tokens[place].kind { inner += SyntaxReader.integrals[name] ?? 0 }
        if let found = try differential(at: place) {
          if inner == 0 { return (place, found) }
          inner -= 1
          place += found.length - 1
        }
      }
      place += 1
    }
    return nil
  }

  /// How many variables a sign integrates over.
  static let integrals = ["int": 1, "iint": 2, "iiint": 3]

  /// The variable of a differential has no more tokens.
  private static let longestScript = 24

  private func variableName(_ token: Token) -> String? {
    if let name = SyntaxReader.plainName(token) { return name }
    if case .command(let command) = token.kind { return SyntaxReader.boldName(command) }
    return nil
  }

  private func differential(at place: Int) throws(NotationError) -> Differential? {
    func kind(_ index: Int) -> Token.Kind { index < tokens.count ? tokens[index].kind : .end }
    let upright: [Token.Kind] = [.command("mathrm"), .command("text"), .command("rm"), .command("operatorname")]
    var index = place
    switch kind(index) {
    case .letter("d"), .text("d"), .command("dif"), .command("dd"): index += 1
    case let command where upright.contains(command):
      if kind(index + 1) == .letter("d") {
        index += 2
      } else if kind(index + 1) == .symbol("{"), kind(index + 2) == .letter("d"), kind(index + 3) == .symbol("}") {
        index += 4
      } else {
        return nil
      }
    default: return nil
    }
    if kind(index) == .symbol("("), tokens[place].kind != .letter("d") {
      return try differential(of: index, from: place)
    }
    let first = index
    var isBold = false
    while case .command(let name) = kind(index),
      SyntaxReader.decorations.contains(name) || SyntaxReader.boldMarks.contains(name)
    {
      index += 1
      isBold = kind(index) == .symbol("{")
      if isBold { index += 1 }
    }
    guard index < tokens.count, let base = variableName(tokens[index]) else { return nil }
    index += 1
    if isBold, kind(index) == .symbol("}") {
      index += 1
      isBold = false
    }
    var name = base
    if kind(index) == .symbol("_") {
      var reader = SyntaxReader(self, tokens: Array(tokens[(index + 1)...].prefix(SyntaxReader.longestScript)))
      if let content = try? reader.scriptTokens() {
        name = canonicalName(base: base, subscripts: SyntaxReader.joined(SyntaxReader.pieces(content)), label: "")
        index += 1 + reader.position
      }
    }
    if isBold, kind(index) == .symbol("}") { index += 1 }
    if isLenient { return Differential(name: name, variable: nil, length: index - place) }
    if isIntegrated(name) { return Differential(name: name, variable: nil, length: index - place) }
    if declarations.symbol(named: name) != nil { return nil }
    guard let family = declarations.symbol(named: base), declarations.families[family] != nil,
      let variable = try lawList(Array(tokens[first..<index])).first?.value
    else { return nil }
    return Differential(name: base, variable: variable, length: index - place)
  }
}

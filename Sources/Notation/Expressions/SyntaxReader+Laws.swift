import Symbolic

extension SyntaxReader {
  /// What stands between the brackets of a density: variables, what is given, parameters.
  struct LawArguments {
    var of: [Syntax.LawArgument] = []
    var given: [Syntax.LawArgument] = []
    var parameters: [Syntax.LawArgument] = []
  }

  /// x, z | y; θ
  func lawArguments(_ tokens: [Token]) throws(NotationError) -> LawArguments {
    var result = LawArguments()
    let parts = SyntaxReader.split(tokens, at: [";"])
    for (number, part) in parts.enumerated() {
      let bar = SyntaxReader.conditioningBar(part)
      let before = bar.map { Array(part[..<$0]) } ?? part
      let behind = bar.map { Array(part[($0 + 1)...]) } ?? []
      if number == 0 {
        result.of = try lawList(before)
        result.given = try lawList(behind)
      } else {
        // p(x; θ | y) and p(x | y; θ): the bar may come before or behind the parameters.
        result.parameters += try lawList(before)
        result.given += try lawList(behind)
      }
    }
    return result
  }

  /// The values between commas; lists with dots become one.
  func lawList(_ tokens: [Token]) throws(NotationError) -> [Syntax.LawArgument] {
    var parts = SyntaxReader.split(tokens, at: [","]).filter { !$0.isEmpty }
    if parts.count == 1, parts[0].count == 1, parts[0][0].isCommand("cdot") { return [] }
    var result: [Syntax.LawArgument] = []
    while !parts.isEmpty {
      if let dots = parts.firstIndex(where: SyntaxReader.isDots), dots >= 1, dots <= 3, dots + 1 < parts.count,
        // Of a, b, x_1, x_2, …, x_n the list begins where the last name begins.
        let start = parts[..<dots].firstIndex(where: { dots == 1 || $0.first?.kind == parts[dots + 1].first?.kind })
      {
        for part in parts[..<start] { result.append(try lawArgument(part)) }
        let (first, last) = (try sub(parts[start]), try sub(parts[dots + 1]))
        let range = first.range.lowerBound..<max(first.range.upperBound, last.range.upperBound)
        result.append(Syntax.LawArgument(variable: nil, value: Syntax(.dots(first, last), range)))
        parts.removeSubrange(...(dots + 1))
      } else {
        result.append(try lawArgument(parts.removeFirst()))
      }
    }
    return result
  }

  private func lawArgument(_ tokens: [Token]) throws(NotationError) -> Syntax.LawArgument {
    guard let cut = SyntaxReader.comparisonPlace(tokens), cut.comparison == .equal else {
      return Syntax.LawArgument(variable: nil, value: try sub(tokens))
    }
    return Syntax.LawArgument(
      variable: try sub(Array(tokens[..<cut.place])), value: try sub(Array(tokens[(cut.place + cut.length)...])))
  }

  /// Whether a part between commas is dots.
  static func isDots(_ part: [Token]) -> Bool {
    if part.count == 1, case .command(let name) = part[0].kind {
      return ["ldots", "cdots", "dots", "dotsc", "dotsb", "dotso"].contains(name)
    }
    return !part.isEmpty && part.allSatisfy { $0.isSymbol(".") }
  }

  /// The name of the law that a name means: its own, or that of the other case, as P for p.
  func law(named name: String) -> String? {
    func isLaw(_ name: String) -> Bool {
      !bound.contains(name) && declarations.symbol(named: name).map { declarations.laws[$0] != nil } ?? false
    }
    if isLaw(name) { return name }
    guard !isDeclared(name), let first = name.first else { return nil }
    let other = (first.isUppercase ? first.lowercased() : first.uppercased()) + name.dropFirst()
    return isLaw(other) ? other : nil
  }

  /// p(x | z; θ) behind the name of a law; the parameters below the name come along.
  @inline(never)
  mutating func lawDensity(
    _ law: String, _ parameters: [Syntax.LawArgument], from start: Int
  ) throws(NotationError) -> Syntax {
    let (inside, end) = try bracketed()
    let arguments = try lawArguments(inside)
    let density = Syntax.LawDensity(
      law: law, of: arguments.of, given: arguments.given, parameters: parameters + arguments.parameters)
    return Syntax(.lawDensity(density), start..<end)
  }

  /// p(y | β) of densities that are told apart by their arguments; nil where the bracket is a factor of a dimension of
  /// that name.
  mutating func namedDensity(_ letter: String, from start: Int) throws(NotationError) -> Syntax? {
    guard let forms = declarations.densities[letter], next.isSymbol("(") || next.isSymbol("{") else { return nil }
    var reader = self
    if next.isSymbol("{") { reader.position += 2 }
    guard reader.next.isSymbol("("), let group = TokenGroups.group(tokens[...], at: reader.position) else { return nil }
    let inside = Array(tokens[group.content])
    if declarations.isDimension(letter), SyntaxReader.conditioningBar(inside) == nil {
      let variables = Set(forms.flatMap(\.names))
      let isDensity = SyntaxReader.split(inside, at: [",", ";"]).allSatisfy { part in
        guard let name = DensityCall.name(part[...]) else { return false }
        return variables.contains(name) || variables.contains(Elaborator.undecorated(name) ?? "")
      }
      guard isDensity else { return nil }
    }
    if next.isSymbol("{") { position = reader.position }
    return try lawDensity(letter, [], from: start)
  }
}

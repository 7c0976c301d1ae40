import Symbolic

/// Names of densities and functions with marks: f_X of a random X, and f' and f'_X, their derivatives.
extension SyntaxReader {
  /// f_X(x), the density of the random X at a point, where nothing of the name f_X is declared; nil for any other name.
  mutating func density(
    _ base: String, _ pieces: [[Token]], _ range: Range<Int>
  ) throws(NotationError) -> Syntax? {
    guard base == "f" || base == "p", !isDeclared(base), next.isSymbol("("), !pieces.isEmpty else { return nil }
    let below = SyntaxReader.joined(pieces)
    let name = declarations.symbol(named: below).map(\.name) ?? declarations.randomName(inOtherCaseOf: below)
    guard let name, let symbol = declarations.symbol(named: name), !symbol.sort.isDistribution,
      declarations.randomName(inOtherCaseOf: SyntaxReader.otherCase(name)) == name
    else { return nil }
    let (inside, end) = try bracketed()
    if let bar = SyntaxReader.conditioningBar(inside) {
      throw error(
        inside[bar].range, "a condition after the bar is not supported",
        hint: "declare a joint density of both, such as p(x, z)")
    }
    return Syntax(.density(Syntax(.name(name), range), try sub(inside)), range.lowerBound..<end)
  }

  private static func otherCase(_ name: String) -> String {
    name.prefix(1).map { $0.isUppercase ? $0.lowercased() : $0.uppercased() }.joined() + name.dropFirst()
  }

  /// Whether a prime on the name is a derivative: that of a function, or of a density of numbers.
  func isDerivable(_ name: String) -> Bool {
    guard let symbol = declarations.symbol(named: name), declarations.families[symbol] == nil else { return false }
    return declarations.functions.contains(symbol)
      || symbol.sort == .distribution(.scalar) && declarations.laws[symbol] == nil
  }

  /// f'_X(a), where the primes stand before the subscript; nil where f_X has no derivative.
  mutating func derivedName(_ base: String, from start: Int) throws(NotationError) -> Syntax? {
    var reader = self
    var order = 0
    while reader.next.isSymbol("'") {
      order += 1
      reader.position += 1
    }
    guard !isLenient, reader.next.isSymbol("_") else { return nil }
    reader.position += 1
    let pieces = SyntaxReader.pieces(try reader.scriptTokens())
    let name = canonicalName(base: base, subscripts: SyntaxReader.joined(pieces), label: "")
    guard reader.next.isSymbol("("), !bound.contains(name), isDerivable(name) else { return nil }
    position = reader.position
    return try derived(name, order: order, from: start)
  }

  /// f′(a), f″(a)
  mutating func derived(_ name: String, from start: Int) throws(NotationError) -> Syntax {
    var order = 0
    while next.isSymbol("'") {
      order += 1
      position += 1
    }
    return try derived(name, order: order, from: start)
  }

  private mutating func derived(_ name: String, order: Int, from start: Int) throws(NotationError) -> Syntax {
    guard next.isSymbol("(") else { throw error(start..<end, "\(name) is a function and needs its arguments") }
    var arguments: [Syntax] = []
    for part in SyntaxReader.arguments(try bracketed().inside) { arguments.append(try sub(part)) }
    return Syntax(.derivedApplication(name, order: order, arguments), start..<max(start, end))
  }
}

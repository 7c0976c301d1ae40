import Symbolic

extension DeclarationScope {
  /// The value that the tokens spell.
  ///
  /// - Parameter expected: the shape that a bare 0 or I takes.
  /// - Parameter averages: what the lines before take averages over.
  func value(
    _ tokens: ArraySlice<Token>, expected: Shape? = nil, bound: [Symbol] = [], after averages: Averages = Averages()
  ) throws(NotationError) -> Term {
    var reader = ExpressionReader(source: source, declarations: declarations, style: .latex, bound: bound)
    reader.averages = averages
    return try reader.read(tokens, expected: expected)
  }

  /// A line of a chain behind one of that sort.
  ///
  /// - Parameter averages: what the lines before take averages over.
  func line(
    _ tokens: ArraySlice<Token>, like sort: Sort?, after averages: Averages
  ) throws(NotationError) -> Term {
    var reader = ExpressionReader(source: source, declarations: declarations, style: .latex)
    reader.averages = averages
    return try reader.readLine(tokens, like: sort)
  }

  /// The distribution that the tokens spell.
  ///
  /// - Parameter space: the shape of its values, where nothing else tells.
  func distribution(
    _ tokens: ArraySlice<Token>, space: Shape? = nil, bound: [Symbol] = []
  ) throws(NotationError) -> Term {
    let reader = ExpressionReader(source: source, declarations: declarations, style: .latex, bound: bound)
    return try reader.readDistribution(tokens, space: space)
  }

  /// Whether the tokens spell a distribution: a Gaussian, or a name that is declared as one.
  func isDistribution(_ tokens: ArraySlice<Token>) -> Bool {
    if let name = NameReader.name(tokens), let symbol = declarations.symbol(named: name) {
      return symbol.sort.isDistribution
    }
    var cursor = TokenCursor(tokens)
    if let next = cursor.next, next.isSymbol("{"), let group = cursor.bracketed() {
      var inner = TokenCursor(group)
      guard inner.take(command: "cal") || inner.take(command: "mathcal"), inner.fontedWord() == "N" else {
        return false
      }
    } else {
      guard let word = cursor.fontedWord(), word == "N" || word == "Normal" else { return false }
      if declarations.symbol(named: word) != nil { return false }
    }
    guard cursor.next?.isSymbol("(") ?? false, cursor.bracketed() != nil else { return false }
    return cursor.next == nil
  }

  /// Whether the tokens spell a distribution and no density at a point, such as N(x; μ, Σ), which is a value.
  func isDistributionWithoutPoint(_ tokens: ArraySlice<Token>) -> Bool {
    guard isDistribution(tokens) else { return false }
    guard let open = tokens.firstIndex(where: { $0.isSymbol("(") }), let group = TokenGroups.group(tokens, at: open)
    else { return true }
    var depth = 0
    for place in group.content {
      depth += TokenGroups.change(tokens[place])
      guard depth == 0 else { continue }
      if tokens[place].isSymbol(";") || tokens[place].isCommand("mid") { return false }
      guard tokens[place].isSymbol("|"), tokens[place].side != .opening else { continue }
      // A bar further in is a determinant or an absolute value.
      let given = tokens[group.content.lowerBound..<place]
      if !given.isEmpty, TokenGroups.split(given, at: ",").count == 1 { return false }
    }
    return true
  }

  /// Whether a line spells a distribution: one without a point, at which it would be a density, and nothing behind it.
  func isDistributionLine(_ tokens: ArraySlice<Token>) -> Bool {
    guard isDistribution(tokens) else { return false }
    guard NameReader.name(tokens) == nil, let open = tokens.firstIndex(where: { $0.isSymbol("(") }) else { return true }
    guard let group = TokenGroups.group(tokens, at: open), group.end == tokens.endIndex else { return false }
    var depth = 0
    for place in group.content {
      depth += TokenGroups.change(tokens[place])
      guard depth == 0 else { continue }
      if tokens[place].isSymbol(";") || tokens[place].isCommand("mid") { return false }
      let before = tokens[group.content.lowerBound..<place]
      // A bar behind a comma is that of a determinant or an absolute value.
      if tokens[place].isSymbol("|"), tokens[place].side != .opening, !before.isEmpty,
        TokenGroups.split(before, at: ",").count == 1
      {
        return false
      }
    }
    return true
  }
}

import Symbolic

extension DeclarationScope {
  /// The value that the tokens spell.
  ///
  /// - Parameter expected: the shape that a bare 0 or I takes.
  func value(
    _ tokens: ArraySlice<Token>, expected: Shape? = nil, bound: [Symbol] = []
  ) throws(NotationError) -> Term {
    let reader = ExpressionReader(source: source, declarations: declarations, style: .latex, bound: bound)
    return try reader.read(tokens, expected: expected)
  }

  /// The distribution that the tokens spell.
  ///
  /// - Parameter space: the shape of its values, where nothing else tells.
  func distribution(_ tokens: ArraySlice<Token>, space: Shape? = nil) throws(NotationError) -> Term {
    let reader = ExpressionReader(source: source, declarations: declarations, style: .latex)
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
    return cursor.next?.isSymbol("(") ?? false
  }
}

import Symbolic

/// Reads expressions under declarations.
package struct ExpressionReader {
  private let source: Source
  private let declarations: Declarations
  private let style: Style
  private let bound: [Symbol]
  /// What the lines before take averages over.
  var averages = Averages()

  /// A reader for expressions of that text; bound symbols stand before declared ones of the same name.
  package init(source: Source, declarations: Declarations, style: Style, bound: [Symbol] = []) {
    self.source = source
    self.declarations = declarations
    self.style = style
    self.bound = bound
  }

  /// The value that the tokens write.
  ///
  /// - Parameter expected: the shape that a bare 0 or I takes where nothing else tells.
  package func read(_ tokens: ArraySlice<Token>, expected: Shape? = nil) throws(NotationError) -> Term {
    let (syntax, elaborator) = try parse(tokens)
    let term = try elaborator.term(syntax, expected: expected)
    if term.sort.isDistribution {
      throw NotationError(source, syntax.range, "a value is needed here, not a distribution")
    }
    return term
  }

  /// The value that the tokens write, or the density at which an optimum is taken; beside such a one, p(z | x) is a
  /// distribution, too.
  package func readLine(_ tokens: ArraySlice<Token>, like sort: Sort?) throws(NotationError) -> Term {
    let (syntax, elaborator) = try parse(tokens)
    switch (syntax.kind, sort) {
    case (.optimum(_, isArgument: true, _, _, _), _): return try elaborator.term(syntax, expected: sort?.shape)
    case (.lawDensity, .distribution(let space)): return try elaborator.distribution(syntax, space: space)
    default: return try read(tokens, expected: sort?.shape)
    }
  }

  /// The distribution that the tokens write.
  ///
  /// - Parameter space: the shape of its values, where the mean does not tell.
  package func readDistribution(_ tokens: ArraySlice<Token>, space: Shape? = nil) throws(NotationError) -> Term {
    let (syntax, elaborator) = try parse(tokens)
    return try elaborator.distribution(syntax, space: space)
  }

  /// Whether the tokens are a bare 0 or I or made of these alone, so that their shape is that of the other side.
  package func isFlexible(_ tokens: ArraySlice<Token>) throws(NotationError) -> Bool {
    let (syntax, elaborator) = try parse(tokens)
    return try elaborator.part(syntax).term == nil
  }

  private func parse(_ tokens: ArraySlice<Token>) throws(NotationError) -> (Syntax, Elaborator) {
    var reader = SyntaxReader(
      source: source, declarations: declarations, style: style, bound: bound.map(\.name),
      tokens: ExpressionReader.prepared(tokens))
    let syntax = try reader.readAll()
    var symbols: [String: Symbol] = [:]
    for symbol in bound { symbols[symbol.name] = symbol }
    return (
      syntax,
      Elaborator(source: source, declarations: declarations, style: style, bound: symbols, averages: averages)
    )
  }

  /// Reads the tokens with every name taken as known.
  static func checkSyntax(_ tokens: [Token], source: Source) throws(NotationError) {
    var reader = SyntaxReader(
      source: source, declarations: Declarations(), style: .latex, bound: [], tokens: prepared(tokens[...]),
      isLenient: true)
    // What is distributed may be given others, as in x | z ∼ p.
    if SyntaxReader.conditioningBar(reader.tokens) != nil {
      _ = try reader.lawArguments(reader.tokens)
    } else {
      _ = try reader.readAll()
    }
  }

  /// The tokens without the end and the alignment marks outside matrices.
  private static func prepared(_ tokens: ArraySlice<Token>) -> [Token] {
    var environments = 0
    var kept: [Token] = []
    for token in tokens where token.kind != .end {
      if token.isCommand("begin") { environments += 1 }
      if token.isCommand("end") { environments -= 1 }
      if environments > 0 || !token.isSymbol("&") { kept.append(token) }
    }
    return inOrder(kept)
  }

  /// The tokens with places that never go back, as those that a macro makes do.
  private static func inOrder(_ tokens: [Token]) -> [Token] {
    var lower = 0
    var upper = 0
    return tokens.map { token in
      var token = token
      lower = max(lower, token.range.lowerBound)
      upper = max(upper, token.range.upperBound, lower)
      token.range = lower..<upper
      return token
    }
  }

  /// Reads a text in the plain spelling.
  public static func readPlain(_ text: String, declarations: Declarations) throws(NotationError) -> Term {
    try read(Source(name: "<expression>", text: text), declarations, .plain)
  }

  /// Reads a text in LaTeX.
  public static func readLatex(_ text: String, declarations: Declarations) throws(NotationError) -> Term {
    try read(Source(name: "<expression>", text: text), declarations, .latex)
  }

  private static func read(
    _ source: Source, _ declarations: Declarations, _ style: Style
  ) throws(NotationError) -> Term {
    let tokens = try Lexer.tokens(source, 0..<source.bytes.count, style: style)
    return try ExpressionReader(source: source, declarations: declarations, style: style).read(tokens[...])
  }
}

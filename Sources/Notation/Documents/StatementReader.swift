import Symbolic

/// Reads what is typed on a command line: an expression or a statement, with its declarations.
///
/// The spelling is plain unless there is a backslash in it. Where nothing is declared, the parameters of Gaussians are:
/// in N(m, S), m is a vector of n entries and S a symmetric positive definite matrix.
public enum StatementReader {
  /// A statement such as tr(A B) = tr(B A) as a document of one claim.
  public static func statement(_ text: String, given: [String]) throws(NotationError) -> Document {
    let source = Source(name: "<statement>", text: text)
    let tokens = try tokens(source)
    guard !tokens.isEmpty else { throw NotationError(source, 0..<source.bytes.count, "the statement is empty") }
    let declarations = try declarations(given, tokens)
    let parts = try relations(tokens, source)
    guard parts.count > 1 else {
      throw NotationError(source, 0..<source.bytes.count, "a statement needs a relation such as =")
    }
    let reader = ExpressionReader(source: source, declarations: declarations, style: style(text))
    var lines: [Line] = []
    var shape: Shape?
    if let firm = try firstFirm(parts, reader) { shape = try reader.read(firm).shape }
    for part in parts {
      let term = try reader.read(part.tokens, expected: shape)
      if let shape, term.shape != shape {
        throw NotationError(
          source, range(part.tokens, source),
          "this side is \(term.shape.phrase), the side before \(shape.phrase)")
      }
      lines.append(Line(term: term, range: range(part.tokens, source)))
    }
    let steps = zip(parts.dropFirst(), lines.dropFirst()).map { part, line in
      Step(relation: part.relation, line: line, reason: nil)
    }
    let claim = Claim(
      slug: "statement", title: text, declarations: declarations, chains: [Chain(first: lines[0], steps: steps)],
      origin: nil)
    return Document(source: source, title: text, claims: [claim])
  }

  /// An expression with what is declared for it.
  public static func expression(
    _ text: String, given: [String]
  ) throws(NotationError) -> (term: Term, declarations: Declarations) {
    let source = Source(name: "<expression>", text: text)
    let tokens = try tokens(source)
    let declarations = try declarations(given, tokens)
    let reader = ExpressionReader(source: source, declarations: declarations, style: style(text))
    return (try reader.read(tokens[...]), declarations)
  }

  private static func style(_ text: String) -> Style { text.contains("\\") ? .latex : .plain }

  private static func tokens(_ source: Source) throws(NotationError) -> [Token] {
    let text = source.text(0..<source.bytes.count)
    return try Lexer.tokens(source, 0..<source.bytes.count, style: style(text)).filter { $0.kind != .end }
  }

  private static func range(_ tokens: ArraySlice<Token>, _ source: Source) -> Range<Int> {
    guard let first = tokens.first, let last = tokens.last else { return 0..<source.bytes.count }
    return first.range.lowerBound..<last.range.upperBound
  }

  private static func firstFirm(
    _ parts: [(relation: Relation, tokens: ArraySlice<Token>)], _ reader: ExpressionReader
  ) throws(NotationError) -> ArraySlice<Token>? {
    for part in parts where try !reader.isFlexible(part.tokens) { return part.tokens }
    return nil
  }

  /// The sides of a statement between its relations.
  private static func relations(
    _ tokens: [Token], _ source: Source
  ) throws(NotationError) -> [(relation: Relation, tokens: ArraySlice<Token>)] {
    var parts: [(relation: Relation, tokens: ArraySlice<Token>)] = []
    var relation = Relation.equal
    var start = 0
    var depth = 0
    var place = 0
    while place < tokens.count {
      depth = max(0, depth + TokenGroups.change(tokens[place]))
      if depth == 0, let (found, length) = self.relation(tokens, place) {
        parts.append((relation, tokens[start..<place]))
        relation = found
        place += length
        start = place
      } else {
        place += 1
      }
    }
    parts.append((relation, tokens[start...]))
    for (index, part) in parts.enumerated() where part.tokens.isEmpty {
      throw NotationError(
        source, relationRange(tokens, atEnd: index > 0),
        "the \(index == 0 ? "left" : "right") side of the statement is missing")
    }
    return parts
  }

  /// The first relation, or the last.
  private static func relationRange(_ tokens: [Token], atEnd: Bool) -> Range<Int> {
    let places = tokens.indices.filter { relation(tokens, $0) != nil }
    return (atEnd ? places.last : places.first).map { tokens[$0].range } ?? 0..<0
  }

  private static func relation(_ tokens: [Token], _ place: Int) -> (Relation, Int)? {
    let isFollowedByEqual = place + 1 < tokens.count && tokens[place + 1].isSymbol("=")
    switch tokens[place].kind {
    case .symbol("="): return (.equal, isFollowedByEqual ? 2 : 1)
    case .symbol(":") where isFollowedByEqual: return (.definition, 2)
    case .symbol("<"): return isFollowedByEqual ? (.lessOrEqual, 2) : (.less, 1)
    case .symbol(">"): return isFollowedByEqual ? (.greaterOrEqual, 2) : (.greater, 1)
    case .command("le"), .command("leq"): return (.lessOrEqual, 1)
    case .command("ge"), .command("geq"): return (.greaterOrEqual, 1)
    case .command("propto"): return (.proportional, 1)
    default: return nil
    }
  }

  private static func declarations(_ given: [String], _ expression: [Token]) throws(NotationError) -> Declarations {
    if given.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      var scope = DeclarationScope(source: Source(name: "<expression>", text: ""))
      try declareParameters(expression, &scope)
      return scope.declarations
    }
    let text = given.joined(separator: " , ")
    let plain = text.filter { $0 != "$" }
    let source = Source(name: "<given>", text: plain)
    let tokens = asLatex(try Lexer.tokens(source, 0..<source.bytes.count, style: style(plain)))
    var reader = GivenReader(scope: DeclarationScope(source: source))
    try declareParameters(tokens + expression, &reader.scope)
    // Sets come first, so that x ~ N(m, S) may stand before m in R^n.
    let statements = GivenStatement.statements(tokens)
    let isMembership = { (statement: GivenStatement) in statement.rights.contains { $0.sign == .element } }
    try reader.read([
      GivenFormula(
        statements: statements.filter(isMembership) + statements.filter { !isMembership($0) }, tokens: tokens[...],
        before: "", after: "",
        range: 0..<source.bytes.count)
    ])
    return reader.scope.declarations
  }

  /// The plain words of a declaration as the commands that they stand for: `in`, and the x of n x m in braces.
  private static func asLatex(_ written: [Token]) -> [Token] {
    var tokens = written
    for place in written.indices.dropLast().reversed()
    where written[place].kind == .letter("i") && written[place + 1].kind == .letter("n")
      && written[place].hasSpaceBefore && !written[place + 1].hasSpaceBefore
    {
      tokens[place].kind = .command("in")
      tokens.remove(at: place + 1)
    }
    var depth = 0
    return tokens.indices.map { place in
      var token = tokens[place]
      if token.isSymbol("{") { depth += 1 }
      if token.isSymbol("}") { depth -= 1 }
      if token.kind == .word("in") { token.kind = .command("in") }
      if depth > 0, token.kind == .letter("x"), place > 0, token.hasSpaceBefore { token.kind = .command("times") }
      return token
    }
  }

  /// Declares m and S of each N(m, S) that no statement places in a set or distributes.
  private static func declareParameters(
    _ tokens: [Token], _ scope: inout DeclarationScope
  ) throws(NotationError) {
    let placed = Set(
      GivenStatement.statements(tokens)
        .filter { statement in statement.rights.contains { $0.sign == .element || $0.sign == .distributed } }
        .flatMap(\.lefts).compactMap { NameReader.name($0) })
    let gaussians = gaussians(tokens)
    let taken = Set(gaussians.flatMap { [$0.mean, $0.covariance] }.compactMap { $0 })
    let size = ["n", "d", "k", "m"].first { !taken.contains($0) } ?? "n"
    let dimension = Dimension.named(size)
    for (mean, covariance) in gaussians {
      guard ![mean, covariance].contains(where: { $0.map(placed.contains) ?? false }) else { continue }
      if !scope.declarations.isDimension(size) { try scope.declareDimension(size, at: 0..<0) }
      if let mean { try scope.declare(mean, .matrix(.vector(dimension)), at: 0..<0) }
      if let covariance, covariance != "I" {
        try scope.declare(covariance, .matrix(Shape(dimension, dimension)), .positiveDefinite, at: 0..<0)
      }
    }
  }

  /// The names of the parameters of each N(m, S) that is written.
  private static func gaussians(_ tokens: [Token]) -> [(mean: String?, covariance: String?)] {
    tokens.indices.compactMap { place in
      guard tokens[place].kind == .letter("N") || tokens[place].kind == .word("N"), place + 1 < tokens.count,
        tokens[place + 1].isSymbol("("),
        let group = TokenGroups.group(tokens[...], at: place + 1)
      else { return nil }
      let parts = SyntaxReader.split(Array(tokens[group.content]), at: [",", ";", "|"])
      guard parts.count >= 2 else { return nil }
      let names = parts.suffix(2).map { NameReader.name($0[...]) }
      return (names[0], names[1])
    }
  }
}

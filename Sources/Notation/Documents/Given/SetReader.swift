import Symbolic

/// A spelling of a set: how it begins, and what the rest of it means.
struct SetForm {
  /// The form as messages show it.
  let example: String
  /// The words that its name is written with.
  let names: Set<String>
  /// The set, nil where the rest does not fit.
  let read: @Sendable (inout TokenCursor, inout DeclarationScope) throws(NotationError) -> ValueSet?
}

/// Reads what stands behind \in.
enum SetReader {
  /// The sets with a name.
  static let forms: [SetForm] = [naturals, integers, reals, symmetric, simplex, invertible]

  /// The set that the tokens name, nil where no form fits.
  static func read(_ tokens: ArraySlice<Token>, _ scope: inout DeclarationScope) throws(NotationError) -> ValueSet? {
    var cursor = TokenCursor(tokens)
    if let next = cursor.next {
      if next.isSymbol("\\{") || next.isSymbol("[") || next.isSymbol("(") {
        return try interval(&cursor, &scope)
      }
      if next.isCommand("Delta") || next.kind == .letter("Δ") {
        _ = cursor.pop()
        return try finished(simplex.read(&cursor, &scope), cursor)
      }
      if case .command(let name) = next.kind, let word = blackboard[name] {
        _ = cursor.pop()
        for form in forms where form.names.contains(word) { return try finished(form.read(&cursor, &scope), cursor) }
      }
    }
    guard let word = cursor.fontedWord() else { return nil }
    for form in forms where form.names.contains(word) { return try finished(form.read(&cursor, &scope), cursor) }
    return nil
  }

  private static let blackboard = ["N": "N", "R": "R", "Reals": "R", "reals": "R", "RR": "R", "NN": "N"]

  private static func finished(_ set: ValueSet?, _ cursor: TokenCursor) -> ValueSet? { cursor.isAtEnd ? set : nil }

  // MARK: Forms

  private static let naturals = SetForm(example: #"n \in \mathbb{N}"#, names: ["N", "ℕ"]) {
    (cursor, scope) throws(NotationError) in
    guard let scripts = Scripts(&cursor) else { return nil }
    switch (scripts.lower ?? scripts.upper).map(spelling) {
    case nil, ">0", "+", "\\ge1", "\\geq1", "++", "*": return .naturals
    default: return nil
    }
  }

  private static let integers = SetForm(example: #"n \in \mathbb{Z}_{>0}"#, names: ["Z", "ℤ"]) {
    (cursor, scope) throws(NotationError) in
    guard let scripts = Scripts(&cursor), let script = scripts.lower ?? scripts.upper else { return nil }
    return [">0", "+", "\\ge1", "\\geq1", "++"].contains(spelling(script)) ? .naturals : nil
  }

  private static let reals = SetForm(example: #"A \in \mathbb{R}^{m \times n}"#, names: ["R", "ℝ"]) {
    (cursor, scope) throws(NotationError) in
    guard let scripts = Scripts(&cursor) else { return nil }
    var domain = Domain.real
    if let lower = scripts.lower {
      switch spelling(lower) {
      case ">0", "++": domain = .positive
      case "+", "\\ge0", "\\geq0", ">=0": domain = .nonnegative
      default: return nil
      }
    }
    guard let upper = scripts.upper else { return .values(.scalar, domain) }
    switch spelling(upper) {
    case "+": return .values(.scalar, .nonnegative)
    case "++": return .values(.scalar, .positive)
    default: return .values(try shape(upper, &scope), domain)
    }
  }

  private static let symmetric = SetForm(
    example: #"\Sigma \in \mathbb{S}_{++}^n"#, names: ["S", "Sym", "SPD", "PD", "PSD", "𝕊"]
  ) { (cursor, scope) throws(NotationError) in
    guard let scripts = Scripts(&cursor) else { return nil }
    var domain = Domain.symmetric
    var size = scripts.upper
    switch scripts.lower.map(spelling) {
    case nil: break
    case "++", ">0", "\\succ0": domain = .positiveDefinite
    case "+", "\\ge0", "\\geq0", "\\succeq0": domain = .positiveSemidefinite
    default:
      guard size == nil else { return nil }
      size = scripts.lower
    }
    if size == nil, let next = cursor.next, next.isSymbol("(") { size = cursor.bracketed() }
    guard let size else { return nil }
    // \mathbb{S}^{n \times n} is \mathbb{S}^n.
    let sides = TokenGroups.split(size, atCommand: "times")
    guard sides.count <= 2, sides.allSatisfy({ TokenGroups.same($0, sides[0]) }) else { return nil }
    let dimension = try scope.dimension(sides[0])
    return .values(Shape(dimension, dimension), domain)
  }

  private static let simplex = SetForm(example: #"\pi \in \Delta^{K-1}"#, names: ["Δ"]) {
    (cursor, scope) throws(NotationError) in
    guard let scripts = Scripts(&cursor), scripts.lower == nil, let upper = scripts.upper else { return nil }
    return .values(.vector(try scope.dimension(upper, plus: 1)), .simplex)
  }

  private static let invertible = SetForm(example: #"A \in \mathrm{GL}_n"#, names: ["GL"]) {
    (cursor, scope) throws(NotationError) in
    guard let scripts = Scripts(&cursor), scripts.upper == nil else { return nil }
    var size = scripts.lower
    if let next = cursor.next, next.isSymbol("("), let content = cursor.bracketed() {
      let parts = TokenGroups.split(content, at: ",")
      var field: ArraySlice<Token>?
      if size == nil { (size, field) = (parts[0], parts.count == 2 ? parts[1] : nil) } else { field = content }
      if let field, !["\\mathbb{R}", "\\mathbbR", "\\R", "R", "ℝ"].contains(spelling(field)) { return nil }
      guard parts.count <= 2 else { return nil }
    }
    guard let size else { return nil }
    let dimension = try scope.dimension(size)
    return .values(Shape(dimension, dimension), .invertible)
  }

  /// {1, …, n}, [n], (0, ∞) and [0, ∞).
  private static func interval(
    _ cursor: inout TokenCursor, _ scope: inout DeclarationScope
  ) throws(NotationError) -> ValueSet? {
    guard let opening = cursor.next, let content = cursor.bracketed() else { return nil }
    if cursor.take("^"), opening.isSymbol("\\{"), spelling(content) == "0,1", let size = cursor.argument(),
      cursor.isAtEnd
    {
      return .values(try shape(size, &scope), .binary)
    }
    guard cursor.isAtEnd else { return nil }
    let parts = TokenGroups.split(content, at: ",")
    if parts.count == 2, spelling(parts[0]) == "0", ["\\infty", "+\\infty"].contains(spelling(parts[1])) {
      if opening.isSymbol("(") { return .values(.scalar, .positive) }
      return opening.isSymbol("[") ? .values(.scalar, .nonnegative) : nil
    }
    if opening.isSymbol("\\{"), parts.count == 2, spelling(parts[0]) == "0", spelling(parts[1]) == "1" {
      return .values(.scalar, .binary)
    }
    if opening.isSymbol("["), parts.count == 1 { return .indices(try scope.dimension(content)) }
    guard opening.isSymbol("\\{"), let first = parts.first, spelling(first) == "1", let last = parts.last,
      parts.count == 3 || (parts.count == 4 && spelling(parts[1]) == "2"),
      ["\\ldots", "\\dots", "\\cdots", "\\dotsc"].contains(spelling(parts[parts.count - 2]))
    else { return nil }
    return .indices(try scope.dimension(last))
  }

  /// The shape of `n` or `m \times n`.
  static func shape(_ tokens: ArraySlice<Token>, _ scope: inout DeclarationScope) throws(NotationError) -> Shape {
    let sides = TokenGroups.split(tokens, atCommand: "times")
    guard sides.count <= 2 else { throw scope.error(tokens, "a shape has at most two dimensions") }
    let rows = try scope.dimension(sides[0])
    return sides.count == 1 ? .vector(rows) : Shape(rows, try scope.dimension(sides[1]))
  }

  /// Whether the tokens spell a zero, bold or not.
  static func isZero(_ tokens: ArraySlice<Token>) -> Bool {
    zeros.contains(spelling(tokens))
  }

  private static let zeros: Set<String> = [
    "0", "{0}", "\\mathbf{0}", "\\mathbf0", "\\boldsymbol{0}", "\\boldsymbol0", "\\bm{0}", "\\bm0", "\\vec{0}",
    "\\vec0",
  ]

  /// Whether the tokens are those of the name with a transpose behind them.
  static func isTranspose(_ tokens: ArraySlice<Token>, of name: ArraySlice<Token>) -> Bool {
    guard tokens.count > name.count, NameReader.name(name) != nil,
      TokenGroups.same(tokens.prefix(name.count), name)
    else { return false }
    return transposes.contains(spelling(tokens.dropFirst(name.count)))
  }

  /// Whether the tokens are the sign of a transpose.
  static func isTransposition(_ tokens: ArraySlice<Token>) -> Bool { transposes.contains(spelling(tokens)) }

  private static let transposes: Set<String> = [
    "'", "^T", "^{T}", "^\\top", "^{\\top}", "^\\intercal", "^{\\intercal}", "^\\mathrm{T}", "^{\\mathrm{T}}",
    "^\\mathsf{T}", "^{\\mathsf{T}}",
  ]

  /// The tokens' spelling without spaces.
  static func spelling(_ tokens: ArraySlice<Token>) -> String {
    tokens.prefix(16).map { token in
      switch token.kind {
      case .command(let name): "\\" + name
      case .letter(let text), .word(let text), .number(let text), .symbol(let text), .text(let text): text
      case .rowEnd, .end: ""
      }
    }.joined()
  }
}

/// What stands under and over the name of a set, in either order.
private struct Scripts {
  var lower: ArraySlice<Token>?
  var upper: ArraySlice<Token>?

  init?(_ cursor: inout TokenCursor) {
    while true {
      if cursor.take("_") {
        guard lower == nil, let script = cursor.argument() else { return nil }
        lower = script
      } else if cursor.take("^") {
        guard upper == nil, let script = cursor.argument() else { return nil }
        upper = script
      } else {
        return
      }
    }
  }
}

import Symbolic

/// Reads tokens by precedence: sums, products, slashes, scripts, and what stands alone.
struct SyntaxReader {
  let source: Source
  let declarations: Declarations
  let style: Style
  /// The names that are bound around the place that is read.
  var bound: [String]
  var tokens: [Token]
  var position = 0
  /// The bar, | or ‖, that ends the expression that is read.
  var endingBar: String?
  /// Whether a bar of evaluation belongs to what stands around, as behind a derivative's formula.
  var stopsAtBar = false
  var depth = 0
  /// Whether every name is taken to be known, and no question is asked that only declarations answer.
  let isLenient: Bool

  /// The deepest nesting of expressions; a bracket counts twice.
  static let depthLimit = 2 * Lexer.nestingLimit + 40

  init(
    source: Source, declarations: Declarations, style: Style, bound: [String], tokens: [Token], isLenient: Bool = false
  ) {
    self.source = source
    self.isLenient = isLenient
    self.declarations = declarations
    self.style = style
    self.bound = bound
    self.tokens = tokens
  }

  /// A reader of other tokens in the same surroundings.
  init(_ reader: SyntaxReader, binding names: [String] = [], tokens: [Token]) {
    self.init(
      source: reader.source, declarations: reader.declarations, style: reader.style, bound: reader.bound + names,
      tokens: tokens, isLenient: reader.isLenient)
  }

  var next: Token {
    position < tokens.count
      ? tokens[position]
      : Token(
        kind: .end, range: (tokens.last?.range.upperBound ?? 0)..<(tokens.last?.range.upperBound ?? 0),
        hasSpaceBefore: false)
  }

  func token(_ ahead: Int) -> Token.Kind {
    position + ahead < tokens.count ? tokens[position + ahead].kind : .end
  }

  func error(_ range: Range<Int>, _ message: String, hint: String? = nil) -> NotationError {
    NotationError(source, range, message, hint: hint)
  }

  /// Reads all tokens as one expression.
  mutating func readAll() throws(NotationError) -> Syntax {
    if next.kind == .end { throw error(next.range, "an expression is missing") }
    let syntax = try sum()
    // The full stop of a sentence may stand inside the braces around its end.
    if next.isSymbol("."), token(1) == .end { return syntax }
    if next.isSymbol(","), depth == 0 { return try list(behind: syntax) }
    guard next.kind == .end else { throw unexpected() }
    return syntax
  }

  /// a, b as one line.
  private mutating func list(behind first: Syntax) throws(NotationError) -> Syntax {
    var parts = [first]
    while next.isSymbol(",") {
      position += 1
      parts.append(try sum())
    }
    guard next.kind == .end else { throw unexpected() }
    return Syntax(.tuple(parts), first.range.lowerBound..<max(end, first.range.upperBound))
  }

  @inline(never)
  func unexpected() -> NotationError {
    let text = source.text(next.range)
    switch next.kind {
    case .symbol(")"), .symbol("]"), .symbol("}"), .symbol("\\}"):
      return error(next.range, "'\(text)' closes no bracket")
    case .symbol("|"): return error(next.range, "a bar stands alone: it closes nothing and opens nothing")
    case .command(let name): return unknownCommand(name, next.range)
    default: return error(next.range, "'\(text)' does not fit here")
    }
  }

  @inline(never)
  func unknownCommand(_ name: String, _ range: Range<Int>) -> NotationError {
    if SyntaxReader.knownCommands.contains(name) { return error(range, "\\\(name) does not fit here") }
    let nearest = NearestName.nearest(to: name, among: SyntaxReader.knownCommands.sorted())
    return error(range, "unknown command \\\(name)", hint: nearest.map { "did you mean \\\($0)?" })
  }

  static let knownCommands: Set<String> = [
    "frac", "tfrac", "dfrac", "cfrac", "sqrt", "log", "ln", "exp", "det", "sum", "prod", "int", "operatorname",
    "mathrm", "mathbf", "boldsymbol", "mathbb", "mathcal", "top", "intercal", "hat", "tilde", "bar", "cdot", "times",
    "odot", "langle", "rangle", "sim", "ldots", "cdots", "dots", "partial", "nabla", "infty", "in", "le", "ge",
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
    "Sigma", "Phi", "Psi", "Omega", "mathsf", "bm", "vec", "text", "underbrace", "boxed", "left", "right", "tr",
    "Tr", "diag", "KL", "parallel", "approx", "propto", "equiv", "coloneqq", "quad", "qquad", "begin", "end",
    "otimes", "leq", "geq", "ne", "neq", "ll", "gg", "to", "arg", "max", "min", "iint", "oint", "vdots", "ddots",
    "longrightarrow", "rightarrow", "implies", "iff", "forall", "exists", "mid", "succ", "succeq", "ell", "cal",
  ]

  mutating func nested<Result>(
    _ body: (inout SyntaxReader) throws(NotationError) -> Result
  ) throws(NotationError) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > SyntaxReader.depthLimit { throw tooDeep(next.range) }
    return try body(&self)
  }

  func tooDeep(_ range: Range<Int>) -> NotationError {
    error(range, "the expression is nested too deeply")
  }

  /// a b / c · d
  @inline(never)
  mutating func product() throws(NotationError) -> Syntax {
    var begin = position
    var factors = [try operand()]
    var levels = 0
    while true {
      if next.isSymbol("*") || next.isCommand("cdot") || next.isCommand("times") {
        position += 1
        factors.append(try operand())
      } else if isAtEvaluation {
        try bound(&levels)
        factors.append(try evaluated(factors.removeLast()))
      } else if startsFactor() {
        let isSlashed = endsInSlash(from: begin)
        begin = position
        factors.append(try operand())
        if isSlashed { try checkScope(ofSlashBefore: factors[factors.count - 1]) }
      } else {
        break
      }
    }
    if factors.count == 1 { return factors[0] }
    let last = factors[factors.count - 1]
    return Syntax(.product(factors), factors[0].range.lowerBound..<last.range.upperBound, isOpen: last.isOpen)
  }

  /// Whether what was read from there on is a quotient with a slash whose denominator stands without brackets.
  private func endsInSlash(from begin: Int) -> Bool {
    guard style == .latex, !isLenient, position > begin, TokenGroups.change(tokens[position - 1]) >= 0 else {
      return false
    }
    return tokens[begin..<position].last(where: { $0.isSymbol("/") }) != nil
  }

  /// In a/b c the last letter may stand below the slash as well, unless only one of the two has a meaning.
  private func checkScope(ofSlashBefore factor: Syntax) throws(NotationError) {
    guard factor.isPlainName, let base = factor.base, let symbol = declarations.symbol(named: base),
      !symbol.sort.isDistribution, symbol.shape.isScalar, declarations.families[symbol] == nil
    else { return }
    throw error(
      factor.range, "this factor can stand below the slash or behind the fraction",
      hint: "put brackets around the denominator, or write a fraction")
  }

  /// a / b and a ⊙ b, which bind closer than products.
  @inline(never)
  private mutating func operand() throws(NotationError) -> Syntax {
    var left = try factor()
    var levels = 0
    while let make = SyntaxReader.closeOperator(next) {
      try bound(&levels)
      position += 1
      let right = try factor()
      let range = left.range.lowerBound..<right.range.upperBound
      left = Syntax(make(left, right), range, isOpen: right.isOpen)
    }
    return left
  }

  /// What an operator makes that binds closer than a product.
  private static func closeOperator(_ token: Token) -> ((Syntax, Syntax) -> Syntax.Kind)? {
    switch token.kind {
    case .symbol("/"): { .quotient($0, $1) }
    case .command("odot"), .command("circ"): { .hadamardProduct($0, $1) }
    case .command("otimes"): { .kroneckerProduct($0, $1) }
    default: nil
    }
  }

  /// Counts an operator that goes around all that stands before it.
  func bound(_ levels: inout Int) throws(NotationError) {
    levels += 1
    if depth + levels > SyntaxReader.depthLimit { throw tooDeep(next.range) }
  }

  /// Whether the next token can begin a factor.
  func startsFactor() -> Bool {
    switch next.kind {
    case .letter, .word, .number: return true
    case .text(let text): return isLenient || SyntaxReader.isOperatorWord(text) || isDeclared(text)
    case .symbol("("), .symbol("["), .symbol("{"), .symbol("\\{"): return next.side != .closing
    case .symbol("|"):
      return endingBar != "|" && token(1) != .symbol("_") && next.side != .closing && next.side != .middle
    case .symbol("‖"): return endingBar != "‖" && next.side != .closing && next.side != .middle
    case .command(let name):
      return !SyntaxReader.nonFactors.contains(name) || name == "langle"
    default: return false
    }
  }

  /// Whether the token so many places ahead can begin a factor.
  func startsFactor(_ ahead: Int) -> Bool {
    var reader = self
    reader.position += ahead
    return reader.startsFactor()
  }

  private static let nonFactors: Set<String> = [
    "cdot", "times", "odot", "circ", "sim", "in", "le", "leq", "ge", "geq", "approx", "propto", "equiv", "coloneqq",
    "to", "thicksim", "implies", "Rightarrow", "iff", "rangle", "end", "parallel", "over", "top", "intercal", "ldots",
    "cdots",
    "dots", "mid", "ne", "neq", "lt", "gt", "rightarrow", "Leftrightarrow", "otimes", "pm", "mp", "leqslant",
    "geqslant",
    "forall", "vdots", "ddots", "longrightarrow", "notin", "ni", "subset", "subseteq", "supset", "supseteq", "perp",
    "star", "ast", "dagger", "prime", "oplus", "cup", "cap", "setminus", "land", "lor", "wedge", "vee", "not",
    "because",
    "therefore", "simeq", "cong", "triangleq", "gets", "leftarrow", "backslash", "colon", "vcentcolon", "dotsc",
    "dotsb",
  ]

  /// One factor with its scripts.
  @inline(never)
  mutating func factor() throws(NotationError) -> Syntax {
    if next.isSymbol("-") || next.isSymbol("+") {
      throw error(next.range, "a sign after an operator needs brackets")
    }
    let base = try primary()
    return try scripts(after: base)
  }

  /// Superscripts, primes and, after a bracket, subscripts.
  @inline(never)
  mutating func scripts(after base: Syntax) throws(NotationError) -> Syntax {
    var result = base
    var levels = 0
    while true {
      let start = result.range.lowerBound
      if next.isSymbol("'") {
        if let name = scalarName(result) {
          throw error(
            next.range, "\(name)' can be read as another name and as a transpose",
            hint: "declare it under a name of its own")
        }
        position += 1
        result = Syntax(.transpose(result), start..<tokens[position - 1].range.upperBound)
      } else if next.isSymbol("^") {
        position += 1
        let content = try scriptTokens()
        result = try superscript(on: result, content, to: end)
      } else if next.isSymbol("_") {
        position += 1
        let indices = try indexList(try scriptTokens())
        result = Syntax(.entry(result, indices), start..<end)
      } else if style == .plain, next.isSymbol("["), !next.hasSpaceBefore, isIndexable(result) {
        let (inside, end) = try bracketed()
        result = Syntax(.entry(result, try indexList(inside)), start..<end)
      } else {
        return result
      }
      try bound(&levels)
    }
  }

  /// The name of a declared scalar, of which a prime is no transpose.
  private func scalarName(_ syntax: Syntax) -> String? {
    guard case .name(let name) = syntax.kind, style == .latex, let symbol = declarations.symbol(named: name),
      !symbol.sort.isDistribution, symbol.shape.isScalar
    else { return nil }
    return name
  }

  /// Where the token before the next ends.
  var end: Int { position > 0 ? tokens[position - 1].range.upperBound : next.range.lowerBound }

  private func isIndexable(_ syntax: Syntax) -> Bool {
    if syntax.isBracketed { return true }
    switch syntax.kind {
    case .name, .entry, .transpose, .vector, .application, .dots, .identity, .filled, .hadamardProduct: return true
    default: return false
    }
  }

  /// What a superscript makes of its base.
  @inline(never)
  func superscript(on base: Syntax, _ content: [Token], to end: Int) throws(NotationError) -> Syntax {
    let range = base.range.lowerBound..<max(end, base.range.upperBound)
    var kinds = content.map(\.kind)
    let transposes: [Token.Kind] = [
      .command("top"), .command("intercal"), .command("T"), .text("T"), .text("t"), .command("trans"), .symbol("'"),
    ]
    kinds.removeAll { $0 == .symbol("{") || $0 == .symbol("}") }
    if let first = kinds.first,
      [.command("mathrm"), .command("mathsf"), .command("rm"), .command("mathit")]
        .contains(first)
    {
      kinds.removeFirst()
      if kinds == [.letter("T")] || kinds == [.letter("t")] { kinds = [.command("top")] }
    }
    if kinds.count == 1, transposes.contains(kinds[0]) { return Syntax(.transpose(base), range) }
    if kinds == [.letter("T")] { return Syntax(.superscriptT(base), range) }
    if kinds.count == 2, kinds[0] == .symbol("-"), transposes.contains(kinds[1]) || kinds[1] == .letter("T") {
      let one = Syntax(.negation(Syntax(.number(.one), range)), range)
      return Syntax(.transpose(Syntax(.power(base, one), range)), range)
    }
    if kinds == [.symbol("+")] || kinds == [.command("dagger")] { return Syntax(.pseudoinverse(base), range) }
    if kinds == [.command("prime")] { return Syntax(.transpose(base), range) }
    guard !content.isEmpty else { throw error(range, "a superscript is missing") }
    if kinds == [.symbol("-")], !isLenient {
      // Without braces a script is one sign: S^-2 is S with a minus over it, times 2.
      let rest = if case .number(let digits) = next.kind { "-" + digits } else { "-1" }
      throw error(range, "a minus sign alone is no exponent", hint: "put braces around the whole exponent: ^{\(rest)}")
    }
    if isLenient { return (try? sub(content)).map { Syntax(.power(base, $0), range) } ?? base }
    let exponent = try sub(content)
    return Syntax(.power(base, exponent), range)
  }

  /// Reads a slice of tokens with the names that are bound here.
  @inline(never)
  func sub(_ slice: [Token], binding names: [String] = []) throws(NotationError) -> Syntax {
    var reader = try inner(slice, binding: names)
    if slice.isEmpty { throw error(next.range, "an expression is missing") }
    return try reader.readAll()
  }

  /// A reader of a slice of tokens.
  func inner(_ slice: [Token], binding names: [String] = []) throws(NotationError) -> SyntaxReader {
    var reader = SyntaxReader(self, binding: names, tokens: slice)
    reader.depth = depth + 1
    if reader.depth > SyntaxReader.depthLimit { throw tooDeep(slice.first?.range ?? next.range) }
    return reader
  }

  /// The tokens of a script: a group, or one token, with the sign of a plain number.
  @inline(never)
  mutating func scriptTokens() throws(NotationError) -> [Token] {
    if next.isSymbol("{") || style == .plain && next.isSymbol("(") { return try bracketed().inside }
    if next.kind == .end { throw error(next.range, "a script is missing") }
    if next.isSymbol("-"), style == .plain {
      position += 2
      return Array(tokens[(position - 2)..<min(position, tokens.count)])
    }
    if case .command(let name) = next.kind,
      SyntaxReader.decorations.contains(name) || SyntaxReader.fractions.contains(name)
    {
      let start = position
      position += 1
      try skipArgument()
      if SyntaxReader.fractions.contains(name) { try skipArgument() }
      return Array(tokens[start..<position])
    }
    if case .number(let digits) = next.kind, style == .latex, digits.count > 1 {
      // Outside braces a script is one digit: x^23 is x² times 3.
      return [splitDigit()]
    }
    position += 1
    return [tokens[position - 1]]
  }

  static let fractions: Set<String> = ["frac", "tfrac", "dfrac", "cfrac", "sfrac"]

  /// Takes the first digit of a number and leaves the rest as the next token.
  mutating func splitDigit() -> Token {
    var first = tokens[position]
    guard case .number(let digits) = first.kind, digits.count > 1, digits.first != "." else {
      position += 1
      return first
    }
    let middle = first.range.lowerBound + 1
    tokens[position].kind = .number(String(digits.dropFirst()))
    tokens[position].range = middle..<max(middle, first.range.upperBound)
    first.kind = .number(String(digits.prefix(1)))
    first.range = first.range.lowerBound..<middle
    return first
  }

  mutating func skipArgument() throws(NotationError) {
    if next.isSymbol("{") {
      _ = try bracketed()
    } else if next.kind != .end {
      position += 1
    }
  }

  /// The tokens between the bracket that is next and the one that closes it.
  @inline(never)
  mutating func bracketed() throws(NotationError) -> (inside: [Token], end: Int) {
    let opening = next
    position += 1
    let start = position
    var open = [opening]
    while position < tokens.count {
      let token = tokens[position]
      if case .symbol(let mark) = token.kind {
        if SyntaxReader.closing[mark] != nil {
          open.append(token)
        } else if SyntaxReader.isClosing(mark) {
          guard let last = open.last, case .symbol(let opened) = last.kind,
            SyntaxReader.closing[opened] == mark
          else { break }
          open.removeLast()
          if open.isEmpty {
            position += 1
            return (Array(tokens[start..<(position - 1)]), token.range.upperBound)
          }
        }
      }
      position += 1
    }
    let unclosed = (open.last ?? opening).range
    throw error(unclosed, "the bracket '\(source.text(unclosed))' is never closed")
  }

  static let closing: [String: String] = ["(": ")", "[": "]", "{": "}", "\\{": "\\}"]
  static func isClosing(_ mark: String) -> Bool { [")", "]", "}", "\\}"].contains(mark) }

  /// The parts of tokens between marks at bracket depth zero.
  static func split(_ tokens: [Token], at marks: Set<String>) -> [[Token]] {
    var parts: [[Token]] = [[]]
    var depth = 0
    for token in tokens {
      depth += change(token)
      if depth == 0, case .symbol(let mark) = token.kind, marks.contains(mark) {
        parts.append([])
        continue
      }
      parts[parts.count - 1].append(token)
    }
    return parts
  }
}

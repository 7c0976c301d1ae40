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
  /// Whether a bar ends the expression that is read.
  var barEnds = false
  var depth = 0

  /// The deepest nesting of expressions.
  static let depthLimit = 220

  init(source: Source, declarations: Declarations, style: Style, bound: [String], tokens: [Token]) {
    self.source = source
    self.declarations = declarations
    self.style = style
    self.bound = bound
    self.tokens = tokens
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
    guard next.kind == .end else { throw unexpected() }
    return syntax
  }

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
  ]

  mutating func nested<Result>(
    _ body: (inout SyntaxReader) throws(NotationError) -> Result
  ) throws(NotationError) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= SyntaxReader.depthLimit else {
      throw error(next.range, "the expression is nested too deeply (more than \(SyntaxReader.depthLimit) levels)")
    }
    return try body(&self)
  }

  /// a + b - c
  mutating func sum() throws(NotationError) -> Syntax {
    try nested { reader throws(NotationError) in
      var summands: [Syntax] = []
      let start = reader.next.range.lowerBound
      while true {
        let signRange = reader.next.range
        var isNegative = false
        if reader.next.isSymbol("-") || reader.next.isSymbol("+") {
          isNegative = reader.next.isSymbol("-")
          reader.position += 1
        } else if !summands.isEmpty {
          break
        }
        let factor = try reader.product()
        summands.append(
          isNegative ? Syntax(.negation(factor), signRange.lowerBound..<factor.range.upperBound) : factor)
        if !reader.next.isSymbol("-"), !reader.next.isSymbol("+") { break }
      }
      if summands.count == 1 { return summands[0] }
      return Syntax(.sum(summands), start..<summands[summands.count - 1].range.upperBound)
    }
  }

  /// a b / c · d
  mutating func product() throws(NotationError) -> Syntax {
    var factors = [try operand()]
    while true {
      if next.isSymbol("*") || next.isCommand("cdot") || next.isCommand("times") {
        position += 1
        factors.append(try operand())
      } else if startsFactor() {
        factors.append(try operand())
      } else {
        break
      }
    }
    if factors.count == 1 { return factors[0] }
    return Syntax(.product(factors), factors[0].range.lowerBound..<factors[factors.count - 1].range.upperBound)
  }

  /// a / b and a ⊙ b, which bind closer than products.
  private mutating func operand() throws(NotationError) -> Syntax {
    var left = try factor()
    while true {
      if next.isSymbol("/") {
        position += 1
        let right = try factor()
        left = Syntax(.quotient(left, right), left.range.lowerBound..<right.range.upperBound)
      } else if next.isCommand("odot") || next.isCommand("circ") {
        position += 1
        let right = try factor()
        left = Syntax(.hadamardProduct(left, right), left.range.lowerBound..<right.range.upperBound)
      } else {
        return left
      }
    }
  }

  /// Whether the next token can begin a factor.
  func startsFactor() -> Bool {
    switch next.kind {
    case .letter, .word, .number: return true
    case .symbol("("), .symbol("["), .symbol("{"), .symbol("\\{"): return next.side != .closing
    case .symbol("|"): return !barEnds && next.side != .closing && next.side != .middle
    case .symbol("‖"): return !barEnds && next.side != .closing
    case .command(let name):
      return !SyntaxReader.nonFactors.contains(name) || name == "langle"
    default: return false
    }
  }

  private static let nonFactors: Set<String> = [
    "cdot", "times", "odot", "circ", "sim", "in", "le", "leq", "ge", "geq", "approx", "propto", "equiv", "coloneqq",
    "to", "implies", "Rightarrow", "iff", "rangle", "end", "parallel", "over", "top", "intercal", "ldots", "cdots",
    "dots", "mid", "ne", "neq", "lt", "gt", "rightarrow", "Leftrightarrow",
  ]

  /// One factor with its scripts.
  mutating func factor() throws(NotationError) -> Syntax {
    try nested { reader throws(NotationError) in
      if reader.next.isSymbol("-") || reader.next.isSymbol("+") {
        throw reader.error(reader.next.range, "a sign after an operator needs brackets")
      }
      let base = try reader.primary()
      return try reader.scripts(after: base)
    }
  }

  /// Superscripts, primes and, after a bracket, subscripts.
  mutating func scripts(after base: Syntax) throws(NotationError) -> Syntax {
    var result = base
    while true {
      let start = result.range.lowerBound
      if next.isSymbol("'") {
        position += 1
        result = Syntax(.transpose(result), start..<tokens[position - 1].range.upperBound)
      } else if next.isSymbol("^") {
        result = try superscript(on: result)
      } else if next.isSymbol("_") {
        position += 1
        let indices = try indexList(try scriptTokens())
        result = Syntax(.entry(result, indices), start..<tokens[position - 1].range.upperBound)
      } else if style == .plain, next.isSymbol("["), !next.hasSpaceBefore, isIndexable(result) {
        let (inside, end) = try bracketed()
        result = Syntax(.entry(result, try indexList(inside)), start..<end)
      } else {
        return result
      }
    }
  }

  private func isIndexable(_ syntax: Syntax) -> Bool {
    switch syntax.kind {
    case .name, .entry, .transpose: true
    case .sum, .product, .vector, .application, .dots, .negation, .identity, .filled, .hadamardProduct, .quotient: true
    default: false
    }
  }

  private mutating func superscript(on base: Syntax) throws(NotationError) -> Syntax {
    position += 1
    let content = try scriptTokens()
    let range = base.range.lowerBound..<tokens[position - 1].range.upperBound
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
    guard !content.isEmpty else { throw error(range, "a superscript is missing") }
    let exponent = try sub(content)
    return Syntax(.power(base, exponent), range)
  }

  /// Reads a slice of tokens with the names that are bound here.
  func sub(_ slice: [Token], binding names: [String] = []) throws(NotationError) -> Syntax {
    var reader = SyntaxReader(
      source: source, declarations: declarations, style: style, bound: bound + names, tokens: slice)
    reader.depth = depth + 1
    guard depth < SyntaxReader.depthLimit else {
      throw error(
        slice.first?.range ?? next.range,
        "the expression is nested too deeply (more than \(SyntaxReader.depthLimit) levels)")
    }
    if slice.isEmpty { throw error(next.range, "an expression is missing") }
    return try reader.readAll()
  }

  /// The tokens of a script: a group, or one token, with the sign of a plain number.
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

  /// Takes the first digit of a number and leaves the rest.
  mutating func splitDigit() -> Token {
    var first = tokens[position]
    guard case .number(let digits) = first.kind, digits.count > 1, digits.first != "." else {
      position += 1
      return first
    }
    let middle = first.range.lowerBound + 1
    var rest = first
    first.kind = .number(String(digits.prefix(1)))
    first.range = first.range.lowerBound..<middle
    rest.kind = .number(String(digits.dropFirst()))
    rest.range = middle..<rest.range.upperBound
    tokens.replaceSubrange(position...position, with: [first, rest])
    position += 1
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
          open.removeLast()
          if open.isEmpty {
            position += 1
            return (Array(tokens[start..<(position - 1)]), token.range.upperBound)
          }
        }
      }
      position += 1
    }
    throw error(opening.range, "the bracket '\(source.text(opening.range))' is never closed")
  }

  static let closing: [String: String] = ["(": ")", "[": "]", "{": "}", "\\{": "\\}"]
  static func isClosing(_ mark: String) -> Bool { [")", "]", "}", "\\}"].contains(mark) }

  /// The parts of tokens between marks at bracket depth zero.
  static func split(_ tokens: [Token], at marks: Set<String>) -> [[Token]] {
    var parts: [[Token]] = [[]]
    var depth = 0
    for token in tokens {
      if case .symbol(let mark) = token.kind {
        if closing[mark] != nil { depth += 1 }
        if isClosing(mark) { depth -= 1 }
        if depth == 0, marks.contains(mark) {
          parts.append([])
          continue
        }
      }
      parts[parts.count - 1].append(token)
    }
    return parts
  }
}

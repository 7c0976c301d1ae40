import Symbolic

extension SyntaxReader {
  /// What begins a derivative: ∂, an upright d or an italic one.
  private enum Mark {
    case partial, upright, italic
  }

  /// The mark that begins the tokens, and its length.
  private static func mark(_ tokens: ArraySlice<Token>) -> (mark: Mark, length: Int)? {
    guard let first = tokens.first else { return nil }
    let kinds = tokens.prefix(4).map(\.kind)
    switch first.kind {
    case .command("partial"): return (.partial, 1)
    case .command("dif"), .command("dd"), .text("d"): return (.upright, 1)
    case .letter("d"): return (.italic, 1)
    case .command("mathrm"), .command("rm"), .command("operatorname"), .command("mathsf"):
      if kinds.count > 1, kinds[1] == .letter("d") { return (.upright, 2) }
      return kinds.count > 3 && kinds[1] == .symbol("{") && kinds[2] == .letter("d") && kinds[3] == .symbol("}")
        ? (.upright, 4) : nil
    default: return nil
    }
  }

  /// The content where braces stand around everything.
  private static func unbraced(_ tokens: ArraySlice<Token>) -> ArraySlice<Token> {
    guard tokens.first?.isSymbol("{") ?? false, let group = TokenGroups.group(tokens, at: tokens.startIndex),
      group.end == tokens.endIndex
    else { return tokens }
    return unbraced(tokens[group.content])
  }

  /// A fraction that is a derivative: ∂f/∂x, or ∂/∂x before the formula; nil for any other.
  @inline(never)
  mutating func derivativeFraction(from start: Int) throws(NotationError) -> Syntax? {
    var first = position
    while first < tokens.count, tokens[first].isSymbol("{") { first += 1 }
    guard SyntaxReader.mark(tokens[min(first, tokens.count)...].prefix(4)) != nil else { return nil }
    var reader = self
    guard let above = try? reader.argumentTokens(), let below = try? reader.argumentTokens() else { return nil }
    let before = position
    position = reader.position
    if let derivative = try derivativeFraction(above, below, from: start) { return derivative }
    position = before
    return nil
  }

  private mutating func derivativeFraction(
    _ written: [Token], _ below: [Token], from start: Int
  ) throws(NotationError) -> Syntax? {
    let (upper, lower) = (SyntaxReader.unbraced(written[...]), SyntaxReader.unbraced(below[...]))
    guard let above = SyntaxReader.mark(upper), let under = SyntaxReader.mark(lower),
      (above.mark == .partial) == (under.mark == .partial)
    else { return nil }
    var rest = upper.dropFirst(above.length)
    var order = 1
    if rest.first?.isSymbol("^") ?? false {
      guard let (value, length) = try wholeOrder(rest.dropFirst()) else { return nil }
      order = value
      rest = rest.dropFirst(1 + length)
    }
    guard let first = lower.dropFirst(under.length).first, SyntaxReader.isVariableStart(first) else { return nil }
    if above.mark == .italic, isDeclared("d") {
      throw error(
        start..<end, "this can be read as a derivative and as a quotient of products with d",
        hint: "write \\frac{\\mathrm{d} f}{\\mathrm{d} x} for the derivative")
    }
    let variables = try self.variables(lower, order: order)
    let range = start..<end
    if !rest.isEmpty {
      return Syntax(.derivative(by: variables, order: order, try sub(Array(rest))), range)
    }
    return try derivative(by: variables, order: order, from: start, isFraction: true)
  }

  private static func isVariableStart(_ token: Token) -> Bool {
    switch token.kind {
    case .letter, .word, .text, .symbol("("), .symbol("["), .symbol("{"), .symbol("\\{"): true
    case .command(let name): GreekLetters.plain(name) != nil || !["cdot", "times", "ldots", "dots"].contains(name)
    default: false
    }
  }

  /// The order behind a ^.
  private func wholeOrder(_ tokens: ArraySlice<Token>) throws(NotationError) -> (order: Int, length: Int)? {
    var reader = try inner(Array(tokens))
    let content = try reader.scriptTokens()
    guard content.count == 1, case .number(let digits) = content[0].kind, let order = Int(digits),
      (1...9).contains(order)
    else { return nil }
    return (order, reader.position)
  }

  /// What ∂x ∂y below a fraction bar names, a ∂x² of a second derivative twice.
  private func variables(_ tokens: ArraySlice<Token>, order: Int) throws(NotationError) -> [Syntax] {
    var segments: [[Token]] = []
    var kind: Mark?
    var place = tokens.startIndex
    var depth = 0
    while place < tokens.endIndex {
      if depth == 0, let (mark, length) = SyntaxReader.mark(tokens[place...]),
        segments.isEmpty || mark == kind && !(segments.last?.isEmpty ?? true)
      {
        kind = mark
        segments.append([])
        place += length
        continue
      }
      depth += TokenGroups.change(tokens[place])
      if !segments.isEmpty { segments[segments.count - 1].append(tokens[place]) }
      place += 1
    }
    var variables: [Syntax] = []
    for segment in segments {
      let variable = try sub(segment)
      // Below a Hessian, ∂x ∂xᵀ only says how its entries are laid out.
      let plain: Syntax
      if order > 1, segments.count > 1, case .transpose(let base) = variable.kind {
        plain = base
      } else {
        plain = variable
      }
      if segments.count == 1, order > 1, case .power(let base, let exponent) = plain.kind,
        case .number(let number) = exponent.kind, number == Rational(order)
      {
        variables += Array(repeating: base, count: order)
      } else {
        variables.append(plain)
      }
    }
    guard variables.count == order else {
      let place = tokens.first.map { $0.range.lowerBound..<(tokens.last?.range.upperBound ?? $0.range.upperBound) }
      throw error(
        place ?? next.range, "a derivative of order \(order) is by \(order) variables, not \(variables.count)")
    }
    return variables
  }

  /// A derivative before its formula, which is the product that follows.
  @inline(never)
  mutating func derivative(
    by variables: [Syntax], order: Int, from start: Int, isFraction: Bool
  ) throws(NotationError) -> Syntax {
    guard startsFactor() else { throw error(next.range, "the derivative needs a formula") }
    let opening = next
    let stops = stopsAtBar
    stopsAtBar = true
    let body = try product()
    stopsAtBar = stops
    if case .product(let factors) = body.kind, !isLenient, !body.isBracketed,
      TokenGroups.change(opening) > 0 || factors[0].isApplied,
      let later = factors.dropFirst().first(where: { factor in
        variables.contains { $0.base.map(factor.mentions) ?? false }
      })
    {
      throw error(
        later.range, "this factor can stand under the derivative or behind it",
        hint: "put brackets around what is differentiated")
    }
    return Syntax(
      .derivative(by: variables, order: order, body), start..<max(start, body.range.upperBound),
      isOpen: isFraction && !body.isBracketed || body.isOpen)
  }

  /// ∇f, ∇_x f, ∇²_x f and ∂_x f.
  @inline(never)
  mutating func nabla(from start: Int) throws(NotationError) -> Syntax {
    position += 1
    var variables: [Syntax] = []
    var order = 1
    while next.isSymbol("_") || next.isSymbol("^") {
      let isLower = next.isSymbol("_")
      position += 1
      let content = try scriptTokens()
      if isLower {
        for part in SyntaxReader.split(content, at: [","]) { variables.append(try sub(part)) }
      } else {
        guard content.count == 1, case .number(let digits) = content[0].kind, let value = Int(digits),
          (1...9).contains(value)
        else { throw error(start..<end, "the superscript of a derivative is its order") }
        order = value
      }
    }
    if next.isCommand("cdot") || next.isCommand("times") {
      throw error(start..<next.range.upperBound, "divergence and curl are not supported")
    }
    if variables.count == 1 { variables = Array(repeating: variables[0], count: order) }
    return try derivative(by: variables, order: order, from: start, isFraction: false)
  }

  /// ∂_x f and ∂f / ∂x.
  @inline(never)
  mutating func partial(from start: Int) throws(NotationError) -> Syntax {
    if token(1) == .symbol("_") { return try nabla(from: start) }
    position += 1
    let body = try factor()
    guard next.isSymbol("/"), token(1) == .command("partial") else {
      throw error(start..<end, "a lone differential is not supported", hint: "write \\frac{\\partial f}{\\partial x}")
    }
    position += 2
    let variable = try factor()
    return Syntax(.derivative(by: [variable], order: 1, body), start..<end)
  }

  // MARK: Evaluation

  /// Whether a bar comes next that closes nothing and has a place below it: f|_{x = a}.
  var isAtEvaluation: Bool {
    next.isSymbol("|") && token(1) == .symbol("_") && endingBar != "|" && !stopsAtBar
  }

  /// f|_{x = a}
  @inline(never)
  mutating func evaluated(_ body: Syntax) throws(NotationError) -> Syntax {
    let bar = next.range
    position += 2
    let content = try scriptTokens()
    if next.isSymbol("^") { throw error(bar.lowerBound..<end, "a difference between two places is not supported") }
    var places: [(Syntax, Syntax)] = []
    for part in SyntaxReader.split(content, at: [","]) {
      if let equals = part.firstIndex(where: { $0.isSymbol("=") }) {
        places.append((try sub(Array(part[..<equals])), try sub(Array(part[(equals + 1)...]))))
      } else if case .derivative(let variables, _, _) = body.kind, let variable = variables.first {
        places.append((variable, try sub(part)))
      } else {
        throw error(bar.lowerBound..<end, "the place must name its variable, as in |_{x = a}")
      }
    }
    return Syntax(.evaluated(body, places), body.range.lowerBound..<max(end, body.range.upperBound))
  }
}

extension Syntax {
  /// The name that a variable is made of: σ of σ², μ of μ_k.
  var base: String? {
    switch kind {
    case .name(let name), .application(let name, _): name
    case .entry(let a, _), .power(let a, _), .transpose(let a), .superscriptT(let a), .dots(let a, _): a.base
    default: nil
    }
  }

  /// Whether it is a name with its scripts, or a number in front of what follows.
  var isPlainName: Bool { base != nil && !isApplied && !isBracketed }

  /// Whether it is a function, a density or a fraction, complete in itself.
  var isApplied: Bool {
    switch kind {
    case .function(.squareRoot, _): false
    case .application, .derivedApplication, .density, .lawDensity, .quotient, .bars, .function: true
    case .power(let a, _): a.isApplied
    default: isBracketed
    }
  }

  /// Whether it continues a product of densities, or an exponential the constant before it.
  func belongs(with first: Syntax) -> Bool {
    switch (first.kind, kind) {
    case (.lawDensity(let a), .lawDensity(let b)): a.law == b.law
    case (.density(let a, _), .density(let b, _)):
      switch (a.kind, b.kind) {
      case (.name(let one), .name(let other)): one == other
      case (.gaussian, .gaussian): true
      default: false
      }
    case (.quotient, .function(.exponential, _)): true
    case (.quotient, .power(let base, _)):
      if case .constant(.e) = base.kind { true } else { false }
    case (.bars, .bars): true
    default: false
    }
  }

  /// What has a variable and a scope that only brackets end for certain.
  enum OpenOperation {
    case derivative, optimum

    var words: String {
      switch self {
      case .derivative: "derivative by"
      case .optimum: "optimum over"
      }
    }

    var participle: String {
      switch self {
      case .derivative: "differentiated"
      case .optimum: "optimized"
      }
    }
  }

  /// The variables of derivatives and optima without brackets at its open end.
  var openVariables: [(variable: Syntax, operation: OpenOperation)] {
    switch kind {
    case .derivative(let variables, _, let body):
      isOpen ? variables.map { ($0, .derivative) } + (body.isOpen ? body.openVariables : []) : []
    case .optimum(_, false, let variables, let body, _):
      isOpen ? variables.map { ($0, .optimum) } + (body.isOpen ? body.openVariables : []) : []
    case .negation(let a): a.openVariables
    case .product(let factors): factors.last?.openVariables ?? []
    default: []
    }
  }
}

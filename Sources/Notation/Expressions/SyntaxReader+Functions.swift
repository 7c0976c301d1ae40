import Symbolic

extension SyntaxReader {
  /// The spellings of functions of one argument; nil for names that are read in another way.
  static let functionNames: [String: Syntax.Function?] = [
    "tr": .trace, "Tr": .trace, "trace": .trace, "det": .determinant, "log": .logarithm, "ln": .logarithm,
    "exp": .exponential, "diag": .diagonal, "Diag": .diagonal, "norm": .frobeniusNorm, "abs": .absoluteValue,
    "inv": .inverse,
  ]

  /// Words that are operators with a grammar of their own.
  private static let specialWords: Set<String> = [
    "E", "KL", "Cov", "cov", "Var", "var", "N", "MN", "H", "I", "vec", "lim", "logdet",
  ]

  /// Whether a word in \text is an operator of a formula.
  static func isOperatorWord(_ text: String) -> Bool {
    functionNames[text] != nil || specialWords.contains(text) || extremum(text) != nil
  }

  /// A function and its argument: a bracket, or for logarithms and traces the product that follows.
  @inline(never)
  mutating func call(_ function: Syntax.Function, from start: Int) throws(NotationError) -> Syntax {
    if next.isSymbol("^") || next.isSymbol("_") {
      throw error(next.range, "a script on a function can be read in two ways: put the argument in brackets first")
    }
    let isBracket: Bool
    switch next.kind {
    case .symbol("("), .symbol("["), .symbol("\\{"), .symbol("{"): isBracket = true
    case .symbol("|"): isBracket = endingBar != "|"
    default: isBracket = false
    }
    if isBracket, function == .diagonal {
      let opening = next
      let (inside, end) = try bracketed()
      let range = opening.range.lowerBound..<end
      if let list = try list(inside, range) { return Syntax(.function(.diagonal, list), start..<end) }
      let parts = SyntaxReader.split(inside, at: [","])
      if parts.count > 1 {
        let entries = Syntax(.tuple(try lawList(inside).map(\.value)), range)
        return Syntax(.function(.diagonal, entries), start..<end)
      }
      return Syntax(.function(.diagonal, try sub(inside)), start..<end)
    }
    var argument: Syntax
    if isBracket {
      argument = next.isSymbol("|") ? try primary() : try group()
      // In LaTeX the power of a logarithm's argument belongs to the argument, as in \log(a)^{-n/2}.
      if function == .logarithm, style == .latex { argument = try scripts(after: argument) }
    } else {
      guard startsFactor() else { throw error(next.range, "the function needs an argument") }
      argument = function == .determinant || function == .frobeniusNorm ? try factor() : try product()
      if function == .logarithm { try checkPower(ofLogarithm: argument) }
      if function == .determinant { try checkScope(ofDeterminant: argument) }
      if function == .logarithm, let scoped = try scoped(argument, from: start) { return scoped }
    }
    return Syntax(
      .function(function, argument), start..<max(start, argument.range.upperBound), isOpen: argument.isOpen)
  }

  /// The scope of a logarithm without brackets is the product that follows: \log 2\pi, \log a_k p(x). Behind a density
  /// or a fraction, which are complete, another factor may as well stand outside; nil where there is none.
  private func scoped(_ argument: Syntax, from start: Int) throws(NotationError) -> Syntax? {
    guard !isLenient, case .product(let factors) = argument.kind, factors[0].isApplied,
      let cut = factors.indices.dropFirst().first(where: { !factors[$0].belongs(with: factors[0]) })
    else { return nil }
    let behind = Array(factors[cut...])
    // What can be one stands at either place with the same value; its meaning tells whether it is.
    guard behind.allSatisfy(\.isTotal) else { throw .ambiguousScope(source, factors[cut].range) }
    let inside = Array(factors[..<cut])
    let range = factors[0].range.lowerBound..<max(factors[0].range.upperBound, factors[cut - 1].range.upperBound)
    let own = inside.count == 1 ? inside[0] : Syntax(.product(inside), range)
    return Syntax(
      .scopedLogarithm(own, behind: behind), start..<max(start, argument.range.upperBound), isOpen: argument.isOpen)
  }

  /// The square of a function or density behind a logarithm may be that of the logarithm: \log p(x)^2.
  private func checkPower(ofLogarithm argument: Syntax) throws(NotationError) {
    guard !isLenient, style == .latex else { return }
    let factors = if case .product(let factors) = argument.kind { factors } else { [argument] }
    for factor in factors {
      guard case .power(let base, let exponent) = factor.kind, case .number(let number) = exponent.kind,
        number.isInteger, number != .one
      else { continue }
      switch base.kind {
      case .application, .derivedApplication, .density, .lawDensity:
        throw error(
          factor.range, "this power can be that of the logarithm or of what stands under it",
          hint: #"write (\log p(x))^2 or \log\big(p(x)^2\big)"#)
      default: continue
      }
    }
  }

  /// The scope of a determinant without brackets is one factor: \det A \det B. A name behind it may as well belong to it.
  private func checkScope(ofDeterminant argument: Syntax) throws(NotationError) {
    guard !isLenient, style == .latex, startsFactor(), !argument.isBracketed else { return }
    var reader = self
    guard let factor = try? reader.factor(), factor.isPlainName else { return }
    throw error(
      factor.range, "this factor can stand under the determinant or behind it",
      hint: "put brackets around the argument of the determinant")
  }

  /// Names with a grammar of their own: expectations, divergences, Gaussians, sums in plain spelling.
  @inline(never)
  mutating func special(_ word: String, from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    if isDeclared(word) { return nil }
    if word.count > 2, style == .latex || token(advance) == .symbol("_"), let found = SyntaxReader.extremum(word) {
      position += advance
      return try optimum(found, from: start)
    }
    if style == .plain, let operation = try plainOperation(word, from: start, advance: advance) { return operation }
    let after = token(advance)
    let opens = after == .symbol("(") || after == .symbol("[") || after == .symbol("\\{") || after == .symbol("{")
    switch word {
    case "E" where opens || after == .symbol("_") || style == .latex && startsFactor(advance):
      return try expectation(from: start, advance: advance)
    case "N" where after == .symbol("("), "Normal" where opens:
      position += advance
      return try gaussian(from: start)
    case "MN" where opens:
      position += advance
      return try matrixGaussian(from: start)
    case "lim" where after == .symbol("_"):
      position += advance
      return try limit(from: start)
    case "Cov" where opens || after == .symbol("_"), "cov" where opens || after == .symbol("_"):
      position += advance
      return try covariance(from: start, isVariance: false)
    case "Var" where opens || after == .symbol("_"), "var" where opens || after == .symbol("_"),
      "Variance" where opens:
      position += advance
      return try covariance(from: start, isVariance: true)
    case "I" where style == .latex && opens, "MI" where opens:
      return try mutualInformation(from: start, advance: advance)
    case "delta" where style == .latex: return try delta(from: start, advance: advance)
    case "Gamma" where opens:
      position += advance
      let inner = try primary()
      return Syntax(.function(.gamma, inner), start..<max(start, inner.range.upperBound))
    case "Gamma" where after == .symbol("_"): return try multivariateGamma(from: start, advance: advance)
    case "vec" where style == .latex && opens:
      position += advance
      let inner = try primary()
      return Syntax(.function(.vectorization, inner), start..<max(start, inner.range.upperBound))
    case "KL" where opens, "KLD" where opens:
      position += advance
      return try divergence(from: start)
    case "D" where opens && holdsDivergence(advance):
      position += advance
      return try divergence(from: start)
    case "D" where after == .symbol("*") && token(advance + 1) == .symbol("{") && token(advance + 2) == .letter("K"):
      // Markdown's emphasis turns D_{KL} into D*{KL}.
      tokens[position + advance].kind = .symbol("_")
      return try special(word, from: start, advance: advance)
    case "D" where after == .symbol("_"):
      let saved = position
      position += advance + 1
      let content = try scriptTokens()
      let letters = content.compactMap(SyntaxReader.plainName).joined()
      let text = content.compactMap { if case .text(let words) = $0.kind { words } else { nil } }.joined()
      if next.isSymbol("^") { throw error(next.range, "a script on a divergence is not supported") }
      if letters == "KL" || text == "KL" { return try divergence(from: start) }
      position = saved
      return nil
    case "D" where after == .symbol("(") && style == .plain:
      position += advance
      return try moments(from: start)
    case "H" where opens, "h" where opens && style == .latex && !isLenient:
      position += advance
      return try entropy(from: start)
    case "sum" where style == .plain && opens, "prod" where style == .plain && opens,
      "vec" where style == .plain && opens:
      return try plainRange(word, from: start, advance: advance)
    case "vec" where after == .symbol("_"): return try vector(from: start, advance: advance)
    case "int" where style == .plain && opens:
      position += advance
      let (inside, end) = try bracketed()
      let parts = SyntaxReader.split(inside, at: [","])
      guard parts.count == 2, let variable = SyntaxReader.spelled(parts[0]) ?? nameText(parts[0]) else {
        throw error(start..<end, "an integral is written int(x, f(x))")
      }
      return Syntax(.integral(variable: variable, try sub(parts[1], binding: [variable])), start..<end)
    case "logdet" where opens:
      position += advance
      let inner = try primary()
      let determinant = Syntax(.function(.determinant, inner), inner.range)
      return Syntax(.function(.logarithm, determinant), start..<inner.range.upperBound)
    case "sqrt" where style == .plain && opens:
      position += advance
      let inner = try primary()
      return Syntax(.function(.squareRoot, inner), start..<inner.range.upperBound)
    case "hadamard" where opens:
      position += advance
      let (inside, end) = try bracketed()
      let parts = SyntaxReader.split(inside, at: [","])
      guard parts.count == 2 else { throw error(start..<end, "an entrywise product takes two arguments") }
      return Syntax(.hadamardProduct(try sub(parts[0]), try sub(parts[1])), start..<end)
    case "zeros" where opens, "ones" where opens, "I" where style == .plain && after == .symbol("("):
      position += advance
      let (inside, end) = try bracketed()
      let sizes = try dimensions(inside)
      return Syntax(
        word == "I" ? .identity(sizes.first) : .filled(word == "ones" ? 1 : 0, sizes), start..<end)
    default: return nil
    }
  }

  /// N(μ, Σ), or N(x; μ, Σ) for the density at a point.
  @inline(never)
  mutating func gaussian(from start: Int) throws(NotationError) -> Syntax {
    try parameters(from: start, "a Gaussian") { .gaussian($0, $1) }
  }

  /// D(μ, Σ), any distribution with that mean and covariance.
  @inline(never)
  mutating func moments(from start: Int) throws(NotationError) -> Syntax {
    try parameters(from: start, "a distribution by its moments") { .moments($0, $1) }
  }

  /// MN(M, U, V), or MN(X; M, U, V) for the density at a point.
  @inline(never)
  private mutating func matrixGaussian(from start: Int) throws(NotationError) -> Syntax {
    let (inside, end) = try bracketed()
    let parts = SyntaxReader.arguments(inside)
    guard parts.count == 3 || parts.count == 4 else {
      throw error(start..<end, "a matrix Gaussian takes a mean and two covariances, with the point before them")
    }
    let values = parts.suffix(3)
    var read: [Syntax] = []
    for part in values { read.append(try sub(part)) }
    let distribution = Syntax(.matrixGaussian(read[0], read[1], read[2]), start..<end)
    if parts.count == 3 { return distribution }
    return Syntax(.density(distribution, try sub(parts[0])), start..<end)
  }

  /// δ_ij and δ(i, j), which are 1 where both are equal; nil where the letter is a name.
  @inline(never)
  private mutating func delta(from start: Int, advance: Int) throws(NotationError) -> Syntax? {
    var reader = self
    reader.position += advance
    var parts: [[Token]]
    if reader.next.isSymbol("_") {
      reader.position += 1
      parts = SyntaxReader.pieces(try reader.scriptTokens()).map(SyntaxReader.index)
    } else if reader.next.isSymbol("(") {
      parts = SyntaxReader.split(try reader.bracketed().inside, at: [","])
    } else {
      return nil
    }
    guard parts.count == 2, !isLenient else { return nil }
    let (a, b) = (try sub(parts[0]), try sub(parts[1]))
    position = reader.position
    return Syntax(.indicator(.equal, a, b), start..<max(start, end))
  }

  /// Whether two bars that separate stand in the brackets so many places ahead.
  private func holdsDivergence(_ ahead: Int) -> Bool {
    guard let group = TokenGroups.group(tokens[...], at: position + ahead) else { return false }
    let inside = tokens[group.content]
    return SyntaxReader.divergenceArguments(Array(inside)).count == 2
      && !SyntaxReader.split(Array(inside), at: [","]).dropFirst().contains { !$0.isEmpty }
  }

  @inline(never)
  private mutating func parameters(
    from start: Int, _ noun: String, _ make: (Syntax, Syntax) -> Syntax.Kind
  ) throws(NotationError) -> Syntax {
    var below: [Token]?
    if next.isSymbol("_") {
      position += 1
      below = try scriptTokens()
    }
    let (inside, end) = try bracketed()
    var parts = SyntaxReader.arguments(inside).map(SyntaxReader.withoutKeyword)
    let range = start..<end
    // N_x(m, S) is the density at x; N_n(m, S) only says the dimension.
    if let below, let name = nameText(below), !declarations.isDimension(name) { parts.insert(below, at: 0) }
    if isLenient, !(2...3).contains(parts.count) { return Syntax(.tuple(try lawList(inside).map(\.value)), range) }
    switch parts.count {
    case 2: return Syntax(make(try sub(parts[0]), try sub(parts[1])), range)
    case 3:
      let distribution = Syntax(make(try sub(parts[1]), try sub(parts[2])), range)
      return Syntax(.density(distribution, try sub(parts[0])), range)
    default: throw error(range, "\(noun) takes a mean and a covariance, with the point before them for its density")
    }
  }

  /// A parameter without its name, as in N(μ = a, Σ = B).
  private static func withoutKeyword(_ tokens: [Token]) -> [Token] {
    guard let cut = comparisonPlace(tokens), cut.comparison == .equal, cut.place <= 4 else { return tokens }
    return Array(tokens[(cut.place + 1)...])
  }

  /// What stands between commas, semicolons and a bar of conditioning.
  static func arguments(_ tokens: [Token]) -> [[Token]] {
    split(tokens, at: [",", ";"]).flatMap { part in
      guard let bar = conditioningBar(part) else { return [part] }
      return [Array(part[..<bar]), Array(part[(bar + 1)...])]
    }.filter { !$0.isEmpty }
  }

  /// The bar that pairs with no other one, as in N(x | μ, Σ).
  static func conditioningBar(_ tokens: [Token]) -> Int? {
    var depth = 0
    var bars: [Int] = []
    for (index, token) in tokens.enumerated() {
      guard case .symbol(let mark) = token.kind else { continue }
      if closing[mark] != nil { depth += 1 }
      if isClosing(mark) { depth -= 1 }
      // A bar with something below it is one of evaluation, or closes a norm.
      let isScripted = index + 1 < tokens.count && tokens[index + 1].isSymbol("_")
      if depth == 0, mark == "|", !isScripted { bars.append(index) }
    }
    if let middle = bars.first(where: { tokens[$0].side == .middle }) { return middle }
    guard bars.count % 2 == 1 else { return nil }
    let isApart = { (bar: Int) in
      tokens[bar].hasSpaceBefore && bar + 1 < tokens.count && tokens[bar + 1].hasSpaceBefore
    }
    return bars.first(where: isApart) ?? bars.first
  }

  /// KL(p ‖ q) with any separator.
  @inline(never)
  mutating func divergence(from start: Int) throws(NotationError) -> Syntax {
    guard next.isSymbol("(") || next.isSymbol("[") || next.isSymbol("\\{") || next.isSymbol("{") else {
      throw error(next.range, "a divergence takes two distributions in brackets")
    }
    let (inside, end) = try bracketed()
    let parts = SyntaxReader.divergenceArguments(inside)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw error(start..<end, "a divergence takes two distributions, written KL(p || q)")
    }
    return Syntax(.divergence(try distribution(parts[0]), try distribution(parts[1])), start..<end)
  }

  static func divergenceArguments(_ tokens: [Token]) -> [[Token]] {
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if case .symbol(let mark) = token.kind {
        if closing[mark] != nil { depth += 1 }
        if isClosing(mark) { depth -= 1 }
      }
      guard depth == 0 else { continue }
      if token.isSymbol("‖") || token.isCommand("parallel") {
        return [Array(tokens[..<index]), Array(tokens[(index + 1)...])]
      }
      if token.isSymbol("|"), index + 1 < tokens.count, tokens[index + 1].isSymbol("|") {
        return [Array(tokens[..<index]), Array(tokens[(index + 2)...])]
      }
    }
    let parts = split(tokens, at: [","])
    if parts.count == 1, let bar = conditioningBar(tokens) {
      return [Array(tokens[..<bar]), Array(tokens[(bar + 1)...])]
    }
    return parts
  }

  /// A distribution: a name, N(μ, Σ), or p(x) for p.
  func distribution(_ tokens: [Token]) throws(NotationError) -> Syntax {
    let syntax = try sub(tokens)
    if case .density(let distribution, _) = syntax.kind { return distribution }
    return syntax
  }

  private static func decorates(_ token: Token) -> Bool {
    if case .command(let name) = token.kind { decorations.contains(name) } else { false }
  }

  func nameText(_ tokens: [Token]) -> String? {
    var base = ""
    var rest: [Token] = []
    for (index, token) in tokens.enumerated() {
      if [.command("mathbf"), .command("boldsymbol"), .command("bm"), .symbol("{"), .symbol("}")].contains(token.kind)
        || SyntaxReader.decorates(token),
        rest.isEmpty
      {
        continue
      }
      if base.isEmpty {
        guard let name = SyntaxReader.plainName(token) else { return nil }
        base = name
      } else {
        rest = Array(tokens[index...])
        break
      }
    }
    guard !base.isEmpty else { return nil }
    if rest.isEmpty { return base }
    guard rest[0].isSymbol("_") else { return nil }
    return canonicalName(
      base: base, subscripts: SyntaxReader.joined(SyntaxReader.pieces(Array(rest.dropFirst()))), label: "")
  }
}

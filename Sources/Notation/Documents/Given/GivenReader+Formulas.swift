import Symbolic

extension GivenReader {
  /// `J(\beta) = (y - X\beta)^\top (y - X\beta)`: the name stands for the formula wherever it is applied.
  mutating func readFormula(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let call = LawCall(left), scope.declarations.symbol(named: call.name) == nil else { return false }
    if let density = DensityCall(call, scope.declarations) {
      try scope.defineDensity(density, as: right)
      return true
    }
    guard !scope.declarations.isDimension(call.name) else { return false }
    // LL(β) = \log p(y | β) may speak of a density that a chain states.
    try scope.declareOpenDensities(right)
    try scope.defineFunction(call, as: right)
    return true
  }

  /// `\gamma_{nk} = …` for every n and k: a function of its indices.
  mutating func readMemberDefinition(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard let member = FamilyMember(left, indices: Set(indices.map(\.name))), !member.isSquared,
      scope.declarations.symbol(named: member.name) == nil
    else { return false }
    let indices = member.indices.map { Symbol.index($0) }
    let value = try scope.value(right)
    let body: Term
    do {
      body = try scope.declarations.writingOut(value, over: indices)
    } catch {
      throw scope.error(right, error.description)
    }
    try scope.declareFormula(
      member.name, indices, body, at: TokenGroups.range(left) ?? 0..<0)
    return true
  }

  /// `\operatorname{rank}(X) = p`: the columns of X are independent.
  mutating func readRank(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let name = RankStatement.name(left) else { return false }
    let symbol = try scope.symbol(name)
    let rank = try scope.dimension(right)
    if symbol.shape.columns == rank, symbol.domain == .fullColumnRank || symbol.domain == .invertible { return true }
    let isRows = symbol.shape.rows == rank
    throw scope.error(
      left, "the rank of \(symbol.name) is the number of its \(isRows ? "rows" : "columns") or cannot be declared",
      hint: isRows && symbol.shape.columns != rank ? "declare the transpose, which has independent columns" : nil)
  }
}

/// `\operatorname{rank}(X) = p`.
enum RankStatement {
  /// The tokens of the name whose rank is written.
  static func name(_ tokens: ArraySlice<Token>) -> ArraySlice<Token>? {
    var cursor = TokenCursor(tokens)
    guard cursor.take(command: "rank") || cursor.take(command: "rk") || isWord(cursor.fontedWord()),
      let open = cursor.next, open.isSymbol("(") || open.isSymbol("["), let content = cursor.bracketed(),
      cursor.isAtEnd, NameReader.name(content) != nil
    else { return nil }
    return content
  }

  private static func isWord(_ word: String?) -> Bool { ["rank", "rk", "Rank"].contains(word ?? "") }
}

extension DeclarationScope {
  /// Declares a function of the arguments of a call as what the tokens spell.
  mutating func defineFunction(_ call: LawCall, as right: ArraySlice<Token>) throws(NotationError) {
    let formula = try formula(call, as: right)
    try declareFormula(call.name, formula.parameters, formula.body, at: TokenGroups.range(call.nameTokens) ?? 0..<0)
  }

  /// What the tokens spell as a function of the arguments of a call.
  func formula(_ call: LawCall, as right: ArraySlice<Token>) throws(NotationError) -> Formula {
    var parameters: [Symbol] = []
    var squares: [Symbol: Term] = [:]
    var open: [String] = []
    for argument in call.arguments {
      if let name = NameReader.squared(argument), let root = declarations.symbol(named: name) {
        guard root.shape.isScalar, root.domain == .positive else {
          throw error(argument, "\(name) may be of either sign, so its square does not tell it")
        }
        let square = Symbol("\(name)^2", Shape.scalar, .positive)
        guard let value = try? Term(.squareRoot, [Term(square)]) else { continue }
        squares[root] = value
        parameters.append(square)
      } else if let square = NameReader.squared(argument).flatMap({ declarations.symbol(named: $0 + "^2") }) {
        parameters.append(square)
      } else if let law = law(argument) {
        // F[q] speaks of the law q, which nothing else can stand for.
        parameters.append(law)
      } else if let name = NameReader.name(argument) {
        if let symbol = declarations.symbol(named: name) {
          guard case .matrix = symbol.sort, !declarations.functions.contains(symbol) else {
            throw error(argument, "\(name) is \(symbol.words), and cannot be a parameter")
          }
          parameters.append(symbol)
        } else if declarations.isDimension(name) {
          throw error(argument, "\(name) is a dimension, and cannot be a parameter")
        } else {
          open.append(name)
          parameters.append(Symbol(name, Shape.scalar))
        }
      } else {
        throw error(argument, "a function is defined for names in its brackets")
      }
      if Set(parameters).count < parameters.count { throw error(argument, "this parameter is named twice") }
    }
    let (body, symbols) = try self.body(right, parameters, open: open)
    do {
      let written = try declarations.writingOut(body, over: symbols + squares.keys.sorted { $0.name < $1.name })
      return Formula(parameters: symbols, body: try written.substituting(squares))
    } catch {
      throw self.error(right, error.description)
    }
  }

  /// The law or distribution that an argument names: q or q(z).
  private func law(_ tokens: ArraySlice<Token>) -> Symbol? {
    guard let name = NameReader.name(tokens) ?? LawCall(tokens)?.name,
      let symbol = declarations.symbol(named: name), symbol.sort.isDistribution
    else { return nil }
    return symbol
  }

  /// The value of a function whose open parameters have the one shape that makes it a value, a scalar if that can be.
  private func body(
    _ tokens: ArraySlice<Token>, _ parameters: [Symbol], open: [String]
  ) throws(NotationError) -> (Term, [Symbol]) {
    let isValue = { (symbol: Symbol) in !symbol.sort.isDistribution }
    if open.isEmpty { return (try value(tokens, bound: parameters.filter(isValue)), parameters) }
    guard open.count == 1 else {
      throw error(
        tokens, "\(open[0]) and \(open[1]) are not declared",
        hint: "declare them, as in $\(open[0]) \\in \\mathbb{R}^n$")
    }
    var shapes: [Shape] = [.scalar]
    for symbol in declarations.symbols where !shapes.contains(symbol.shape) && shapes.count < 12 {
      shapes.append(symbol.shape)
    }
    var found: [(Term, [Symbol], Shape)] = []
    for shape in shapes {
      let symbols = parameters.map { open.contains($0.name) ? Symbol($0.name, shape) : $0 }
      if let term = try? value(tokens, bound: symbols.filter(isValue)) { found.append((term, symbols, shape)) }
    }
    let scalars = found.filter { $0.0.shape.isScalar }
    let best = scalars.isEmpty ? found : scalars
    guard let first = best.first else {
      throw error(
        tokens, "no shape of \(open[0]) makes this a value",
        hint: "declare it, as in $\(open[0]) \\in \\mathbb{R}^n$")
    }
    guard best.count == 1 else {
      throw error(
        tokens, "\(open[0]) can be \(best.prefix(2).map(\.2.phrase).joined(separator: " or "))",
        hint: "declare it, as in $\(open[0]) \\in \\mathbb{R}^n$")
    }
    return (first.0, first.1)
  }
}

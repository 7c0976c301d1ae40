import Symbolic

extension GivenReader {
  /// Declares the laws of a paragraph, and their variables where nothing else declares them.
  mutating func declare(_ laws: [LawCollector.Found]) throws(NotationError) {
    // Beside a dimension of that name, densities are told apart by their arguments.
    for law in laws where !scope.declarations.isDimension(law.name) {
      var of: [Symbol] = []
      var given: [Symbol] = []
      for argument in law.of {
        let symbol = try variable(argument)
        if !of.contains(symbol) { of.append(symbol) }
      }
      for argument in law.given {
        let symbol = try variable(argument)
        if !of.contains(symbol), !given.contains(symbol) { given.append(symbol) }
      }
      try scope.declareLaw(law.name, of: of, given: given, at: TokenGroups.range(law.nameTokens) ?? 0..<0)
      for name in law.declared {
        try scope.checkSpelling(name)
        scope.noteSpelling(name)
      }
    }
  }

  /// The variable that an argument of a density names: a symbol, or a family of which members are named.
  mutating func variable(_ tokens: ArraySlice<Token>) throws(NotationError) -> Symbol {
    if let symbol = scope.oneHotEntry(tokens)?.variable { return symbol }
    if let name = NameReader.name(tokens) ?? NameReader.squared(tokens) {
      if let symbol = scope.declarations.symbol(named: name) {
        guard case .matrix = symbol.sort,
          !scope.declarations.functions.contains(symbol) || scope.declarations.families[symbol] != nil
        else { throw scope.error(tokens, "\(name) is \(symbol.words), and a density is of variables") }
        return symbol
      }
      if let family = family(tokens) { return family }
      if scope.declarations.isDimension(name) {
        throw scope.error(tokens, "\(name) is a dimension, and a density is of variables")
      }
      guard NameReader.squared(tokens) == nil else { throw scope.undeclared(name, tokens) }
      return try scope.declareVariable(name, at: TokenGroups.range(tokens) ?? 0..<0)
    }
    if let family = family(tokens) { return family }
    throw scope.error(
      tokens, "a density is declared of variables",
      hint: "declare what is made of them behind it, as in $p(x) = \\mathcal{N}(x; \\mu, \\Sigma)$")
  }

  /// The family that the tokens name a member of, or all: z_t, z_{1:T} or z_1.
  private func family(_ tokens: ArraySlice<Token>) -> Symbol? {
    guard let mark = tokens.firstIndex(where: { $0.isSymbol("_") || $0.isSymbol("^") }),
      let name = NameReader.name(tokens[..<mark]), let symbol = scope.declarations.symbol(named: name)
    else { return nil }
    return scope.declarations.families[symbol] == nil ? nil : symbol
  }

  /// `p(x \mid z) = \mathcal{N}(x; B z, \Gamma)` and `x \mid z \sim \mathcal{N}(B z, \Gamma)`, and a density that is
  /// said to be a product of others.
  mutating func readComponent(
    _ left: ArraySlice<Token>, _ sign: GivenStatement.Sign, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    let written = LawCall(left)
    guard let call = written ?? (sign == .distributed ? LawCall(of: left, law: "p") : nil),
      let law = scope.declarations.symbol(named: call.name), scope.declarations.laws[law] != nil
    else { return false }
    let tokens = try withoutPoint(right, between(call.of)) ?? right
    let categories = try CategoryValues(call, scope)
    if !categories.isEmpty || isFormula(call, tokens) {
      return try readDensityFormula(call, law, categories, left, tokens)
    }
    if scope.isDistribution(tokens) {
      let place = TokenGroups.range(left) ?? 0..<0
      let (of, given) = try scope.places(call)
      let distribution = try scope.distribution(tokens, space: of.first?.shape)
      let space = of.count == 1 ? of[0].shape : distribution.shape
      guard of.count == 1, space == distribution.shape else {
        throw scope.error(
          right, "this is \(distribution.sort.words), but \(call.name) is of \(space.phrase) on the left")
      }
      try scope.add(call.name, law: law, of: of, given: given, as: distribution, at: place)
      return true
    }
    return try readFactors(call, law, left, right)
  }

  /// The tokens of the arguments with their commas.
  private func between(_ arguments: [ArraySlice<Token>]) -> ArraySlice<Token> {
    arguments.count == 1 ? arguments[0] : []
  }
}

extension DeclarationScope {
  /// Declares a variable of a law of which nothing is known but its name: a vector with a dimension of its own.
  mutating func declareVariable(_ name: String, at place: Range<Int>) throws(NotationError) -> Symbol {
    var dimension = "d_\(name)"
    while declarations.symbol(named: dimension) != nil { dimension += "'" }
    try declareDimension(dimension, at: place)
    return try declare(name, .matrix(.vector(.named(dimension))), at: place)
  }
}

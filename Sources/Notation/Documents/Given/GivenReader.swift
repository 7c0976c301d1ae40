import Symbolic

/// A formula of a declaring paragraph with the words around it.
struct GivenFormula {
  /// What it states.
  let statements: [GivenStatement]
  /// All of its tokens.
  let tokens: ArraySlice<Token>
  /// The words before it.
  let before: String
  /// The words behind it.
  var after: String
  /// Its bytes.
  let range: Range<Int>

  /// The left sides of its last statement, which words behind it speak of.
  var lastNames: [String] { statements.last?.lefts.compactMap(NameReader.name) ?? [] }

  /// The left sides of all its statements.
  var names: [String] { statements.flatMap(\.lefts).compactMap(NameReader.name) }
}

/// Reads a paragraph that begins with **Given**: its formulas declare.
struct GivenReader {
  /// The declarations, which the paragraph adds to.
  var scope: DeclarationScope
  /// What words and signs of the paragraph say of each name.
  private(set) var properties: [String: Set<Property>] = [:]
  /// Means and covariances that are stated one by one.
  var moments = StatedMoments()

  /// Names that are said to be random.
  private var random = RandomNames()

  /// The formulas of the paragraph that are still to be read.
  var waiting: [GivenFormula] = []
  /// The names in sums whose distribution the paragraph states.
  var sumNames: Set<String> = []

  /// The indices that run in the formula that is read, with their ranges.
  var indices: [(name: String, range: IndexRange)] = []

  init(scope: DeclarationScope) { self.scope = scope }

  /// Takes up the declarations of formulas that stand in one paragraph.
  mutating func read(_ formulas: [GivenFormula]) throws(NotationError) {
    random = RandomNames()
    let formulas = random.take(formulas)
    let quantified = QuantifiedFormula.all(formulas)
    properties = try PropertyCollector.properties(quantified.map(\.formula), source: scope.source)
    moments = StatedMoments()
    let laws = LawCollector(quantified, scope, names: scopeOfNames(quantified)).laws
    if laws.isEmpty, !random.names.isEmpty {
      // Values under expectations of what is random are read once its distribution is known.
      try read(quantified.filter { $0.placesNames || $0.statesMoment })
      random = RandomNames()
      return try read(quantified.filter { !$0.placesNames && !$0.statesMoment })
    }
    guard !laws.isEmpty else { return try read(quantified) }
    // What a law is of must be known before it, wherever the paragraph declares it.
    try read(quantified.filter(\.placesNames))
    try declare(laws)
    try read(quantified.filter { !$0.placesNames })
  }

  /// The declarations with the names that the paragraph places in sets, as far as these can be read.
  private func scopeOfNames(_ quantified: [QuantifiedFormula]) -> DeclarationScope {
    var trial = self
    do {
      try trial.read(quantified.filter(\.placesNames))
      return trial.scope
    } catch {
      return scope
    }
  }

  private mutating func read(_ quantified: [QuantifiedFormula]) throws(NotationError) {
    let formulas = quantified.map(\.formula)
    sumNames = GivenReader.namesOfSums(formulas)
    var late: [QuantifiedFormula] = []
    var number = 0
    while number < formulas.count {
      try declare(quantified[number].indices)
      if let used = try readRandomVector(formulas[number...]) {
        number += used
        continue
      }
      waiting = late.map(\.formula) + formulas[(number + 1)...]
      if speaksOfLater(formulas[number]) {
        late.append(quantified[number])
      } else {
        for statement in formulas[number].statements { try read(statement) }
      }
      number += 1
    }
    try readLate(late)
    waiting = []
    try moments.distribute(&scope, random: random)
    moments = StatedMoments()
  }

  /// Declares the indices that run in a formula, which are free elsewhere.
  mutating func declare(_ quantifiers: [IndexQuantifier]) throws(NotationError) {
    indices = []
    for index in quantifiers {
      let upper = try scope.dimension(index.upper)
      indices.append((index.name, IndexRange(index.lower, upper)))
      // Another range of an index that is declared already is that of a family alone.
      if let known = scope.declarations.symbol(named: index.name), known == Symbol.index(index.name) { continue }
      try scope.declareIndex(index.name, upTo: upper, at: index.place)
    }
  }

  /// Takes up one statement.
  mutating func read(_ statement: GivenStatement) throws(NotationError) {
    if statement.rights.isEmpty { return try mention(statement.lefts[0]) }
    if try readList(statement) { return }
    // Where a name is defined and placed in a set at once, the set comes first.
    let rights =
      statement.rights.filter { $0.sign == .element } + statement.rights.filter { $0.sign != .element }
    // What a moment is called lies in the set, not the moment.
    let called = rights.first { $0.sign == .equal && NameReader.name($0.tokens) != nil }
    for right in rights {
      for left in statement.lefts {
        let isOfMoment = right.sign == .element && StatedMoments.isMoment(left)
        try read(isOfMoment ? called?.tokens ?? left : left, right.sign, right.tokens, in: statement)
      }
    }
  }

  private mutating func read(
    _ left: ArraySlice<Token>, _ sign: GivenStatement.Sign, _ right: ArraySlice<Token>, in statement: GivenStatement
  ) throws(NotationError) {
    if !left.isEmpty, !right.isEmpty {
      if sign == .equal, restates(left, right) { return }
      let running = Set(indices.map(\.name))
      try scope.checkSpelling(left, indices: running)
      for form in DeclarationForm.all where form.signs.contains(sign) {
        guard try form.read(&self, left, sign, right) else { continue }
        return scope.noteSpelling(left, indices: running)
      }
    }
    throw unknown(statement.range ?? 0..<0)
  }

  /// A name or an expression that is only mentioned must be known already.
  private mutating func mention(_ tokens: ArraySlice<Token>) throws(NotationError) {
    guard let name = NameReader.name(tokens) else {
      if let call = LawCall(tokens), let law = scope.declarations.symbol(named: call.name),
        scope.declarations.laws[law] != nil
      {
        return
      }
      if (try? scope.value(tokens)) != nil || scope.isDistribution(tokens) { return }
      throw unknown(TokenGroups.range(tokens) ?? 0..<0)
    }
    if scope.declarations.isDimension(name) { return }
    guard let symbol = scope.declarations.symbol(named: name) else {
      throw unknown(TokenGroups.range(tokens) ?? 0..<0)
    }
    try restrict(symbol, tokens)
  }

  /// Holds the properties stated in this paragraph against a symbol that is declared already.
  func restrict(_ symbol: Symbol, _ tokens: ArraySlice<Token>) throws(NotationError) {
    let wanted = try domain(of: symbol.name, symbol.domain, symbol.shape, tokens)
    guard !Property.domain(symbol.domain, implies: wanted) else { return }
    var scope = scope
    try scope.declare(symbol.name, symbol.sort, wanted, at: TokenGroups.range(tokens) ?? 0..<0)
  }

  /// The domain that a set and the properties stated beside it give a name.
  func domain(
    of name: String, _ declared: Domain, _ shape: Shape, _ tokens: ArraySlice<Token>
  ) throws(NotationError) -> Domain {
    guard let domain = Property.domain(declared, properties[name] ?? [], shape) else {
      throw scope.error(tokens, "what is said of \(name) does not fit \(shape.phrase)")
    }
    return domain
  }

  /// What is declared most often, as it is typed on a command line.
  private static let plainExamples = [
    "n in N", "s in R_{>0}", "x in R^n", "A in R^{m x n}", "S in S_{++}^n", "x ~ N(m, S)",
  ]

  /// The error of a declaration in no known form.
  func unknown(_ range: Range<Int>) -> NotationError {
    let isPlain = !scope.source.bytes.contains(UInt8(ascii: "\\"))
    let examples = isPlain ? GivenReader.plainExamples : DeclarationForm.all.map(\.example)
    return NotationError(
      scope.source, range, "this declares nothing in a form that is known",
      hint: "declare as in " + examples.joined(separator: ", "))
  }
}

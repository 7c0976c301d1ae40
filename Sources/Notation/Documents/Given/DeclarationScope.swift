import Symbolic

/// The declarations of a section while they are read, with the places that they were made at.
struct DeclarationScope {
  /// The text that is read.
  let source: Source
  /// No section declares more names.
  private static let most = 1000

  /// What is declared so far.
  private(set) var declarations = Declarations()
  /// The line that each name was declared, defined or distributed on first.
  private var lines: [String: Int] = [:]
  /// How each name is written where it was declared first.
  var spellings: [String: (spelling: NameSpelling, text: String)] = [:]

  init(source: Source) { self.source = source }

  /// A scope in which that much is declared already.
  init(source: Source, declarations: Declarations) {
    self.source = source
    self.declarations = declarations
  }

  /// An error at the tokens.
  func error(_ tokens: ArraySlice<Token>, _ message: String, hint: String? = nil) -> NotationError {
    NotationError(source, TokenGroups.range(tokens) ?? 0..<0, message, hint: hint)
  }

  /// Declares a symbol of that name.
  @discardableResult
  mutating func declare(
    _ name: String, _ sort: Sort, _ domain: Domain = .real, isFunction: Bool = false, at place: Range<Int>
  ) throws(NotationError) -> Symbol {
    let symbol = Symbol(name, sort, domain)
    try change(name, at: place) { declarations throws(DeclarationError) in
      if isFunction { try declarations.declareFunction(symbol) } else { try declarations.declare(symbol) }
    }
    return symbol
  }

  /// Declares a dimension.
  mutating func declareDimension(_ name: String, at place: Range<Int>) throws(NotationError) {
    try change(name, at: place) { declarations throws(DeclarationError) in try declarations.declareDimension(name) }
  }

  /// Declares an index that runs from 1 to a dimension.
  mutating func declareIndex(
    _ name: String, upTo dimension: Dimension, at place: Range<Int>
  ) throws(NotationError) {
    let symbol = Symbol.index(name)
    try change(name, at: place) { declarations throws(DeclarationError) in
      try declarations.declare(symbol)
      try declarations.bound(symbol, by: dimension)
    }
  }

  /// Lets indices run that nothing declares.
  mutating func run(_ indices: [Symbol: Dimension]) { declarations = declarations.running(indices) }

  /// States what a symbol stands for.
  mutating func define(_ symbol: Symbol, as term: Term, at place: Range<Int>) throws(NotationError) {
    try change(symbol.name, at: place) { declarations throws(DeclarationError) in
      try declarations.define(symbol, as: term)
    }
  }

  /// States that a symbol enters by a name alone whose distribution is declared.
  mutating func withhold(_ symbol: Symbol, at place: Range<Int>) throws(NotationError) {
    try change(symbol.name, at: place) { declarations throws(DeclarationError) in declarations.withhold(symbol) }
  }

  /// States the distribution of a symbol.
  mutating func distribute(_ symbol: Symbol, as distribution: Term, at place: Range<Int>) throws(NotationError) {
    try change(symbol.name, at: place) { declarations throws(DeclarationError) in
      try declarations.distribute(symbol, as: distribution)
    }
  }

  /// Declares a family over these ranges.
  @discardableResult
  mutating func declareFamily(
    _ name: String, _ shape: Shape, _ domain: Domain, over ranges: [IndexRange], at place: Range<Int>
  ) throws(NotationError) -> Symbol {
    let symbol = Symbol(name, shape, domain)
    try change(name, at: place) { declarations throws(DeclarationError) in
      try declarations.declareFamily(symbol, over: ranges)
    }
    return symbol
  }

  /// Declares a family whose members are numbers from 1 to a dimension.
  mutating func declareCategories(
    _ name: String, upTo dimension: Dimension, over ranges: [IndexRange], at place: Range<Int>
  ) throws(NotationError) {
    let symbol = Symbol.index(name)
    try change(name, at: place) { declarations throws(DeclarationError) in
      try declarations.declareFamily(symbol, over: ranges)
      try declarations.bound(symbol, by: dimension)
    }
  }

  /// Declares a law of these variables, of which the given ones are never distributed.
  mutating func declareLaw(
    _ name: String, of variables: [Symbol], given: [Symbol], at place: Range<Int>
  ) throws(NotationError) {
    let symbol = Symbol.law(name, of: variables)
    if let known = declarations.symbol(named: name), let all = declarations.laws[known],
      Set(all).isSuperset(of: variables + given)
    {
      return
    }
    try change(name, at: place) { declarations throws(DeclarationError) in
      try declarations.declareLaw(symbol, of: variables + given)
    }
  }

  /// States that the variable of a law is random with a density.
  mutating func declareContinuous(_ variable: Symbol) { declarations.declareContinuous(variable) }

  /// States a density of a law.
  mutating func add(
    _ name: String, law: Symbol, of: [Term], given: [Term], as statement: Term, at place: Range<Int>
  ) throws(NotationError) {
    var indices: [Symbol] = []
    for term in of + given {
      for symbol in term.freeSymbols where declarations.indexBounds[symbol] != nil && !indices.contains(symbol) {
        if declarations.laws[law]?.contains(symbol) ?? false { continue }
        indices.append(symbol)
      }
    }
    let component = LawComponent(
      law: law, indices: indices.sorted { $0.name < $1.name }, of: of, given: given, statement: statement)
    try checkParameters(given.compactMap(\.symbol), of: statement, at: place)
    try change(name, at: place) { declarations throws(DeclarationError) in try declarations.add(component) }
  }

  /// Declares a function that stands for a formula.
  @discardableResult
  mutating func declareFormula(
    _ name: String, _ parameters: [Symbol], _ body: Term, at place: Range<Int>
  ) throws(NotationError) -> Symbol {
    let symbol = Symbol(name, body.sort, DerivedDomain.domain(body))
    try checkParameters(parameters, of: body, at: place)
    try change(name, at: place) { declarations throws(DeclarationError) in
      try declarations.declare(symbol, as: Formula(parameters: parameters, body: body))
    }
    return symbol
  }

  /// Declares a name whose value equations of the text determine.
  @discardableResult
  mutating func declareUnknown(
    _ name: String, _ sort: Sort, _ domain: Domain, at place: Range<Int>
  ) throws(NotationError) -> Symbol {
    let symbol = Symbol(name, sort, domain)
    try change(name, at: place) { declarations throws(DeclarationError) in
      try declarations.declareUnknown(symbol)
    }
    return symbol
  }

  /// A formula says how it changes with its parameters, which a function with one of them below it hides.
  func checkParameters(_ parameters: [Symbol], of body: Term, at place: Range<Int>) throws(NotationError) {
    for parameter in parameters {
      guard let function = declarations.dependent(on: parameter, in: body) else { continue }
      throw .hiddenParameter(source, place, function, parameter)
    }
  }

  mutating func change(
    _ name: String, at place: Range<Int>, _ body: (inout Declarations) throws(DeclarationError) -> Void
  ) throws(NotationError) {
    guard declarations.symbols.count + declarations.dimensions.count < DeclarationScope.most else {
      throw NotationError(source, place, "too many names are declared (more than \(DeclarationScope.most))")
    }
    do {
      try body(&declarations)
    } catch {
      var first = ""
      if case .circular = error {} else if let line = lines[name] { first = " (line \(line))" }
      throw NotationError(source, place, error.description + first)
    }
    if lines[name] == nil { lines[name] = source.location(place.lowerBound).line }
  }

  /// The declared symbol that the tokens name.
  func symbol(_ tokens: ArraySlice<Token>) throws(NotationError) -> Symbol {
    guard let name = NameReader.name(tokens) else { throw error(tokens, "a name is expected here") }
    if let symbol = declarations.symbol(named: name) { return symbol }
    throw undeclared(name, tokens)
  }

  /// The error of a name that nothing declares.
  func undeclared(_ name: String, _ tokens: ArraySlice<Token>) -> NotationError {
    let nearest = NearestName.nearest(to: name, among: declarations.names)
    return NotationError(
      source, TokenGroups.range(tokens) ?? 0..<0, "\(name) is not declared",
      hint: nearest.map { "did you mean \($0)?" }, undeclaredName: name)
  }

  /// The dimension that the tokens spell, with so much added; a single letter that nothing declares becomes one.
  mutating func dimension(_ tokens: ArraySlice<Token>, plus extra: Int = 0) throws(NotationError) -> Dimension {
    let found: (dimension: Dimension, names: [(name: String, place: Range<Int>)])
    do {
      found = try DimensionReader.read(tokens)
    } catch {
      switch error {
      case .unknown: throw self.error(tokens, "a dimension is expected here, such as n, 3 or 2n - 1")
      case .tooLarge: throw self.error(tokens, "this dimension is too large (more than \(DimensionReader.largest))")
      }
    }
    for (name, place) in found.names {
      guard
        declarations.isDimension(name) || DimensionReader.isLetter(name) || declarations.symbol(named: name) != nil
      else {
        let nearest = NearestName.nearest(to: name, among: declarations.dimensions)
        throw NotationError(
          source, place, "the dimension \(name) is not declared", hint: nearest.map { "did you mean \($0)?" },
          undeclaredName: name)
      }
      try declareDimension(name, at: place)
    }
    let dimension = found.dimension + .literal(extra)
    if let number = dimension.literal, number < 1 { throw error(tokens, "a dimension is at least 1") }
    return dimension
  }
}

extension Symbol {
  /// The law of that name, a distribution over its variables below each other.
  static func law(_ name: String, of variables: [Symbol]) -> Symbol {
    let shape =
      variables.count == 1
      ? variables[0].shape : Shape.vector(variables.reduce(.literal(0)) { $0 + $1.shape.rows * $1.shape.columns })
    return Symbol(name, .distribution(shape))
  }
}

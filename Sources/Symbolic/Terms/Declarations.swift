/// What a derivation declares: names with their shapes and domains, definitions and distributions.
public struct Declarations: Sendable, Hashable {
  /// The symbols in order of declaration, function symbols among them.
  public private(set) var symbols: [Symbol] = []
  /// The names that are dimensions.
  public private(set) var dimensions: [String] = []
  /// What a symbol stands for, such as p = N(μ, Σ) or M = W'W.
  public private(set) var definitions: [Symbol: Term] = [:]
  /// The distribution of a random symbol, such as x ~ p.
  public private(set) var distributions: [Symbol: Term] = [:]
  /// The symbols that are functions, such as μ in μ(x).
  public private(set) var functions: Set<Symbol> = []
  /// The functions whose arguments are indices: families such as x_t for t = 1, …, T, with the range of each index.
  public private(set) var families: [Symbol: [IndexRange]] = [:]
  /// The functions that stand for a formula, such as J(β) = (y − Xβ)ᵀ(y − Xβ).
  public private(set) var formulas: [Symbol: Formula] = [:]
  /// The joint distributions of named variables, with the variables in order. A variable may be a family as a whole.
  public private(set) var laws: [Symbol: [Symbol]] = [:]
  /// What is known of laws: conditional or marginal densities such as p(x | z) = N(x; Bz, Γ).
  public private(set) var components: [LawComponent] = []
  /// The densities that are told apart by the names in their brackets, by the letter before these.
  public private(set) var densities: [String: [DensityForm]] = [:]
  /// The functions that were declared as densities of which nothing else was known then.
  public private(set) var openFunctions: Set<Symbol> = []
  /// The unknowns that equations of the text determine, such as β̂ where a derivative is zero.
  public private(set) var unknowns: Set<Symbol> = []
  /// The greatest value of a free index, such as n for i in {1, …, n}; the smallest is 1.
  public private(set) var indexBounds: [Symbol: Dimension] = [:]
  /// The variables of laws that are said to be random with a density, so that volumes are spoken of.
  public private(set) var continuous: Set<Symbol> = []
  /// The symbols that nothing can be said of, since they are random by what is made of them alone.
  public private(set) var withheld: Set<Symbol> = []
  private var byName: [String: Symbol] = [:]

  /// Nothing declared.
  public init() {}

  /// The symbol of that name.
  public func symbol(named name: String) -> Symbol? { byName[name] }

  /// Whether the name is a dimension.
  public func isDimension(_ name: String) -> Bool { dimensions.contains(name) }

  /// Every declared name, in order.
  public var names: [String] { dimensions + symbols.map(\.name) }

  /// Declares a symbol.
  ///
  /// - Throws: `DeclarationError.conflict` where the name is declared in another way.
  public mutating func declare(_ symbol: Symbol) throws(DeclarationError) {
    if isDimension(symbol.name) { throw .conflict(name: symbol.name, first: "a dimension", second: symbol.words) }
    if let earlier = byName[symbol.name] {
      if earlier == symbol { return }
      throw .conflict(name: symbol.name, first: earlier.words, second: symbol.words)
    }
    byName[symbol.name] = symbol
    symbols.append(symbol)
  }

  /// Declares a function symbol, whose sort is that of its result.
  public mutating func declareFunction(_ symbol: Symbol) throws(DeclarationError) {
    try declare(symbol)
    functions.insert(symbol)
  }

  /// Declares a family, whose symbol carries the sort and domain of each member.
  public mutating func declareFamily(_ symbol: Symbol, over ranges: [IndexRange]) throws(DeclarationError) {
    if let earlier = families[symbol], earlier != ranges { throw .definedTwice(name: symbol.name) }
    let symbol = Symbol(symbol.name, symbol.sort, symbol.domain, isFamily: true)
    try declareFunction(symbol)
    families[symbol] = ranges
  }

  /// Declares a function that stands for a formula.
  public mutating func declare(_ symbol: Symbol, as formula: Formula) throws(DeclarationError) {
    if let earlier = formulas[symbol], earlier != formula { throw .definedTwice(name: symbol.name) }
    try declareFunction(symbol)
    formulas[symbol] = formula
  }

  /// Declares a density by the names in its brackets, and what it stands for where that is known.
  public mutating func declareDensity(
    _ letter: String, _ form: DensityForm, as formula: Formula?
  ) throws(DeclarationError) {
    if let earlier = byName[letter] { throw .conflict(name: letter, first: earlier.words, second: "a density") }
    guard !(densities[letter]?.contains(form) ?? false) else { throw .definedTwice(name: form.function.name) }
    if let formula {
      try declare(form.function, as: formula)
    } else {
      try declareFunction(form.function)
      openFunctions.insert(form.function)
    }
    densities[letter, default: []].append(form)
  }

  /// States what a density stands for of which nothing was known; the formulas that mention it follow.
  public mutating func define(_ form: DensityForm, as formula: Formula) throws(DeclarationError) {
    guard openFunctions.contains(form.function), formulas[form.function] == nil else {
      throw .definedTwice(name: form.function.name)
    }
    guard !formula.body.freeSymbols.contains(form.function) else { throw .circular(name: form.function.name) }
    var changed: [Symbol: Formula] = [:]
    for (symbol, earlier) in formulas where earlier.body.freeSymbols.contains(form.function) {
      guard let body = try? earlier.body.applying(formula, for: form.function) else {
        throw .circular(name: symbol.name)
      }
      changed[symbol] = Formula(parameters: earlier.parameters, body: body)
    }
    formulas.merge(changed) { _, new in new }
    formulas[form.function] = formula
  }

  /// Declares a joint distribution of variables.
  public mutating func declareLaw(_ symbol: Symbol, of variables: [Symbol]) throws(DeclarationError) {
    if let earlier = laws[symbol], earlier != variables { throw .definedTwice(name: symbol.name) }
    try declare(symbol)
    laws[symbol] = variables
  }

  /// States that the variable of a law is random with a density.
  public mutating func declareContinuous(_ variable: Symbol) { continuous.insert(variable) }

  /// States a conditional or marginal density of a law.
  public mutating func add(_ component: LawComponent) throws(DeclarationError) {
    if components.contains(component) { return }
    if components.contains(where: { $0.law == component.law && $0.of == component.of && $0.given == component.given }) {
      throw .definedTwice(name: component.law.name)
    }
    components.append(component)
  }

  /// Declares a symbol whose value equations of the text determine.
  public mutating func declareUnknown(_ symbol: Symbol) throws(DeclarationError) {
    try declare(symbol)
    unknowns.insert(symbol)
  }

  /// Declares a dimension.
  public mutating func declareDimension(_ name: String) throws(DeclarationError) {
    if isDimension(name) { return }
    if let earlier = byName[name] { throw .conflict(name: name, first: earlier.words, second: "a dimension") }
    dimensions.append(name)
  }

  /// States what a declared symbol stands for.
  ///
  /// - Throws: `DeclarationError` where it already stands for something else, or for itself.
  public mutating func define(_ symbol: Symbol, as term: Term) throws(DeclarationError) {
    if let earlier = definitions[symbol], earlier != term { throw .definedTwice(name: symbol.name) }
    if unfolded(term).contains(symbol) { throw .circular(name: symbol.name) }
    definitions[symbol] = term
  }

  /// States the distribution of a declared symbol.
  public mutating func distribute(_ symbol: Symbol, as distribution: Term) throws(DeclarationError) {
    if let earlier = distributions[symbol], earlier != distribution { throw .definedTwice(name: symbol.name) }
    distributions[symbol] = distribution
  }

  /// States that nothing can be said of a symbol by itself.
  public mutating func withhold(_ symbol: Symbol) { withheld.insert(symbol) }

  /// States the greatest value of a declared index.
  public mutating func bound(_ index: Symbol, by dimension: Dimension) throws(DeclarationError) {
    if let earlier = indexBounds[index], earlier != dimension { throw .definedTwice(name: index.name) }
    indexBounds[index] = dimension
  }

  /// The same with indices that run from 1 to these dimensions, whatever else is declared under their names.
  public func running(_ indices: [Symbol: Dimension]) -> Declarations {
    var copy = self
    for (index, bound) in indices.sorted(by: { $0.key.name < $1.key.name }) {
      if byName[index.name] == nil, !isDimension(index.name) {
        copy.byName[index.name] = index
        copy.symbols.append(index)
      }
      copy.indexBounds[index] = bound
    }
    return copy
  }

  /// The symbols that occur in the term once every definition is followed.
  private func unfolded(_ term: Term) -> Set<Symbol> {
    var seen = term.freeSymbols
    var pending = Array(seen)
    while let next = pending.popLast() {
      for symbol in definitions[next]?.freeSymbols ?? [] where seen.insert(symbol).inserted { pending.append(symbol) }
    }
    return seen
  }
}

/// Why a declaration cannot stand.
public enum DeclarationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A name is declared in two ways.
  case conflict(name: String, first: String, second: String)
  /// A name is defined, or distributed, in two ways.
  case definedTwice(name: String)
  /// A definition leads back to itself.
  case circular(name: String)

  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .conflict(let name, let first, let second): "\(name) is declared as \(second), but before as \(first)"
    case .definedTwice(let name): "\(name) is defined a second time, differently"
    case .circular(let name): "\(name) is defined by itself"
    }
  }
}

extension Symbol {
  /// The sort and domain in words, such as `a symmetric positive definite n x n matrix`.
  public var words: String {
    let adjective =
      switch domain {
      case .real: ""
      case .positive: "positive "
      case .nonnegative: "nonnegative "
      case .symmetric: "symmetric "
      case .positiveSemidefinite: "symmetric positive semidefinite "
      case .positiveDefinite: "symmetric positive definite "
      case .invertible: "invertible "
      case .simplex: "probability "
      case .natural: "natural "
      case .binary: "binary "
      case .oneHot: "1-of-K "
      case .fullColumnRank: "full-column-rank "
      }
    switch sort {
    case .matrix(let shape): return "\(adjective)\(shape.words)".withArticle
    case .distribution(let shape): return "a distribution over \(shape == .scalar ? "the reals" : shape.words + "s")"
    }
  }
}

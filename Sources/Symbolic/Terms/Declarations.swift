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
  /// The greatest value of a free index, such as n for i in {1, …, n}; the smallest is 1.
  public private(set) var indexBounds: [Symbol: Dimension] = [:]
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

  /// States the greatest value of a declared index.
  public mutating func bound(_ index: Symbol, by dimension: Dimension) throws(DeclarationError) {
    if let earlier = indexBounds[index], earlier != dimension { throw .definedTwice(name: index.name) }
    indexBounds[index] = dimension
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
      }
    switch sort {
    case .matrix(let shape): return "\(adjective)\(shape.words)".withArticle
    case .distribution(let shape): return "a distribution over \(shape == .scalar ? "the reals" : shape.words + "s")"
    }
  }
}

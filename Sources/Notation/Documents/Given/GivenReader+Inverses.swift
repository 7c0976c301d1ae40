import Symbolic

/// A declaration that is given by what it does to another name: `W = V^{-1/2}`, `P = V^{-1}`, `a > b + 1`.
extension GivenReader {
  /// `W = V^{-1/2}` of positive definite matrices: the root is the free one of the two, and V is a product of roots.
  mutating func readRoot(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let name = NameReader.name(left), let power = NamedPower(right),
      let base = scope.declarations.symbol(named: power.name), !base.shape.isScalar, base.domain == .positiveDefinite,
      power.isRoot || power.isInverseRoot
    else { return false }
    guard scope.declarations.definitions[base] == nil, scope.declarations.distributions[base] == nil else {
      throw scope.error(right, "the root of \(base.name) needs a matrix that is declared and not defined")
    }
    let place = TokenGroups.range(left) ?? 0..<0
    let root: Symbol
    if let known = scope.declarations.symbol(named: name) {
      guard known.sort == base.sort, known.domain == .positiveDefinite else {
        throw scope.error(left, "\(name) is not declared as a positive definite matrix, which a root is")
      }
      root = known
    } else {
      root = try scope.declare(name, base.sort, .positiveDefinite, at: place)
    }
    do {
      let square = try Term(.product, [Term(root), Term(root)])
      try scope.define(base, as: power.isRoot ? square : try Term(.inverse, [square]), at: place)
    } catch let error as NotationError {
      throw error
    } catch {
      throw scope.error(right, "\(error)")
    }
    return true
  }

  /// Declares V where `P = V^{-1}` is the first to speak of it: the inverse lies in the set that P lies in.
  mutating func declareInverse(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) {
    guard let name = NameReader.name(left), let symbol = scope.declarations.symbol(named: name),
      symbol.domain == .positiveDefinite || symbol.domain == .invertible,
      scope.declarations.definitions[symbol] == nil, let power = NamedPower(right), power.isInverse,
      scope.declarations.symbol(named: power.name) == nil, !scope.declarations.isDimension(power.name)
    else { return }
    try scope.declare(power.name, symbol.sort, symbol.domain, at: TokenGroups.range(power.nameTokens) ?? 0..<0)
  }

  /// `a > b + 1` where a is new: a is the bound and a positive excess.
  mutating func readBound(
    _ left: ArraySlice<Token>, _ sign: GivenStatement.Sign, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard let name = NameReader.name(left), scope.declarations.symbol(named: name) == nil,
      !scope.declarations.isDimension(name), !(sign == .greaterOrEqual && SetReader.spelling(right) == "1")
    else { return false }
    let (domain, isAbove): (Domain, Bool)
    switch sign {
    case .greater: (domain, isAbove) = (.positive, true)
    case .greaterOrEqual: (domain, isAbove) = (.nonnegative, true)
    case .less: (domain, isAbove) = (.positive, false)
    case .lessOrEqual: (domain, isAbove) = (.nonnegative, false)
    case .element, .equal, .distributed, .maps, .positiveDefinite, .positiveSemidefinite: return false
    }
    let bound = try scope.value(right, expected: .scalar)
    guard bound.shape.isScalar else { throw scope.error(right, "a bound is a scalar, not \(bound.shape.phrase)") }
    let place = TokenGroups.range(left) ?? 0..<0
    let excess = Symbol("excess(\(name))", Shape.scalar, domain)
    try scope.declare(excess.name, excess.sort, domain, at: place)
    let symbol = try scope.declare(name, .scalar, at: place)
    do {
      let distance = isAbove ? Term(excess) : try Term(.negation, [Term(excess)])
      try scope.define(symbol, as: try Term(.sum, [bound, distance]), at: place)
    } catch let error as NotationError {
      throw error
    } catch {
      throw scope.error(right, "\(error)")
    }
    return true
  }

  /// `y = (y_1, \ldots, y_n)^\top`: the entries of y under their own names, which says how many there are.
  mutating func readEntries(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let name = NameReader.name(left), let open = right.first, open.isSymbol("("),
      let group = TokenGroups.group(right, at: right.startIndex)
    else { return false }
    let rest = right[group.end...]
    guard rest.isEmpty || SetReader.isTransposition(rest) else { return false }
    let items = TokenGroups.split(right[group.content], at: ",")
    guard items.count == 3 || items.count == 4, let first = items.first, let last = items.last,
      NameReader.name(first) == "\(name)_1", items.count == 3 || NameReader.name(items[1]) == "\(name)_2",
      ["\\ldots", "\\dots", "\\cdots", "\\dotsc", "..."].contains(SetReader.spelling(items[items.count - 2])),
      let end = NameReader.name(last), end.hasPrefix("\(name)_"),
      let mark = last.firstIndex(where: { $0.isSymbol("_") })
    else { return false }
    var cursor = TokenCursor(last[(mark + 1)...])
    guard let index = cursor.argument(), cursor.isAtEnd else { return false }
    let size = try scope.dimension(index)
    guard let symbol = scope.declarations.symbol(named: name) else {
      try scope.declare(
        name, .matrix(.vector(size)), try domain(of: name, .real, .vector(size), left),
        at: TokenGroups.range(left) ?? 0..<0)
      return true
    }
    guard symbol.sort == .matrix(.vector(size)) else {
      throw scope.error(right, "\(name) is \(symbol.words), which does not have \(size) entries")
    }
    return true
  }
}

/// A name to a power: `V^{-1/2}`.
struct NamedPower {
  /// The name.
  let name: String
  /// The tokens of the name.
  let nameTokens: ArraySlice<Token>
  private let exponent: String

  /// The power that all of the tokens spell, nil where they spell anything else.
  init?(_ tokens: ArraySlice<Token>) {
    guard let found = NameReader.prefix(tokens), found.end < tokens.endIndex, tokens[found.end].isSymbol("^") else {
      return nil
    }
    var cursor = TokenCursor(tokens[(found.end + 1)...])
    guard let content = cursor.argument(), cursor.isAtEnd else { return nil }
    name = found.name
    nameTokens = tokens[..<found.end]
    exponent = SetReader.spelling(content).filter { $0 != "{" && $0 != "}" }
  }

  private static let halves: Set<String> = ["1/2", "\\frac12", "\\tfrac12", "\\dfrac12", "0.5"]

  /// V^{1/2}
  var isRoot: Bool { NamedPower.halves.contains(exponent) }
  /// V^{-1/2}
  var isInverseRoot: Bool { exponent.hasPrefix("-") && NamedPower.halves.contains(String(exponent.dropFirst())) }
  /// V^{-1}
  var isInverse: Bool { exponent == "-1" }
}

import Symbolic

/// Independent draws: `$z_j \sim q$ for $j = 1, \ldots, L$` and `$X_1, \ldots, X_n \sim \mathcal{N}(\mu, \sigma^2)$`.
extension GivenReader {
  /// Declares a family whose members are drawn independently of each other.
  mutating func readDraws(
    _ member: FamilyMember, _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard member.indices.count == 1, let range = indices.first(where: { $0.name == member.indices[0] })?.range else {
      throw scope.error(left, "independent draws have one index")
    }
    let right = try withoutPoint(right, left) ?? right
    try scope.drawMembers(of: member.name, .index(member.indices[0]), range, left, as: right)
    return true
  }

  /// Takes up a statement about a list with dots: of draws, or of members of a set, as in `$x_1, \ldots, x_n \in \mathbb{R}^d$`;
  /// false where it is none.
  mutating func readList(_ statement: GivenStatement) throws(NotationError) -> Bool {
    guard statement.rights.count == 1, let right = statement.rights.first,
      right.sign == .distributed || right.sign == .element,
      let dots = statement.lefts.firstIndex(where: { IndexedName.isDots($0) }), dots == statement.lefts.count - 2,
      (1...2).contains(dots), let first = IndexedName(statement.lefts[0]),
      let last = IndexedName(statement.lefts[dots + 1]), first.name == last.name,
      SetReader.spelling(first.index) == "1"
    else { return false }
    if dots == 2 {
      guard let second = IndexedName(statement.lefts[1]), second.name == first.name,
        SetReader.spelling(second.index) == "2"
      else { return false }
    }
    let upper = try scope.dimension(last.index)
    if right.sign == .element {
      guard case .values(let shape, let declared)? = try SetReader.read(right.tokens, &scope) else { return false }
      let spelled = NameReader.name(statement.lefts[0]) ?? first.name
      let domain = try domain(of: spelled, declared, shape, statement.lefts[0])
      try scope.declareFamily(
        first.name, shape, domain, over: [IndexRange(1, upper)], at: TokenGroups.range(statement.lefts[0]) ?? 0..<0)
      return true
    }
    let letter = ["i", "j", "k", "l", "t"].first {
      scope.declarations.symbol(named: $0) == nil && !scope.declarations.isDimension($0)
    }
    try scope.drawMembers(
      of: first.name, .index(letter ?? "i'"), IndexRange(1, upper), statement.lefts[0], as: right.tokens)
    return true
  }
}

/// A name with one index below it: X_1.
private struct IndexedName {
  let name: String
  let index: ArraySlice<Token>

  init?(_ tokens: ArraySlice<Token>) {
    guard let mark = tokens.firstIndex(where: { $0.isSymbol("_") }), let name = NameReader.name(tokens[..<mark]) else {
      return nil
    }
    var cursor = TokenCursor(tokens[(mark + 1)...])
    guard let script = cursor.argument(), cursor.isAtEnd else { return nil }
    self.name = name
    index = script
  }

  static func isDots(_ tokens: ArraySlice<Token>) -> Bool {
    ["\\ldots", "\\dots", "\\cdots", "\\dotsc", "..."].contains(SetReader.spelling(tokens))
  }
}

extension DeclarationScope {
  /// Declares that the members of a family are independent draws from a distribution, which may depend on the index.
  mutating func drawMembers(
    of name: String, _ index: Symbol, _ range: IndexRange, _ left: ArraySlice<Token>, as right: ArraySlice<Token>
  ) throws(NotationError) {
    let place = TokenGroups.range(left) ?? 0..<0
    let known = declarations.symbol(named: name)
    let space = known?.shape
    let distribution: Term
    if declarations.isDimension(index.name) {
      distribution = try self.distribution(right, space: space)
    } else {
      distribution = try self.distribution(right, space: space, bound: [index])
    }
    if let known {
      guard declarations.families[known] == [range], known.sort == .matrix(distribution.shape) else {
        throw error(left, "\(name) is \(known.words), and its members cannot be these draws")
      }
    }
    let family: Symbol
    if let known {
      family = known
    } else {
      family = try declareFamily(name, distribution.shape, .real, over: [range], at: place)
    }
    let joint: Term
    do {
      joint = try Term(.independent(index), [Term(range.lower), Term(range.upper), distribution])
    } catch {
      throw self.error(right, error.description)
    }
    try distribute(family, as: joint, at: place)
  }
}

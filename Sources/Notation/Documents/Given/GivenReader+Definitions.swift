import Symbolic

extension GivenReader {
  /// `p = \mathcal{N}(\mu, \Sigma)` and `M = W^\top W + \sigma^2 I`.
  mutating func readDefinition(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    if try readMemberDefinition(left, right) { return true }
    if try readRoot(left, right) { return true }
    if try readEntries(left, right) { return true }
    if try readSquare(left, right) { return true }
    if try readEstimate(left, right) { return true }
    guard let name = NameReader.name(left) else { return false }
    try declareInverse(left, right)
    try scope.defineName(name, left, right, properties: properties[name] ?? [])
    return true
  }

  /// `p(x) = \mathcal{N}(x; \mu, \Sigma)`, which is `p = \mathcal{N}(\mu, \Sigma)`.
  mutating func readDensity(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let call = NamedCall(left), !call.isConditional, !scope.declarations.isDimension(call.name),
      scope.isDistribution(right), let right = try withoutPoint(right, call.content), scope.isDistribution(right)
    else { return false }
    let point = NameReader.name(call.content).flatMap { scope.declarations.symbol(named: $0) }
    try scope.defineName(call.name, call.nameTokens, right, properties: [], space: point?.shape)
    guard let shape = scope.declarations.symbol(named: call.name)?.shape else { return true }
    if let point = NameReader.name(call.content), scope.declarations.symbol(named: point) == nil {
      try scope.declare(point, .matrix(shape), at: TokenGroups.range(call.content) ?? 0..<0)
    }
    return true
  }

  /// `x \sim p`.
  mutating func readDistributed(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    if let member = FamilyMember(left, indices: Set(indices.map(\.name))), !member.isSquared {
      return try readDraws(member, left, right)
    }
    guard let name = NameReader.name(left) else { return try readExpressionLaw(left, right) }
    if let index = indices.first(where: { index in left.dropFirst().contains { $0.kind == .letter(index.name) } }) {
      throw scope.error(left, "the \(index.name)-th draw is expected here, such as z_\(index.name)")
    }
    var right = try withoutPoint(right, left) ?? right
    if let call = NamedCall(right), TokenGroups.same(call.content, left) { right = call.nameTokens }
    let distribution = try scope.distribution(right, space: scope.declarations.symbol(named: name)?.shape)
    try scope.draw(name, left, from: distribution)
    return true
  }

  /// The tokens of `\mathcal{N}(x; \mu, \Sigma)` without the point x; the same tokens where no point is given, nil
  /// where it is another point.
  func withoutPoint(
    _ tokens: ArraySlice<Token>, _ point: ArraySlice<Token>
  ) throws(NotationError) -> ArraySlice<Token>? {
    guard let last = tokens.last, last.isSymbol(")"),
      let open = tokens.firstIndex(where: { $0.isSymbol("(") }),
      let group = TokenGroups.group(tokens, at: open), group.end == tokens.endIndex
    else { return tokens }
    var depth = 0
    for place in group.content {
      depth += TokenGroups.change(tokens[place])
      guard depth == 0, tokens[place].isSymbol(";") || (tokens[place].isSymbol("|") && tokens[place].side != .opening)
      else { continue }
      let given = tokens[group.content.lowerBound..<place]
      // A bar further in is a determinant or an absolute value.
      if tokens[place].isSymbol("|"), TokenGroups.split(given, at: ",").count > 1 { return tokens }
      guard TokenGroups.same(given, point) else {
        throw scope.error(given, "the density is at another point than the left side")
      }
      return (tokens[...open] + tokens[(place + 1)...])[...]
    }
    return tokens
  }
}

extension DeclarationScope {
  /// Defines a name as what the tokens spell, declaring it where it is new.
  mutating func defineName(
    _ name: String, _ left: ArraySlice<Token>, _ right: ArraySlice<Token>, properties: Set<Property>,
    space: Shape? = nil
  ) throws(NotationError) {
    let place = TokenGroups.range(left) ?? 0..<0
    let isDistribution = isDistribution(right) && (space != nil || (try? value(right)) == nil)
    let term = isDistribution ? try distribution(right, space: space) : try value(right)
    if let symbol = declarations.symbol(named: name) {
      guard symbol.sort == term.sort else {
        let hint = isDistribution && !symbol.sort.isDistribution ? "a draw is declared with \\sim" : nil
        throw error(right, "\(name) is \(symbol.words), what it is defined as is \(term.sort.words)", hint: hint)
      }
      if declarations.distributions[symbol] != nil {
        throw error(left, "\(name) is a random draw and cannot be defined as well")
      }
      try define(symbol, as: term, at: place)
      return
    }
    if declarations.isDimension(name) { throw error(left, "\(name) is a dimension and cannot be defined") }
    let derived = isDistribution ? Domain.real : DerivedDomain.domain(term)
    let domain = isDistribution ? Domain.real : Property.domain(derived, properties, term.shape)
    guard let domain else { throw error(left, "what is said of \(name) does not fit \(term.shape.phrase)") }
    let symbol = try declare(name, term.sort, domain, at: place)
    try define(symbol, as: term, at: place)
  }

  /// Declares that a name is a draw from a distribution.
  mutating func draw(
    _ name: String, _ left: ArraySlice<Token>, from distribution: Term
  ) throws(NotationError) {
    let place = TokenGroups.range(left) ?? 0..<0
    let sort = Sort.matrix(distribution.shape)
    guard let symbol = declarations.symbol(named: name) else {
      let symbol = try declare(name, sort, at: place)
      return try distribute(symbol, as: distribution, at: place)
    }
    guard symbol.sort == sort else {
      throw error(left, "\(name) is \(symbol.words), its distribution is over \(distribution.shape.plural)")
    }
    if declarations.definitions[symbol] != nil {
      throw error(left, "\(name) is defined and cannot be a random draw as well")
    }
    try distribute(symbol, as: distribution, at: place)
  }
}

extension Sort {
  /// The sort with the article that fits it.
  var words: String {
    switch self {
    case .matrix(let shape): shape.phrase
    case .distribution(let shape): "a distribution over \(shape.plural)"
    }
  }
}

extension Shape {
  /// Several values of the shape in words.
  var plural: String {
    if isScalar { return "scalars" }
    return columns == .one ? "\(rows) x 1 vectors" : rows == .one ? "1 x \(columns) row vectors" : "\(self) matrices"
  }
}

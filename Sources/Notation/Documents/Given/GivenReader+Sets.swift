import Symbolic

/// A name with a group of arguments behind it.
struct NamedCall {
  /// The name.
  let name: String
  /// The tokens of the name.
  let nameTokens: ArraySlice<Token>
  /// The tokens between the brackets.
  let content: ArraySlice<Token>

  /// The call that all of the tokens spell, nil where they spell none.
  init?(_ tokens: ArraySlice<Token>) {
    guard let found = NameReader.prefix(tokens), found.end < tokens.endIndex,
      tokens[found.end].isSymbol("(") || tokens[found.end].isSymbol("["),
      let group = TokenGroups.group(tokens, at: found.end), group.end == tokens.endIndex, !group.content.isEmpty
    else { return nil }
    name = found.name
    nameTokens = tokens[..<found.end]
    content = tokens[group.content]
  }

  /// The arguments between commas.
  var arguments: [ArraySlice<Token>] { TokenGroups.split(content, at: ",") }

  /// Whether something is conditioned on.
  var isConditional: Bool { content.contains { $0.isSymbol("|") || $0.isSymbol(";") } }
}

extension GivenReader {
  /// `A \in \mathbb{R}^{m \times n}` and the other sets.
  mutating func readMembership(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    if let member = FamilyMember(left, indices: Set(indices.map(\.name))) {
      return try readFamily(member, left, right)
    }
    let squared = NameReader.squared(left)
    guard let name = NameReader.name(left) ?? squared, let set = try SetReader.read(right, &scope) else {
      return false
    }
    let place = TokenGroups.range(left) ?? 0..<0
    switch set {
    case .naturals:
      guard squared == nil else { return false }
      try scope.declareDimension(name, at: place)
    case .indices(let dimension):
      guard squared == nil else { return false }
      try scope.declareIndex(name, upTo: dimension, at: place)
    case .values(let shape, let domain):
      // A positive square is that of a positive number.
      if squared != nil, domain != .positive, domain != .nonnegative { return false }
      try scope.declare(name, .matrix(shape), try self.domain(of: name, domain, shape, left), at: place)
    }
    return true
  }

  /// `x_t \in \mathbb{R}^m` for t = 1, …, T.
  private mutating func readFamily(
    _ member: FamilyMember, _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard let set = try SetReader.read(right, &scope) else { return false }
    if case .indices(let dimension) = set, !member.isSquared {
      let ranges = member.indices.compactMap { name in indices.first { $0.name == name }?.range }
      try scope.declareCategories(member.name, upTo: dimension, over: ranges, at: TokenGroups.range(left) ?? 0..<0)
      return true
    }
    guard case .values(let shape, let declared) = set else {
      throw scope.error(right, "the members of a family are values of a shape")
    }
    if member.isSquared, declared != .positive, declared != .nonnegative { return false }
    let spelled = NameReader.name(left) ?? member.name
    var domain = try self.domain(of: spelled, declared, shape, left)
    if member.isSquared { domain = .positive }
    let ranges = member.indices.compactMap { name in indices.first { $0.name == name }?.range }
    try scope.declareFamily(member.name, shape, domain, over: ranges, at: TokenGroups.range(left) ?? 0..<0)
    return true
  }

  /// `\mu_\theta(x) \in \mathbb{R}^n`.
  mutating func readFunction(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard let call = NamedCall(left), !call.isConditional,
      case .values(let shape, let domain)? = try SetReader.read(right, &scope)
    else { return false }
    for argument in call.arguments { _ = try scope.symbol(argument) }
    let known = try self.domain(of: call.name, domain, shape, left)
    try scope.declare(
      call.name, .matrix(shape), known, isFunction: true, at: TokenGroups.range(call.nameTokens) ?? 0..<0)
    return true
  }

  /// `f : \mathbb{R}^d \to \mathbb{R}^n`.
  mutating func readMap(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let name = NameReader.name(left) else { return false }
    let sides = ["to", "rightarrow", "longrightarrow"].map { TokenGroups.split(right, atCommand: $0) }
    guard let (from, to) = sides.first(where: { $0.count == 2 }).map({ ($0[0], $0[1]) }) else { return false }
    for factor in TokenGroups.split(from, atCommand: "times") {
      guard case .values? = try SetReader.read(factor, &scope) else { return false }
    }
    guard case .values(let shape, let domain)? = try SetReader.read(to, &scope) else { return false }
    let known = try self.domain(of: name, domain, shape, left)
    try scope.declare(name, .matrix(shape), known, isFunction: true, at: TokenGroups.range(left) ?? 0..<0)
    return true
  }

  /// `\Sigma \succ 0`, `\sigma > 0` and `0 < \sigma`: the property was collected with the whole paragraph.
  mutating func readProperty(
    _ left: ArraySlice<Token>, _ sign: GivenStatement.Sign, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    let isFlipped = sign == .less || sign == .lessOrEqual
    let (named, bound) = isFlipped ? (right, left) : (left, right)
    guard SetReader.spelling(bound) == "0", let name = NameReader.name(named) ?? NameReader.squared(named) else {
      return try readBound(left, sign, right)
    }
    if scope.declarations.isDimension(name) { return sign == .greater || sign == .greaterOrEqual }
    if let symbol = scope.declarations.symbol(named: name) {
      try restrict(symbol, named)
      return true
    }
    guard sign != .positiveDefinite, sign != .positiveSemidefinite else {
      throw scope.error(
        named, "\(name) has no shape yet", hint: "declare it first, as in \\Sigma \\in \\mathbb{R}^{n \\times n}")
    }
    let domain = try self.domain(of: name, .real, .scalar, named)
    try scope.declare(name, .scalar, domain, at: TokenGroups.range(named) ?? 0..<0)
    return true
  }

  /// `n \ge 1` of a dimension, which every dimension satisfies.
  mutating func readSize(
    _ left: ArraySlice<Token>, _ sign: GivenStatement.Sign, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard sign == .greaterOrEqual, SetReader.spelling(right) == "1", let name = NameReader.name(left),
      scope.declarations.symbol(named: name) == nil
    else { return false }
    try scope.declareDimension(name, at: TokenGroups.range(left) ?? 0..<0)
    return true
  }
}

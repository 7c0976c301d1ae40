import Symbolic

extension Elaborator {
  /// A distribution by its mean and covariance; a mean of 0 and a covariance of I take the shape of the other or of
  /// the space.
  @inline(never)
  func distribution(
    _ head: Head, _ mean: Syntax, _ covariance: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Part {
    let (location, scale) = (try part(mean), try part(covariance))
    let make = { (space: Shape?) throws(NotationError) -> Term in
      let square = space.map { Shape($0.rows, $0.rows) }
      let spread = try scale.filled(square)
      let centre = try location.filled(space ?? .vector(spread.shape.rows))
      // N(0, 1) of a vector stands for N(0, I) nowhere: the reader says so instead of guessing.
      if spread.shape.isScalar, !centre.shape.isScalar, centre.shape.columns == .one {
        let needed = Shape(centre.shape.rows, centre.shape.rows).phrase
        throw error(
          covariance.range, "a covariance of \(centre.shape.phrase) is \(needed), not a scalar",
          hint: "did you mean \(source.text(covariance.range)) I?")
      }
      return try self.make(head, [centre, spread], range)
    }
    if let term = location.term { return .closed(try make(term.shape)) }
    if let term = scale.term, !term.shape.isScalar { return .closed(try make(.vector(term.shape.rows))) }
    return .open(make)
  }

  /// The distribution that a formula names; one of open shape takes that of the space.
  @inline(never)
  func distribution(_ syntax: Syntax, space: Shape?) throws(NotationError) -> Term {
    if case .density(let inner, _) = syntax.kind { return try distribution(inner, space: space) }
    if case .name(let name) = syntax.kind, let symbol = random(named: name),
      let distribution = declarations.distributions[symbol]
    {
      return distribution
    }
    if let reference = try lawReference(syntax) {
      if let distribution = try distribution(reference, syntax.range) { return distribution }
      throw error(
        syntax.range, "what is declared of \(reference.view.law.name) tells the density of this, not its distribution")
    }
    return try isDistribution(term(syntax, expected: space), syntax.range)
  }

  private func isDistribution(_ term: Term, _ range: Range<Int>) throws(NotationError) -> Term {
    guard term.sort.isDistribution else {
      throw error(range, "\(source.text(range)) is no distribution, but \(term.shape.phrase)")
    }
    return term
  }

  @inline(never)
  func distributions(_ left: Syntax, _ right: Syntax) throws(NotationError) -> (Term, Term) {
    let named = (try lawReference(left), try lawReference(right))
    if named.0 != nil || named.1 != nil {
      let first = try? distribution(left, space: nil)
      let second = try distribution(right, space: first?.shape)
      return (try distribution(left, space: second.shape), second)
    }
    let parts = (try part(left), try part(right))
    let space = parts.0.term?.shape ?? parts.1.term?.shape
    let first = try isDistribution(parts.0.filled(space), left.range)
    return (first, try isDistribution(parts.1.filled(space ?? first.shape), right.range))
  }

  /// An expectation over the variables of its subscript, or over the random variables that its body mentions.
  @inline(never)
  func expectation(
    _ over: Syntax.Subscript, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Part {
    switch over {
    case .variables(let names, let distribution):
      if let reference = try lawReference(distribution) {
        let value = try term(body)
        return .closed(try expectation(reference.over(names), value, range))
      }
      let space = names.first.flatMap { (bound[$0] ?? declarations.symbol(named: $0))?.shape }
      let term = try self.distribution(distribution, space: space)
      var inner = self
      var symbols: [Symbol] = []
      for name in names {
        let declared = bound[name] ?? declarations.symbol(named: name)
        if let declared, declared.sort != .matrix(term.shape) {
          throw error(
            distribution.range, "\(name) is a \(declared.sort), and this a \(term.sort)")
        }
        let symbol = declared ?? Symbol(name, term.shape)
        inner.bound[name] = symbol
        symbols.append(symbol)
      }
      return try inner.part(body).map { value throws(NotationError) in
        var value = value
        for symbol in symbols.reversed() { value = try make(.expectation(symbol), [term, value], range) }
        return value
      }
    case .distribution(let distribution):
      if case .name(let name) = distribution.kind, let symbol = random(named: name) {
        return try part(body).map { value throws(NotationError) in
          try wrap(randomized(value, among: [symbol]), withParameters([symbol]), range)
        }
      }
      if let reference = try lawReference(distribution) {
        return .closed(try expectation(reference, try term(body), range))
      }
      let term = try self.distribution(distribution, space: nil)
      let unfolded = try? term.unfolding(declarations.definitions)
      return try part(body).map { value throws(NotationError) in
        let symbols = random(in: value) { declared in
          declared == term || (try? declared.unfolding(declarations.definitions)) == unfolded
        }
        guard !symbols.isEmpty else {
          throw error(
            range, "no variable of this expectation is distributed as \(Spelling.plain(term))",
            hint: "name it: \\mathbb{E}_{x \\sim \(Spelling.latex(term))}")
        }
        return try wrap(value, symbols, range)
      }
    case .draws(let name, let distribution):
      let family = try draws(of: name, distribution, range)
      return try part(body).map { value throws(NotationError) in
        try make(.expectation(family.symbol), [family.distribution, value], range)
      }
    case .conditional(let of, let given):
      let view = try law(of: of + given, range)
      let density = Syntax.LawDensity(law: view.law.name, of: of, given: given, parameters: [])
      return try expectation(.distribution(Syntax(.lawDensity(density), range)), body, range)
    case .several(let parts):
      // The later are taken under the earlier, of whose variables they may speak.
      var inner = body
      for part in parts.reversed() { inner = Syntax(.expectation(part, inner), range) }
      return try self.part(inner)
    case .none:
      return try part(body).map { value throws(NotationError) in
        let value = try randomized(value, among: declarations.symbols)
        let symbols = random(in: value) { _ in true }
        if symbols.isEmpty, let reference = law(in: value) {
          try checkRandomParameters(of: value, range)
          return try expectation(reference, value, range)
        }
        if symbols.isEmpty, let before = averages.variables(of: value),
          before.allSatisfy({ bound[$0.variable.name] == nil })
        {
          var result = value
          for (variable, distribution) in before.reversed() {
            result = try make(.expectation(variable), [distribution, result], range)
          }
          return result
        }
        guard !symbols.isEmpty else {
          throw error(
            range, "nothing under this expectation is random",
            hint: "declare the distribution of a variable, as in $x \\sim p$")
        }
        return try wrap(value, withParameters(symbols), range)
      }
    }
  }

  /// A family whose members are drawn independently: Π_j q_j, or q for every member.
  private func draws(
    of name: String, _ syntax: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> (symbol: Symbol, distribution: Term) {
    guard let family = declarations.symbol(named: name), let ranges = declarations.families[family], ranges.count == 1
    else { throw error(range, "\(name) is no family with one index") }
    let whole = [Term(ranges[0].lower), Term(ranges[0].upper)]
    guard case .range(let limits, let body) = syntax.kind, !limits.isSum else {
      let index = Term.unusedIndex(in: [])
      let distribution = try self.distribution(syntax, space: family.shape)
      return (family, try make(.independent(index), whole + [distribution], range))
    }
    let index = Symbol.index(limits.index)
    var written = whole
    if let lower = limits.lower { written[0] = try term(lower) }
    if let upper = limits.upper { written[1] = try term(upper) }
    guard written == whole else {
      throw error(syntax.range, "the draws are those of all members of \(name)")
    }
    let distribution = try binding(index).distribution(body, space: family.shape)
    return (family, try make(.independent(index), whole + [distribution], range))
  }

  /// The declared random variables in a term, in order of declaration, which are not bound around it.
  private func random(in term: Term, _ condition: (Term) -> Bool) -> [Symbol] {
    let free = (try? term.unfolding(declarations.definitions))?.freeSymbols ?? term.freeSymbols
    return declarations.symbols.filter { symbol in
      guard free.contains(symbol), let distribution = declarations.distributions[symbol] else { return false }
      return bound[symbol.name] == nil && condition(distribution)
    }
  }

  /// The random variables with those that their distributions mention, which come before them.
  private func withParameters(_ symbols: [Symbol]) -> [Symbol] {
    var ordered: [Symbol] = []
    var seen: Set<Symbol> = []
    func visit(_ symbol: Symbol, _ room: Int) {
      guard room > 0, seen.insert(symbol).inserted, let distribution = declarations.distributions[symbol] else {
        return
      }
      for other in random(in: distribution, { _ in true }) { visit(other, room - 1) }
      ordered.append(symbol)
    }
    for symbol in symbols { visit(symbol, 200) }
    return ordered
  }

  private func wrap(_ value: Term, _ symbols: [Symbol], _ range: Range<Int>) throws(NotationError) -> Term {
    try checkRandomParameters(of: value, range)
    var value = value
    for symbol in symbols.reversed() {
      guard let distribution = declarations.distributions[symbol] else { continue }
      value = try make(.expectation(symbol), [distribution, value], range)
    }
    return value
  }

  /// The value with x in place of X's lower case where nothing in it is random: E[log p(x)] under X ~ p.
  private func randomized(_ value: Term, among symbols: [Symbol]) throws(NotationError) -> Term {
    guard random(in: value, { _ in true }).isEmpty else { return value }
    var replacements: [Symbol: Term] = [:]
    for symbol in symbols where declarations.distributions[symbol] != nil && symbol.name.count == 1 {
      let lower = symbol.name.lowercased()
      guard lower != symbol.name, let other = declarations.symbol(named: lower), other.shape == symbol.shape,
        bound[lower] == nil, declarations.definitions[other] == nil, value.freeSymbols.contains(other)
      else { continue }
      replacements[other] = Term(symbol)
    }
    do {
      return try value.substituting(replacements)
    } catch {
      throw self.error(0..<0, error.description)
    }
  }

  /// The one law of which the value mentions variables.
  private func law(in value: Term) -> LawReference? {
    let found = declarations.laws.keys.compactMap { LawView($0, declarations) }.filter { view in
      view.distributed.contains { value.freeSymbols.contains($0) && bound[$0.name] == nil }
    }
    guard let view = found.first, found.count == 1 else { return nil }
    let of = view.distributed.filter { value.freeSymbols.contains($0) && bound[$0.name] == nil }
    return LawReference(
      view: view, of: of.map { LawSlot(variable: $0, indices: nil, value: Term($0)) }, given: view.parameterSlots,
      isExplicit: true)
  }
}

extension Elaborator.LawReference {
  /// The distribution of the variables of these names.
  func over(_ names: [String]) -> Elaborator.LawReference {
    let chosen = of.filter { slot in names.contains { view.variable(named: $0) == slot.variable } }
    return Elaborator.LawReference(
      view: view, of: chosen.count == names.count ? chosen : of, given: given, isExplicit: true)
  }
}

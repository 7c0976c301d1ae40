import Symbolic

/// Optima and limits.
extension Elaborator {
  /// The largest or smallest value of a formula, or where it is taken.
  @inline(never)
  func optimum(
    _ extremum: Extremum, isArgument: Bool, over variables: [Syntax], _ body: Syntax, subjectTo: [Syntax],
    _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard let variable = variables.first else {
      throw error(range, "what is varied in this optimum is not written", hint: "write it below: \\arg\\max_x")
    }
    if isArgument, variables.count > 1 {
      throw error(range, "an optimum is taken over one name at a time")
    }
    for condition in subjectTo { try accept(condition, over: variables) }
    return try over(variable, body, range) { symbol, value throws(NotationError) in
      var value = value
      for other in variables.dropFirst().reversed() {
        value = try make(.extremum(self.variable(other), extremum), [value], range)
      }
      return try make(isArgument ? .optimizer(symbol, extremum) : .extremum(symbol, extremum), [value], range)
    }
  }

  /// The limit of a formula as a scalar goes to a point.
  @inline(never)
  func limit(_ variable: Syntax, to point: Syntax, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let end = try term(point)
    return try over(variable, body, range) { symbol, value throws(NotationError) in
      try make(.limit(symbol), [end, value], range)
    }
  }

  private func variable(_ syntax: Syntax) throws(NotationError) -> Symbol {
    if case .name(let name) = syntax.kind {
      if let symbol = bound[name] ?? declarations.symbol(named: name) { return symbol }
      // An index of entries or members needs no declaration.
      return .index(name)
    }
    throw error(syntax.range, "an optimum is taken over a name")
  }

  /// A formula as a function of a name, or of a member of a family, which gets a name of its own.
  private func over(
    _ variable: Syntax, _ body: Syntax, _ range: Range<Int>,
    _ make: (Symbol, Term) throws(NotationError) -> Term
  ) throws(NotationError) -> Term {
    if case .name = variable.kind {
      let symbol = try self.variable(variable)
      if declarations.definitions[symbol] != nil, bound[symbol.name] == nil {
        throw error(variable.range, "\(symbol.name) is defined, so that it cannot vary")
      }
      return try make(symbol, binding(symbol).term(body))
    }
    let member = try term(variable)
    guard case .application(let family) = member.head, declarations.families[family] != nil else {
      throw error(variable.range, "a name or a member of a family is needed here")
    }
    let value = try term(body)
    let taken = value.freeSymbols.union(declarations.symbols)
    let symbol = Symbol("\(family.name)^var", family.sort, family.domain).fresh(avoiding: taken)
    return try make(symbol, replacingMember(member, by: Term(symbol), in: value, range))
  }

  /// A condition that the domain of the variable states already.
  private func accept(_ condition: Syntax, over variables: [Syntax]) throws(NotationError) {
    for variable in variables {
      guard case .name(let name) = variable.kind, let symbol = declarations.symbol(named: name) else { continue }
      if symbol.domain == .simplex, condition.mentions(name) { return }
    }
    throw error(
      condition.range, "a condition of an optimum belongs into the declaration of what is varied",
      hint: #"declare it in its set, as in $\pi \in \Delta^{K-1}$"#)
  }
}

import Symbolic

/// Optima and limits.
extension Elaborator {
  @inline(never)
  func optimum(
    _ extremum: Extremum, isArgument: Bool, over variables: [Syntax], _ body: Syntax, _ conditions: [Syntax],
    _ range: Range<Int>
  ) throws(NotationError) -> Term {
    if variables.isEmpty, case .tuple(let values) = body.kind { return try self.extremum(extremum, of: values, range) }
    guard !variables.isEmpty, !isArgument || variables.count == 1 else {
      throw error(range, "the place of an optimum over several variables together is not supported")
    }
    if variables.count == 1, case .name(let name) = variables[0].kind, isIndex(name, conditions) {
      return try optimum(extremum, isArgument: isArgument, overIndex: variables[0], name, body, conditions, range)
    }
    if isArgument, conditions.isEmpty, case .power(let base, let exponent) = variables[0].kind,
      case .number(let number) = exponent.kind, number == Rational(2)
    {
      let (square, value) = try inSquare(of: base, term(body), range)
      return try make(.optimizer(square, extremum), [value], range)
    }
    var inner = self
    var symbols: [Symbol] = []
    for variable in variables {
      let symbol = try optimized(variable)
      inner.bound[symbol.name] = symbol
      symbols.append(symbol)
    }
    for condition in conditions where !(try inner.holdsAlways(condition)) {
      throw error(
        condition.range, "this condition of an optimum is not supported",
        hint: "declare the variable in the set, as in $\\pi \\in \\Delta^{K-1}$")
    }
    var value = try inner.term(body)
    for symbol in symbols.dropFirst().reversed() { value = try make(.extremum(symbol, extremum), [value], range) }
    return try make(isArgument ? .optimizer(symbols[0], extremum) : .extremum(symbols[0], extremum), [value], range)
  }

  /// The greatest or least of scalars: of a and b it is (a + b ± |a − b|) / 2.
  private func extremum(_ extremum: Extremum, of values: [Syntax], _ range: Range<Int>) throws(NotationError) -> Term {
    var result: Term?
    for value in values {
      let next = try term(value)
      guard next.shape.isScalar, !next.sort.isDistribution else {
        throw error(value.range, "the \(extremum == .maximum ? "greatest" : "least") of several is that of scalars")
      }
      guard let other = result else {
        result = next
        continue
      }
      // Each of the two is written twice.
      guard other.size + next.size <= 1000 else { throw error(range, "these expressions are too large to be compared") }
      let distance = try make(
        .absoluteValue, [make(.sum, [other, make(.negation, [next], range)], range)], range)
      let signed = extremum == .maximum ? distance : try make(.negation, [distance], range)
      result = try make(.quotient, [make(.sum, [other, next, signed], range), Term(2)], range)
    }
    guard let result else { throw error(range, "an expression is missing") }
    return result
  }

  /// Whether an optimum over the name runs through the numbers of a range: it has one, or is an index or new.
  private func isIndex(_ name: String, _ conditions: [Syntax]) -> Bool {
    guard let symbol = bound[name] ?? declarations.symbol(named: name) else {
      return conditions.isEmpty || conditions.contains { ends(of: $0) != nil }
    }
    return symbol.domain == .natural && symbol.sort == .scalar && !declarations.functions.contains(symbol)
      && declarations.definitions[symbol] == nil
  }

  /// The ends of j ∈ {1, …, K}.
  private func ends(of condition: Syntax) -> (first: Syntax, last: Syntax)? {
    guard case .comparison(.member, _, let set) = condition.kind, case .dots(let first, let last) = set.kind else {
      return nil
    }
    return (first, last)
  }

  /// min_j f and arg min_j f over the numbers that the condition says, or that the families and entries in f have.
  private func optimum(
    _ extremum: Extremum, isArgument: Bool, overIndex variable: Syntax, _ name: String, _ body: Syntax,
    _ conditions: [Syntax], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let index = Symbol.index(name)
    let undeclared = error(
      variable.range, "\(source.text(variable.range)) is not declared",
      hint: "declare what it runs through, as in $\(name) \\in \\mathbb{R}^n$")
    let isNew = bound[name] == nil && declarations.symbol(named: name) == nil
    let value: Term
    do {
      value = try binding(index).term(body)
    } catch {
      // Of what is called like no index, the name is what is wrong.
      throw isNew && conditions.isEmpty && !["i", "j", "k", "l", "m", "n", "s", "t"].contains(name) ? undeclared : error
    }
    let limits: (lower: Term, upper: Term)
    if let condition = conditions.first {
      guard conditions.count == 1, let ends = ends(of: condition) else {
        throw error(condition.range, "this condition of an optimum over an index is not supported")
      }
      limits = (try term(ends.first), try term(ends.last))
    } else {
      guard value.freeSymbols.contains(index) else {
        if isNew { throw undeclared }
        throw error(variable.range, "what is optimized does not depend on \(source.text(variable.range))")
      }
      guard let found = try? self.range(of: index, in: value, true, true, range) else { throw undeclared }
      limits = (Term(found.lower), Term(found.upper))
    }
    return try make(
      isArgument ? .optimizer(index, extremum) : .extremum(index, extremum), [limits.lower, limits.upper, value], range)
  }

  /// The symbol that an optimum is over: a declared one, or a law.
  private func optimized(_ variable: Syntax) throws(NotationError) -> Symbol {
    switch variable.kind {
    case .name(let name):
      guard let symbol = bound[name] ?? declarations.symbol(named: name) else {
        throw error(
          variable.range, "\(source.text(variable.range)) is not declared",
          hint: "declare what it runs through, as in $\(name) \\in \\mathbb{R}^n$")
      }
      guard !declarations.functions.contains(symbol) || bound[name] != nil else {
        throw error(variable.range, "\(source.text(variable.range)) is a function and not a variable")
      }
      if let view = law(name), !view.components.isEmpty {
        throw error(variable.range, "an optimum is over a law of which nothing is declared")
      }
      return symbol
    case .lawDensity(let density):
      guard let view = law(density.law), view.components.isEmpty else {
        throw error(variable.range, "an optimum is over a law of which nothing is declared")
      }
      return view.law
    default: throw error(variable.range, "an optimum is over a variable or a law")
    }
  }

  /// Whether a condition says no more than the domain of the variable.
  private func holdsAlways(_ condition: Syntax) throws(NotationError) -> Bool {
    guard case .comparison(let comparison, let left, let right) = condition.kind else { return false }
    let value = try term(left)
    switch comparison {
    case .equal:
      guard try term(right) == Term(1), case .summation(let index) = value.head,
        value.arguments[2].head == .entry, value.arguments[2].arguments.count == 2,
        value.arguments[2].arguments[1].symbol == index, value.arguments[0] == Term(1),
        let whole = value.arguments[2].arguments[0].symbol
      else { return false }
      return whole.domain == .simplex && value.arguments[1] == Term(whole.shape.rows)
    case .greaterOrEqual:
      let domain = DerivedDomain.domain(value)
      return try term(right) == Term(0) && [.positive, .nonnegative, .simplex].contains(domain)
    case .greater: return try term(right) == Term(0) && DerivedDomain.domain(value) == .positive
    case .member, .less, .lessOrEqual, .notEqual: return false
    }
  }

  @inline(never)
  func limit(_ variable: Syntax, to point: Syntax, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    guard case .name(let name) = variable.kind else {
      throw error(variable.range, "a limit is taken in a declared variable")
    }
    let symbol = bound[name] ?? declarations.symbol(named: name) ?? Symbol(name, Shape.scalar)
    guard symbol.sort == .scalar, !declarations.functions.contains(symbol) else {
      throw error(variable.range, "a limit is taken in a scalar, and \(name) is \(symbol.words)")
    }
    return try make(.limit(symbol), [term(point, expected: .scalar), binding(symbol).term(body)], range)
  }
}

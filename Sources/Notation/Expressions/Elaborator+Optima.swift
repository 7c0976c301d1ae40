import Symbolic

/// Optima and limits.
extension Elaborator {
  @inline(never)
  func optimum(
    _ extremum: Extremum, isArgument: Bool, over variables: [Syntax], _ body: Syntax, _ conditions: [Syntax],
    _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard !variables.isEmpty, !isArgument || variables.count == 1 else {
      throw error(range, "the place of an optimum over several variables together is not supported")
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

  /// The symbol that an optimum is over: a declared one, a law, or an index.
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

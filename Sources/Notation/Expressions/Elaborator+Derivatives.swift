import Symbolic

/// Derivatives, and formulas at a point.
extension Elaborator {
  /// ∂…f by each of the variables in turn, the last first.
  @inline(never)
  func derivative(by variables: [Syntax], order: Int, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Term
  {
    var variables = variables
    if variables.isEmpty { variables = Array(repeating: try onlyArgument(body, range), count: max(order, 1)) }
    if variables.count == 1, let atPoint = try derivativeAtArgument(by: variables[0], body, range) { return atPoint }
    guard let first = variables.first else { throw error(range, "what the derivative is taken by is missing") }
    return try derivative(by: first, range) { inner throws(NotationError) in
      let rest = Array(variables.dropFirst())
      return rest.isEmpty
        ? try inner.term(body) : try inner.derivative(by: rest, order: rest.count, body, range)
    }
  }

  /// The argument of a function under a ∇ with nothing below it.
  private func onlyArgument(_ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Syntax {
    if case .application(_, let arguments) = body.kind, arguments.count == 1 { return arguments[0] }
    throw error(range, "what this gradient is taken by is not written", hint: "write it below: \\nabla_x")
  }

  /// dJ(β̂)/dβ, the derivative of a formula by its parameter at another point.
  private func derivativeAtArgument(
    by variable: Syntax, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term? {
    guard case .application(let name, var arguments) = body.kind, let function = declarations.symbol(named: name),
      let formula = declarations.formulas[function], arguments.count == formula.parameters.count,
      let symbol = try? term(variable).symbol,
      let position = formula.parameters.firstIndex(where: { $0.name == symbol.name })
    else { return nil }
    let point = try term(arguments[position], expected: symbol.shape)
    guard point.symbol != symbol else { return nil }
    arguments[position] = variable
    let value = try term(Syntax(.application(name, arguments), body.range))
    return try make(.gradient(symbol), [point, value], range)
  }

  /// The derivative by one variable of what the closure reads.
  private func derivative(
    by variable: Syntax, _ range: Range<Int>, _ body: (Elaborator) throws(NotationError) -> Term
  ) throws(NotationError) -> Term {
    let target = try term(variable)
    switch target.head {
    case .symbol(let symbol):
      if declarations.definitions[symbol] != nil, bound[symbol.name] == nil {
        throw error(
          variable.range, "\(symbol.name) stands for \(Spelling.plain(declarations.definitions[symbol] ?? target))",
          hint: "take the derivative by a name that is declared, not defined")
      }
      return try make(.gradient(symbol), [target, body(binding(symbol))], range)
    case .application(let family) where declarations.families[family] != nil:
      return try make(.memberGradient(family), target.arguments + [body(self)], range)
    case .entry:
      guard case .entry(let whole, _) = variable.kind else { break }
      let gradient = try derivative(by: whole, range, body)
      return try make(.entry, [gradient] + target.arguments.dropFirst(), range)
    case .power where target.shape.isScalar && target.arguments[1].freeSymbols.isEmpty:
      // d/d(u^c) = (d/du) / (c u^(c−1))
      guard case .power(let base, _) = variable.kind else { break }
      let inner = try derivative(by: base, range, body)
      return try make(.quotient, [inner, slope(target, range)], range)
    case .inverse: return try derivative(byInverse: target, variable.range, range, body)
    default: break
    }
    throw error(
      variable.range, "a derivative is taken by a name, a member of a family, an entry, a power or an inverse of one")
  }

  /// c u^(c−1)
  private func slope(_ power: Term, _ range: Range<Int>) throws(NotationError) -> Term {
    let (base, exponent) = (power.arguments[0], power.arguments[1])
    if let number = exponent.number, number == Rational(2) { return try make(.product, [Term(2), base], range) }
    let less = try make(.sum, [exponent, make(.negation, [Term(1)], range)], range)
    return try make(.product, [exponent, make(.power, [base, less], range)], range)
  }

  /// The derivative by S⁻¹ at its value: of the body in which S is the inverse of the variable.
  private func derivative(
    byInverse target: Term, _ place: Range<Int>, _ range: Range<Int>,
    _ body: (Elaborator) throws(NotationError) -> Term
  ) throws(NotationError) -> Term {
    guard let symbol = target.arguments[0].symbol, declarations.definitions[symbol] == nil else {
      throw error(place, "a derivative by an inverse is taken by that of a name")
    }
    let value = try writingOut(body(self), over: symbol, range)
    let fresh = Symbol("\(symbol.name)^inv", symbol.sort, symbol.domain).fresh(avoiding: value.freeSymbols)
    let replaced = try substituting(symbol, by: make(.inverse, [Term(fresh)], range), in: value, range)
    return try make(.gradient(fresh), [target, replaced], range)
  }

  /// f′(a) and f″(a).
  @inline(never)
  func derivedApplication(
    _ name: String, order: Int, _ arguments: [Syntax], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard let function = declarations.symbol(named: name) else { throw error(range, "\(name) is not declared") }
    guard arguments.count == 1, order >= 1 else {
      throw error(range, "a prime on a function stands for the derivative by its one argument")
    }
    let point = try term(arguments[0])
    let parameter = point.symbol ?? declarations.formulas[function]?.parameters.first
    let variable = parameter ?? Symbol("x", point.sort).fresh(avoiding: point.freeSymbols)
    var inner = binding(variable)
    inner.bound[variable.name] = variable
    let call: Syntax.Kind =
      function.sort.isDistribution
      ? .density(Syntax(.name(name), range), Syntax(.name(variable.name), range))
      : .application(name, [Syntax(.name(variable.name), range)])
    var value = try inner.term(Syntax(call, range))
    for level in 1...order {
      value = try make(.gradient(variable), [level == order ? point : Term(variable), value], range)
    }
    return value
  }

  /// A formula with names replaced by values: f|_{x = a}.
  @inline(never)
  func evaluated(
    _ body: Syntax, _ places: [(Syntax, Syntax)], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    var value = try term(body)
    for (name, point) in places {
      let target = try term(name)
      let replacement = try term(point, expected: target.shape)
      guard target.shape == replacement.shape else {
        throw error(
          point.range, "\(source.text(name.range)) is \(target.shape.phrase), and this \(replacement.shape.phrase)")
      }
      if let symbol = target.symbol {
        value = try substituting(symbol, by: replacement, in: writingOut(value, over: symbol, range), range)
      } else {
        value = try replacingMember(target, by: replacement, in: value, range)
      }
    }
    return value
  }

  /// The body with definitions written out that mention the symbol.
  func writingOut(_ body: Term, over symbol: Symbol, _ range: Range<Int>) throws(NotationError) -> Term {
    do throws(TermError) {
      return try writingOut(body, over: symbol)
    } catch {
      throw self.error(range, error.description)
    }
  }

  /// The body with a symbol replaced.
  func substituting(
    _ symbol: Symbol, by value: Term, in body: Term, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    do throws(TermError) {
      return try body.substituting([symbol: value])
    } catch {
      throw self.error(range, error.description)
    }
  }

  /// The body with the member x_k of a family replaced: x_t becomes x_t + [t = k] (value − x_t).
  func replacingMember(
    _ member: Term, by value: Term, in body: Term, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard case .application(let family) = member.head, declarations.families[family] != nil else {
      throw error(range, "a name or a member of a family is needed here")
    }
    let written = try writingOut(body, over: family, range)
    func replacing(_ term: Term) throws -> Term {
      let mapped = try term.mapArguments(replacing)
      guard mapped.head == member.head else { return mapped }
      if mapped == member { return value }
      var isMember: Term?
      for (index, place) in zip(mapped.arguments, member.arguments) where index != place {
        let equal = try Term(.indicator, [index, place])
        isMember = try isMember.map { try Term(.product, [$0, equal]) } ?? equal
      }
      guard let isMember else { return value }
      let change = try Term(.sum, [value, Term(.negation, [mapped])])
      return try Term(.sum, [mapped, Term(.product, [isMember, change])])
    }
    guard let result = try? replacing(written) else { throw error(range, "this does not fit into the formula") }
    return result
  }
}

import Symbolic

/// Derivatives by symbols, members of families, entries, squares and inverses.
extension Elaborator {
  /// Derivatives by each variable in turn, the first last.
  @inline(never)
  func derivative(
    by variables: [Syntax], order: Int, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    var variables = variables
    if variables.isEmpty { variables = Array(repeating: try variable(of: body, range), count: order) }
    guard variables.count <= 4 else { throw error(range, "a derivative of this order is not supported") }
    if variables.count == 1, let value = try derivativeAtPoint(by: variables[0], body, range) { return value }
    var value = try term(body)
    for variable in variables.reversed() { value = try derivative(of: value, by: variable, range) }
    return value
  }

  /// The one argument of what stands behind a ∇ with nothing below it.
  private func variable(of body: Syntax, _ range: Range<Int>) throws(NotationError) -> Syntax {
    switch body.kind {
    case .application(_, let arguments) where arguments.count == 1: return arguments[0]
    case .density(_, let point): return point
    default:
      throw error(range, "the variable of this derivative is missing", hint: "write it below: \\nabla_x f")
    }
  }

  /// dJ(β̂)/dβ: the derivative of J at the point β̂, where the argument is not the variable itself.
  private func derivativeAtPoint(
    by variable: Syntax, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term? {
    guard case .application(let name, let arguments) = body.kind, bound[name] == nil,
      let function = declarations.symbol(named: name), let formula = declarations.formulas[function],
      arguments.count == formula.parameters.count, let base = variable.base
    else { return nil }
    let isSquare = if case .power = variable.kind { true } else { false }
    let wanted = isSquare ? base + "^2" : base
    guard
      let place = formula.parameters.firstIndex(where: { $0.name == wanted })
        ?? formula.parameters.firstIndex(where: { $0.name == base }),
      !arguments[place].mentions(base)
    else { return nil }
    if case .name = variable.kind {} else if !isSquare { return nil }
    let point = try term(arguments[place])
    var replacements: [Symbol: Term] = [:]
    for (number, argument) in arguments.enumerated() where number != place {
      replacements[formula.parameters[number]] = try term(argument)
    }
    // The parameter keeps a name that no other argument mentions.
    let parameter = formula.parameters[place]
    let taken = replacements.values.reduce(formula.body.freeSymbols) { $0.union($1.freeSymbols) }
    let fresh = parameter.fresh(avoiding: taken)
    replacements[parameter] = Term(fresh)
    do {
      return try make(.gradient(fresh), [point, formula.body.substituting(replacements)], range)
    } catch {
      throw self.error(range, String(describing: error))
    }
  }

  /// The derivative by one variable.
  @inline(never)
  private func derivative(of value: Term, by variable: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let place = variable.range
    switch variable.kind {
    case .name(let name):
      let symbol = try differentiable(name, place)
      return try make(.gradient(symbol), [Term(symbol), value], range)
    case .application(let name, let indices):
      return try derivative(of: value, byMember: name, indices, place, range)
    case .entry(let base, let indices):
      if case .name(let name) = base.kind, let family = declarations.symbol(named: name), bound[name] == nil,
        declarations.families[family] != nil
      {
        return try derivative(of: value, byMember: name, indices, place, range)
      }
      guard value.shape.isScalar else {
        throw error(range, "a derivative by an entry is taken of a scalar, not of \(value.shape.phrase)")
      }
      return try make(.entry, [derivative(of: value, by: base, range)] + terms(indices), range)
    case .transpose(let base), .superscriptT(let base):
      let gradient = try derivative(of: value, by: base, range)
      return value.shape.isScalar ? try make(.transpose, [gradient], range) : gradient
    case .power(let base, let exponent):
      guard case .number(let number) = exponent.kind, number == Rational(2) || number == Rational(-1) else {
        throw error(place, "a derivative by \(source.text(place)) is not supported")
      }
      return number == Rational(2)
        ? try derivative(of: value, bySquare: base, range) : try derivative(of: value, byInverse: base, range)
    case .function(.inverse, let base): return try derivative(of: value, byInverse: base, range)
    default: throw error(place, "a derivative is by a variable, a member of a family, an entry, a square or an inverse")
    }
  }

  private func differentiable(_ name: String, _ range: Range<Int>) throws(NotationError) -> Symbol {
    guard let symbol = bound[name] ?? declarations.symbol(named: name) else {
      throw error(
        range,
        declarations.isDimension(name)
          ? "\(name) is a dimension and has no derivative" : "\(source.text(range)) is not declared")
    }
    guard case .matrix = symbol.sort, symbol.domain != .natural,
      !declarations.functions.contains(symbol) || bound[name] != nil
    else {
      throw error(
        range, "\(source.text(range)) is \(symbol.words), and a derivative is by a value",
        hint: declarations.families[symbol] == nil ? nil : "name a member, such as \(name)_k")
    }
    return symbol
  }

  private func derivative(
    of value: Term, byMember name: String, _ indices: [Syntax], _ place: Range<Int>, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard let family = declarations.symbol(named: name), let ranges = declarations.families[family] else {
      throw error(place, "\(source.text(place)) is no variable")
    }
    let places = try terms(indices)
    guard places.count >= ranges.count else { throw error(place, "\(name) has \(ranges.count) indices") }
    let gradient = try make(.memberGradient(family), Array(places.prefix(ranges.count)) + [value], range)
    guard places.count > ranges.count else { return gradient }
    return try make(.entry, [gradient] + places.dropFirst(ranges.count), range)
  }

  /// By σ²: where σ is positive, σ is the root of the square.
  private func derivative(of value: Term, bySquare base: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let root = try term(base)
    guard root.shape.isScalar else { throw error(base.range, "a derivative by a square is by that of a scalar") }
    guard root.symbol != nil else {
      // df/dσ_k² = (df/dσ_k) / (2σ_k)
      let inner = try derivative(of: value, by: base, range)
      return try make(.quotient, [inner, make(.product, [Term(2), root], range)], range)
    }
    let (square, rewritten) = try inSquare(of: base, value, range)
    return try make(.gradient(square), [make(.power, [root, Term(2)], range), rewritten], range)
  }

  /// The value as a function of the square of a positive scalar, with the variable that stands for the square.
  func inSquare(
    of base: Syntax, _ value: Term, _ range: Range<Int>
  ) throws(NotationError) -> (square: Symbol, value: Term) {
    guard let symbol = try term(base).symbol, symbol.sort == .scalar else {
      throw error(base.range, "only the square of a declared scalar can be a variable")
    }
    guard symbol.domain == .positive else {
      throw error(
        base.range, "\(symbol.name) may be of either sign, so its square does not tell it",
        hint: "declare it positive, as in $\(source.text(base.range)) > 0$")
    }
    let square = Symbol("\(symbol.name)^2", Shape.scalar, .positive)
    let fresh = value.freeSymbols.contains(square) ? square.fresh(avoiding: value.freeSymbols) : square
    return (fresh, try rewriting(value, symbol, make(.squareRoot, [Term(fresh)], range), range))
  }

  /// By Σ⁻¹.
  private func derivative(of value: Term, byInverse base: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let matrix = try term(base)
    guard let symbol = matrix.symbol, symbol.shape.isSquare else {
      throw error(base.range, "a derivative by an inverse is by that of a declared matrix")
    }
    let fresh = symbol.fresh(avoiding: value.freeSymbols)
    let isScalar = symbol.shape.isScalar
    let invert = { (term: Term) throws(NotationError) in
      isScalar ? try make(.quotient, [Term(1), term], range) : try make(.inverse, [term], range)
    }
    let rewritten = try rewriting(value, symbol, invert(Term(fresh)), range)
    return try make(.gradient(fresh), [invert(matrix), rewritten], range)
  }

  /// The value in another variable, with the definitions written out that mention the old one.
  private func rewriting(
    _ value: Term, _ symbol: Symbol, _ replacement: Term, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    try checkParameters(of: value, symbol, range)
    do {
      return try writingOut(value, over: symbol).substituting([symbol: replacement])
    } catch {
      throw self.error(range, error.description)
    }
  }

  /// f′(a) and f″(a).
  @inline(never)
  func derived(
    _ name: String, order: Int, _ arguments: [Syntax], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard let function = declarations.symbol(named: name), arguments.count == 1 else {
      throw error(range, "a prime is the derivative of a function of one argument")
    }
    let point = try term(arguments[0])
    let parameter: Symbol
    var value: Term
    if let formula = declarations.formulas[function], formula.parameters.count == 1 {
      parameter = formula.parameters[0].fresh(avoiding: formula.body.freeSymbols.union(point.freeSymbols))
      do {
        value = try formula.body.substituting([formula.parameters[0]: Term(parameter)])
      } catch {
        throw self.error(range, error.description)
      }
    } else {
      parameter = Symbol("u", point.shape).fresh(avoiding: point.freeSymbols)
      value =
        function.sort.isDistribution
        ? try make(.density, [Term(function), Term(parameter)], range)
        : try make(.application(function), [Term(parameter)], range)
    }
    guard (1...3).contains(order) else { throw error(range, "a derivative of this order is not supported") }
    for _ in 1..<order { value = try make(.gradient(parameter), [Term(parameter), value], range) }
    return try make(.gradient(parameter), [point, value], range)
  }

  /// A formula with values in place of names: f|_{x = a}.
  @inline(never)
  func evaluated(_ body: Syntax, _ places: [(Syntax, Syntax)], _ range: Range<Int>) throws(NotationError) -> Term {
    var value = try term(body)
    var replacements: [Symbol: Term] = [:]
    for (name, point) in places {
      let left = try term(name)
      let right = try term(point, expected: left.shape)
      guard let symbol = left.symbol, left.shape == right.shape else {
        throw error(name.range, "the place of an evaluation names a variable and a value of its shape")
      }
      try checkParameters(of: value, symbol, range)
      replacements[symbol] = right
      do {
        value = try writingOut(value, over: symbol)
      } catch {
        throw self.error(range, error.description)
      }
    }
    do {
      return try value.substituting(replacements)
    } catch {
      throw self.error(range, error.description)
    }
  }
}

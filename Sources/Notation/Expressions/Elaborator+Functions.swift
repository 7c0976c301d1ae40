import Symbolic

/// Functions, families and formulas at their arguments.
extension Elaborator {
  /// A function, the member of a family, or a formula with its parameters replaced.
  @inline(never)
  func apply(_ function: Symbol, _ arguments: [Syntax], _ range: Range<Int>) throws(NotationError) -> Term {
    var values: [Term] = []
    let parameters = declarations.formulas[function]?.parameters ?? []
    for (place, argument) in arguments.enumerated() {
      if place < parameters.count, parameters[place].sort.isDistribution {
        values.append(try law(argument, parameters[place], function))
      } else {
        values.append(try term(argument))
      }
    }
    let expected = declarations.families[function]?.count ?? declarations.formulas[function]?.parameters.count
    // s_{12} is the member of row 1 and column 2.
    if expected == 2, values.count == 1, let number = values[0].number, number.isInteger,
      (11...99).contains(number.numerator), number.numerator % 10 > 0
    {
      let (row, column) = number.numerator.quotientAndRemainder(dividingBy: 10)
      values = [Term(row), Term(column)]
    }
    if let ranges = declarations.families[function] {
      guard values.count >= ranges.count else { throw count(function, ranges.count, values.count, range) }
      let member = try make(.application(function), Array(values.prefix(ranges.count)), range)
      if values.count == ranges.count { return member }
      // The entries of a member: x_{n,i} of vectors x_n.
      return try make(.entry, [member] + values.dropFirst(ranges.count), range)
    }
    guard let formula = declarations.formulas[function] else {
      return try make(.application(function), values, range)
    }
    return try value(of: function, formula, at: values, range)
  }

  /// The law that a formula is of, which no other can replace.
  private func law(_ argument: Syntax, _ law: Symbol, _ function: Symbol) throws(NotationError) -> Term {
    let found: Symbol?
    switch argument.kind {
    case .density(let inner, _): found = try term(inner).symbol
    case .name(let name): found = bound[name] ?? declarations.symbol(named: name)
    case .lawDensity(let density): found = self.law(density.law)?.law
    default: found = nil
    }
    guard found == law else {
      throw error(argument.range, "\(function.name) is defined for the distribution \(law.name)")
    }
    return Term(law)
  }

  /// The value of a formula with its parameters replaced.
  func value(
    of function: Symbol, _ formula: Formula, at values: [Term], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard values.count == formula.parameters.count else {
      throw count(function, formula.parameters.count, values.count, range)
    }
    var replacements: [Symbol: Term] = [:]
    for (parameter, value) in zip(formula.parameters, values) {
      guard value.shape == parameter.shape else {
        throw error(
          range, "\(parameter.name) of \(function.name) is \(parameter.shape.phrase), and this \(value.shape.phrase)")
      }
      if value.symbol != parameter { replacements[parameter] = value }
    }
    do {
      return try formula.body.substituting(replacements)
    } catch {
      throw self.error(range, error.description)
    }
  }

  private func count(_ function: Symbol, _ expected: Int, _ found: Int, _ range: Range<Int>) -> NotationError {
    error(range, "\(function.name) takes \(expected) \(expected == 1 ? "argument" : "arguments"), not \(found)")
  }
}

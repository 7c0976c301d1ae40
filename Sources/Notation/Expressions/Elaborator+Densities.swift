import Symbolic

/// Densities that are told apart by the names in their brackets.
extension Elaborator {
  /// p(y | β, τ) by what is declared of the letter; nil where no density of it is.
  func namedDensity(_ density: Syntax.LawDensity, _ range: Range<Int>) throws(NotationError) -> Term? {
    let table = DensityTable(letter: density.law, declarations)
    guard !table.forms.isEmpty else { return nil }
    var values: [String: Term] = [:]
    var names: [[String]] = []
    for arguments in [density.of, density.given + density.parameters] {
      var list: [String] = []
      for argument in arguments {
        let name = try variable(argument, table)
        guard values[name] == nil else { throw error(argument.value.range, "\(name) stands in \(density.law) twice") }
        values[name] = try term(argument.value)
        list.append(name)
      }
      names.append(list)
    }
    guard let factors = table.factors(of: names[0], given: names[1]) else {
      let known = table.forms.map { $0.function.name }.joined(separator: ", ")
      throw error(
        range, "nothing before tells this density; \(known) \(table.forms.count == 1 ? "is" : "are") known",
        hint: "state it in a paragraph that begins with **Given**")
    }
    let above = try product(factors.above, values, range)
    if factors.below.isEmpty { return above }
    return try make(.quotient, [above, product(factors.below, values, range)], range)
  }

  private func product(
    _ factors: [DensityTable.Factor], _ values: [String: Term], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    var terms: [Term] = []
    for factor in factors {
      var arguments: [Term] = []
      for value in factor.values {
        switch value {
        case .name(let name):
          guard let term = values[name] else { throw error(range, "\(name) has no value here") }
          arguments.append(term)
        case .inverse(let name):
          guard let term = values[name] else { throw error(range, "\(name) has no value here") }
          arguments.append(
            try term.shape.isScalar ? make(.quotient, [Term(1), term], range) : make(.inverse, [term], range))
        }
      }
      let function = factor.form.function
      if let formula = declarations.formulas[function] {
        terms.append(try value(of: function, formula, at: arguments, range))
      } else {
        terms.append(try make(.application(function), arguments, range))
      }
    }
    return terms.count == 1 ? terms[0] : try make(.product, terms, range)
  }

  /// The name that an argument has in the densities of the letter: that of β for β̂, and σ^2 for the square of σ̂.
  private func variable(
    _ argument: Syntax.LawArgument, _ table: DensityTable
  ) throws(NotationError) -> String {
    let syntax = argument.variable ?? argument.value
    guard let written = Elaborator.written(syntax) else {
      throw error(
        syntax.range, "\(source.text(syntax.range)) does not say which variable of the density it is",
        hint: "name it, as in p(y = …)")
    }
    let known = Set(table.forms.flatMap(\.names))
    if known.contains(written) { return written }
    if let plain = Elaborator.undecorated(written), known.contains(plain) { return plain }
    return written
  }

  private static func written(_ syntax: Syntax) -> String? {
    switch syntax.kind {
    case .name(let name): return name
    case .power(let base, let exponent):
      guard case .name(let name) = base.kind, case .number(let number) = exponent.kind, number == Rational(2) else {
        return nil
      }
      return name + "^2"
    default: return nil
    }
  }
}

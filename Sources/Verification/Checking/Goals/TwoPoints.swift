import Symbolic

/// Proportionality, and equality up to a constant, as comparisons of values at two points.
///
/// f ∝ g in v holds where f(v) g(v′) = g(v) f(v′), and f = g + const where f(v) + g(v′) = g(v) + f(v′), for all v and v′,
/// everything else being the same at both. So they are decided, proved and refuted as equations are.
struct TwoPoints {
  let declarations: Declarations

  /// What the step from one line to the other comes down to.
  func form(_ left: Term, _ relation: Relation, _ right: Term, in variables: [Symbol]) -> StepForm {
    guard !left.sort.isDistribution, left.sort == right.sort else {
      return .open(reason: "only values of one shape are compared up to a factor or a constant")
    }
    let variables = variables.filter { declarations.definitions[$0] == nil }
    guard !variables.isEmpty else {
      return .open(reason: "it is not known which variables the factor or constant must be free of")
    }
    do {
      let (left, right) = (try unfolded(left, variables), try unfolded(right, variables))
      var taken = Set(declarations.names).union((left.freeSymbols.union(right.freeSymbols)).map(\.name))
      var declarations = declarations
      var copies: [Symbol: Term] = [:]
      for variable in variables {
        let copy = try TwoPoints.declare(copyOf: variable, &declarations, &taken)
        copies[variable] = Term(copy)
      }
      let (otherLeft, otherRight) = (try left.substituting(copies), try right.substituting(copies))
      if relation == .equalUpToConstant {
        let goal = Goal(
          try Term(.sum, [left, otherRight]), .equal, try Term(.sum, [right, otherLeft]), declarations)
        return .goals([goal], needsValues: false)
      }
      return try proportionality((left, right), (otherLeft, otherRight), declarations)
    } catch {
      return .open(reason: "the lines cannot be written at a second point")
    }
  }

  private func proportionality(
    _ here: (left: Term, right: Term), _ there: (left: Term, right: Term), _ declarations: Declarations
  ) throws(TermError) -> StepForm {
    var sign = PositiveTerms(declarations: declarations)
    guard here.left.shape.isScalar else {
      guard here.left.shape.columns == .one else {
        return .open(reason: "proportionality is decided for scalars and vectors")
      }
      let cross = Goal(
        try Term(.product, [here.left, Term(.transpose, [there.right])]), .equal,
        try Term(.product, [here.right, Term(.transpose, [there.left])]), declarations)
      return .goals([cross], needsValues: true)
    }
    let products = (
      try Term(.product, [here.left, there.right]), try Term(.product, [here.right, there.left])
    )
    let (leftIsPositive, rightIsPositive) = (sign.isPositive(here.left), sign.isPositive(here.right))
    if leftIsPositive, rightIsPositive, sign.isExponential(here.left) || sign.isExponential(here.right) {
      let logarithms = Goal(
        try Term(.logarithm, [products.0]), .equal, try Term(.logarithm, [products.1]), declarations)
      return .goals([logarithms], needsValues: false)
    }
    let cross = Goal(products.0, .equal, products.1, declarations)
    // What is positive is proportional to nothing negative: the factor would be negative.
    let known = leftIsPositive ? here.right : rightIsPositive ? here.left : nil
    guard let known, !(leftIsPositive && rightIsPositive) else { return .goals([cross], needsValues: true) }
    return .goals([cross, Goal(known, .greaterOrEqual, Term(0), declarations)], needsValues: true)
  }

  /// The term with the definitions followed that depend on the variables.
  private func unfolded(_ term: Term, _ variables: [Symbol]) throws(TermError) -> Term {
    try term.unfolding(declarations.definitions(dependingOn: Set(variables)))
  }

  /// Declares a variable of the same kind under another name.
  static func declare(
    copyOf variable: Symbol, _ declarations: inout Declarations, _ taken: inout Set<String>
  ) throws(DeclarationError) -> Symbol {
    var name = variable.name + "'"
    while !taken.insert(name).inserted { name += "'" }
    let copy = variable.renamed(name)
    if let ranges = declarations.families[variable] {
      try declarations.declareFamily(copy, over: ranges)
    } else if let variables = declarations.laws[variable] {
      try declarations.declareLaw(copy, of: variables)
    } else if declarations.functions.contains(variable) {
      try declarations.declareFunction(copy)
    } else {
      try declarations.declare(copy)
    }
    return copy
  }
}

extension Declarations {
  /// The definitions in which one of the symbols occurs, be it through other definitions.
  func definitions(dependingOn symbols: Set<Symbol>) -> [Symbol: Term] {
    var reached = symbols
    var found: [Symbol: Term] = [:]
    var isChanged = true
    while isChanged {
      isChanged = false
      for (symbol, definition) in definitions
      where found[symbol] == nil && !symbols.contains(symbol) && !definition.freeSymbols.isDisjoint(with: reached) {
        found[symbol] = definition
        reached.insert(symbol)
        isChanged = true
      }
    }
    return found
  }
}

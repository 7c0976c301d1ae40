import Symbolic

/// Tells formulas that are densities of a variable whatever the values of all else: what is declared as a density must
/// be one, and of any other formula nothing is taken for granted.
struct DensityRecognition {
  private let declarations: Declarations

  init(_ declarations: Declarations) { self.declarations = declarations }

  /// Whether the formula is known to be a density of the variable, a symbol or a member of a family.
  func isDensity(_ formula: Term, of variable: Term) -> Bool {
    switch formula.head {
    case .density:
      return formula.arguments.count == 2 && formula.arguments[1] == variable
        && isConstant(formula.arguments[0], in: variable)
    case .entry:
      // π_z of a number z.
      return formula.arguments.count == 2 && formula.arguments[1] == variable && count(variable) != nil
        && isSimplex(formula.arguments[0], count(variable)) && isConstant(formula.arguments[0], in: variable)
    case .quotient:
      // 1/K for each of K values.
      guard let count = count(variable) else { return false }
      return formula.arguments[0] == Term(1) && formula.arguments[1] == Term(count)
    case .productOver(let index): return isChoice(formula, index, of: variable) { self.powerParts($0) }
    case .summation(let index): return isChoice(formula, index, of: variable) { self.productParts($0) }
    default: return false
    }
  }

  /// Π_k f(k)^{z_k} or Σ_k z_k f(k) over all entries of a 1-of-K variable z, which is f at the place of the one: a
  /// density of z where f(k) are probabilities, and of x where each f(k) is a density of x.
  private func isChoice(
    _ formula: Term, _ index: Symbol, of variable: Term, _ parts: (Term) -> (value: Term, choice: Term)?
  ) -> Bool {
    guard let (value, choice) = parts(formula.arguments[2]), choice.head == .entry, choice.arguments.count == 2,
      choice.arguments[1] == Term(index), choice.arguments[0].variable?.domain == .oneHot,
      !choice.arguments[0].freeSymbols.contains(index), formula.arguments[0] == Term(1),
      formula.arguments[1] == Term(choice.arguments[0].shape.rows)
    else { return false }
    guard choice.arguments[0] == variable else { return isDensity(value, of: variable) }
    return value.head == .entry && value.arguments.count == 2 && value.arguments[1] == Term(index)
      && isSimplex(value.arguments[0], variable.shape.rows) && isConstant(value.arguments[0], in: variable)
      && !value.arguments[0].freeSymbols.contains(index)
      || value.head == .quotient && value.arguments[0] == Term(1) && value.arguments[1] == Term(variable.shape.rows)
  }

  private func powerParts(_ term: Term) -> (value: Term, choice: Term)? {
    term.head == .power ? (term.arguments[0], term.arguments[1]) : nil
  }

  private func productParts(_ term: Term) -> (value: Term, choice: Term)? {
    guard term.head == .product, term.arguments.count == 2 else { return nil }
    let (first, second) = (term.arguments[0], term.arguments[1])
    if first.head == .entry, first.arguments[0].variable?.domain == .oneHot { return (second, first) }
    return (first, second)
  }

  /// How many values the variable has, where it is a number.
  private func count(_ variable: Term) -> Dimension? { variable.variable.flatMap { declarations.indexBounds[$0] } }

  /// Whether the entries are probabilities of so many values.
  private func isSimplex(_ vector: Term, _ count: Dimension?) -> Bool {
    guard vector.shape.columns == .one, let count, vector.shape.rows == count else { return false }
    return vector.variable?.domain == .simplex
  }

  /// Whether the value does not depend on the variable; of a member it must not depend on the family.
  private func isConstant(_ value: Term, in variable: Term) -> Bool {
    guard let symbol = variable.variable, let unfolded = try? value.unfolding(declarations.definitions) else {
      return false
    }
    return !unfolded.freeSymbols.contains(symbol)
  }
}

import Notation
import NumericCore
import Symbolic

/// Equations with unknowns, definitions that depend on the unknowns followed.
struct EquationSystem: Sendable, Hashable {
  /// The equations as terms that are to be zero.
  let residuals: [Term]
  /// What they are solved for.
  let unknowns: [Symbol]
  /// Everything else.
  let declarations: Declarations

  /// - Throws: `TermError` where the sides of an equation do not fit, or grow too large.
  init(_ equations: [Premise.Equation], unknowns: [Symbol], declarations: Declarations) throws(TermError) {
    let definitions = declarations.definitions(dependingOn: Set(unknowns))
    var residuals: [Term] = []
    for equation in equations {
      let left = try equation.left.unfolding(definitions)
      let right = try equation.right.unfolding(definitions)
      residuals.append(try EquationSystem.residual(left, right))
    }
    self.residuals = residuals
    self.unknowns = unknowns
    self.declarations = declarations
  }

  /// left − right; a plain 0 stands for the zero of any shape.
  static func residual(_ left: Term, _ right: Term) throws(TermError) -> Term {
    if right.isZero { return left }
    if left.isZero { return right }
    return try Term(.sum, [left, Term(.negation, [right])])
  }

  /// The residuals where the unknowns have these values, each to be compared with zero.
  func goals(at values: [UnknownValue]) throws(TermError) -> [Goal] {
    var goals: [Goal] = []
    var terms: [Term] = []
    for residual in residuals { terms.append(try residual.taking(values)) }
    let conditions = terms + values.compactMap { $0.existence(declarations) }.filter { !terms.contains($0) }
    for value in terms {
      let zero = value.shape.isScalar ? Term(0) : try Term(.zero(value.shape))
      goals.append(Goal(value, .equal, zero, declarations, where: conditions))
    }
    return goals
  }
}

extension Term {
  /// Whether the term is written as zero.
  var isZero: Bool {
    switch head {
    case .zero: true
    case .number(let number): number == .zero
    default: false
    }
  }
}

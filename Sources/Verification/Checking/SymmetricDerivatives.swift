import Notation
import Symbolic

extension ChainUnit {
  /// What is said of a step that holds by the other convention.
  static let otherConvention =
    "it holds where a derivative by a symmetric matrix counts each pair of equal entries once; here entries are independent"

  /// Whether a step that fails for derivatives with independent entries holds by the other convention for symmetric
  /// matrices, by which ∂f/∂S = G + G' − I ∘ G for the derivative G with independent entries.
  ///
  /// Source: Petersen & Pedersen (2012), The Matrix Cookbook, equation 138.
  func holdsForSymmetricDerivatives(_ index: Int) -> Bool {
    guard case .lines = forms[index], chain.steps[index].relation.isEquality,
      let left = try? terms[index].withSymmetricDerivatives(),
      let right = try? terms[index + 1].withSymmetricDerivatives(),
      left != terms[index] || right != terms[index + 1]
    else { return false }
    let found = exactAndFloatingCheck(left: left, right: right, declarations: declarations, seed: seed)
    return Computed(exact: found.exact, floating: found.floating, first: nil).isPass
  }
}

extension Term {
  /// The term with the derivatives by symmetric matrices taken by the convention that counts pairs of entries once.
  fileprivate func withSymmetricDerivatives() throws -> Term {
    let term = try mapArguments { try $0.withSymmetricDerivatives() }
    let variable: Symbol
    switch term.head {
    case .gradient(let symbol), .memberGradient(let symbol): variable = symbol
    default: return term
    }
    guard [.symmetric, .positiveSemidefinite, .positiveDefinite].contains(variable.domain),
      term.shape == variable.shape, !variable.shape.isScalar
    else { return term }
    let diagonal = try Term(.hadamardProduct, [Term(.identity(variable.shape.rows)), term])
    return try Term(.sum, [term, Term(.transpose, [term]), Term(.negation, [diagonal])])
  }
}

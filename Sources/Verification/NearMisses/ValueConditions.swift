import Symbolic

/// Something that must hold for a line to have a value.
///
/// A mutant without a value, such as one with the logarithm of a negative number, cannot be refuted. An edit therefore
/// counts as a mutant only if every condition that it brings in is known to hold.
enum ValueCondition: Hashable {
  /// Under a logarithm, a root or a broken power.
  case positive(Term)
  /// A covariance.
  case positiveDefinite(Term)
  /// Under an inverse.
  case invertible(Term)
  /// Below a fraction bar inside an expectation, where only constants are sure to leave it finite.
  case constant(Term, Symbol)
  /// A density that multiplies instead of standing under a logarithm: its expectation has no closed form here.
  case bareDensity(Term)
  /// An integrand that only a density keeps finite.
  case integrable(Term, Symbol)

  var isKnown: Bool {
    switch self {
    case .positive(let term): term.isKnownPositive
    case .positiveDefinite(let term): term.isKnownPositiveDefinite
    case .invertible(let term): term.isKnownInvertible
    case .constant(let term, let variable): !term.freeSymbols.contains(variable)
    case .bareDensity: false
    case .integrable(let term, let variable): Self.isIntegrable(term, variable)
    }
  }

  /// The conditions under which the term has a value.
  static func of(_ term: Term) -> Set<ValueCondition> {
    var found: Set<ValueCondition> = []
    collect(term, variables: [], into: &found)
    return found
  }

  private static func collect(_ term: Term, variables: [Symbol], into found: inout Set<ValueCondition>) {
    var inner = variables
    switch term.head {
    case .logarithm:
      found.insert(.positive(term.arguments[0]))
      collectUnderLogarithm(term.arguments[0], variables: variables, into: &found)
      return
    case .squareRoot: found.insert(.positive(term.arguments[0]))
    case .power:
      let exponent = term.arguments[1].rational
      if exponent?.isInteger != true { found.insert(.positive(term.arguments[0])) }
      if exponent.map({ $0.signum < 0 }) ?? true { constants(term.arguments[0], variables, &found) }
    case .quotient: constants(term.arguments[1], variables, &found)
    case .inverse:
      if !term.isScalar { found.insert(.invertible(term.arguments[0])) }
      constants(term.arguments[0], variables, &found)
    case .gaussian, .distributionWithMoments: found.insert(.positiveDefinite(term.arguments[1]))
    case .density: if !variables.isEmpty { found.insert(.bareDensity(term)) }
    case .expectation(let variable): inner.append(variable)
    case .integral(let variable):
      // The density that makes an integral finite stands bare, and an expectation reads it.
      found.insert(.integrable(term.arguments[0], variable))
    default: break
    }
    for (index, child) in term.arguments.enumerated() {
      collect(child, variables: index == term.arguments.count - 1 ? inner : variables, into: &found)
    }
  }

  /// Densities under a logarithm are tame, also where they are multiplied or divided.
  private static func collectUnderLogarithm(
    _ term: Term, variables: [Symbol], into found: inout Set<ValueCondition>
  ) {
    switch term.head {
    case .product, .quotient:
      for child in term.arguments { collectUnderLogarithm(child, variables: variables, into: &found) }
    case .density: for child in term.arguments { collect(child, variables: variables, into: &found) }
    default: collect(term, variables: variables, into: &found)
    }
  }

  private static func constants(_ term: Term, _ variables: [Symbol], _ found: inout Set<ValueCondition>) {
    for variable in variables where term.freeSymbols.contains(variable) { found.insert(.constant(term, variable)) }
  }

  /// Whether every summand has the density of the variable as its one factor outside of logarithms.
  private static func isIntegrable(_ term: Term, _ variable: Symbol) -> Bool {
    switch term.head {
    case .sum: return term.arguments.allSatisfy { isIntegrable($0, variable) }
    case .negation: return isIntegrable(term.arguments[0], variable)
    case .quotient:
      return !term.arguments[1].freeSymbols.contains(variable) && isIntegrable(term.arguments[0], variable)
    case .product:
      let carriers = term.arguments.filter { isIntegrable($0, variable) }
      return carriers.count == 1 && term.arguments.allSatisfy { carriers.contains($0) || isTame($0, variable) }
    case .density:
      return term.arguments[1].symbol == variable && !term.arguments[0].freeSymbols.contains(variable)
    default: return false
    }
  }

  /// Whether the term grows no faster than a polynomial and holds densities under logarithms only.
  private static func isTame(_ term: Term, _ variable: Symbol) -> Bool {
    if !term.freeSymbols.contains(variable) { return true }
    switch term.head {
    case .density, .exponential: return false
    case .logarithm:
      return term.arguments[0].factors.flatMap { $0.head == .quotient ? $0.arguments : [$0] }
        .allSatisfy { $0.head == .density || isTame($0, variable) }
    case .quotient where term.arguments[1].freeSymbols.contains(variable): return false
    case .inverse: return false
    case .power where term.arguments[1].rational.map({ $0.signum < 0 }) ?? true: return false
    default: return term.arguments.allSatisfy { isTame($0, variable) }
    }
  }
}

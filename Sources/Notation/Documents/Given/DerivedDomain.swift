import Symbolic

/// What is known of the values of a term from what is known of its symbols; never more than what is certain.
enum DerivedDomain {
  /// The domain of the term.
  static func domain(_ term: Term) -> Domain {
    let found = raw(term)
    if found == .natural { return .positive }
    guard term.shape.isScalar else { return found }
    switch found {
    case .positiveDefinite: return .positive
    case .positiveSemidefinite: return .nonnegative
    case .symmetric, .invertible: return .real
    default: return found
    }
  }

  private static func raw(_ term: Term) -> Domain {
    let parts = term.arguments
    switch term.head {
    case .symbol(let symbol): return symbol.domain
    case .number(let number): return number.numerator > 0 ? .positive : number.numerator == 0 ? .nonnegative : .real
    case .dimension(let dimension):
      return dimension.parts.allSatisfy { $0.coefficient > 0 } ? .positive : .real
    case .constant, .exponential, .ones: return .positive
    case .identity: return .positiveDefinite
    case .sum: return sum(parts)
    case .product: return product(parts, term.shape)
    case .quotient:
      return scaled(domain(parts[0]), by: domain(parts[1]) == .positive ? .positive : .real)
    case .power: return power(parts, term.shape)
    case .squareRoot: return domain(parts[0]) == .positive ? .positive : .nonnegative
    case .absoluteValue, .norm: return .nonnegative
    case .transpose:
      let inner = domain(parts[0])
      return inner == .simplex ? .nonnegative : inner
    case .inverse: return inverse(domain(parts[0]), term.shape)
    case .determinant: return domain(parts[0]) == .positiveDefinite ? .positive : .real
    case .diagonalMatrix: return diagonal(domain(parts[0]))
    case .vector: return domain(parts[0])
    case .entry:
      let whole = domain(parts[0])
      return whole == .positive ? .positive : isNonnegative(whole) ? .nonnegative : .real
    case .application(let function): return function.domain
    default: return .real
    }
  }

  private static func inverse(_ domain: Domain, _ shape: Shape) -> Domain {
    if shape.isScalar { return domain == .positive ? .positive : .real }
    return [.positiveDefinite, .invertible, .symmetric].contains(domain) ? domain : .real
  }

  private static func diagonal(_ entries: Domain) -> Domain {
    switch entries {
    case .positive: return .positiveDefinite
    case .nonnegative, .simplex: return .positiveSemidefinite
    default: return .symmetric
    }
  }

  private static func symmetry(_ domain: Domain) -> Domain {
    [.symmetric, .positiveDefinite, .positiveSemidefinite].contains(domain) ? .symmetric : .real
  }

  private static func isNonnegative(_ domain: Domain) -> Bool {
    [.positive, .nonnegative, .simplex].contains(domain)
  }

  private static func isSemidefinite(_ domain: Domain) -> Bool {
    domain == .positiveDefinite || domain == .positiveSemidefinite
  }

  private static func sum(_ parts: [Term]) -> Domain {
    let domains = parts.map(domain)
    if domains.allSatisfy(isNonnegative) { return domains.contains(.positive) ? .positive : .nonnegative }
    if domains.allSatisfy(isSemidefinite) {
      return domains.contains(.positiveDefinite) ? .positiveDefinite : .positiveSemidefinite
    }
    return domains.allSatisfy { symmetry($0) == .symmetric } ? .symmetric : .real
  }

  private static func product(_ parts: [Term], _ shape: Shape) -> Domain {
    let scalars = parts.filter(\.shape.isScalar)
    let others = parts.filter { !$0.shape.isScalar }
    let factors = scalars.map(domain)
    let factor: Domain =
      factors.allSatisfy { $0 == .positive } ? .positive : factors.allSatisfy(isNonnegative) ? .nonnegative : .real
    if others.isEmpty { return factor }
    if others.count == 1 { return scaled(domain(others[0]), by: factor) }
    // B'B and BB' are semidefinite, and so is B'CB for a semidefinite C.
    guard let first = others.first, let last = others.last, isTranspose(first, last) else { return .real }
    let middle = others.dropFirst().dropLast()
    guard middle.isEmpty || (middle.count == 1 && isSemidefinite(middle.first.map(domain) ?? .real)) else {
      return .real
    }
    return scaled(shape.isScalar ? .nonnegative : .positiveSemidefinite, by: factor)
  }

  private static func scaled(_ domain: Domain, by factor: Domain) -> Domain {
    switch factor {
    case .positive: return domain == .simplex ? .nonnegative : domain
    case .nonnegative:
      if isSemidefinite(domain) { return .positiveSemidefinite }
      return isNonnegative(domain) ? .nonnegative : symmetry(domain)
    default: return symmetry(domain)
    }
  }

  private static func isTranspose(_ a: Term, _ b: Term) -> Bool {
    if case .transpose = a.head { return a.arguments[0] == b }
    if case .transpose = b.head { return b.arguments[0] == a }
    return false
  }

  private static func power(_ parts: [Term], _ shape: Shape) -> Domain {
    guard shape.columns == .one else { return .real }
    let base = domain(parts[0])
    if base == .positive { return .positive }
    guard let exponent = parts[1].number, exponent.isInteger, exponent.numerator > 0 else { return .real }
    return isNonnegative(base) || exponent.numerator % 2 == 0 ? .nonnegative : .real
  }
}

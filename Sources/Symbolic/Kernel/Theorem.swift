/// An equation that holds for every value of its symbols that satisfies the declarations and the assumptions.
///
/// Only a `Kernel` makes theorems: the initializer cannot be reached from any other file, and nothing of a theorem can
/// be changed. What a theorem rests on is carried along by every step and cannot be lost.
public struct Theorem: Sendable {
  /// The left side.
  public let left: Term
  /// The right side.
  public let right: Term
  /// The rules of the normal form that were used.
  public let rules: RuleSet
  /// The identities that were used, by name.
  public let identities: Set<String>
  /// What is assumed because it is not known from the declarations.
  public let assumptions: Set<Condition>
  /// The declarations under which the equation holds.
  public let declarations: Declarations

  fileprivate init(
    _ left: Term, _ right: Term, rules: RuleSet = .none, identities: Set<String> = [],
    assumptions: Set<Condition> = [], declarations: Declarations
  ) {
    self.left = left
    self.right = right
    self.rules = rules
    self.identities = identities
    self.assumptions = assumptions
    self.declarations = declarations
  }

  /// The names of everything that the theorem rests on, in order.
  public var restsOn: [String] { rules.rules.map(\.name) + identities.sorted() }
}

/// Why the kernel refuses an inference.
public enum KernelError: Error, Hashable, Sendable {
  /// The right side of one equation is not the left side of the next.
  case doesNotChain
  /// The theorems hold under different declarations.
  case otherDeclarations
  /// The place does not hold the left side of the equation.
  case doesNotMatch
  /// The replacement of a symbol of an identity does not satisfy what the identity declares of it.
  case outsideDomain(symbol: String)
  /// A term of the inference has no sort.
  case illFormed(TermError)
}

/// The only maker of theorems, for one set of declarations.
///
/// It has five inferences: reflexivity, symmetry, transitivity, rewriting at one place, and instances of identities;
/// and one computation, that two terms have the same normal form under a set of rules (source: the design follows
/// Milner 1972, Edinburgh LCF). All else that searches for proofs is outside and cannot make a mistake that matters.
public final class Kernel {
  /// What the theorems of this kernel suppose.
  public let declarations: Declarations
  /// The rules that the normal form may use.
  public let rules: RuleSet
  private let normalizer: Normalizer
  private let hasReservedNames: Bool

  /// The kernel for those declarations.
  public init(declarations: Declarations, rules: RuleSet = .all) {
    self.declarations = declarations
    self.rules = rules
    normalizer = Normalizer(declarations: declarations)
    hasReservedNames = declarations.definitions.values.contains(where: \.usesReservedNames)
  }

  /// a = a.
  public func reflexivity(_ term: Term) -> Theorem { Theorem(term, term, declarations: declarations) }

  /// From a = b, b = a.
  public func symmetry(_ theorem: Theorem) -> Theorem {
    Theorem(
      theorem.right, theorem.left, rules: theorem.rules, identities: theorem.identities,
      assumptions: theorem.assumptions, declarations: theorem.declarations)
  }

  /// From a = b and b = c, a = c.
  public func transitivity(_ first: Theorem, _ second: Theorem) throws(KernelError) -> Theorem {
    guard first.right == second.left else { throw .doesNotChain }
    guard first.declarations == second.declarations else { throw .otherDeclarations }
    return Theorem(
      first.left, second.right, rules: first.rules.union(second.rules),
      identities: first.identities.union(second.identities),
      assumptions: first.assumptions.union(second.assumptions), declarations: first.declarations)
  }

  /// From a = b, c = c' where c' is c with the a at the place replaced by b.
  public func rewriting(_ term: Term, at path: [Int], by theorem: Theorem) throws(KernelError) -> Theorem {
    guard term.subterm(at: path) == theorem.left else { throw .doesNotMatch }
    if theorem.rules.contains(.definition), bindsDefined(term, path[...]) { throw .doesNotMatch }
    if leavesDomain(term, path[...], theorem) { throw .doesNotMatch }
    do {
      let result = try term.replacing(at: path, with: theorem.right)
      return Theorem(
        term, result, rules: theorem.rules, identities: theorem.identities, assumptions: theorem.assumptions,
        declarations: theorem.declarations)
    } catch {
      throw .illFormed(error)
    }
  }

  /// Whether a name that is defined is bound on the way to the place, where it stands for its variable.
  private func bindsDefined(_ term: Term, _ path: ArraySlice<Int>) -> Bool {
    guard let next = path.first, term.arguments.indices.contains(next) else { return false }
    if let bound = term.head.bound, next == term.arguments.count - 1, declarations.definitions[bound] != nil {
      return true
    }
    return bindsDefined(term.arguments[next], path.dropFirst())
  }

  /// Whether a derivative on the way to the place moves a variable of the theorem to where the theorem does not hold: the
  /// entries of a symmetric matrix are moved one by one, and what is equal for symmetric matrices alone has other
  /// derivatives.
  private func leavesDomain(_ term: Term, _ path: ArraySlice<Int>, _ theorem: Theorem) -> Bool {
    guard let next = path.first, term.arguments.indices.contains(next) else { return false }
    switch term.head {
    case .gradient(let variable), .memberGradient(let variable):
      guard next == term.arguments.count - 1, !variable.isOpen else { break }
      for side in [theorem.left, theorem.right] + theorem.assumptions.map(\.term) {
        guard let written = try? side.unfolding(declarations.definitions), !written.freeSymbols.contains(variable)
        else { return true }
      }
    default: break
    }
    return leavesDomain(term.arguments[next], path.dropFirst(), theorem)
  }

  /// left = right, where both have the same normal form under the rules; nil where they have not, or have none.
  public func equality(_ left: Term, _ right: Term, rules chosen: RuleSet = .all) -> Theorem? {
    guard left.sort == right.sort, !left.sort.isDistribution, !hasReservedNames, !left.usesReservedNames,
      !right.usesReservedNames
    else { return nil }
    let allowed = rules.intersection(chosen)
    guard let a = try? normalizer.result(left, rules: allowed), let b = try? normalizer.result(right, rules: allowed),
      a.polynomial == b.polynomial
    else { return nil }
    return Theorem(
      left, right, rules: a.used.union(b.used), assumptions: a.conditions.union(b.conditions),
      declarations: declarations)
  }

  /// The term of the normal form, as an equation; nil where there is none.
  public func normalForm(_ term: Term, rules chosen: RuleSet = .all) -> Theorem? {
    guard !term.usesReservedNames, !hasReservedNames,
      let result = try? normalizer.result(term, rules: rules.intersection(chosen)),
      let image = try? normalizer.term(result.polynomial).withReadableNames(), image.sort == term.sort
    else { return nil }
    return equality(term, image, rules: chosen)
  }

  /// An instance of an identity: its symbols replaced by terms, its dimensions by dimensions.
  ///
  /// Each replacement must have the shape and satisfy the domain that the identity declares; that a matrix has an
  /// inverse becomes an assumption where it is not known.
  ///
  /// - Throws: `KernelError.outsideDomain` with the symbol whose replacement is not known to satisfy its domain.
  public func instance(of identity: Identity, _ substitution: Substitution) throws(KernelError) -> Theorem {
    var assumptions: Set<Condition> = []
    var substitution = substitution
    // A definition is bound by the binders around it; written out, a replacement means the same everywhere.
    for (symbol, replacement) in substitution.terms {
      guard let written = try? replacement.unfolding(declarations.definitions) else {
        throw .outsideDomain(symbol: symbol.name)
      }
      substitution.terms[symbol] = written
    }
    for symbol in identity.variables {
      guard let replacement = substitution.terms[symbol],
        replacement.sort == symbol.sort.substituting(substitution.dimensions)
      else { throw .outsideDomain(symbol: symbol.name) }
      switch membership(replacement, in: symbol.domain) {
      case .holds: break
      case .assumed(let condition): assumptions.insert(condition)
      case .unknown: throw .outsideDomain(symbol: symbol.name)
      }
    }
    do {
      let left = try identity.left.instantiating(substitution)
      let right = try identity.right.instantiating(substitution)
      for side in [left, right] { assumptions.formUnion(existence(side)) }
      return Theorem(
        left, right, identities: [identity.name], assumptions: assumptions, declarations: declarations)
    } catch {
      throw .illFormed(error)
    }
  }

  /// What must hold for a term to have a value, as far as it is not known: inverses and denominators.
  private func existence(_ term: Term) -> Set<Condition> {
    var found: Set<Condition> = []
    func require(_ kind: Condition.Kind, _ inner: Term) {
      let domain = kind == .invertible ? Domain.positiveDefinite : .positive
      if inner.shape.isScalar, let number = inner.number, number != .zero { return }
      if case .holds = membership(inner, in: inner.shape.isScalar ? .positive : domain) { return }
      if let symbol = inner.symbol, symbol.domain == .invertible { return }
      found.insert(Condition(kind: inner.shape.isScalar ? .nonzero : kind, term: inner))
    }
    term.forEachSubterm { inner, _ in
      switch inner.head {
      case .inverse: require(.invertible, inner.arguments[0])
      case .quotient: require(.nonzero, inner.arguments[1])
      case .power where inner.arguments[1].number.map { $0 < .zero } ?? true:
        require(.nonzero, inner.arguments[0])
      default: break
      }
    }
    return found
  }

  private enum Membership {
    case holds
    case assumed(Condition)
    case unknown
  }

  private func membership(_ term: Term, in domain: Domain) -> Membership {
    guard domain != .real else { return .holds }
    guard let value = try? normalizer.result(term, rules: rules).polynomial else { return .unknown }
    switch domain {
    case .real: return .holds
    case .positive:
      if case .symbol(let symbol) = term.head, symbol.domain == .positive { return .holds }
      return normalizer.isPositive(value) ? .holds : .unknown
    case .nonnegative: return normalizer.isNonnegative(value) ? .holds : .unknown
    case .symmetric: return normalizer.isSymmetricPolynomial(value) ? .holds : .unknown
    case .positiveDefinite: return normalizer.isPositiveDefinite(value) ? .holds : .unknown
    case .positiveSemidefinite:
      if normalizer.isPositiveDefinite(value) { return .holds }
      if case .symbol(let symbol) = term.head, symbol.domain == .positiveSemidefinite { return .holds }
      return .unknown
    case .invertible:
      return normalizer.isPositiveDefinite(value) ? .holds : .assumed(Condition(kind: .invertible, term: term))
    case .simplex, .natural, .binary, .oneHot, .fullColumnRank:
      if case .symbol(let symbol) = term.head, symbol.domain == domain { return .holds }
      return .unknown
    }
  }
}

extension Symbol {
  /// Whether a step of any one entry, small enough, leaves the symbol in its domain.
  fileprivate var isOpen: Bool {
    switch domain {
    case .real, .positive, .invertible, .fullColumnRank: true
    case .positiveDefinite: shape.isScalar
    case .nonnegative, .symmetric, .positiveSemidefinite, .simplex, .natural, .binary, .oneHot: false
    }
  }
}

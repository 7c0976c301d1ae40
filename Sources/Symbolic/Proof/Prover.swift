/// Looks for proofs of equations; what it finds, the kernel has made.
public final class Prover {
  /// The kernel that makes the theorems.
  public let kernel: Kernel
  private lazy var identities = makeIdentities()
  private let makeIdentities: @Sendable () -> [Identity]
  private var minimal: [Pair: RuleSet] = [:]

  private struct Pair: Hashable {
    let left: Term
    let right: Term
  }

  /// The greatest number of instances of identities that are tried for one step.
  private static let attempts = 400
  /// The most places of a term at which they are tried.
  private static let placeLimit = 300

  /// A prover with the rules of the kernel and identities besides, which are asked for where no rule leads on.
  public init(kernel: Kernel, identities: @escaping @Sendable () -> [Identity]) {
    self.kernel = kernel
    makeIdentities = identities
  }

  /// A prover with the rules of the kernel and these identities.
  public convenience init(kernel: Kernel, identities: [Identity] = []) {
    self.init(kernel: kernel) { identities }
  }

  /// A theorem left = right that rests on as few rules as could be found, or nil.
  ///
  /// - Parameter hint: The reason that the writer gave; identities that it names are tried first.
  public func prove(_ left: Term, _ right: Term, hint: String? = nil) -> Theorem? {
    if left == right { return kernel.reflexivity(left) }
    if let theorem = proveByNormalForm(left, right) { return theorem }
    return proveByIdentity(left, right, hint: hint)
  }

  private func proveByNormalForm(_ left: Term, _ right: Term) -> Theorem? {
    let core = Difference.core(left, right)
    if let rules = minimalRules(core.left, core.right), let theorem = kernel.equality(left, right, rules: rules) {
      return theorem
    }
    guard let theorem = kernel.equality(left, right) else { return nil }
    guard let rules = minimalRules(left, right) else { return theorem }
    return kernel.equality(left, right, rules: rules) ?? theorem
  }

  /// Rules of which none can be left out, under which both sides have one normal form.
  private func minimalRules(_ left: Term, _ right: Term) -> RuleSet? {
    let pair = Pair(left: left, right: right)
    if let known = minimal[pair] { return known }
    if kernel.equality(left, right, rules: .none) != nil { return RuleSet.none }
    guard var rules = kernel.equality(left, right)?.rules else { return nil }
    for rule in rules.rules.reversed() {
      if let theorem = kernel.equality(left, right, rules: rules.without(rule)) { rules = theorem.rules }
    }
    minimal[pair] = rules
    return rules
  }

  private func proveByIdentity(_ left: Term, _ right: Term, hint: String?) -> Theorem? {
    if identities.isEmpty { return nil }
    let named = hint.map { hint in identities.filter { hint.contains($0.name) } } ?? []
    let others = identities.filter { identity in !named.contains { $0.name == identity.name } }
    let (leftPlaces, rightPlaces) = (Prover.places(in: left), Prover.places(in: right))
    var attempts = 0
    for identity in named + others {
      for direction in [identity, identity.reversed] {
        if let theorem = rewrite(left, at: leftPlaces, to: right, by: direction, &attempts) { return theorem }
        if let theorem = rewrite(right, at: rightPlaces, to: left, by: direction, &attempts) {
          return kernel.symmetry(theorem)
        }
        if attempts > Prover.attempts { return nil }
      }
    }
    return nil
  }

  /// A subterm and where it is.
  private typealias Place = (subterm: Term, path: [Int])

  /// The places of a term at which an identity may be used.
  private static func places(in term: Term) -> [Place] {
    var places: [Place] = []
    term.forEachSubterm { subterm, path in
      if places.count < placeLimit { places.append((subterm, path)) }
    }
    return places
  }

  /// Rewrites one place of a term by an instance of the identity so that the result has the normal form of the goal.
  private func rewrite(
    _ term: Term, at places: [Place], to goal: Term, by identity: Identity, _ attempts: inout Int
  ) -> Theorem? {
    let variables = Set(identity.variables)
    for (subterm, path) in places {
      for substitution in Matcher.matches(identity, of: variables, subterm) {
        attempts += 1
        if attempts > Prover.attempts { return nil }
        guard let instance = try? kernel.instance(of: identity, substitution),
          let bridge = instance.left == subterm
            ? kernel.reflexivity(subterm) : kernel.equality(subterm, instance.left),
          let local = try? kernel.transitivity(bridge, instance),
          let rewritten = try? kernel.rewriting(term, at: path, by: local)
        else { continue }
        guard let rest = rewritten.right == goal ? kernel.reflexivity(goal) : proveByNormalForm(rewritten.right, goal)
        else { continue }
        if let theorem = try? kernel.transitivity(rewritten, rest) { return theorem }
      }
    }
    return nil
  }
}

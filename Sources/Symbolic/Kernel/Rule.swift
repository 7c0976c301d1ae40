/// A rule that the normal form knows, named as the claim of the identity file that states it.
///
/// Addition, multiplication and transposition of matrices are not listed: they are what the normal form is made of.
/// Every rule can be left out, which makes the normal form weaker but never unsound; so the rules that a step really
/// needs can be found by leaving out the others.
public enum Rule: String, CaseIterable, Sendable, Hashable {
  /// A name stands for its definition.
  case definition = "definition"
  /// tr(aA + bB) = a tr A + b tr B.
  case traceLinear = "trace-linear"
  /// tr(AB) = tr(BA).
  case traceCyclic = "trace-cyclic"
  /// tr(Aᵀ) = tr A.
  case traceTranspose = "trace-transpose"
  /// tr(a) = a for a scalar, so xᵀAx = tr(xᵀAx).
  case traceOfScalar = "trace-of-scalar"
  /// tr I = n.
  case traceIdentity = "trace-identity"
  /// A A⁻¹ = I.
  case inverseCancels = "inverse-cancels"
  /// (AB)⁻¹ = B⁻¹A⁻¹.
  case inverseProduct = "inverse-product"
  /// |AB| = |A||B|, |A⁻¹| = 1/|A|, |Aᵀ| = |A|, |cA| = cⁿ|A|.
  case determinantProduct = "determinant-product"
  /// |diag(v)| = Π v_i.
  case determinantDiagonal = "determinant-diagonal"
  /// diag(v)⁻¹ = diag(1/v).
  case inverseDiagonal = "inverse-diagonal"
  /// log(ab) = log a + log b and log(aᵏ) = k log a, for positive a and b.
  case logProduct = "log-product"
  /// log exp a = a and exp(log a) = a, exp(a + b) = exp a exp b.
  case logExponential = "log-exponential"
  /// Σ(a f + b g) = a Σf + b Σg.
  case sumLinear = "sum-linear"
  /// xᵀy = Σ x_i y_i, (AB)_ij = Σ A_ik B_kj, tr A = Σ A_ii.
  case components = "components"
  /// E[aX + bY + c] = a E[X] + b E[Y] + c, also through traces and products with constant matrices.
  case expectationLinear = "expectation-linear"
  /// E[x] = μ.
  case expectationMean = "expectation-mean"
  /// E[xxᵀ] = Σ + μμᵀ.
  case secondMoment = "second-moment"
  /// Moments of order three and more of a Gaussian are sums over pairings (Isserlis 1918).
  case gaussianMoments = "gaussian-moments"
  /// log N(x; μ, Σ) = -n/2 log 2π - 1/2 log|Σ| - 1/2 (x - μ)ᵀΣ⁻¹(x - μ).
  case gaussianLogDensity = "gaussian-log-density"
  /// ∫ p(x) f(x) dx = E_p[f(x)].
  case expectationIntegral = "expectation-integral"
  /// KL(p ‖ q) = E_p[log p(x) - log q(x)].
  case divergenceDefinition = "kl-definition"
  /// H(p) = -E_p[log p(x)].
  case entropyDefinition = "entropy-definition"

  /// The name of the identity.
  public var name: String { rawValue }

  private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, 0..<UInt64(allCases.count)))
  fileprivate var position: UInt64 { Rule.positions[self] ?? 63 }
}

/// A set of rules, one bit each.
public struct RuleSet: Hashable, Sendable {
  private var bits: UInt64

  private init(bits: UInt64) { self.bits = bits }

  /// The set of these rules.
  public init(_ rules: some Sequence<Rule>) {
    bits = rules.reduce(0) { $0 | (1 << $1.position) }
  }

  /// No rule: the algebra of matrices alone.
  public static let none = RuleSet(bits: 0)
  /// Every rule.
  public static let all = RuleSet(Rule.allCases)

  /// Whether the rule is in the set.
  public func contains(_ rule: Rule) -> Bool { bits & (1 << rule.position) != 0 }
  /// The set without the rule.
  public func without(_ rule: Rule) -> RuleSet { RuleSet(bits: bits & ~(1 << rule.position)) }
  /// The set with the rule.
  public func with(_ rule: Rule) -> RuleSet { RuleSet(bits: bits | (1 << rule.position)) }
  /// The rules of both.
  public func union(_ other: RuleSet) -> RuleSet { RuleSet(bits: bits | other.bits) }
  /// The rules that both have.
  public func intersection(_ other: RuleSet) -> RuleSet { RuleSet(bits: bits & other.bits) }
  /// The rules in order.
  public var rules: [Rule] { Rule.allCases.filter(contains) }
  mutating func insert(_ rule: Rule) { bits |= (1 << rule.position) }
}

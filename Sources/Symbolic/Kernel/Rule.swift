/// A rule that the normal form knows, named as the claim of the identity file that states it.
///
/// Addition, multiplication and transposition of matrices are not listed: they are what the normal form is made of.
/// Every rule can be left out, which makes the normal form weaker but never unsound; so the rules that a step really
/// needs can be found by leaving out the others.
public enum Rule: UInt8, CaseIterable, Sendable, Hashable {
  /// A name stands for its definition.
  case definition
  /// tr(aA + bB) = a tr A + b tr B.
  case traceLinear
  /// tr(AB) = tr(BA).
  case traceCyclic
  /// tr(Aᵀ) = tr A.
  case traceTranspose
  /// tr(a) = a for a scalar, so xᵀAx = tr(xᵀAx).
  case traceOfScalar
  /// tr I = n.
  case traceIdentity
  /// A A⁻¹ = I.
  case inverseCancels
  /// (AB)⁻¹ = B⁻¹A⁻¹.
  case inverseProduct
  /// |AB| = |A||B|, |A⁻¹| = 1/|A|, |Aᵀ| = |A|, |cA| = cⁿ|A|.
  case determinantProduct
  /// |diag(v)| = Π v_i.
  case determinantDiagonal
  /// diag(v)⁻¹ = diag(1/v).
  case inverseDiagonal
  /// (A ⊗ B)(C ⊗ D) = AC ⊗ BD, (A ⊗ B)ᵀ = Aᵀ ⊗ Bᵀ, (A ⊗ B)⁻¹ = A⁻¹ ⊗ B⁻¹ and |A ⊗ B| = |A|^q |B|^p.
  case kroneckerProduct
  /// vec(AXB) = (Bᵀ ⊗ A) vec X and tr(AᵀB) = vec(A)ᵀ vec(B).
  case vectorization
  /// log MN(X; M, U, V) = -np/2 log 2π - n/2 log|V| - p/2 log|U| - 1/2 tr(V⁻¹(X - M)ᵀU⁻¹(X - M)).
  case matrixGaussianDensity
  /// log(ab) = log a + log b and log(aᵏ) = k log a, for positive a and b.
  case logProduct
  /// log exp a = a and exp(log a) = a, exp(a + b) = exp a exp b.
  case logExponential
  /// Σ(a f + b g) = a Σf + b Σg.
  case sumLinear
  /// Σ_i Σ_j f = Σ_j Σ_i f.
  case sumOrder
  /// Σ_{i=2}^n f(i - 1) = Σ_{i=1}^{n-1} f(i) and Σ_{i=1}^n f(i) = f(1) + Σ_{i=2}^n f(i).
  case sumShift
  /// Σ_i [i = k] f(i) = f(k), where k is one of the indices.
  case indicatorSum
  /// Π_i f(i)^[i = k] = f(k), where k is one of the indices.
  case indicatorProduct
  /// xᵀy = Σ x_i y_i, (AB)_ij = Σ A_ik B_kj, tr A = Σ A_ii.
  case components
  /// E[aX + bY + c] = a E[X] + b E[Y] + c, also through traces and products with constant matrices.
  case expectationLinear
  /// E[f(x_i, x_j)] over independent x_1, …, x_n is E over x ~ p_i of E over y ~ p_j of f(x, y) where i ≠ j, and E over
  /// x ~ p_i of f(x, x) where i = j.
  case independentDraws
  /// E[x] = μ.
  case expectationMean
  /// E[xxᵀ] = Σ + μμᵀ.
  case secondMoment
  /// Moments of order three and more of a Gaussian are sums over pairings (Isserlis 1918).
  case gaussianMoments
  /// log N(x; μ, Σ) = -n/2 log 2π - 1/2 log|Σ| - 1/2 (x - μ)ᵀΣ⁻¹(x - μ).
  case gaussianLogDensity
  /// ∫ p(x) f(x) dx = E_p[f(x)].
  case expectationIntegral
  /// p(z | x) = p(x, z) / p(x), where p(x) > 0.
  case conditionalDensity
  /// ∫ p(x, z) dz = p(x) and ∫ p(z) dz = 1.
  case marginalDensity
  /// ∫∫ f(x, z) dz dx = ∫∫ f(x, z) dx dz.
  case integralOrder
  /// ∂(a f + b g) = a ∂f + b ∂g, ∂(f g) = f ∂g + g ∂f and ∂fᵏ = k fᵏ⁻¹ ∂f.
  case gradientProduct
  /// ∂ tr(A X B) / ∂X = AᵀBᵀ, of every place at which X stands.
  case gradientTrace
  /// ∂ tr(A X⁻¹) / ∂X = -(X⁻¹ A X⁻¹)ᵀ.
  case gradientInverse
  /// ∂|X| / ∂X = |X| X⁻ᵀ.
  case gradientDeterminant
  /// ∂ log f = ∂f / f and ∂ exp f = exp(f) ∂f.
  case gradientLogarithm
  /// Derivatives pass through sums, expectations and integrals whose distribution does not move.
  case gradientSum
  /// ∂ f(x_j) / ∂x_k = [j = k] f'(x_k).
  case gradientMember
  /// KL(p ‖ q) = E_p[log p(x) - log q(x)].
  case divergenceDefinition
  /// H(p) = -E_p[log p(x)].
  case entropyDefinition

  /// The name of the identity.
  public var name: String {
    switch self {
    case .definition: "definition"
    case .traceLinear: "trace-linear"
    case .traceCyclic: "trace-cyclic"
    case .traceTranspose: "trace-transpose"
    case .traceOfScalar: "trace-of-scalar"
    case .traceIdentity: "trace-identity"
    case .inverseCancels: "inverse-cancels"
    case .inverseProduct: "inverse-product"
    case .determinantProduct: "determinant-product"
    case .determinantDiagonal: "determinant-diagonal"
    case .inverseDiagonal: "inverse-diagonal"
    case .kroneckerProduct: "kronecker-product"
    case .vectorization: "vectorization"
    case .matrixGaussianDensity: "matrix-gaussian-density"
    case .logProduct: "log-product"
    case .logExponential: "log-exponential"
    case .sumLinear: "sum-linear"
    case .sumOrder: "sum-order"
    case .sumShift: "sum-shift"
    case .indicatorSum: "indicator-sum"
    case .indicatorProduct: "indicator-product"
    case .components: "components"
    case .expectationLinear: "expectation-linear"
    case .independentDraws: "independent-draws"
    case .expectationMean: "expectation-mean"
    case .secondMoment: "second-moment"
    case .gaussianMoments: "gaussian-moments"
    case .gaussianLogDensity: "gaussian-log-density"
    case .expectationIntegral: "expectation-integral"
    case .conditionalDensity: "conditional-density"
    case .marginalDensity: "marginal-density"
    case .integralOrder: "integral-order"
    case .gradientProduct: "gradient-product"
    case .gradientTrace: "gradient-trace"
    case .gradientInverse: "gradient-inverse"
    case .gradientDeterminant: "gradient-determinant"
    case .gradientLogarithm: "gradient-logarithm"
    case .gradientSum: "gradient-sum"
    case .gradientMember: "gradient-member"
    case .divergenceDefinition: "kl-definition"
    case .entropyDefinition: "entropy-definition"
    }
  }

  /// The rule of that name.
  public init?(named name: String) {
    guard let rule = Rule.allCases.first(where: { $0.name == name }) else { return nil }
    self = rule
  }

  fileprivate var position: UInt64 { UInt64(rawValue) }
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

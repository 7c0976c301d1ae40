import NumericCore

/// The linear Gaussian state space: states zₜ = A zₜ₋₁ + ε, ε ~ N(0, Σ), are seen as xₜ = B zₜ + η, η ~ N(0, Γ).
///
/// d latent and n observed numbers. Source: Kalman (1960); Shumway & Stoffer (1982); Ghahramani & Hinton (1996).
public struct StateSpaceModel: Equatable, Sendable {
  /// A, d×d.
  public let transition: Matrix<Double>
  /// B, n×d.
  public let observation: Matrix<Double>
  /// Σ, d×d, positive semidefinite.
  public let stateCovariance: Matrix<Double>
  /// Γ, n×n, positive definite.
  public let observationCovariance: Matrix<Double>
  /// μ₀, the mean of the first state; where the start is diffuse it has no effect.
  public let initialMean: [Double]
  /// What is known about the first state beside its mean.
  public let start: Start

  /// What is known about the first state.
  public enum Start: Equatable, Sendable {
    /// z₁ ~ N(μ₀, V), V d×d, positive semidefinite.
    case covariance(Matrix<Double>)
    /// z₁ ~ N(μ₀, Σ), as in `linear-gaussian-state-space.md`.
    case stateNoise
    /// Nothing: the limit of N(μ₀, κI) for κ → ∞, where the log-likelihood is that of log p(x) + d/2 log κ (Durbin & Koopman
    /// 2012, section 7.2.2). The observations must determine the first state.
    case diffuse
  }

  /// d.
  public var latentSize: Int { transition.rows }
  /// n.
  public var observedSize: Int { observation.rows }

  /// A model from its parameters; a covariance that is symmetric to rounding becomes exactly so.
  /// - Throws: `StateSpaceError`, where a shape does not fit, a number is not finite, or a covariance is none.
  public init(
    transition: Matrix<Double>, observation: Matrix<Double>, stateCovariance: Matrix<Double>,
    observationCovariance: Matrix<Double>, initialMean: [Double], start: Start
  ) throws(StateSpaceError) {
    let (d, n) = (transition.rows, observation.rows)
    guard d > 0, transition.columns == d else {
      throw .shape(.transition, found: transition.shape, expected: [max(d, 1), max(d, 1)])
    }
    guard n > 0, observation.columns == d else {
      throw .shape(.observation, found: observation.shape, expected: [max(n, 1), d])
    }
    guard initialMean.count == d else { throw .shape(.initialMean, found: [initialMean.count], expected: [d]) }
    guard transition.isFinite else { throw .notFinite(.transition) }
    guard observation.isFinite else { throw .notFinite(.observation) }
    guard initialMean.allSatisfy(\.isFinite) else { throw .notFinite(.initialMean) }
    self.transition = transition
    self.observation = observation
    self.stateCovariance = try CovarianceCheck(.stateCovariance, size: d).checked(stateCovariance)
    self.observationCovariance = try CovarianceCheck(.observationCovariance, size: n, mayBeSingular: false)
      .checked(observationCovariance)
    self.initialMean = initialMean
    if case .covariance(let covariance) = start {
      self.start = .covariance(try CovarianceCheck(.initialCovariance, size: d).checked(covariance))
    } else {
      self.start = start
    }
  }

  /// The covariance of the first state; that of a diffuse start without what is infinite.
  var startCovariance: Matrix<Double> {
    switch start {
    case .covariance(let covariance): covariance
    case .stateNoise: stateCovariance
    case .diffuse: .zero(rows: latentSize, columns: latentSize)
    }
  }
}

extension Matrix<Double> {
  var shape: [Int] { [rows, columns] }
  var isFinite: Bool { elements.allSatisfy(\.isFinite) }
  /// (A + Aᵀ)/2.
  var symmetrized: Matrix { Matrix(rows: rows, columns: columns) { 0.5 * (self[$0, $1] + self[$1, $0]) } }
}

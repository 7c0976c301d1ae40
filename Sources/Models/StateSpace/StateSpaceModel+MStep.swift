import NumericCore

extension StateSpaceModel {
  /// The M-step: the parameters under which the expected log-likelihood is greatest, as `linear-gaussian-m-steps.md` has
  /// them, for several sequences.
  ///
  /// A = (Σ E[zₜzₜ₋₁ᵀ]) (Σ E[zₜ₋₁zₜ₋₁ᵀ])⁻¹, B = (Σ xₜE[zₜᵀ]) (Σ E[zₜzₜᵀ])⁻¹, Σ and Γ are the mean expected squares of
  /// zₜ − A zₜ₋₁ and xₜ − B zₜ, μ₀ and the covariance of the first state are its mean and mean square around μ₀. Where the
  /// first state shares Σ, z₁ − μ₀ counts among the first squares.
  /// - Parameters:
  ///   - statistics: What the E-step gave.
  ///   - held: Parameters that stay as they are; the others are then the best ones beside them.
  /// - Throws: `StateSpaceError`, where the statistics do not determine a parameter, or a covariance would be none.
  public func mStep(
    _ statistics: StateSpaceStatistics, holding held: Set<StateSpaceParameter> = []
  ) throws(StateSpaceError) -> StateSpaceModel {
    let s = statistics
    guard s.sequences > 0 else { throw .noSequences }
    var (a, b) = (transition, observation)
    var (noise, observationNoise) = (stateCovariance, observationCovariance)
    var (mean, start) = (initialMean, start)
    if !held.contains(.transition) {
      guard s.transitions > 0 else { throw .noTransitions }
      a = try Self.quotient(s.laggedMoment, s.previousMoment, .transition)
    }
    if !held.contains(.observation) {
      guard s.observations > 0 else { throw .nothingObserved }
      b = try Self.quotient(s.observationStateMoment, s.stateMoment, .observation)
    }
    if !held.contains(.initialMean), start != .diffuse {
      mean = s.firstSum.elements.map { $0 / Double(s.sequences) }
    }
    let firstSquares = Self.squares(
      s.firstMoment, s.firstSum, Matrix(rows: latentSize, columns: 1, elements: mean),
      Matrix(rows: 1, columns: 1, elements: [Double(s.sequences)]))
    if !held.contains(.stateCovariance) {
      var (squares, count) = (Self.squares(s.currentMoment, s.laggedMoment, a, s.previousMoment), s.transitions)
      if start == .stateNoise { (squares, count) = (squares + firstSquares, count + s.sequences) }
      guard count > 0 else { throw .noTransitions }
      noise = squares.scaled(by: 1 / Double(count))
    }
    if !held.contains(.observationCovariance) {
      guard s.observations > 0 else { throw .nothingObserved }
      observationNoise = Self.squares(s.observationMoment, s.observationStateMoment, b, s.stateMoment)
        .scaled(by: 1 / Double(s.observations))
    }
    if case .covariance = start, !held.contains(.initialCovariance) {
      start = .covariance(firstSquares.scaled(by: 1 / Double(s.sequences)))
    }
    return try StateSpaceModel(
      transition: a, observation: b, stateCovariance: noise, observationCovariance: observationNoise,
      initialMean: mean, start: start)
  }

  /// E[(y − C x)(y − C x)ᵀ] = E[yyᵀ] − E[yxᵀ]Cᵀ − C E[xyᵀ] + C E[xxᵀ]Cᵀ, symmetric.
  static func squares(
    _ yy: Matrix<Double>, _ yx: Matrix<Double>, _ c: Matrix<Double>, _ xx: Matrix<Double>
  ) -> Matrix<Double> {
    let cross = MatrixProduct.multiply(yx, c, transposing: .right)
    return (yy - cross - cross.transposed() + MatrixProduct.multiply(c * xx, c, transposing: .right)).symmetrized
  }

  /// E[yxᵀ] E[xxᵀ]⁻¹.
  private static func quotient(
    _ yx: Matrix<Double>, _ xx: Matrix<Double>, _ parameter: StateSpaceParameter
  ) throws(StateSpaceError) -> Matrix<Double> {
    guard let factors = try? CholeskyFactorization(xx) else { throw .singularMoments(parameter) }
    return factors.solve(yx.transposed()).transposed()
  }
}

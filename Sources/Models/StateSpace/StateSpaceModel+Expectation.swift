import NumericCore

extension StateSpaceModel {
  /// E[log p(x, z)] under the states that the statistics were made with, as `linear-gaussian-state-space.md` has it; the
  /// M-step is its greatest place.
  ///
  /// Of a diffuse start the limit with ½ log κ added for each component, as in `Start.diffuse`.
  /// - Throws: `StateSpaceError.notPositive`, where a covariance has no density.
  public func expectedLogLikelihood(_ statistics: StateSpaceStatistics) throws(StateSpaceError) -> Double {
    let s = statistics
    let mean = Matrix(rows: latentSize, columns: 1, elements: initialMean)
    let count = Matrix(rows: 1, columns: 1, elements: [Double(s.sequences)])
    var sum = try Self.expectedLogDensity(
      Self.squares(s.currentMoment, s.laggedMoment, transition, s.previousMoment), stateCovariance, s.transitions,
      .stateCovariance)
    sum += try Self.expectedLogDensity(
      Self.squares(s.observationMoment, s.observationStateMoment, observation, s.stateMoment), observationCovariance,
      s.observations, .observationCovariance)
    if start == .diffuse {
      return sum - 0.5 * Double(s.sequences * latentSize) * (2 * Double.pi).logarithm()
    }
    return sum
      + (try Self.expectedLogDensity(
        Self.squares(s.firstMoment, s.firstSum, mean, count), startCovariance, s.sequences, .initialCovariance))
  }

  /// −½ (N d log 2π + N log|C| + tr(C⁻¹ S)) for N vectors with the sum of squares S.
  private static func expectedLogDensity(
    _ squares: Matrix<Double>, _ covariance: Matrix<Double>, _ count: Int, _ parameter: StateSpaceParameter
  ) throws(StateSpaceError) -> Double {
    guard count > 0 else { return 0 }
    do throws(FactorizationError) {
      let factors = try CholeskyFactorization(covariance)
      let constant = Double(covariance.rows) * (2 * Double.pi).logarithm() + factors.logDeterminant
      return -0.5 * (Double(count) * constant + factors.solve(squares).trace)
    } catch {
      guard case .notPositiveDefinite(let pivot, let value) = error else { throw .notFinite(parameter) }
      throw .notPositive(parameter, pivot: pivot, value: value)
    }
  }
}

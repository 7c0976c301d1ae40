import Models
import NumericCore

/// The models that the training of a state space begins with.
public enum StateSpaceStart {
  /// The random walk seen with noise, xₜ = zₜ + η and zₜ = zₜ₋₁ + ε, whose first state may be anywhere: the variances begin
  /// at that of the data and a tenth of it.
  /// - Throws: `StateSpaceError` where the data have not one column, or no variance.
  public static func localLevel(_ data: ObservedSequences) throws(StateSpaceError) -> StateSpaceModel {
    guard data.observedSize == 1 else { throw .columns(sequence: 0, found: data.observedSize, expected: 1) }
    let variance = columnMoments(data)[0].variance
    guard variance > 0, variance.isFinite else {
      throw .notPositive(.observationCovariance, pivot: 0, value: variance.isFinite ? variance : 0)
    }
    func number(_ value: Double) -> Matrix<Double> { Matrix(rows: 1, columns: 1, elements: [value]) }
    return try StateSpaceModel(
      transition: number(1), observation: number(1), stateCovariance: number(0.1 * variance),
      observationCovariance: number(variance), initialMean: [0], start: .diffuse)
  }

  /// A start drawn from a seed: states that change slowly, seen in random mixtures of the size of the data.
  ///
  /// A is 0.95 I with small random entries, so that no two states are alike, Σ is 0.1 I, B has random entries of the root
  /// mean square of its column of the data, and Γ the variances of the columns.
  /// - Parameters:
  ///   - data: With an observed entry in each column.
  ///   - latent: How many states.
  ///   - isShared: Whether the first state has the covariance Σ, as in the notes; else it has one of its own, which begins
  ///     at I.
  ///   - seed: What the draws depend on.
  public static func drawn(
    _ data: ObservedSequences, latent: Int, isShared: Bool, seed: UInt64
  ) throws(StateSpaceError) -> StateSpaceModel {
    let moments = columnMoments(data)
    guard moments.allSatisfy({ $0.count > 0 }) else { throw .nothingObserved }
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("state space start"))
    let transition = Matrix<Double>(rows: latent, columns: latent) { row, column in
      (row == column ? 0.95 : 0) + 0.02 * source.normal()
    }
    let observation = Matrix<Double>(rows: data.observedSize, columns: latent) { row, _ in
      let size = (moments[row].mean * moments[row].mean + spread(moments[row])).squareRoot()
      return source.normal() * size / Double(latent).squareRoot()
    }
    return try StateSpaceModel(
      transition: transition, observation: observation,
      stateCovariance: Matrix<Double>.identity(latent).scaled(by: 0.1),
      observationCovariance: .diagonal(moments.map { spread($0) }),
      initialMean: Array(repeating: 0, count: latent), start: isShared ? .stateNoise : .covariance(.identity(latent)))
  }

  /// A variance that is positive even where the data have none.
  private static func spread(_ moments: SampleMoments) -> Double {
    let variance = moments.variance
    return variance > 0 && variance.isFinite ? variance : max(1, moments.mean * moments.mean) * 1e-6
  }

  /// The moments of what was observed in each column.
  private static func columnMoments(_ data: ObservedSequences) -> [SampleMoments] {
    (0..<data.observedSize).map { column in
      SampleMoments(
        of: data.sequences.flatMap { sequence in
          (0..<sequence.rows).map { sequence[$0, column] }.filter { !$0.isNaN }
        })
    }
  }
}

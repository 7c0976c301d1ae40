/// The number, mean and sum of squared deviations of some observations; results of disjoint sets of them merge.
public struct SampleMoments: Equatable, Sendable {
  /// How many observations.
  public let count: Int
  /// Their mean, 0 for none.
  public let mean: Double
  /// Σ (xᵢ − mean)².
  public let sumOfSquaredDeviations: Double

  /// Moments from their values.
  public init(count: Int, mean: Double, sumOfSquaredDeviations: Double) {
    self.count = count
    self.mean = mean
    self.sumOfSquaredDeviations = sumOfSquaredDeviations
  }

  /// The moments of no observation.
  public static var empty: SampleMoments { SampleMoments(count: 0, mean: 0, sumOfSquaredDeviations: 0) }

  /// The moments of one number observed `count` times.
  static func constant(_ value: Double, count: Int) -> SampleMoments {
    SampleMoments(count: count, mean: value, sumOfSquaredDeviations: count == 0 ? 0 : (value - value) * 0)
  }

  /// The moments of some numbers, in two passes.
  public init(of observations: some Collection<Double>) {
    var sum = 0.0
    for x in observations { sum += x }
    let mean = observations.isEmpty ? 0 : sum / Double(observations.count)
    var squares = 0.0
    for x in observations { squares += (x - mean) * (x - mean) }
    self.init(count: observations.count, mean: mean, sumOfSquaredDeviations: squares)
  }

  /// The moments of both sets of observations together.
  ///
  /// Source: Chan, Golub & LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
  public func merged(with other: SampleMoments) -> SampleMoments {
    if count == 0 { return other }
    if other.count == 0 { return self }
    let total = count + other.count
    let share = Double(other.count) / Double(total)
    let difference = other.mean - mean
    return SampleMoments(
      count: total, mean: mean + difference * share,
      sumOfSquaredDeviations: sumOfSquaredDeviations + other.sumOfSquaredDeviations
        + difference * difference * share * Double(count))
  }

  /// The unbiased variance; infinite for fewer than two observations, which tell nothing about it.
  public var variance: Double {
    count < 2 ? .infinity : sumOfSquaredDeviations / Double(count - 1)
  }

  /// The standard error of the mean, √(variance/count); infinite for fewer than two observations.
  public var standardError: Double {
    count < 2 ? .infinity : (variance / Double(count)).squareRoot()
  }
}

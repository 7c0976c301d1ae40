import NumericCore

/// The states of a sequence given all of its observations (Rauch, Tung & Striebel 1965).
public struct SmoothedStates: Sendable {
  /// E[zₜ | x], a row for each time.
  public let means: Matrix<Double>
  /// Cov(zₜ | x).
  public let covariances: CovarianceSequence
  /// log p(x).
  public let logLikelihood: Double
  private let pass: LayoutPass
  private let smoothed: SmoothedCovariances
  private let deviations: Matrix<Double>?

  init(_ pass: LayoutPass, _ rows: Matrix<Double>) {
    let filtered = pass.filter(rows)
    means = filtered.smoothed()
    logLikelihood = pass.logLikelihood(filtered)
    smoothed = SmoothedCovariances(pass.recursion)
    deviations = pass.diffuse?.deviations(pass)
    covariances = CovarianceSequence(smoothed.covariances, smoothed.numbers, deviations: deviations)
    self.pass = pass
  }

  /// Cov(zₜ, zₜ₋₁ | x) = Vₜ Jₜ₋₁ᵀ, d×d.
  /// - Requires: a time that is not the first.
  public func laggedCovariance(_ time: Int) -> Matrix<Double> {
    precondition(time > 0 && time < means.rows, "the first state has none before it")
    let gain = pass.recursion.smoothing[Int(pass.recursion.numbers[time - 1])]
    let covariance = smoothed.covariances[Int(smoothed.numbers[time])] * gain
    return deviations.map { covariance + $0.outerProducts(time, time - 1, length: means.rows) } ?? covariance
  }

  /// The entropy of all states given the observations, ½ Σ log|2πe Cₜ| with Cₜ the covariance of a state given the one
  /// after it; −∞ where one is singular.
  ///
  /// log p(x) is `expectedLogLikelihood` of the statistics of the sequence plus this entropy, as the divergence of the
  /// states' distribution from itself is zero; for rows of which some entries are missing and others not, theirs is missing.
  public var entropy: Double {
    let (numbers, d) = (pass.recursion.numbers, means.columns)
    var known: [Int32: Double] = [:]
    func logDeterminant(_ covariance: Matrix<Double>) -> Double {
      (try? CholeskyFactorization(covariance))?.logDeterminant ?? -.infinity
    }
    // A shift δ of the first state is one more to know, and the first state is then known.
    let isDiffuse = pass.diffuse != nil
    var sum = -(pass.diffuse?.logDeterminant ?? 0)
    if !isDiffuse || numbers.count > 1 {
      sum += logDeterminant(smoothed.covariances[Int(smoothed.numbers[numbers.count - 1])])
    }
    for number in numbers.dropLast().dropFirst(isDiffuse ? 1 : 0) {
      let value = known[number] ?? logDeterminant(pass.recursion.conditional[Int(number)])
      known[number] = value
      sum += value
    }
    return 0.5 * (sum + Double(d * numbers.count) * ((2 * Double.pi).logarithm() + 1))
  }

  /// For each time and component, the interval that holds the state with a probability.
  /// - Parameter probability: Above 0, below 1.
  public func interval(_ probability: Double) -> (lower: Matrix<Double>, upper: Matrix<Double>) {
    let margin = covariances.standardDeviations.scaled(by: StandardNormal.halfWidth(probability))
    return (means - margin, means + margin)
  }
}

extension StateSpaceModel {
  /// The states of one sequence given all of its observations.
  /// - Throws: `StateSpaceError` as `eStep`.
  public func smooth(_ sequence: Matrix<Double>) throws(StateSpaceError) -> SmoothedStates {
    let data = try ObservedSequences(sequence)
    let smoothed = SmoothedStates(try passes(data, smoothing: true, threads: 1)[0], data.blocks[0].rows)
    guard smoothed.logLikelihood.isFinite else { throw .logLikelihoodNotFinite(smoothed.logLikelihood) }
    return smoothed
  }
}

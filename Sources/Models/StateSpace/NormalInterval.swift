import NumericCore

extension StandardNormal {
  /// The z with which a normal number is within z standard deviations of its mean with a probability.
  static func halfWidth(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "the probability of an interval is between 0 and 1")
    return -quantile(0.5 * (1 - probability))
  }
}

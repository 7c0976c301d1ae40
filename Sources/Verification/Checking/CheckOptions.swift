/// How derivations are checked.
public struct CheckOptions: Sendable, Hashable {
  /// The seed from which every draw derives.
  public var seed: UInt64
  /// The number of threads; results do not depend on it.
  public var threads: Int
  /// The share of the scale of the terms that a discrepancy must have for sampling to see it.
  public var resolution: Double
  /// The bound on the probability that any true step of the run is rejected by sampling.
  public var errorRate: Double
  /// Whether only those steps are sampled that neither a proof nor arithmetic decides. What is decided stays so; a
  /// contradiction between the ways is then not looked for.
  public var samplesOnlyUndecided = false

  /// The options; the defaults are those of the command.
  public init(seed: UInt64 = 1, threads: Int = 2, resolution: Double = 0.005, errorRate: Double = 1e-9) {
    self.seed = seed
    self.threads = threads
    self.resolution = resolution
    self.errorRate = errorRate
  }
}

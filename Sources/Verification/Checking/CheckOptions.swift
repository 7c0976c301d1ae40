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
  /// How much is asked beyond what decides a step.
  public var effort = Effort.full
  /// Which refuted steps are explained.
  public var explanations = Explanations.all

  /// How long it is looked for what was meant by a refuted line.
  public var diagnosis = DiagnosisSearch.Limits()

  /// How much is asked beyond what decides a step.
  public enum Effort: Sendable {
    /// Every way speaks to every step, so that contradictions show.
    case full
    /// A chain of equations of which every step is proved without assumptions is not evaluated, and only those steps are
    /// sampled that nothing else decides. What is decided stays so.
    case untilDecided
  }

  /// Which refuted steps are given a counterexample and a diagnosis.
  public enum Explanations: Sendable {
    /// All.
    case all
    /// The first of each chain.
    case firstOfChain
    /// None.
    case none
  }

  /// The options; the defaults are those of the command.
  public init(seed: UInt64 = 1, threads: Int = 2, resolution: Double = 0.005, errorRate: Double = 1e-9) {
    self.seed = seed
    self.threads = threads
    self.resolution = resolution
    self.errorRate = errorRate
  }
}

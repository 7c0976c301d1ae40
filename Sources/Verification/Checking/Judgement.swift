import Symbolic

/// Joins what the ways to know have found into one outcome.
struct Judgement {
  let outcome: Outcome
  let note: String?

  private init(_ outcome: Outcome, _ note: String? = nil) {
    self.outcome = outcome
    self.note = note
  }

  /// What is asked and not claimed.
  static let condition = Judgement(.condition)

  /// Not known, for that reason.
  static func undecided(_ reason: String) -> Judgement { Judgement(.undecided, reason) }

  /// The outcome of a step.
  ///
  /// Where one way derives or computes equality and another computes a difference, that is a fault, not an outcome of
  /// the step. A difference over the field alone is no refutation: it has no counterexample over the reals.
  init(proof: ProofFinding, exact: ExactFinding, floating: FloatingFinding, sampling: SamplingFinding) {
    let isProved = if case .proved = proof { true } else { false }
    let isExact = if case .equal = exact { true } else { false }
    let isClose = if case .agrees = floating { true } else { false }
    let isSampled = if case .agrees = sampling { true } else { false }
    let differsExactly = if case .different = exact { true } else { false }
    let differsComputed = if case .differs = floating { true } else { false }
    let differsSampled = if case .differs = sampling { true } else { false }
    switch () {
    case _ where isProved && (differsExactly || differsComputed || differsSampled):
      self.init(.fault, "proved, yet \(differsSampled ? "sampling" : "arithmetic") finds a difference")
    case _ where isProved && Judgement.hasAssumptions(proof) && !isExact && !isClose && !isSampled:
      self.init(.undecided, "proved only under assumptions that no value tried satisfies")
    case _ where isProved: self.init(.proved)
    case _ where differsComputed && isExact:
      self.init(.fault, "equal in the exact field, yet different in floating point beyond its error bound")
    case _ where differsComputed: self.init(.refuted)
    case _ where differsSampled && (isExact || isClose):
      self.init(.fault, "equal in computation, yet different in sampled estimates")
    case _ where differsSampled: self.init(.refuted)
    case _ where differsExactly:
      self.init(.undecided, "different in the exact field, but no difference shows over the reals")
    case _ where isExact: self.init(.exact)
    case _ where isClose || isSampled: self.init(.agrees)
    default: self.init(.undecided, Judgement.reason(exact, floating, sampling))
    }
  }

  private static func hasAssumptions(_ proof: ProofFinding) -> Bool {
    if case .proved(_, _, let assumptions) = proof { !assumptions.isEmpty } else { false }
  }

  private static func reason(
    _ exact: ExactFinding, _ floating: FloatingFinding, _ sampling: SamplingFinding
  ) -> String {
    switch sampling {
    case .unresolved(_, let reason): return "sampling: \(reason)"
    case .outside(let reason): return reason
    default: break
    }
    if case .outside(let reason) = floating { return reason }
    if case .outside(let reason) = exact { return reason }
    return "nothing decides this step"
  }
}

import Verification

extension RunReport {
  /// The outcome by which a run is judged: the worst of its steps, of the identities that its proofs rest on, and of
  /// lines that differ from the first line of their chain though every step up to them passed.
  public var overallOutcome: Outcome {
    let identities = files.flatMap { $0.identities.map(\.outcome) }
    let chains = files.flatMap { $0.claims.flatMap(\.chains) }
    let drifted = chains.contains { $0.drifted != nil }
    return Outcome.worst([outcome] + identities + (drifted ? [.refuted] : []))
  }
}

extension ChainReport {
  /// The first step that is refuted against the first line though it and all before it passed: each may be off by less
  /// than could be seen.
  package var drifted: StepReport? {
    steps.prefix { $0.outcome.isPass }.first { $0.againstFirst == .refuted || $0.againstFirst == .fault }
  }
}

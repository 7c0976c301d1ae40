import Notation
import NumericCore
import Symbolic

/// Checks documents: every step by proof, by exact arithmetic, in floating point and by sampling.
///
/// The units of work are independent and their results are joined in a fixed order, so that the report is the same on
/// any number of threads.
public struct Checker: Sendable {
  /// The identities that proofs may rest on.
  public let library: IdentityLibrary
  /// How is checked.
  public let options: CheckOptions
  /// The checks of identities that several runs share; nil where each makes its own.
  private let identityChecks: IdentityChecks?

  /// A checker with those identities and options.
  ///
  /// - Parameter identityChecks: what was found of the same identities with the same options before.
  public init(library: IdentityLibrary, options: CheckOptions = CheckOptions(), identityChecks: IdentityChecks? = nil) {
    self.library = library
    self.options = options
    self.identityChecks = identityChecks
  }

  /// Checks the documents.
  public func check(_ documents: [Document]) -> RunReport {
    let units = documents.map(units(of:))
    let all = units.flatMap { $0.flatMap { $0 } }
    let steps = max(1, all.reduce(0) { $0 + $1.chain.steps.count })
    let errorRate = options.errorRate / Double(steps)
    let isFull = options.effort == .full
    let tasks = Checker.tasks(all, isFull: isFull)
    let findings = concurrentMap(tasks, threads: options.threads, makeState: {}) { task, _ in
      perform(task, all, errorRate: errorRate)
    }
    var proofs = Array(repeating: [StepProof?](), count: all.count)
    var computed = Array(repeating: [ChainUnit.Computed](), count: all.count)
    var sampled: [[SamplingFinding]] = all.map { Array(repeating: .notNeeded, count: $0.chain.steps.count) }
    for (task, finding) in zip(tasks, findings) {
      switch (task, finding) {
      case (.prove(let unit), .proofs(let theorems)): proofs[unit] = theorems
      case (.evaluate(let unit), .computed(let values)): computed[unit] = values
      case (.sample(let unit, let step), .sampled(let value)): sampled[unit][step] = value
      default: break
      }
    }
    let identities = confirm(&proofs, all)
    if !isFull {
      evaluateUnproved(all, proofs, &computed)
      sampleUndecided(all, proofs, computed, &sampled, errorRate: errorRate)
    }
    var number = 0
    let files = zip(documents, units).map { document, claims in
      var used: Set<String> = []
      let reports = zip(document.claims, claims).map { claim, chains in
        lazy var sameRoot = ChainUnit.withSameRoot(chains)
        let reports = chains.enumerated().map { position, unit in
          defer { number += 1 }
          for theorem in proofs[number] { used.formUnion(theorem?.restsOn ?? []) }
          return report(
            unit, proofs[number], computed[number], sampled[number], hasSameRoot: { sameRoot.contains(position) })
        }
        return ClaimReport(claim: claim, chains: reports)
      }
      return FileReport(
        document: document, claims: reports, identities: identities.filter { used.contains($0.name) })
    }
    return RunReport(seed: options.seed, files: files)
  }

  /// Evaluates the chains of which some step is not proved.
  private func evaluateUnproved(
    _ units: [ChainUnit], _ proofs: [[StepProof?]], _ computed: inout [[ChainUnit.Computed]]
  ) {
    let open = units.indices.filter { !units[$0].isProved(by: proofs[$0]) }
    let values = concurrentMap(open, threads: options.threads, makeState: {}) { number, _ in units[number].evaluate() }
    for number in units.indices {
      computed[number] = units[number].chain.steps.map { _ in ChainUnit.Computed.notAsked }
    }
    for (number, value) in zip(open, values) { computed[number] = value }
  }

  /// Samples the steps that nothing else decides.
  private func sampleUndecided(
    _ units: [ChainUnit], _ proofs: [[StepProof?]], _ computed: [[ChainUnit.Computed]],
    _ sampled: inout [[SamplingFinding]], errorRate: Double
  ) {
    var tasks: [Task] = []
    for (number, unit) in units.enumerated() {
      for step in unit.chain.steps.indices where unit.isSampled(step) {
        let found = computed[number][step]
        let proof = Checker.finding(proofs[number][step], unit.goal(step)?.relation, found.voidsProof)
        let known = Judgement(proof: proof, exact: found.exact, floating: found.floating, sampling: .notNeeded)
        if known.outcome == .undecided { tasks.append(.sample(number, step: step)) }
      }
    }
    let findings = concurrentMap(tasks, threads: options.threads, makeState: {}) { task, _ in
      perform(task, units, errorRate: errorRate)
    }
    for case (.sample(let unit, let step), .sampled(let finding)) in zip(tasks, findings) {
      sampled[unit][step] = finding
    }
  }

  private func units(of document: Document) -> [[ChainUnit]] {
    // Equations are solved here, which takes long.
    concurrentMap(document.claims, threads: options.threads, makeState: {}) { claim, _ in
      ChainUnit.all(of: claim, source: document.source, seed: options.seed)
    }
  }

  private enum Task: Sendable {
    case prove(Int)
    case evaluate(Int)
    case sample(Int, step: Int)
  }

  private enum Finding: Sendable {
    case proofs([StepProof?])
    case computed([ChainUnit.Computed])
    case sampled(SamplingFinding)
  }

  private static func tasks(_ units: [ChainUnit], isFull: Bool) -> [Task] {
    var tasks: [Task] = []
    // Long chains first, so that no thread is left with one at the end.
    let order = units.indices.sorted { (-units[$0].chain.steps.count, $0) < (-units[$1].chain.steps.count, $1) }
    for index in order {
      tasks.append(.prove(index))
      guard isFull else { continue }
      tasks.append(.evaluate(index))
      let unit = units[index]
      for step in unit.chain.steps.indices where unit.isSampled(step) { tasks.append(.sample(index, step: step)) }
    }
    return tasks
  }

  private func perform(_ task: Task, _ units: [ChainUnit], errorRate: Double) -> Finding {
    switch task {
    case .prove(let index): return .proofs(prove(units[index], excluded: []))
    case .evaluate(let index): return .computed(units[index].evaluate())
    case .sample(let index, let step):
      let unit = units[index]
      guard let goal = unit.goal(step) else { return .sampled(.notNeeded) }
      let check = SamplingCheck(
        declarations: goal.declarations, seed: unit.seed, threads: 1, resolution: options.resolution,
        errorRate: errorRate)
      return .sampled(check.finding(left: goal.left, right: goal.right))
    }
  }

  /// A claim of the library is proved by algebra alone, so that no identity is proved by itself or in a circle.
  private func prove(_ unit: ChainUnit, excluded: Set<String>) -> [StepProof?] {
    let isIdentity = library.holds(unit.claim, of: unit.source.name)
    return isIdentity
      ? unit.prove(rules: RuleSet([.definition]), identities: { [] })
      : unit.prove(
        rules: library.rules(without: excluded), identities: { library.identities(without: excluded) })
  }

  /// Checks every identity that a proof rests on; proofs that rest on one that does not hold are looked for anew without
  /// it.
  private func confirm(_ proofs: inout [[StepProof?]], _ units: [ChainUnit]) -> [IdentityReport] {
    var known: [String: IdentityReport] = [:]
    var excluded: Set<String> = []
    while true {
      let used = Set(proofs.flatMap { $0.flatMap { $0?.restsOn ?? [] } })
      let missing = library.names.filter { used.contains($0) && known[$0] == nil }
      for report in check(missing) {
        known[report.name] = report
        if !report.outcome.isPass { excluded.insert(report.name) }
      }
      let affected = proofs.indices.filter { index in
        proofs[index].contains { !excluded.isDisjoint(with: $0?.restsOn ?? []) }
      }
      if affected.isEmpty { break }
      for index in affected { proofs[index] = prove(units[index], excluded: excluded) }
    }
    return library.names.compactMap { known[$0] }
  }

  /// The checks of identities' own claims, in order.
  func check(_ names: [String]) -> [IdentityReport] {
    concurrentMap(names, threads: options.threads, makeState: {}) { name, _ in
      if let known = identityChecks?.report(named: name) { return known }
      // A file that cannot be read states nothing.
      let report = library.entry(named: name).map(check) ?? IdentityReport(name: name, file: "", outcome: .undecided)
      identityChecks?.add(report)
      return report
    }
  }

  /// The check of an identity's own claim, without proofs.
  private func check(_ entry: IdentityLibrary.Entry) -> IdentityReport {
    let units = ChainUnit.all(of: entry.claim, source: entry.source, seed: options.seed)
    let outcomes = units.flatMap { unit -> [Outcome] in
      return zip(unit.evaluate(), unit.chain.steps.indices).map { computed, step in
        guard let goal = unit.goal(step), unit.isSampled(step) else { return computed.outcome }
        if computed.outcome != .undecided || computed.nonexistence != nil { return computed.outcome }
        let check = SamplingCheck(
          declarations: goal.declarations, seed: unit.seed, threads: 1, resolution: options.resolution,
          errorRate: options.errorRate / 1000)
        return Judgement(
          proof: .notFound(reason: ""), exact: computed.exact, floating: computed.floating,
          sampling: check.finding(left: goal.left, right: goal.right)
        ).outcome
      }
    }
    return IdentityReport(name: entry.name, file: entry.source.name, outcome: Outcome.worst(outcomes))
  }

  private func report(
    _ unit: ChainUnit, _ theorems: [StepProof?], _ computed: [ChainUnit.Computed], _ sampled: [SamplingFinding],
    hasSameRoot: () -> Bool
  ) -> ChainReport {
    var soFar = Outcome.proved
    var explained = 0
    let lines = unit.chain.lines
    let steps = unit.chain.steps.indices.map { index -> StepReport in
      let step = unit.chain.steps[index]
      let proof = Checker.finding(theorems[index], unit.goal(index)?.relation, computed[index].voidsProof)
      var judgement = Judgement(
        proof: proof, exact: computed[index].exact, floating: computed[index].floating, sampling: sampled[index])
      if judgement.outcome.isPass, let reason = computed[index].nonexistence { judgement = .undecided(reason) }
      // What is asked may hold of itself; where it does not, nothing wrong is claimed.
      let isImpossible = computed[index].isImpossible && judgement.outcome == .refuted
      if step.isCondition, !isImpossible, !judgement.outcome.isPass, judgement.outcome != .fault {
        judgement = unit.isLoneCondition ? .undecided(ChainUnit.loneCondition) : .condition
      }
      if step.isSupposed, judgement.outcome == .refuted { judgement = .undecided(ChainUnit.supposition) }
      if let doubt = step.doubt, !judgement.outcome.isPass, judgement.outcome != .fault {
        judgement = .undecided(doubt.reason)
      }
      if let reason = unit.openPremise(index), !judgement.outcome.isPass { judgement = .undecided(reason) }
      if judgement.outcome.isPass, let reason = unit.exception(index) { judgement = .undecided(reason) }
      if judgement.outcome == .refuted, let reason = unit.openDensity(index) { judgement = .undecided(reason) }
      if judgement.outcome == .refuted, unit.holdsForSymmetricDerivatives(index) {
        judgement = .undecided(ChainUnit.otherConvention)
      }
      let isRefuted = judgement.outcome == .refuted
      let isExplained = isRefuted && options.explanations.includes(explained)
      if isRefuted { explained += 1 }
      let diagnostics = Diagnostics(unit: unit, limits: options.diagnosis)
      let againstFirst = index == 0 ? nil : outcomeAgainstFirst(computed[index], soFar, judgement.outcome)
      soFar = Outcome.worst([soFar, judgement.outcome])
      return StepReport(
        number: index + 1, location: unit.source.location(step.line.range.lowerBound), relation: step.relation,
        previous: lines[index].term, line: step.line.term, reason: step.reason, outcome: judgement.outcome,
        note: judgement.note, proof: proof, exact: computed[index].exact, floating: computed[index].floating,
        sampling: sampled[index],
        counterexample: isExplained ? diagnostics.counterexample(index) ?? computed[index].counterexample : nil,
        diagnosis: isExplained ? diagnostics.diagnosis(index) : nil, againstFirst: againstFirst,
        remarks: unit.remarks(index, outcome: judgement.outcome)
          + (isRefuted && hasSameRoot() ? [.sameRoot] : [])
          + (isRefuted && step.isCondition ? [.neverHolds] : [])
          + (computed[index].leftOut.instances == 0
            ? [] : [.leftOut(instances: computed[index].leftOut.instances, sizes: computed[index].leftOut.sizes)])
          + (computed[index].gap.map { [.tightestGap($0.size, isShare: $0.isShare, sizes: $0.sizes)] } ?? []))
    }
    return ChainReport(first: unit.chain.first, steps: steps)
  }

  private static func finding(_ theorem: StepProof?, _ relation: Relation?, _ void: String?) -> ProofFinding {
    if let void { return .notFound(reason: void) }
    guard let theorem else {
      return .notFound(
        reason: relation?.isEquality == true
          ? "no rule or identity leads from line to line" : "only equations are proved")
    }
    let assumptions = theorem.assumptions.map { "\(Spelling.plain($0.term)) \($0.description)" }.sorted()
    return .proved(
      rules: theorem.restsOn, restsOn: theorem.restsOn.filter { $0 != Rule.definition.name }, assumptions: assumptions)
  }

  /// The outcome of a line against the first: by computation, or as the steps between allow.
  private func outcomeAgainstFirst(
    _ computed: ChainUnit.Computed, _ before: Outcome, _ step: Outcome
  ) -> Outcome {
    let throughSteps = Outcome.worst([before, step])
    guard let first = computed.first else { return throughSteps.isPass ? throughSteps : .undecided }
    let alone = ChainUnit.Computed(exact: first.exact, floating: first.floating, first: nil).outcome
    guard throughSteps.isPass else { return alone }
    return alone == .refuted || alone == .fault ? .fault : throughSteps
  }
}

extension CheckOptions.Explanations {
  /// Whether a refuted step is explained behind so many others of its chain.
  fileprivate func includes(_ before: Int) -> Bool {
    switch self {
    case .all: true
    case .firstOfChain: before == 0
    case .none: false
    }
  }
}

extension ChainUnit {
  /// Whether each step is an equation of lines that is proved without assumptions.
  fileprivate func isProved(by proofs: [StepProof?]) -> Bool {
    chain.steps.indices.allSatisfy { index in
      guard case .lines = forms[index], !followsPremise[index], chain.steps[index].relation.isEquality,
        let proof = proofs[index]
      else { return false }
      return proof.assumptions.isEmpty
    }
  }
}

extension ChainUnit.Computed {
  /// Nothing was computed, since nothing needed to be.
  fileprivate static let notAsked = ChainUnit.Computed(
    exact: .outside(reason: "it is proved"), floating: .outside(reason: "it is proved"), first: nil)
}

import Notation
import NumericCore
import Symbolic

extension Checker {
  /// Makes near misses of the lines of each claim that holds and checks that each is refuted or equivalent.
  ///
  /// A mutant takes the place of its line, and is compared with the line before (that of the first line with the line
  /// after). It is equivalent only where exact arithmetic, or the kernel, shows it to be so.
  public func mutants(of documents: [Document], atLeast count: Int = 40) -> MutationReport {
    let report = check(documents)
    let files = report.files.map { file in
      FileMutations(
        document: file.document,
        claims: file.claims.map { claim in mutations(of: claim, in: file.document, atLeast: count) })
    }
    return MutationReport(seed: options.seed, files: files)
  }

  /// The mutants of one claim; none where the claim does not hold.
  public func mutations(of report: ClaimReport, in document: Document, atLeast count: Int) -> ClaimMutations {
    guard report.outcome.isPass else {
      return ClaimMutations(claim: report.claim, outcome: report.outcome, mutants: [])
    }
    let chains = report.claim.chains
    let share = max(1, count / max(1, chains.count))
    let units = ChainUnit.all(of: report.claim, source: document.source, seed: options.seed)
    let mutants = concurrentMap(units, threads: options.threads, makeState: {}) { unit, _ in
      self.mutants(of: unit, atLeast: chains.count == 1 ? count : share)
    }
    return ClaimMutations(claim: report.claim, outcome: report.outcome, mutants: mutants.flatMap { $0 })
  }

  private func mutants(of unit: ChainUnit, atLeast count: Int) -> [MutantReport] {
    let terms = unit.terms
    let plan = MutationPlan(lines: terms, declarations: unit.declarations, atLeast: count)
    var evaluation = ChainEvaluation(lines: terms, declarations: unit.declarations, seed: unit.seed)
    let kernel = Kernel(declarations: unit.declarations, rules: library.rules(without: []))
    return plan.mutants.compactMap { mutant in
      let index = max(0, mutant.line - 1)
      let fate: MutantReport.Fate
      switch unit.forms[index] {
      case _ where unit.followsPremise[index]:
        guard mutant.line > 0, let fate = premisedFate(mutant, step: index, unit: unit) else { return nil }
        return report(mutant, fate, unit)
      case .lines:
        let line = evaluation.add(mutant.nearMiss.result)
        let neighbour = mutant.line == 0 ? 1 : mutant.line - 1
        fate = self.fate(
          mutant, against: neighbour, line: line, relation: unit.chain.steps[index].relation, &evaluation, unit: unit,
          kernel: kernel)
      case .goals: fate = self.fate(mutant, step: index, unit: unit, rules: kernel.rules)
      case .limit(let check):
        fate = self.fate(mutant, step: index, unit: unit, rules: kernel.rules)
        // That there is no bound is all that is said: a near miss without one says the same.
        if case .survived = fate, check.value.infiniteSign != nil { return nil }
      case .order, .condition, .open: return nil
      }
      return report(mutant, fate, unit)
    }
  }

  private func report(_ mutant: MutationPlan.Mutant, _ fate: MutantReport.Fate, _ unit: ChainUnit) -> MutantReport {
    MutantReport(
      name: mutant.name, words: mutant.nearMiss.words { Spelling.plain($0) },
      location: unit.source.location(unit.chain.lines[mutant.line].range.lowerBound),
      original: unit.terms[mutant.line], mutated: mutant.nearMiss.result, fate: fate)
  }

  /// What becomes of a mutant of a row that follows from equations: it is compared with the line before at the solution.
  private func premisedFate(
    _ mutant: MutationPlan.Mutant, step index: Int, unit: ChainUnit
  ) -> MutantReport.Fate? {
    let (left, right) = (unit.terms[index], mutant.nearMiss.result)
    let relation = unit.chain.steps[index].relation
    switch unit.resolution?.state {
    case .solved?:
      let goal = Goal(left, relation, right, unit.declarations)
      return fate(GoalCheck(seed: unit.seed).computed([goal], needsValues: false))
    case .numeric(let points)?: return fate(PointCheck(points: points).computed(left, relation, right))
    case .open?, nil: return nil
    }
  }

  private func fate(_ computed: ChainUnit.Computed) -> MutantReport.Fate {
    switch computed.outcome {
    case .refuted: .refuted
    case .proved, .exact, .condition: .equivalent
    case .agrees, .fault: .survived
    case .undecided: .undecided(reason: "nothing decides it")
    }
  }

  /// What becomes of a mutant where the step is decided by other comparisons than that of its lines.
  private func fate(
    _ mutant: MutationPlan.Mutant, step index: Int, unit: ChainUnit, rules: RuleSet
  ) -> MutantReport.Fate {
    let mutated = mutant.nearMiss.result
    let (left, right) = mutant.line == 0 ? (mutated, unit.terms[1]) : (unit.terms[index], mutated)
    let form = ChainUnit.form(left, unit.chain.steps[index], right, unit.declarations)
    guard let computed = GoalCheck(seed: unit.seed).computed(form) else {
      return .undecided(reason: "nothing decides it")
    }
    let found = fate(computed)
    guard case .survived = found, case .goals(let goals, _) = form else { return found }
    let isProved = goals.allSatisfy { goal in
      goal.relation.isEquality
        && Kernel(declarations: goal.declarations, rules: rules).equality(goal.left, goal.right) != nil
    }
    return isProved ? .equivalent : .survived
  }

  private func fate(
    _ mutant: MutationPlan.Mutant, against neighbour: Int, line: Int, relation: Relation,
    _ evaluation: inout ChainEvaluation, unit: ChainUnit, kernel: Kernel
  ) -> MutantReport.Fate {
    let findings =
      neighbour < mutant.line
      ? evaluation.findings(neighbour, relation, line) : evaluation.findings(line, relation, neighbour)
    let judgement = Judgement(
      proof: .notFound(reason: ""), exact: findings.exact, floating: findings.floating, sampling: .notNeeded)
    switch judgement.outcome {
    case .refuted: return .refuted
    case .proved, .exact, .condition: return .equivalent
    case .fault: return .survived
    case .agrees, .undecided: break
    }
    if kernel.equality(unit.terms[mutant.line], mutant.nearMiss.result) != nil { return .equivalent }
    if case .agrees = judgement.outcome { return .survived }
    let check = SamplingCheck(
      declarations: unit.declarations, seed: unit.seed, threads: 1, resolution: options.resolution,
      errorRate: options.errorRate / 1000)
    switch check.finding(left: unit.terms[neighbour], right: mutant.nearMiss.result) {
    case .differs: return .refuted
    case .agrees: return .survived
    case .unresolved(_, let reason), .outside(let reason): return .undecided(reason: judgement.note ?? reason)
    case .notNeeded: return .undecided(reason: judgement.note ?? "nothing decides it")
    }
  }
}

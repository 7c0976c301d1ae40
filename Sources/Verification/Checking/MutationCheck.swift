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
    let plan = MutationPlan(lines: unit.terms, declarations: unit.declarations, atLeast: count)
    var judge = MutantJudge(
      unit: unit, kernel: Kernel(declarations: unit.declarations, rules: library.rules(without: [])), options: options)
    return plan.mutants.compactMap { mutant in
      guard let fate = judge.fate(mutant) else { return nil }
      return MutantReport(
        name: mutant.name, words: mutant.nearMiss.words { Spelling.plain($0) },
        location: unit.source.location(unit.chain.lines[mutant.line].range.lowerBound),
        original: unit.terms[mutant.line], mutated: mutant.nearMiss.result, fate: fate)
    }
  }
}

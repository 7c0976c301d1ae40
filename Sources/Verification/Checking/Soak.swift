import Notation
import Symbolic

extension Checker {
  /// Checks right derivations over many seeds, and their mutants over some, and lists whatever should not have happened.
  ///
  /// - Parameter progress: Called after each seed of each document with the share that is done.
  public func soak(
    _ documents: [Document], seeds: Int, mutantSeeds: Int, progress: (Double) -> Void = { _ in }
  ) -> SoakReport {
    let total = Double(documents.count * max(1, seeds + mutantSeeds))
    var done = 0.0
    let files = documents.map { document -> FileSoak in
      var failures: [SoakFailure] = []
      for offset in 0..<seeds {
        let report = with(seed: options.seed &+ UInt64(offset)).check([document])
        failures += Checker.failures(report)
        done += 1
        progress(done / total)
      }
      var mutants = 0
      for offset in 0..<mutantSeeds {
        let report = with(seed: options.seed &+ UInt64(offset)).mutants(of: [document])
        mutants = max(mutants, report.counts.made - report.counts.equivalent)
        failures += Checker.failures(report)
        done += 1
        progress(done / total)
      }
      return FileSoak(
        document: document, seeds: seeds,
        steps: document.claims.reduce(0) { $0 + $1.chains.reduce(0) { $0 + $1.steps.count } },
        mutantSeeds: mutantSeeds, mutants: mutants, failures: failures)
    }
    return SoakReport(firstSeed: options.seed, files: files)
  }

  private func with(seed: UInt64) -> Checker {
    var options = options
    options.seed = seed
    return Checker(library: library, options: options)
  }

  private static func failures(_ report: RunReport) -> [SoakFailure] {
    report.files.flatMap { file in
      file.claims.flatMap { claim in
        claim.chains.flatMap { chain in
          chain.steps.compactMap { step -> SoakFailure? in
            let kind: SoakFailure.Kind
            switch (step.outcome, step.againstFirst) {
            case (.fault, _), (_, .fault): kind = .fault
            case (.refuted, _), (_, .refuted): kind = .falseRejection
            case (.undecided, _), (_, .undecided): kind = .undecided
            default: return nil
            }
            return SoakFailure(
              kind: kind, seed: report.seed, location: step.location,
              words: step.note ?? Spelling.plain(step.line))
          }
        }
      }
    }
  }

  private static func failures(_ report: MutationReport) -> [SoakFailure] {
    report.mutants.compactMap { mutant in
      switch mutant.fate {
      case .refuted, .equivalent, .alsoTrue: nil
      case .survived:
        SoakFailure(
          kind: .falseAcceptance, seed: report.seed, location: mutant.location,
          words: "\(mutant.name): \(mutant.words)")
      case .undecided(let reason):
        SoakFailure(
          kind: .undecided, seed: report.seed, location: mutant.location, words: "\(mutant.name): \(reason)")
      }
    }
  }
}

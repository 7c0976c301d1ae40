import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Near misses and many seeds")
struct MutantSoakTests {
  @Test("no near miss of a derivation passes, be it a bound, an optimum, a limit or a row that follows")
  func derivations() throws {
    let report = try Corpus.checker().mutants(of: Corpus.derivations.get())
    for file in report.files {
      let mutants = file.claims.flatMap(\.mutants)
      #expect(mutants.count { $0.fate == .refuted } >= 5, "\(file.document.source.name)")
      for mutant in mutants {
        switch mutant.fate {
        case .refuted, .equivalent: break
        case .alsoTrue(let reason):
          // Only of what says less than an equation there are other truths.
          #expect(mutant.maySayLess(in: file), "\(file.document.source.name): \(mutant.words): \(reason)")
        case .survived, .undecided:
          Issue.record("\(file.document.source.name): \(mutant.name): \(mutant.words): \(mutant.fate)")
        }
      }
    }
    #expect(report.counts.score == 1)
    #expect(report.counts.alsoTrue * 20 < report.counts.made)
  }

  @Test("no near miss of an identity passes")
  func identities() throws {
    let report = try Corpus.checker().mutants(of: Corpus.identities.get())
    for file in report.files {
      for claim in file.claims {
        #expect(claim.counts.refuted > 0, "\(claim.claim.slug)")
        for mutant in claim.mutants {
          #expect(
            mutant.fate == .refuted || mutant.fate == .equivalent,
            "\(claim.claim.slug): \(mutant.words): \(mutant.fate)")
        }
      }
    }
    #expect(report.counts.score == 1)
  }

  @Test("a claim that does not hold has no near misses and is not right")
  func wrongClaims() throws {
    let report = try Corpus.checker().mutants(of: Corpus.wrong.get().filter { $0.isNamed("right-again.md") })
    #expect(report.mutants.isEmpty)
    #expect(report.outcome == .refuted)
  }

  @Test("over several seeds nothing right is rejected and nothing wrong accepted")
  func soak() throws {
    var shares: [Double] = []
    let report = try Corpus.checker().soak(
      Corpus.derivations.get().filter { $0.source.name.contains("/kl-") }, seeds: 8, mutantSeeds: 2,
      progress: { shares.append($0) })
    for file in report.files {
      #expect(file.failures.isEmpty, "\(file.document.source.name): \(file.failures)")
      #expect(file.mutants >= 30)
    }
    #expect(report.outcome == .agrees)
    #expect(shares == shares.sorted() && shares.last == 1)
  }

  @Test("a soak of something wrong fails")
  func wrongSoak() throws {
    let report = try Corpus.checker().soak(
      Corpus.wrong.get().filter { $0.isNamed("right-again.md") }, seeds: 2, mutantSeeds: 0)
    #expect(report.outcome == .refuted)
    #expect(report.files[0].count(.falseRejection) == 4)
  }
}

extension MutantReport {
  /// Whether the line stands beside an inequality, an optimum or a limit.
  fileprivate func maySayLess(in file: FileMutations) -> Bool {
    file.document.claims.flatMap(\.chains).contains { chain in
      let lines = chain.lines.map(\.term)
      let hasGoal = lines.contains(where: \.hasOptimum) || chain.steps.contains { !$0.relation.isEquality }
      return hasGoal && lines.contains(original)
    }
  }
}

extension Term {
  fileprivate var hasOptimum: Bool {
    switch head {
    case .optimizer, .limit: return true
    default: return arguments.contains(where: \.hasOptimum)
    }
  }
}

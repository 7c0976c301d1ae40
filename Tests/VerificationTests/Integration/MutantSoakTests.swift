import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Near misses and many seeds")
struct MutantSoakTests {
  @Test("no near miss of an equation passes")
  func derivations() throws {
    let report = try Corpus.checker().mutants(of: Corpus.derivations.get())
    for file in report.files {
      let mutants = file.claims.flatMap(\.mutants)
      #expect(mutants.contains { $0.fate == .refuted }, "\(file.document.source.name)")
      let isPlain = file.claims.allSatisfy { $0.claim.isPlain }
      if isPlain { #expect(mutants.count >= 20, "\(file.document.source.name): \(mutants.count)") }
      for claim in file.claims where claim.claim.isPlain {
        for mutant in claim.mutants {
          #expect(mutant.fate != .survived, "\(file.document.source.name): \(mutant.words)")
        }
      }
    }
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

extension Claim {
  /// Whether every step says that values are equal. A near miss of a bound may hold, for it may say less; so may one of
  /// an optimum, for other functions have the same.
  fileprivate var isPlain: Bool {
    chains.allSatisfy { chain in
      chain.lines.allSatisfy { !$0.term.hasOptimum }
        && chain.steps.allSatisfy { $0.relation == .equal || $0.relation == .definition }
    }
  }
}

extension Term {
  fileprivate var hasOptimum: Bool {
    switch head {
    // What grows beyond all bounds does so with another power, too.
    case .optimizer, .limit: return true
    default: return arguments.contains(where: \.hasOptimum)
    }
  }
}

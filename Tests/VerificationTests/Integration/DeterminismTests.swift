import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Reports repeat")
struct DeterminismTests {
  /// Everything that a report says of a step.
  private struct Finding: Hashable {
    let place: [String]
    let lines: [Term]
    let outcomes: [Outcome?]
    let note: String?
    let proof: ProofFinding
    let exact: ExactFinding
    let floating: FloatingFinding
    let sampling: SamplingFinding
    let counterexample: Counterexample?
    let diagnosis: Diagnosis?
  }

  private func flat(_ report: RunReport) -> [Finding] {
    report.files.flatMap { file in
      file.claims.flatMap { claim in
        claim.chains.enumerated().flatMap { number, chain in
          chain.steps.map { step in
            Finding(
              place: [
                file.document.source.name, claim.claim.slug, "\(number)", "\(step.number)", "\(step.location)",
                step.relation.rawValue, step.reason ?? "",
              ],
              lines: [step.previous, step.line], outcomes: [step.outcome, step.againstFirst], note: step.note,
              proof: step.proof, exact: step.exact, floating: step.floating, sampling: step.sampling,
              counterexample: step.counterexample, diagnosis: step.diagnosis)
          }
        }
      }
    }
  }

  private func report(threads: Int, seed: UInt64 = 1) throws -> RunReport {
    let documents = try Corpus.derivations.get() + Corpus.wrong.get()
    return try Corpus.checker(CheckOptions(seed: seed, threads: threads)).check(documents)
  }

  @Test("the report is the same on one thread, on two, on seven and once more")
  func threads() throws {
    let one = try report(threads: 1)
    let expected = flat(one)
    #expect(expected.count > 50)
    for threads in [1, 2, 7] {
      let other = try report(threads: threads)
      #expect(flat(other) == expected)
      #expect(other.files.map(\.identities) == one.files.map(\.identities))
      #expect(other.seed == one.seed)
    }
  }

  @Test("another seed draws other numbers and comes to the same outcomes")
  func seeds() throws {
    let (one, two) = (flat(try report(threads: 2)), flat(try report(threads: 2, seed: 2)))
    #expect(one.map(\.outcomes) == two.map(\.outcomes))
    #expect(one.map(\.proof) == two.map(\.proof))
    #expect(one.map(\.sampling) != two.map(\.sampling))
  }

  @Test("a claim's findings do not depend on what else is checked")
  func company() throws {
    let documents = try Corpus.derivations.get()
    let together = flat(try Corpus.checker().check(documents))
    let alone = try documents.flatMap { flat(try Corpus.checker().check([$0])) }
    #expect(together.map(\.exact) == alone.map(\.exact))
    #expect(together.map(\.floating) == alone.map(\.floating))
    #expect(together.map(\.proof) == alone.map(\.proof))
    #expect(together.map(\.outcomes) == alone.map(\.outcomes))
  }

  @Test("near misses and soaks are the same on one thread and on two")
  func mutants() throws {
    let documents = try Corpus.derivations.get().filter { $0.isNamed("kl-diagonal.md") }
    let reports = try [1, 2].map { try Corpus.checker(CheckOptions(threads: $0)).mutants(of: documents) }
    #expect(reports[0].mutants == reports[1].mutants)
    #expect(!reports[0].mutants.isEmpty)
    let wrong = try Corpus.wrong.get()
    let soaks = try [1, 2].map {
      try Corpus.checker(CheckOptions(threads: $0)).soak(wrong, seeds: 2, mutantSeeds: 0).files.flatMap(\.failures)
    }
    #expect(soaks[0] == soaks[1])
    #expect(!soaks[0].isEmpty)
  }
}

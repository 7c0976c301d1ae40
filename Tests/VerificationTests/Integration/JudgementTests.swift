import Testing

@testable import Verification

@Suite("The outcome of what the ways have found")
struct JudgementTests {
  private static let estimate = Estimate(
    samples: 8192, difference: 0, standardError: 1, resolution: 0.004, errorRate: 1e-9)
  private static let proofs: [ProofFinding] = [
    .proved(rules: [], restsOn: [], assumptions: []), .notFound(reason: "no proof"),
  ]
  private static let exacts: [ExactFinding] = [
    .equal(points: 4, sizes: ["n = 2"], falseEqual: 1e-16), .different(sizes: "n = 2"), .outside(reason: "a root"),
  ]
  private static let floatings: [FloatingFinding] = [
    .agrees(instances: 4, bound: 1e-12), .differs(left: 1, right: 2, bound: 1e-12), .outside(reason: "an expectation"),
  ]
  private static let samplings: [SamplingFinding] = [
    .agrees(estimate), .differs(estimate), .unresolved(estimate, reason: "too wide"), .notNeeded,
    .outside(reason: "no draws"),
  ]

  private static func isFor(_ proof: ProofFinding) -> Bool {
    if case .proved = proof { true } else { false }
  }
  private static func isFor(_ exact: ExactFinding) -> Bool {
    if case .equal = exact { true } else { false }
  }
  private static func isFor(_ floating: FloatingFinding) -> Bool {
    if case .agrees = floating { true } else { false }
  }
  private static func isFor(_ sampling: SamplingFinding) -> Bool {
    if case .agrees = sampling { true } else { false }
  }
  private static func isAgainst(_ exact: ExactFinding) -> Bool {
    if case .different = exact { true } else { false }
  }
  private static func isAgainst(_ floating: FloatingFinding) -> Bool {
    if case .differs = floating { true } else { false }
  }
  private static func isAgainst(_ sampling: SamplingFinding) -> Bool {
    if case .differs = sampling { true } else { false }
  }

  @Test("every combination: a difference never passes, a contradiction is a fault, and nothing known is undecided")
  func table() {
    for proof in JudgementTests.proofs {
      for exact in JudgementTests.exacts {
        for floating in JudgementTests.floatings {
          for sampling in JudgementTests.samplings {
            let judgement = Judgement(proof: proof, exact: exact, floating: floating, sampling: sampling)
            let words = "\(proof) \(exact) \(floating) \(sampling): \(judgement.outcome)"
            let difference =
              JudgementTests.isAgainst(exact) || JudgementTests.isAgainst(floating)
              || JudgementTests.isAgainst(sampling)
            let computedEqual = JudgementTests.isFor(exact) || JudgementTests.isFor(floating)
            let support = JudgementTests.isFor(proof) || computedEqual || JudgementTests.isFor(sampling)
            if difference { #expect(!judgement.outcome.isPass, "\(words)") }
            if JudgementTests.isFor(proof), difference { #expect(judgement.outcome == .fault, "\(words)") }
            if JudgementTests.isFor(proof), !difference { #expect(judgement.outcome == .proved, "\(words)") }
            if JudgementTests.isFor(exact), JudgementTests.isAgainst(floating) || JudgementTests.isAgainst(sampling) {
              #expect(judgement.outcome == .fault, "\(words)")
            }
            if JudgementTests.isFor(floating), JudgementTests.isAgainst(sampling) {
              #expect(judgement.outcome == .fault, "\(words)")
            }
            if !support, !difference { #expect(judgement.outcome == .undecided, "\(words)") }
            if support, !difference { #expect(judgement.outcome.isPass, "\(words)") }
            if !support, JudgementTests.isAgainst(floating) || JudgementTests.isAgainst(sampling) {
              #expect(judgement.outcome == .refuted, "\(words)")
            }
            let needsReason = judgement.outcome == .undecided || judgement.outcome == .fault
            #expect(needsReason == (judgement.note != nil), "\(words)")
          }
        }
      }
    }
  }

  @Test("the outcome is what the strongest way says")
  func strengths() {
    func outcome(_ exact: Int, _ floating: Int, _ sampling: Int) -> Outcome {
      Judgement(
        proof: .notFound(reason: ""), exact: JudgementTests.exacts[exact], floating: JudgementTests.floatings[floating],
        sampling: JudgementTests.samplings[sampling]
      ).outcome
    }
    #expect(outcome(0, 0, 0) == .exact)
    #expect(outcome(0, 2, 4) == .exact)
    #expect(outcome(2, 0, 3) == .agrees)
    #expect(outcome(2, 2, 0) == .agrees)
    #expect(outcome(1, 2, 3) == .undecided)
    #expect(outcome(1, 1, 3) == .refuted)
    #expect(outcome(2, 2, 1) == .refuted)
  }

  @Test("the worst outcome: a fault before a refutation before doubt before the weakest pass")
  func worst() {
    let order: [Outcome] = [.fault, .refuted, .undecided, .agrees, .exact, .proved]
    for (index, outcome) in order.enumerated() {
      #expect(Outcome.worst(Array(order[index...])) == outcome)
      #expect(Outcome.worst(order[index...].reversed()) == outcome)
    }
    #expect(Outcome.worst([]) == .undecided)
  }
}

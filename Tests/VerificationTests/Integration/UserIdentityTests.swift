import Notation
import Symbolic
import Testing

@testable import Verification

@Suite("Identities that a user adds")
struct UserIdentityTests {
  private static let given =
    #"$n \in \mathbb{N}$, $A \in \mathrm{GL}_n$ and $u, v \in \mathbb{R}^n$"#

  private func shermanMorrison(_ sign: String = "-") throws -> Document {
    try Corpus.document(
      "rank-one.md", title: "Sherman-Morrison", given: UserIdentityTests.given,
      #"(A + u v^\top)^{-1} = A^{-1} \#(sign) \frac{A^{-1} u v^\top A^{-1}}{1 + v^\top A^{-1} u}"#)
  }

  private func woodbury(_ sign: String = "-") throws -> Document {
    try Corpus.document(
      "woodbury.md", title: "Woodbury",
      given: #"$n, m \in \mathbb{N}$, $A \in \mathrm{GL}_n$, $C \in \mathrm{GL}_m$, $U \in \mathbb{R}^{n \times m}$ "#
        + #"and $V \in \mathbb{R}^{m \times n}$"#,
      #"(A + U C V)^{-1} = A^{-1} \#(sign) A^{-1} U (C^{-1} + V A^{-1} U)^{-1} V A^{-1}"#)
  }

  private func rankOneStep(_ sign: String = "-") throws -> Document {
    try Corpus.document(
      given: #"$n \in \mathbb{N}$, $S \in \mathbb{S}_{++}^n$ and $w, y \in \mathbb{R}^n$"#,
      #"y^\top (S + w w^\top)^{-1} y = y^\top S^{-1} y \#(sign) \frac{(y^\top S^{-1} w)^2}{1 + w^\top S^{-1} w}"#)
  }

  private func factorStep(_ sign: String = "-") throws -> Document {
    try Corpus.document(
      given: #"$d, k \in \mathbb{N}$, $\Psi \in \mathbb{S}_{++}^d$, $\Omega \in \mathbb{S}_{++}^k$ and "#
        + #"$W \in \mathbb{R}^{d \times k}$"#,
      #"\operatorname{tr}\big((\Psi + W \Omega W^\top)^{-1}\big) = \operatorname{tr}(\Psi^{-1}) \#(sign) "#
        + #"\operatorname{tr}\big(\Psi^{-1} W (\Omega^{-1} + W^\top \Psi^{-1} W)^{-1} W^\top \Psi^{-1}\big)"#)
  }

  private func check(_ document: Document, with added: Document?) throws -> StepReport {
    // The package states the identities itself.
    let package = try Corpus.identities.get()
      .filter { !$0.isNamed("sherman-morrison.md") && !$0.isNamed("woodbury.md") }
    let documents = package + (added.map { [$0] } ?? [])
    let report = Checker(library: IdentityLibrary(documents: documents)).check([document])
    return try #require(report.steps.first)
  }

  @Test("a step is proved by it and says so; without it the step is only computed")
  func use() throws {
    for (identity, name, step) in [
      (try shermanMorrison(), "sherman-morrison", try rankOneStep()), (try woodbury(), "woodbury", try factorStep()),
    ] {
      #expect(try Corpus.checker().check([identity]).outcome == .exact)
      let with = try check(step, with: identity)
      #expect(with.outcome == .proved, "\(with.words) \(with.proof)")
      #expect(with.restsOn?.contains(name) == true, "\(with.words)")
      let without = try check(step, with: nil)
      #expect(without.outcome == .exact, "\(without.words)")
    }
  }

  @Test("the identity with a wrong sign proves nothing, neither the right step nor its own")
  func wrong() throws {
    for (identity, name, right, own) in [
      (try shermanMorrison("+"), "sherman-morrison", try rankOneStep(), try rankOneStep("+")),
      (try woodbury("+"), "woodbury", try factorStep(), try factorStep("+")),
    ] {
      #expect(try Corpus.checker().check([identity]).outcome == .refuted)
      let step = try check(right, with: identity)
      #expect(step.outcome == .exact, "\(step.words)")
      let wrong = try check(own, with: identity)
      #expect(wrong.outcome == .refuted, "\(name): \(wrong.words)")
      #expect(wrong.restsOn == nil)
      #expect(wrong.counterexample != nil)
    }
  }

  @Test("an identity file is not proved by itself")
  func circularity() throws {
    let identity = try shermanMorrison()
    let step = try check(identity, with: identity)
    #expect(step.outcome == .exact && step.restsOn == nil, "\(step.words)")
  }

  @Test("an identity that holds for one size only is no identity")
  func oneSize() throws {
    let identity = try Corpus.document(
      "scalars.md", title: "Determinant sum", given: #"$n \in \mathbb{N}$ and $A, B \in \mathbb{R}^{n \times n}$"#,
      #"|A + B| = |A| + |B|"#)
    let step = try Corpus.document(
      given: #"$n \in \mathbb{N}$ and $F, G \in \mathbb{R}^{n \times n}$"#, #"2 |F + G| = 2 |F| + 2 |G|"#)
    #expect(try check(step, with: identity).outcome == .refuted)
  }
}

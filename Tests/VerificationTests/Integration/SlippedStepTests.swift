import Symbolic
import Testing

@testable import Verification

/// A claim of a file as it was handed in, and what must be found in it.
struct Slip: CustomStringConvertible, Sendable {
  let file: String
  let claim: String
  /// The outcomes of the steps, in order; a pass stands for every outcome that is one.
  let steps: [Verdict]
  /// How the first wrong line begins.
  let wrong: String
  /// What the diagnosis says; nil where none is asked for.
  var diagnosis: String?

  enum Verdict: Sendable { case pass, condition, refuted }

  var description: String { "\(file)#\(claim)" }
}

@Suite("M-steps with mistakes")
struct SlippedStepTests {
  private static let slips = [
    Slip(
      file: "observation-matrix-signs.md", claim: "observation-matrix",
      steps: [.refuted, .refuted, .pass, .condition, .pass],
      wrong: #"  &= \frac{\partial}{\partial B} \mathbb{E}_q\Big[-\frac12 \sum_{t=1}^T \big( x_t^\top \Gamma^{-1} x_t"#,
      diagnosis: "the sign of (z[t])' B' Gamma^-1 x[t]: − instead of +"),
    Slip(
      file: "observation-matrix-transposed.md", claim: "cross-terms", steps: [.refuted],
      wrong: #"  = -\frac12 \sum_{t=1}^T \Big( -\Gamma^{-1} x_t z_t^\top - \Gamma^{-1} z_t x_t^\top"#,
      diagnosis: "the vectors of the outer product swapped: Gamma^-1 x[t] (z[t])' instead of Gamma^-1 z[t] (x[t])'"),
    Slip(
      file: "state-covariance-signs.md", claim: "lost-sign-of-the-log-determinant", steps: [.refuted],
      wrong: #"  &= \mathbb{E}_q\Big[\frac12 \Sigma^{-1} - \frac{T-1}2 \Sigma^{-1}"#,
      diagnosis: "the sign of 1/2 Sigma^-1: − instead of +"),
    Slip(
      file: "state-covariance-signs.md", claim: "forgotten-inverse", steps: [.refuted],
      wrong: #"  = z_1^\top \Sigma^{-1} z_1 - z_1^\top \Sigma \mu_0"#,
      diagnosis: "the inverse of Sigma is missing (in 3 places)"),
    Slip(
      file: "state-covariance-signs.md", claim: "state-covariance", steps: [.pass, .condition, .refuted],
      wrong: #"\implies \Sigma &= -\frac1T"#, diagnosis: "the sign of (1/T)"),
    Slip(
      file: "observation-covariance-mean.md", claim: "lost-number-of-observations", steps: [.refuted],
      wrong: #"  = -\frac12 \Gamma^{-1} + \frac12"#,
      diagnosis: "the factor T is missing in front of 1/2 Gamma^-1"),
    Slip(
      file: "observation-covariance-mean.md", claim: "observation-covariance",
      steps: [.pass, .condition, .refuted, .pass],
      wrong: #"\implies \Gamma &= \sum_{t=1}^T \mathbb{E}_q"#, diagnosis: "by T is missing"),
  ]

  @Test("each slip is refuted at its line, and what is right stays right", arguments: slips)
  func slip(_ slip: Slip) throws {
    let file = try #require(Corpus.wrongReport.get().files.first { $0.document.isNamed(slip.file) })
    let claim = try #require(file.claims.first { $0.claim.slug == slip.claim })
    let steps = claim.chains.flatMap(\.steps)
    #expect(steps.count == slip.steps.count)
    for (step, expected) in zip(steps, slip.steps) {
      switch expected {
      case .pass: #expect(step.outcome.isPass && step.outcome != .condition, "\(step.words)")
      case .condition: #expect(step.outcome == .condition, "\(step.words)")
      case .refuted: #expect(step.outcome == .refuted, "\(step.words)")
      }
    }
    let wrong = try #require(steps.first { $0.outcome == .refuted })
    let line = file.document.source.line(wrong.location.line)
    #expect(line.hasPrefix(slip.wrong), "\(line)")
    #expect(wrong.counterexample != nil)
    if let diagnosis = slip.diagnosis {
      #expect(wrong.diagnosis?.message.contains(diagnosis) == true, "\(wrong.diagnosis?.message ?? "-")")
    }
  }

  @Test("a sign that is lost where it does not move the solution is said to be that")
  func sameRoot() throws {
    let file = try #require(Corpus.wrongReport.get().files.first { $0.document.isNamed("observation-matrix-signs.md") })
    let steps = file.claims.flatMap { $0.chains.flatMap(\.steps) }
    #expect(steps.first?.remarks.contains(.sameRoot) == true)
    #expect(steps.last?.outcome.isPass == true)
    #expect(steps.dropFirst().first?.againstFirst?.isPass == true)
  }
}

import Notation
import Testing

@testable import Verification

/// An equation or inequality in LaTeX, with what it needs beyond the common declarations.
struct Statement: Sendable, CustomTestStringConvertible {
  let formula: String
  let given: String

  init(_ formula: String, _ given: String = "") {
    self.formula = formula
    self.given = given
  }

  var testDescription: String { formula }

  static let common =
    #"$n, m, T, K \in \mathbb{N}$, $A, B \in \mathbb{R}^{n \times n}$, $C \in \mathbb{R}^{m \times n}$, "#
    + #"$S, R \in \mathbb{S}_{++}^n$, $M \in \mathbb{S}_{++}^m$, $x, y, m_0, m_1, u \in \mathbb{R}^n$, "#
    + #"$d \in \mathbb{R}^m$, $a, b, c \in \mathbb{R}$, $s, v \in \mathbb{R}_{>0}$"#

  func outcome(seed: UInt64 = 1) throws -> Outcome {
    let document = try Corpus.document(
      given: given.isEmpty ? Statement.common : "\(Statement.common), \(given)", formula)
    let checker = Checker(library: IdentityLibrary(documents: []), options: CheckOptions(seed: seed))
    return Outcome.worst(checker.check([document]).steps.map(\.outcome))
  }
}

/// What people write, right and wrong, checked by computation alone: no library lends a proof.
@Suite("Right and wrong statements")
struct StatementTests {
  @Test("what is right is found to be so", arguments: Statement.right)
  func right(_ statement: Statement) throws { #expect(try statement.outcome().isPass) }

  @Test("what is right is never refuted", arguments: Statement.difficult)
  func difficult(_ statement: Statement) throws {
    let outcome = try statement.outcome()
    #expect(outcome.isPass || outcome == .undecided)
  }

  @Test("what is wrong is refuted", arguments: Statement.wrong)
  func wrong(_ statement: Statement) throws { #expect(try statement.outcome() == .refuted) }

  @Test("what is wrong never passes", arguments: Statement.doubtful)
  func doubtful(_ statement: Statement) throws {
    let outcome = try statement.outcome()
    #expect(outcome == .refuted || outcome == .undecided)
  }

  @Test(
    "a derivative by a symmetric matrix that is right by the other convention is not refuted, and does not pass",
    arguments: [
      (#"\frac{\partial}{\partial S} \log|S| = 2 S^{-1} - I_n \odot S^{-1}"#, Outcome.undecided),
      (#"\frac{\partial}{\partial S} \operatorname{tr}(S R) = 2 R - I_n \odot R"#, .undecided),
      (#"\frac{\partial}{\partial S} \log|S| = 2 S^{-1} + I_n \odot S^{-1}"#, .refuted),
      (#"\frac{\partial}{\partial S} \log|S| = 2 S^{-1}"#, .refuted),
      (#"\frac{\partial}{\partial A} \operatorname{tr}(A R) = 2 R - I_n \odot R"#, .refuted),
    ])
  func conventions(formula: String, outcome: Outcome) throws {
    #expect(try Statement(formula).outcome() == outcome)
  }
}

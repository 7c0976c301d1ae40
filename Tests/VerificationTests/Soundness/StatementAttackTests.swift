import Notation
import Symbolic
import Testing

@testable import Verification

/// Statements that were once accepted or refuted wrongly, through the reader, the proofs and the computations.
@Suite("Statements that went wrong")
struct StatementAttackTests {
  func outcome(_ statement: String, _ given: String) throws -> Outcome {
    let document = try StatementReader.statement(statement, given: [given])
    let report = Checker(library: IdentityLibrary(documents: [])).check([document])
    return report.files[0].claims[0].chains[0].steps[0].outcome
  }

  @Test(
    "an expectation is over the parameters of its variables too",
    arguments: [
      ("E[x z] = 1", true), ("E[x z] = E[x] E[z]", false), ("E[x z] = 0", false), ("E[z] = x", false),
      ("E[z] = 0", true), ("E[z^2] = 2", true), ("E[z^2] = 1", false),
    ])
  func hierarchy(statement: String, holds: Bool) throws {
    for given in ["z in R, x ~ N(0, 1), z ~ N(x, 1)", "x ~ N(0, 1), z ~ N(x, 1)"] {
      let outcome = try outcome(statement, given)
      #expect(holds ? outcome.isPass : outcome == .refuted, "\(statement) is \(outcome)")
    }
  }

  @Test(
    "a definition in a random variable is random",
    arguments: [("E[y] = y", false), ("E[y] = 2 m", true), ("E[y] = m", false), ("E[2 y] = 2 E[y]", true)])
  func definedVariable(statement: String, holds: Bool) throws {
    let outcome = try outcome(statement, "n in N, m in R^n, S in S_{++}^n, x ~ N(m, S), y = x + m")
    #expect(holds ? outcome.isPass : outcome == .refuted, "\(statement) is \(outcome)")
  }

  @Test(
    "an index may be less than one",
    arguments: [
      (#"\sum_{i=-1}^{1} |i| = \sum_{i=-1}^{1} i"#, false), (#"\sum_{i=-1}^{1} |i| = 2"#, true),
      (#"\sum_{i=-2}^{1} \sqrt{i^2} = \sum_{i=-2}^{1} i"#, false),
    ])
  func index(statement: String, holds: Bool) throws {
    let outcome = try outcome(statement, "n in N")
    #expect(holds ? outcome.isPass : outcome == .refuted, "\(statement) is \(outcome)")
  }

  @Test(
    "what holds at small sizes only is refuted at a larger one",
    arguments: [
      "(n - 1) (n - 2) (n - 3) = 0",
      "tr(A)^4 - 6 tr(A)^2 tr(A^2) + 3 tr(A^2)^2 + 8 tr(A) tr(A^3) - 6 tr(A^4) = 0",
    ])
  func smallSizes(statement: String) throws {
    #expect(try outcome(statement, #"n \in \mathbb{N}, A \in \mathbb{R}^{n \times n}"#) == .refuted)
  }
}

extension StatementAttackTests {
  @Test("a long chain of definitions ends, whatever the thread carries", arguments: [200, 900])
  func definitionChain(length: Int) throws {
    let chain = (0..<length).map { "a_{\($0 + 1)} = 1 + a_{\($0)}" }
    let given = (["a_0 \\in \\mathbb{R}"] + chain).joined(separator: ", ")
    let outcome = try outcome("a_{\(length)} = a_0 + \(length)", given)
    #expect(outcome.isPass || outcome == .undecided)
  }

  @Test(
    "an odd moment is zero though its draws are not, and rounding is no difference",
    arguments: [
      "E[(x - m) (x - m)' A (x - m)] = zeros(n)", "E[a' (x - m)] = 0", "E[(a' (x - m))^3] = 0",
    ])
  func oddMoments(statement: String) throws {
    let document = try StatementReader.statement(
      statement, given: ["A in R^{n x n}, a, m in R^n, S in S_{++}^n, x ~ N(m, S)"])
    for seed in 1...6 {
      let options = CheckOptions(seed: UInt64(seed))
      let report = Checker(library: IdentityLibrary(documents: []), options: options).check([document])
      let step = report.files[0].claims[0].chains[0].steps[0]
      #expect(step.outcome.isPass, "\(statement) is \(step.outcome): \(step.note ?? "")")
      if case .differs = step.sampling { Issue.record("\(statement) is rejected by its sample") }
    }
  }

  @Test("exp(log a) is a only for positive a, and says so")
  func logarithmOfAnything() throws {
    let a = Term(Symbol("a", Shape.scalar))
    let image = try Term(.exponential, [Term(.logarithm, [a])])
    let theorem = try #require(Kernel(declarations: Declarations()).equality(image, a))
    #expect(theorem.assumptions == [Condition(kind: .positive, term: a)])
    let positive = Term(Symbol("a", Shape.scalar, .positive))
    let known = try Term(.exponential, [Term(.logarithm, [positive])])
    #expect(try #require(Kernel(declarations: Declarations()).equality(known, positive)).assumptions.isEmpty)
  }
}

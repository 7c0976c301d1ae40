import Testing

@testable import Verification

@Suite("Lost transposes and lost numbers of data")
struct LostFactorTests {
  private static let given = #"""
    $N, n \in \mathbb{N}$, $A, B \in \mathbb{R}^{n \times n}$, $S \in \mathbb{S}_{++}^n$, $u, v \in \mathbb{R}^n$,
    $x_i \in \mathbb{R}^n$ for $i = 1, \ldots, N$ and $C_i \in \mathbb{R}^{n \times n}$ for $i = 1, \ldots, N$
    """#

  @Test(
    "a wrong line is told what it lacks",
    arguments: [
      (#"(A S B)^\top = B^\top S A"#, "the transpose of A is missing"),
      (#"\sum_{i=1}^N C_i^\top u = \sum_{i=1}^N C_i u"#, "the transpose of C[i] is missing"),
      (#"(A S + B)^\top u = (A S + B) u"#, "the transpose of A S + B is missing"),
      (#"(A u v^\top)^\top = A u v^\top"#, "the transpose of A u v' is missing"),
      (#"\sum_{i=1}^N (x_i + u) = \sum_{i=1}^N x_i + u"#, "the factor N is missing in front of u"),
      (#"\frac1N \sum_{i=1}^N (x_i - u) = \sum_{i=1}^N x_i - u"#, "by N is missing"),
      (#"\frac1N \sum_{i=1}^N x_i + u = \frac1N \sum_{i=1}^N x_i + \frac1N u"#, "1 should not be divided by N"),
      (#"\sum_{i=1}^N x_i + N u = \sum_{i=1}^N x_i + \frac uN"#, "multiply by N instead of dividing"),
      (
        #"(u v^\top S)^\top + u v^\top = S u v^\top + u v^\top"#,
        "the vectors of the outer product swapped: S v u' instead of S u v'"
      ),
      (
        #"\sum_{i=1}^N C_i x_i u^\top = \sum_{i=1}^N C_i u x_i^\top"#,
        "the vectors of the outer product swapped: C[i] x[i] u' instead of C[i] u (x[i])'"
      ),
    ])
  func diagnosis(_ display: String, _ expected: String) throws {
    let document = try Corpus.document(given: Self.given, display)
    let step = try #require(Corpus.checker().check([document]).steps.first)
    #expect(step.outcome == .refuted)
    let found = step.diagnosis?.message ?? "nothing"
    #expect(found.contains(expected), "\(found)")
  }
}

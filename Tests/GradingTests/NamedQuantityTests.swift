import Grading
import Testing

@Suite("Quantities that answers name, and where answers stand")
struct NamedQuantityTests {
  private static let key = #"""
    # Homework

    ## Task 1: Trace

    **Points** 2: 1 for the final answer, 1 for the steps.

    **Given** $n \in \mathbb{N}$, $A, B \in \mathbb{R}^{n \times n}$.

    $$ \operatorname{tr}(A B + I) = \operatorname{tr}(A B) + \operatorname{tr}(I) = \operatorname{tr}(B A) + n $$

    ## Task 2: Mean of a quadratic form

    **Points** 5: 3 for the final answer, 2 for the steps.

    **Given** $n \in \mathbb{N}$, $\mu \in \mathbb{R}^n$, $\Sigma \in \mathbb{S}_{++}^n$, $A \in \mathbb{R}^{n \times n}$
    and $x \sim \mathcal{N}(\mu, \Sigma)$.

    $$
    \begin{aligned}
    \mathbb{E}[x^\top A x]
      &= \operatorname{tr}\big(A \, \mathbb{E}[x x^\top]\big) \\
      &= \operatorname{tr}(A \Sigma) + \mu^\top A \mu
    \end{aligned}
    $$
    """#

  private static let grader = try? Class.grader(key)

  private func grade(_ text: String) throws -> (AnswerGrade, told: String) {
    let grader = try #require(Self.grader)
    let grade = grader.grade(Array(text.utf8), name: "answer.md")
    return (grade, GradeReport(key: grader.key, seed: 1, answers: [grade]).text(.full))
  }

  private static let lines = #"$$E[x^TAx] = tr(A M) = tr(A\Sigma)+\mu^TA\mu.$$"#

  @Test(
    "A second moment under a name of its own is what the text says",
    arguments: [
      #"Let $M = E[xx^T] = \Sigma + \mu\mu^T$ be the second moment matrix."#, #"Let $M = \Sigma + \mu\mu^T$."#,
      #"Let $M := E[xx^T]$."#, #"Let $M = \Sigma + \mu\mu^T = E[xx^T]$."#,
    ], ["M", "C", "R"])
  func definitionsInProse(text: String, name: String) throws {
    let answer = "## Task 2\n\n\(text)\n\n\(Self.lines)\n"
      .replacing("$M ", with: "$\(name) ").replacing("A M", with: "A \(name)")
    let (grade, told) = try grade(answer)
    #expect(grade.questions[1].score.points.value == 5, "\(told)")
  }

  @Test("A name that displays define behind its use is understood, or left to a person")
  func definedBehind() throws {
    let text =
      "## Task 2\n\n"
      + #"$$E[x^TAx] = tr(A M) = tr(A\Sigma)+\mu^TA\mu \quad\text{where } M = \Sigma + \mu\mu^T$$"#
    let (grade, told) = try grade(text)
    #expect(!told.contains("WRONG"), "\(told)")
    #expect(grade.questions[1].score.points.value == 5 || grade.needsReview, "\(told)")
  }

  @Test("A name that nothing tells is no size where it multiplies a matrix", arguments: ["M", "C", "R", "S", "V"])
  func unknownMatrix(name: String) throws {
    let (grade, told) = try grade("## Task 2\n\n" + Self.lines.replacing("A M", with: "A \(name)"))
    #expect(!told.contains("WRONG"), "\(told)")
    #expect(grade.needsReview, "\(told)")
  }

  @Test("What a definition in prose states besides is checked")
  func wrongDefinition() throws {
    let text = "## Task 2\n\nLet $M = E[xx^T] = \\Sigma$.\n\n\(Self.lines)\n"
    let (grade, told) = try grade(text)
    #expect(told.contains("WRONG"), "\(told)")
    #expect(grade.questions[1].score.points.value < 5, "\(told)")
  }

  @Test(
    "Formulas in running text without a heading are left to a person",
    arguments: [
      #"Task 2. We have $E[x^TAx] = tr(A\Sigma)+\mu^TA\mu$."#,
      "1. $tr(AB + I) = tr(BA) + n$\n2. $E[x^TAx] = tr(A\\Sigma)+\\mu^TA\\mu$\n",
      #"\begin{itemize}\item $E[x^TAx] = tr(A\Sigma)+\mu^TA\mu$\end{itemize}"#,
      #"**Task 2** $E[x^TAx] = tr(A\Sigma)+\mu^TA\mu$."#,
      "## b)\n\n$$E[x^TAx] = tr(A\\Sigma)+\\mu^TA\\mu$$\n",
    ])
  func withoutHeadings(text: String) throws {
    let (grade, told) = try grade(text)
    #expect(grade.needsReview, "\(told)")
  }

  @Test("A bold line that names a question is its heading")
  func boldHeadings() throws {
    let text = """
      **Task 1**

      $$ tr(AB + I) = tr(AB) + tr(I) = tr(BA) + n $$

      **Task 2:**

      **Proof**

      $$ E[x^TAx] = tr(A E[xx^T]) = tr(A\\Sigma)+\\mu^TA\\mu $$
      """
    let (grade, told) = try grade(text)
    #expect(grade.points == grade.total, "\(told)")
  }

  @Test("An answer without any formula is not answered")
  func nothing() throws {
    let (grade, told) = try grade("## Task 2\n\nI do not know.\n")
    #expect(!grade.needsReview, "\(told)")
    #expect(grade.points.value == 0)
  }
}

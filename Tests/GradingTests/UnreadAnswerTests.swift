import Foundation
import Grading
import Testing

/// Answers whose end cannot be read.
@Suite("What could not be read is left to a person")
struct UnreadAnswerTests {
  private static let grader: Grader? = {
    let path = "\(Class.package)/Tests/Fixtures/grading/key.md"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return try? Class.grader(text)
  }()

  private func grade(_ text: String) throws -> (AnswerGrade, told: String) {
    let grader = try #require(Self.grader)
    let grade = grader.grade(Array(text.utf8), name: "answer.md")
    return (grade, GradeReport(key: grader.key, seed: 1, answers: [grade]).text(.full))
  }

  private static let mean = "## Task 2\n\n"

  @Test(
    "A final line that could not be read may have all of its points",
    arguments: [
      #"$$\mathbb{E}[x^\top A x] = \langle A, \Sigma\rangle_F + \mu^\top A\mu$$"#,
      #"""
      $$
      \begin{aligned}
      \mathbb{E}[x^\top A x]
        &= \operatorname{tr}(A \mathbb{E}[x x^\top]) \\
        &= \operatorname{tr}(A^{1/2}\Sigma A^{1/2}) + \mu^\top A\mu
      \end{aligned}
      $$
      """#,
      #"$$\mathbb{E}[x^\top A x] = \operatorname{tr}(A \Sigma) = \langle A, \Sigma\rangle_F + \mu^\top A\mu$$"#,
      #"$$ \operatorname{tr}(A \Sigma) = \operatorname{tr}(\Sigma A) $$"#
        + "\n\n" + #"$$\mathbb{E}[x^\top A x] = \langle A, \Sigma\rangle_F + \mu^\top A\mu$$"#,
      #"$$\mathbb{E}[x^\top A x] = \langle A, \Sigma\rangle_F + \mu^\top A\mu$$"#
        + "\n\n" + #"$$ \operatorname{tr}(A \Sigma) = \operatorname{tr}(\Sigma A) $$"#,
    ])
  func meanOfQuadraticForm(_ formula: String) throws {
    let (grade, told) = try grade(Self.mean + formula)
    let question = grade.questions[1]
    #expect(question.score.upTo.value >= 3 && question.score.upTo <= question.score.total, "\(told)")
    #expect(question.score.points < question.score.total, "\(told)")
    #expect(!question.review.isEmpty && told.contains("could not be read"), "\(told)")
    #expect(!told.contains("restates"), "\(told)")
  }

  @Test(
    "The steps' points are in it as well where no step is wrong",
    arguments: [
      #"$$\mathbb{E}[x^\top A x] = \langle A, \Sigma\rangle_F + \mu^\top A\mu$$"#,
      #"$$\mathbb{E}[x^\top A x] = \operatorname{tr}(A \mathbb{E}[x x^\top]) = \langle A, \Sigma\rangle_F + \mu^\top A\mu$$"#,
    ])
  func allPoints(_ formula: String) throws {
    let (grade, told) = try grade(Self.mean + formula)
    #expect(grade.questions[1].score.upTo.value == 5, "\(told)")
  }

  @Test("A norm that is not read leaves the divergence to a person")
  func divergence() throws {
    let text = #"""
      ## Task 1

      $$
      \begin{aligned}
      \mathrm{KL}(p \| q)
        &= \mathbb{E}_{x \sim p}[\log p(x) - \log q(x)] \\
        &= \tfrac12 \big[ \log|\Sigma_2| - \log|\Sigma_1| + \operatorname{tr}(\Sigma_2^{-1} \Sigma_1)
           + \|\Sigma_2^{-1/2}(\mu_2-\mu_1)\|^2 - n \big]
      \end{aligned}
      $$
      """#
    let (grade, told) = try grade(text)
    #expect(grade.questions[0].score.upTo.value == 10, "\(told)")
    #expect(grade.questions[0].score.points < grade.questions[0].score.total, "\(told)")
  }

  private static let capitals = #"""
    ## Task 1

    Let $P = \mathcal{N}(\mu_P,\Sigma_P)$ and $Q = \mathcal{N}(\mu_Q,\Sigma_Q)$.

    $$ \mathrm{KL}(P \| Q) = \tfrac12 \big[ \log|\Sigma_Q| - \log|\Sigma_P| + \operatorname{tr}(\Sigma_Q^{-1} \Sigma_P)
      + (\mu_P-\mu_Q)^\top \Sigma_Q^{-1} (\mu_P-\mu_Q) - n \big] $$
    """#

  @Test("Distributions in capitals are matched with those of the question")
  func matchedCapitals() throws {
    let (grade, told) = try grade(Self.capitals)
    #expect(grade.questions[0].score.points.value >= 6, "\(told)")
    let (wrong, toldOfWrong) = try self.grade(Self.capitals.replacing("- n", with: "+ n"))
    #expect(wrong.questions[0].score.points.value < 6, "\(toldOfWrong)")
    #expect(toldOfWrong.contains("WRONG"), "\(toldOfWrong)")
  }

  @Test("A line that is read, stated of the question and wrong is wrong still")
  func wrongBehind() throws {
    let (grade, told) = try grade(
      Self.mean + #"$$\mathbb{E}[x^\top A x] = \operatorname{tr}(A^{1/2} \Sigma) = \operatorname{tr}(A \Sigma)$$"#)
    #expect(grade.questions[1].score.upTo.value <= 2, "\(told)")
  }

  @Test("Nothing but the question is no answer")
  func restated() throws {
    let (grade, told) = try grade(Self.mean + #"$$\mathbb{E}[x^\top A x] = \mathbb{E}[x^\top A x]$$"#)
    #expect(grade.questions[1].score.upTo < grade.questions[1].score.total, "\(told)")
    #expect(grade.questions[1].score.points.value == 0, "\(told)")
  }
}

import Foundation
import Grading
import Testing

@Suite("Honest answers")
struct HonestTests {
  private func grade(_ text: String, name: String = "answer.md", seed: UInt64 = 1) throws -> AnswerGrade {
    try Class.grader(Class.divergence, seed: seed).grade(Array(text.utf8), name: name)
  }

  private static let skipped = "$$ \(Class.asked) = \(Class.middle) = \(Class.right) $$"
  private static let renamed = #"""
    # Divergence

    Let $f = \mathcal{N}(a, V)$ and $g = \mathcal{N}(b, W)$ with $a, b \in \mathbb{R}^d$, and write $\delta = a - b$.

    $$
    \begin{aligned}
    D_{KL}(f \| g) &= \int f(z) \log \frac{f(z)}{g(z)} \, dz \\
      &= \frac12 \log \frac{|W|}{|V|} + \frac12 \mathbb{E}_{z \sim f}[(z - b)^T W^{-1} (z - b)] - \frac d2 \\
      &= \frac12 \log \frac{|W|}{|V|} + \frac12 \text{tr}(W^{-1} V) + \frac12 \delta^T W^{-1} \delta - \frac d2
    \end{aligned}
    $$
    """#
  private static let indexed = #"""
    $$
    \begin{aligned}
    KL(\mathcal{N}(\mu_b, \Sigma_b) \| \mathcal{N}(\mu_a, \Sigma_a))
      &= E_{x \sim \mathcal{N}(\mu_b, \Sigma_b)}[\log \mathcal{N}(x; \mu_b, \Sigma_b) - \log \mathcal{N}(x; \mu_a, \Sigma_a)] \\
      &= \frac12 \left( \log|\Sigma_a| - \log|\Sigma_b| + tr(\Sigma^{-1}_a \Sigma_b) + (\mu_b-\mu_a)' \Sigma_a^{-1} (\mu_b-\mu_a) - n \right)
    \end{aligned}
    $$
    """#
  private static let document = #"""
    \documentclass{article}
    \usepackage{amsmath}
    \lstset{backgroundcolor=\color{white}}
    \newcommand{\KL}[2]{\mathrm{KL}(#1 \,\|\, #2)}
    \DeclareMathOperator{\tr}{tr}
    \newcommand{\inv}[1]{#1^{-1}}
    \begin{document}
    \section*{Divergence}
    % a remark
    \begin{align*}
    \KL{p}{q} &= \mathbb{E}_p[\log p(x)] - \mathbb{E}_p[\log q(x)] \\
    &= \tfrac12 \log\tfrac{|\Sigma_2|}{|\Sigma_1|} - \tfrac n2 + \tfrac12 \mathbb{E}_p[(x-\mu_2)^\top \inv{\Sigma_2} (x-\mu_2)] \\
    &= \tfrac12 \bigl[ \log\det\Sigma_2 - \log\det\Sigma_1 + \tr(\inv{\Sigma_2}\Sigma_1) + (\mu_1-\mu_2)^\top \inv{\Sigma_2} (\mu_1-\mu_2) - n \bigr]
    \end{align*}
    \end{document}
    """#

  private static let laidOut = #"""
    <p align="center">My <b>answer</b></p>

    $$
    \begin{aligned}
    \mathrm{KL}(p \| q) &= \phantom{=} \mathbb{E}_{x \sim p}[\log p(x) - \log q(x)] \\
      &= \tfrac12 \big[ {\color{blue}\log|\Sigma_2|} - \log|\Sigma_1| \\
      &\phantom{{}={}} + \textcolor{red!50!black}{\operatorname{tr}(\Sigma_2^{-1} \Sigma_1)}
        + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) \vphantom{\int} - n \big]
    \end{aligned}
    $$
    """#

  @Test(arguments: [skipped, renamed, indexed, laidOut]) func fullPoints(_ text: String) throws {
    let grade = try grade(text)
    #expect(grade.points == grade.total, "\(grade.markdown)")
    #expect(!grade.needsReview, "\(grade.markdown)")
  }

  @Test func aWholeDocument() throws {
    let grade = try grade(Self.document, name: "answer.tex")
    #expect(grade.points == grade.total && !grade.needsReview, "\(grade.markdown)")
  }

  @Test("The mapping of names is shown") func names() throws {
    let found = try grade(Self.renamed).questions[0].names
    #expect(
      found.map { "\($0.own) -> \($0.asked)" } == [
        "V -> Sigma_1", "W -> Sigma_2", "a -> mu_1", "b -> mu_2", "d -> n", "f -> p", "g -> q", "z -> x",
      ])
  }

  @Test("An error is charged once, and what follows from it counts") func oneError() throws {
    let wrongMiddle = Class.middle.replacingOccurrences(of: #"+ \tfrac12 \mathbb{E}"#, with: #"+ \mathbb{E}"#)
    let follows = Class.right.replacingOccurrences(
      of: #"+ \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - n"#,
      with: #"+ 2 \operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + 2 (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - 2 n"#)
    let grade = try grade(Class.chain(#"\mathbb{E}_{x \sim p}[\log p(x) - \log q(x)]"#, wrongMiddle, follows))
    let question = grade.questions[0]
    #expect(question.final == .wrong)
    #expect(question.lines.filter { $0.verdict == .refuted }.count == 1)
    #expect(question.firstWrong?.counterexample != nil)
    #expect(question.firstWrong?.diagnosis != nil)
    #expect(question.lines.last?.notes == ["follows from the wrong line"])
    #expect(question.score.points.description == "2.67")
    #expect(
      question.score.arithmetic == [
        "final answer: not equal to the key's, 0 of 6", "steps: 2 hold, 1 wrong, the key has 3: 2/3, 2.67 of 4",
      ])
  }

  @Test("A wrong step with the same end costs its share") func sameEnd() throws {
    let wrong = Class.middle.replacingOccurrences(of: #"\Sigma_1^{-1} (x-\mu_1)"#, with: #"\Sigma_1 (x-\mu_1)"#)
    let question = try grade(Class.chain(wrong, Class.right)).questions[0]
    #expect(question.final == .right)
    #expect(question.lines.last?.notes.contains("wrong step, same end: equal to the first line again") == true)
    #expect(question.score.points.description == "6")
  }

  @Test("A line that is right again behind a slip is no second error") func oneSlip() throws {
    let slip = Class.middle.replacingOccurrences(of: #"\Sigma_1^{-1} (x-\mu_1)"#, with: #"\Sigma_1 (x-\mu_1)"#)
    let first = #"\mathbb{E}_{x \sim p}[\log p(x) - \log q(x)]"#
    let question = try grade(Class.chain(first, slip, Class.middle, Class.right)).questions[0]
    #expect(question.final == .right)
    #expect(question.lines.count { $0.verdict == .refuted } == 2)
    #expect(question.score.arithmetic.last == "steps: 2 hold and (3 - 1)/3, 2.67 of 4")
  }

  @Test("What stands behind the last line that can be read may be the answer") func unreadableEnd() throws {
    let grade = try grade(Class.chain(Class.middle, Class.right, #"\mystery{p}"#))
    #expect(grade.questions[0].final == .open(reason: "a line behind it could not be read"))
    #expect(grade.needsReview && grade.upTo == grade.total)
  }

  @Test("An answer in the running text is left to a person") func inText() throws {
    let grade = try grade("The divergence is $\(Class.right)$.")
    #expect(grade.needsReview && grade.points == .zero && grade.upTo == grade.total)
  }

  @Test(
    "Questions are found by their headings",
    arguments: [
      ("## Task 2", 1), ("## 2. Mean", 1), ("## Exercise 1", 0), ("# Trace", 1), ("## Task 1: Determinant", 0),
      ("## Determinants", 0), ("## Task 3", nil), ("## Something else", nil),
    ] as [(String, Int?)]) func headings(_ heading: String, _ expected: Int?) throws
  {
    let key = #"""
      # Key

      **Given** $n \in \mathbb{N}$ and $A \in \mathbb{S}_{++}^n$.

      ## Task 1: Determinant

      **Points** 2: 1 for the final answer, 1 for the steps.

      $$ \log|A^{-1}| = -\log|A| $$

      ## Task 2: Trace

      **Points** 2: 1 for the final answer, 1 for the steps.

      $$ \operatorname{tr}(A A^{-1}) = n $$
      """#
    let text = heading + "\n\n$$ \\log|A^{-1}| = -\\log|A| $$\n\n$$ \\operatorname{tr}(A A^{-1}) = n $$\n"
    let grade = try Class.grader(key).grade(Array(text.utf8), name: "answer.md")
    #expect(grade.questions.map(\.isAnswered) == [expected == 0, expected == 1])
    #expect(grade.needsReview == (expected == nil))
  }

  @Test(
    "Where the answer is to be expanded, the question in another form is none",
    arguments: [
      (#"a^2 + 2 a b + b^2"#, .right), (#"b^2 + a^2 + b a + a b"#, .right), (#"a a + \frac{4 a b}{2} + b b"#, .right),
      (#"(b + a)^2"#, .restated), (#"(a + b)(a + b)"#, .notClosed(left: "a product with a sum")),
      (#"a^2 + b (2 a + b)"#, .notClosed(left: "a product with a sum")),
      (#"(-a - b)^2"#, .notClosed(left: "a power of a sum")),
      (#"\frac{2 a^2 + 4 a b + 2 b^2}{2}"#, .notClosed(left: "a fraction of a sum")), (#"a^2 + b^2"#, .wrong),
    ] as [(String, FinalAnswer)]) func expanded(_ line: String, _ expected: FinalAnswer) throws
  {
    let key = #"""
      # Square

      **Points** 2: 1 for the final answer, 1 for the steps.

      **Form** Expanded.

      **Given** $a, b \in \mathbb{R}$.

      $$ (a + b)^2 = a^2 + 2 a b + b^2 $$
      """#
    let grade = try Class.grader(key).grade(Array("$$ (a + b)^2 = \(line) $$".utf8), name: "answer.md")
    #expect(grade.questions[0].final == expected, "\(grade.markdown)")
    #expect((grade.points == grade.total) == (expected == .right))
    let wrong = #expect(throws: KeyError.self) {
      try Class.key(key.replacingOccurrences(of: "= a^2 + 2 a b + b^2", with: "= a^2 + b (2 a + b)"))
    }
    #expect(
      wrong?.problems == ["Square: the final answer must be expanded, but a product with a sum is left in it"])
  }

  @Test("Right, but not in closed form") func notClosed() throws {
    let question = try grade(Class.chain(Class.middle)).questions[0]
    #expect(question.final == .notClosed(left: "an expectation"))
    #expect(question.score.points.description == "1.33")
  }

  @Test("A line that cannot be read is left to a person, and the next is held against the line before it")
  func unreadable() throws {
    let grade = try grade(Class.chain(#"\mystery{p}"#, Class.middle, Class.right))
    #expect(grade.questions[0].final == .right)
    #expect(grade.needsReview && grade.points < grade.total && grade.upTo == grade.total)
    #expect(grade.questions[0].lines.contains { $0.verdict == .unreadable })
  }

  @Test("Grades do not depend on the seed, the name or other answers") func determinism() throws {
    let text = Class.chain(Class.middle, #"\tfrac12 \operatorname{tr}(\Sigma_2^{-1}\Sigma_1)"#, Class.right)
    let first = try grade(text)
    for seed in [2, 3, 5, 8] as [UInt64] { #expect(try grade(text, seed: seed).points == first.points) }
    #expect(try grade(text, name: "another.md").markdown == first.markdown)
    let grader = try Class.grader(Class.divergence)
    let many = (0..<6).map { Grader.Submission.read(name: "\($0).md", bytes: Array((text + "\n\n\($0)").utf8)) }
    let one = grader.report(many, threads: 1)
    #expect(grader.report(many, threads: 2).json == one.json)
    #expect(one.answers.allSatisfy { $0.markdown == first.markdown })
  }
}

import Grading
import Testing

@Suite("Attempts to get points without an answer")
struct GamingTests {
  /// An answer with the points that it deserves, and whether a person is asked.
  struct Attempt: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var points: Double = 0
    var needsReview = false
    var testDescription: String { name }
  }

  private static let right = Class.right
  private static let middle = Class.middle
  private static let asked = Class.asked
  private static let wrong = #"\tfrac12 (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2)"#

  private static let attempts: [Attempt] = [
    Attempt(name: "the question copied", text: Class.chain(asked)),
    Attempt(name: "the question with nothing added", text: Class.chain("\(asked) + 0")),
    Attempt(name: "the question doubled and halved", text: Class.chain(#"2 \cdot \mathrm{KL}(p\|q) / 2"#)),
    Attempt(name: "the question with something added and taken away", text: Class.chain("\(asked) + n - n")),
    Attempt(name: "0 = 0", text: "$$ 0 = 0 $$"),
    Attempt(name: "n = n", text: "$$ n = n = n = n $$"),
    Attempt(
      name: "a circle", text: Class.chain(#"\mathbb{E}_{x \sim p}[\log p(x) - \log q(x)]"#, asked)),
    Attempt(
      name: "a circle twice round",
      text: Class.chain(
        #"\mathbb{E}_{x \sim p}[\log p(x) - \log q(x)]"#, asked, #"\mathbb{E}_{x \sim p}[\log p(x) - \log q(x)]"#,
        asked)),
    Attempt(name: "one line over and over", text: Class.chain(middle, middle, middle, middle), points: 1.33),
    Attempt(name: "division by zero", text: Class.chain(#"\frac{n}{0}"#), needsReview: true),
    Attempt(name: "zero by zero", text: Class.chain(#"\frac{0}{0}"#), needsReview: true),
    Attempt(
      name: "something over nothing", text: Class.chain(#"\frac{n - n}{n - n} \log|\Sigma_1|"#), needsReview: true),
    Attempt(name: "infinity", text: Class.chain(#"\infty"#), needsReview: true),
    Attempt(name: "the logarithm of a negative number", text: Class.chain(#"\log(-1)"#), needsReview: true),
    Attempt(
      name: "one mean renamed to the other",
      text: "Let $\\mu_1 = \\mu_2$.\n\n"
        + Class.chain(
          #"\tfrac12[\log|\Sigma_2| - \log|\Sigma_1| + \operatorname{tr}(\Sigma_2^{-1}\Sigma_1) - n]"#)),
    Attempt(
      name: "one covariance renamed to the other", text: "**Given** $\\Sigma_1 = \\Sigma_2$.\n\n" + Class.chain(wrong)),
    Attempt(
      name: "one dimension only",
      text: "Assume $n = 1$.\n\n"
        + Class.chain(
          #"\tfrac12[\log|\Sigma_2| - \log|\Sigma_1| + \frac{|\Sigma_1|}{|\Sigma_2|} + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - 1]"#
        )),
    Attempt(
      name: "equal in one dimension only",
      text: Class.chain(
        #"\tfrac12[\log|\Sigma_2| - \log|\Sigma_1| + \frac{|\Sigma_1|}{|\Sigma_2|} + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - n]"#
      )),
    Attempt(
      name: "scalars declared", text: "**Given** $\\mu_1, \\mu_2 \\in \\mathbb{R}$.\n\n" + Class.chain(wrong),
      needsReview: true),
    Attempt(
      name: "another q", text: "Let $q = \\mathcal{N}(\\mu_1, \\Sigma_1)$.\n\n" + Class.chain("0"), needsReview: true),
    Attempt(
      name: "another q in a display", text: "$$ q := \\mathcal{N}(\\mu_1, \\Sigma_1) $$\n\n" + Class.chain("0"),
      needsReview: true),
    Attempt(
      name: "a shadowed logarithm",
      text: "Let $\\log(x) = 0$.\n\n"
        + Class.chain(
          #"\tfrac12[\operatorname{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_1-\mu_2)^\top \Sigma_2^{-1} (\mu_1-\mu_2) - n]"#)),
    Attempt(
      name: "a macro that is the question",
      text: "\\newcommand{\\answer}{\\mathrm{KL}(p \\| q)}\n\n"
        + Class.chain(#"\answer"#)),
    Attempt(
      name: "a logarithm redefined as nothing", text: "\\renewcommand{\\log}{0\\cdot}\n\n" + Class.chain(right)),
    Attempt(
      name: "a name for the question", text: "Let $D = \\mathrm{KL}(p \\| q)$.\n\n" + Class.chain("D")),
    Attempt(
      name: "a name for an expectation",
      text: "Let $D = \\mathbb{E}_{x \\sim p}[\\log p(x) - \\log q(x)]$.\n\n"
        + Class.chain("D"), points: 1.33),
    Attempt(
      name: "a function for the answer", text: "$$ f(n) := \\mathrm{KL}(p \\| q) $$\n\n" + Class.chain("f(n)"),
      needsReview: true),
    Attempt(
      name: "the right line in a comment", text: Class.chain("\(wrong) % = \(right)\n")),
    Attempt(
      name: "the right answer in a comment of the page", text: Class.chain(wrong) + "\n<!-- $$ \(right) $$ -->"),
    Attempt(
      name: "a tiny summand", text: Class.chain("\(right) + 10^{-30}"), needsReview: true),
    Attempt(name: "a factor near one", text: Class.chain("(1 + 10^{-40}) (\(right))"), needsReview: true),
    Attempt(
      name: "a tiny exponential", text: Class.chain("\(right) + \\exp(-1000)"), needsReview: true),
    Attempt(name: "a sum without end", text: Class.chain("\(right) + \\sum_{i=1}^{\\infty} i"), needsReview: true),
    Attempt(
      name: "a sum of a billion", text: Class.chain("\(right) + \\sum_{i=1}^{1000000000} i"), needsReview: true),
    Attempt(
      name: "a huge power", text: Class.chain("\(right) + 2^{999999999}"), needsReview: true),
    Attempt(
      name: "an approximation", text: Class.chain(middle) + "\n$$ \\approx \(wrong) $$", points: 1.33, needsReview: true
    ),
    Attempt(name: "a bound", text: "$$ \(asked) \\ge 0 $$", needsReview: false),
    Attempt(
      name: "up to a constant", text: Class.chain("\(wrong) + \\text{const}"), needsReview: true),
    Attempt(
      name: "an equation solved for what is given",
      text:
        "$$ \\frac{\\partial}{\\partial \\mu_1} (\\mu_1 - \\mu_2)^\\top (\\mu_1 - \\mu_2) = 0 \\implies \(asked) = 0 $$",
      needsReview: true),
    Attempt(
      name: "the other divergence",
      text:
        "$$ \\mathrm{KL}(q \\| p) = \\tfrac12 \\big[ \\log|\\Sigma_1| - \\log|\\Sigma_2| + \\operatorname{tr}(\\Sigma_1^{-1} \\Sigma_2) + (\\mu_1-\\mu_2)^\\top \\Sigma_1^{-1} (\\mu_1-\\mu_2) - n \\big] $$"
    ),
    Attempt(name: "wrong, then right", text: Class.chain(wrong, right), points: 6),
    Attempt(name: "right, then wrong", text: Class.chain(right, wrong), points: 1.33),
    Attempt(
      name: "both answers in turn", text: Class.chain(right) + "\n\n" + Class.chain(wrong), points: 1.33),
    Attempt(
      name: "a true aside for many lines",
      text:
        "$$ n = \\operatorname{tr}(\\Sigma_1^{-1}\\Sigma_1) = n + \\log 1 = n + \\log|\\Sigma_1| - \\log|\\Sigma_1| $$"),
    Attempt(
      name: "text that imitates a report",
      text: "line 3: proved\n\n10 of 10 points\n\n| answer | points |\n|---|---|\n| me | 10 |\n\n" + Class.chain(wrong)),
    Attempt(name: "two guesses side by side", text: "$$ n $$\n\n$$ \(right) $$", needsReview: true),
    Attempt(name: "two guesses with names", text: "$$ A = n $$\n\n$$ B = \(right) $$", needsReview: true),
    Attempt(
      name: "the right answer for another question",
      text: "$$ \\mathrm{KL}(q \\| p) = \\mathbb{E}_{x \\sim p}[\\log p(x) - \\log q(x)] = \(right) $$"),
    Attempt(name: "the right formula for the other divergence", text: "$$ \\mathrm{KL}(q \\| p) = \(right) $$"),
    Attempt(name: "a hedge", text: Class.chain(middle, "\(right) \\text{ or } n"), needsReview: true),
    Attempt(name: "more behind words", text: Class.chain(middle, "\(right) \\text{ plus } n"), needsReview: true),
    Attempt(
      name: "a sign behind words", text: Class.chain(middle, "\(right) \\text{ and also } + n"), needsReview: true),
    Attempt(
      name: "an abbreviation of something wrong",
      text: "Let $A = \\mathbb{E}_{x \\sim p}[\\log p(x)]$.\n\n" + Class.chain("A", right), points: 6),
    Attempt(name: "an inequality instead", text: "$$ \(asked) \\neq \(right) $$", needsReview: true),
    Attempt(name: "nothing but words", text: "The answer is trivial."),
    Attempt(name: "an empty file", text: "", needsReview: true),
    Attempt(name: "a null byte", text: "\0" + Class.chain(right), needsReview: true),
    Attempt(name: "a phantom", text: Class.chain("\\phantom{\(right)}"), needsReview: true),
    Attempt(name: "a phantom behind a wrong line", text: Class.chain("\(wrong) \\phantom{= \(right)}")),
    Attempt(
      name: "a phantom without braces", text: Class.chain(right.replacing("- n", with: "- \\phantom n")),
      needsReview: true),
    Attempt(
      name: "a name for a phantom", text: "\\newcommand{\\hide}{\\phantom}\n\n" + Class.chain("\\hide{\(right)}"),
      needsReview: true),
    Attempt(
      name: "another name for a phantom", text: "\\let\\hide\\phantom\n\n" + Class.chain("\\hide{\(right)}"),
      needsReview: true),
    Attempt(
      name: "a phantom around a display", text: "\\phantom{\\parbox{1cm}{\(Class.chain(right))}}", needsReview: true),
    Attempt(name: "a phantom that is never closed", text: "\\hphantom{\n\n\(Class.chain(right))", needsReview: true),
    Attempt(name: "white on white", text: Class.chain("{\\color{white} \(right)}"), needsReview: true),
    Attempt(
      name: "nearly white on white", text: Class.chain("\\textcolor{ White!99!black}{\(right)}"), needsReview: true),
    Attempt(
      name: "a name for white", text: "\\newcommand{\\in}[1]{\\color{#1}}\n\n" + Class.chain("\\in{white} \(right)"),
      needsReview: true),
    Attempt(name: "a white display", text: "{\\color{white}\n\n\(Class.chain(right))\n\n}", needsReview: true),
    Attempt(
      name: "a style of a page", text: "<span style=\"color:white\">\n\n\(Class.chain(right))\n\n</span>",
      needsReview: true),
    Attempt(
      name: "a hidden part of a page", text: "<div hidden>\n\n\(Class.chain(right))\n\n</div>", needsReview: true),
    Attempt(name: "a condition of TeX", text: "\\iffalse\n\(Class.chain(right))\n\\fi", needsReview: true),
  ]

  private static let grader = try? Class.grader(Class.divergence)

  @Test(arguments: attempts) func everyAttemptGetsWhatItDeserves(_ attempt: Attempt) throws {
    let grade = try #require(Self.grader).grade(Array(attempt.text.utf8), name: "answer.md")
    let told = GradeReport(key: try #require(Self.grader).key, seed: 1, answers: [grade]).text(.full)
    #expect(grade.points.value == attempt.points, "\(told)")
    #expect(grade.needsReview == attempt.needsReview, "\(told)")
    #expect(grade.points < grade.total)
  }

  @Test func thereAreManyAttempts() { #expect(Self.attempts.count >= 40) }
}

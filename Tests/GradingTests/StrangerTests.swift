import Foundation
import Grading
import Testing

@Suite("Answers that try to stall the grader")
struct StrangerTests {
  /// An answer that costs much, if anything does.
  struct Trap: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var testDescription: String { name }
  }

  private static func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  private static let nestedSums =
    ["a", "b", "c", "d", "f", "g", "h", "k"].map { "\\sum_{\($0)=1}^{60} " }.joined() + "a b c d f g h k"
  private static let quadratic = #"(x-\mu_2)^\top \Sigma_2^{-1} (x-\mu_2)"#

  private static let traps: [Trap] = [
    Trap(name: "sums in sums", text: Class.chain(nestedSums)),
    Trap(name: "a power of a power of a sum", text: Class.chain(#"((n + \log|\Sigma_1|)^{40})^{40}"#)),
    Trap(name: "a product of sums", text: Class.chain(times(60, #"(n + \log|\Sigma_1| + \log|\Sigma_2|)"#))),
    Trap(
      name: "an inverse of inverses",
      text: Class.chain("n + \\log|" + times(60, "(") + "\\Sigma_1" + times(60, ")^{-1}") + "|")),
    Trap(name: "fractions in fractions", text: Class.chain(times(90, "\\frac{1}{1 + ") + "n" + times(90, "}"))),
    Trap(
      name: "expectations in expectations",
      text: Class.chain(times(12, "\\mathbb{E}_{x \\sim p}[") + quadratic + times(12, "]"))),
    Trap(name: "an expectation of a high power", text: Class.chain("\\mathbb{E}_{x \\sim p}[(\(quadratic))^{12}]")),
    Trap(
      name: "a product of many matrices",
      text: Class.chain("\\operatorname{tr}(" + times(120, "(\\Sigma_1 + \\Sigma_2) ") + ")")),
    Trap(
      name: "derivatives of derivatives",
      text: Class.chain(times(6, "\\nabla_{\\mu_1}^\\top \\nabla_{\\mu_1} ") + "\\log|\\Sigma_1|")),
    Trap(name: "a hundred long lines", text: Class.chain(times(100, "\(Class.middle) + n = ") + Class.right)),
    Trap(name: "a thousand lines", text: Class.chain(times(1000, "n + 1 = ") + "n")),
    Trap(name: "one long line", text: Class.chain(times(2000, "n + ") + "n")),
    Trap(
      name: "a thousand names",
      text: (0..<1000).map { "Let $a_{\($0)} = a_{\($0 + 1)} + a_{\($0 + 1)}$.\n\n" }.joined() + Class.chain("a_{0}")),
    Trap(name: "unknown names", text: Class.chain((0..<400).map { "b_{\($0)}" }.joined(separator: " + "))),
    Trap(name: "many displays", text: times(1000, "$$ n = n $$\n\n")),
    Trap(
      name: "a macro that doubles itself",
      text: (0..<40).map {
        "\\newcommand{\\m\(Self.letters($0))}{\\m\(Self.letters($0 + 1))\\m\(Self.letters($0 + 1))}\n"
      }.joined() + Class.chain("\\maa")),
    Trap(name: "a macro that calls itself", text: "\\newcommand{\\m}{\\m\\m}\n\n" + Class.chain("\\m")),
    Trap(name: "deep brackets", text: Class.chain(times(5000, "(") + "n" + times(5000, ")"))),
    Trap(name: "deep braces in a name", text: Class.chain(times(3000, "{") + "n" + times(3000, "}"))),
    Trap(name: "deep quotations and lists", text: times(2000, "> ") + Class.chain("n")),
    Trap(name: "phantoms that are never closed", text: times(20_000, "\\phantom{")),
    Trap(name: "colors that are never closed", text: times(20_000, "\\color{")),
    Trap(name: "tags that are never closed", text: times(60_000, "<a ")),
    Trap(name: "open marks", text: times(20_000, "$ \\( [ ` ")),
    Trap(
      name: "the same unknown left side",
      text: times(150, "$$ \\mathrm{KL}(\\mathcal{N}(a_1, b_1) \\| \\mathcal{N}(a_2, b_3)) = c $$\n\n")),
    Trap(name: "a large Gaussian integral", text: Class.chain("\\int \\exp(-\(times(30, quadratic + " - "))1) dx")),
    Trap(
      name: "blocks of blocks",
      text: Class.chain(
        "\\log\\det\\begin{pmatrix}" + times(20, times(19, "\\Sigma_1 & ") + "\\Sigma_1 \\\\ ") + "\\end{pmatrix}")),
    Trap(name: "a huge decimal", text: Class.chain(times(5000, "9") + " n")),
    Trap(name: "a huge exponent", text: Class.chain("|\\Sigma_1|^{" + times(50, "9") + "}")),
    Trap(name: "a tower", text: Class.chain(times(60, "2^{") + "n" + times(60, "}"))),
  ]

  private static func letters(_ number: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return String([letters[number / 26], letters[number % 26]])
  }

  private static let grader = try? Class.grader(Class.divergence)

  @Test(arguments: traps) func noAnswerTakesLong(_ trap: Trap) throws {
    let start = ContinuousClock.now
    let grade = try #require(Self.grader).grade(Array(trap.text.utf8), name: "answer.md")
    let time = ContinuousClock.now - start
    #expect(grade.points < grade.total)
    // A bound for the slowest machine and a build that is not optimized; it is not what grading takes.
    #expect(time < .seconds(20), "\(trap.name) takes \(time)")
    if ProcessInfo.processInfo.environment["VERIFY_TIMES"] != nil { print("TIME \(time) \(trap.name)") }
  }
}

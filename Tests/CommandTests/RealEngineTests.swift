import Reporting
import Testing

@testable import verify

@Suite("Commands with the real engine")
struct RealEngineTests {
  private static let wrong = "Tests/Fixtures/wrong/half-on-the-logarithms.md"
  private static let logNormal = ["check", "E[exp(x)] = exp(m + s/2)", "--given", "m in R, s in R_{>0}, x ~ N(m, s)"]
  /// A mean without a closed form.
  private static let open = ["check", "E[log(1 + x^2)] = log(1 + s)", "--given", "m in R, s in R_{>0}, x ~ N(m, s)"]

  @Test(
    "Exit status",
    arguments: [
      (["kl-gaussian"], Status.holds),
      (["kl-gaussian#by-shifting-the-mean"], .holds),
      (["trace"], .holds),
      (["Derivations/kl-diagonal.md"], .holds),
      (["all"], .holds),
      ([wrong], .refuted),
      (["kl-diagonal", wrong], .refuted),
      (["--mutants", "trace"], .holds),
      (["check", "tr(A B) = tr(B A)", "--given", "A in R^{m x n}, B in R^{n x m}"], .holds),
      (["check", "tr(A B) = tr(A) tr(B)", "--given", "A, B in R^{n x n}"], .refuted),
      (logNormal, .holds), (open, .undecided),
      (["derive", "E[exp(x)]", "--given", "m in R, s in R_{>0}, x ~ N(m, s)"], .undecided),
      (["derive", "E[x x']", "--given", "x ~ N(m, S)"], .holds),
      (["soak", "trace", "--seeds", "2", "--mutant-seeds", "1"], .holds),
      (["list"], .holds), (["show", "kl-gaussian"], .holds), (["help", "derive"], .holds), (["--version"], .holds),
      (["--sed", "1"], .usage), (["kl-gaussian", "--seed", "x"], .usage), ([], .usage),
      (["kl-gausian"], .unreadable), (["kl-gaussian", "kl-gausian"], .unreadable), (["kl-gaussian#x"], .unreadable),
      (["check", "tr(A B)"], .unreadable),
    ])
  func status(arguments: [String], expected: Status) throws {
    let ran = try Workplace().run(arguments)
    #expect(ran.status == expected, "\(ran.output)\(ran.errors)")
    // Results stand on standard output, and what is wrong with the input on standard error.
    #expect(ran.errors.isEmpty == ![.usage, .unreadable].contains(expected))
  }

  @Test("What is undecided is neither a pass nor a refutation") func undecidedIsSaid() throws {
    let ran = try Workplace().run(Self.open)
    #expect(ran.output.contains("\nundecided:  1 file, 1 claim, 1 step: 1 undecided  (seed 1)\n"))
    #expect(!ran.output.contains("all hold") && !ran.output.contains("REFUTED"))
  }

  @Test("The same seed gives the same bytes", arguments: ["text", "json"]) func sameSeedSameBytes(format: String) throws
  {
    let workplace = try Workplace()
    for operands in [["kl-gaussian", Self.wrong], ["--mutants", "kl-diagonal"]] {
      let line = operands + ["--seed", "7", "--format", format]
      let first = workplace.run(line)
      #expect(first.output.contains(format == "json" ? #""seed": "7""# : "(seed 7)"))
      #expect(workplace.run(line) == first)
      #expect(workplace.run(line + ["--threads", "1"]) == first)
      #expect(workplace.run(line + ["--threads", "2"]) == first)
      #expect(workplace.run(operands + ["--seed", "8", "--format", format]).output != first.output)
    }
  }

  @Test func colour() throws {
    let workplace = try Workplace()
    let line = ["kl-diagonal", Self.wrong, "kl-gausian"]
    let plain = workplace.run(line)
    #expect(!plain.output.contains("\u{1B}") && !plain.errors.contains("\u{1B}"))
    workplace.isTerminal = true
    let painted = workplace.run(line)
    #expect(painted.output.contains("\u{1B}[") && painted.errors.contains("\u{1B}["))
    workplace.variables["NO_COLOR"] = "1"
    #expect(workplace.run(line) == plain)
    workplace.variables = [:]
    #expect(workplace.run(line + ["--color", "never"]) == plain)
  }

  @Test("No line of a report is wider than 100 columns when piped") func width() throws {
    let workplace = try Workplace()
    for line in [["all"], ["all", "--verbose"], [Self.wrong], ["list"], ["derive", "KL(N(m1, S1) || N(m2, S2))"]] {
      let wide = workplace.run(line).output.split(separator: "\n").filter {
        // A heading is the writer's own.
        DisplayWidth.of(String($0)) > 100 && !$0.contains(" #")
      }
      #expect(wide.isEmpty, "\(line)\n\(wide.joined(separator: "\n"))")
    }
  }

  @Test func standardInput() throws {
    let workplace = try Workplace()
    let text = workplace.run("show", "kl-diagonal").output
    let named = workplace.run("kl-diagonal")
    let piped = workplace.run("-", input: text)
    #expect(piped.status == .holds)
    // The draws of a file take their seed from its name.
    let outcomes = { (output: String) in output.split(separator: "\n").filter { $0.contains("proved") } }
    #expect(outcomes(piped.output) == outcomes(named.output) && !outcomes(piped.output).isEmpty)
    #expect(piped.output.contains("\n<standard input>\n"))
    #expect(workplace.run("check", "-", "--given", "a in R", input: "a + a = 2 a\n").status == .holds)
    #expect(workplace.run("check", "-", "--given", "a in R", input: "a + a = a\n").status == .refuted)
    #expect(workplace.run("-").errors == "<standard input>:1:1: error: the file is empty\n")
  }

  @Test func oneClaim() throws {
    let workplace = try Workplace()
    let ran = workplace.run("kl-gaussian#through-the-covariance")
    #expect(ran.output.contains("#through-the-covariance\n"))
    #expect(!ran.output.contains("#from-the-definition") && !ran.output.contains("#by-shifting-the-mean"))
    #expect(workplace.run("show", "kl-gaussian#through-the-covariance").output.hasPrefix("## Through the covariance\n"))
  }

  @Test func theWholeFolder() throws {
    let workplace = try Workplace()
    let all = workplace.run("all")
    let names = workplace.run("list", "--quiet").output.split(separator: "\n").map(String.init)
    #expect(Set(["kl-gaussian", "kl-standard-normal", "kl-diagonal", "kl-log-variance", "trace"]).isSubset(of: names))
    for name in names { #expect(all.output.contains("/\(name).md\n")) }
    #expect(all.output.contains("all hold:  \(names.count) files, "))
    #expect(workplace.run("all", "--quiet").output.split(separator: "\n").count <= 1)
  }

  @Test func derivedAndChecked() throws {
    let workplace = try Workplace()
    for (expression, given) in [
      ("KL(N(m1, S1) || N(m2, S2))", ["--given", "m1, m2 in R^n, S1, S2 in S_{++}^n"]),
      ("KL(N(m1, S1) || N(m2, S2))", []),
      ("E[x' A x]", ["--given", "A in R^{n x n}, x ~ N(m, S)"]),
    ] {
      let line = ["derive", expression] + given
      let note = workplace.run(line + ["--format", "markdown"])
      #expect(note.status == .holds)
      let checked = workplace.run("-", input: note.output)
      #expect(checked.status == .holds, "\(checked.output)\(checked.errors)")
      let steps = note.output.split(separator: "\n").count { $0.hasPrefix("  &= ") }
      #expect(steps > 0)
      let words = "\(steps) step\(steps == 1 ? "" : "s"): \(steps) proved"
      #expect(checked.output.contains("all hold:  1 file, 1 claim, \(words)  (seed 1)"), "\(checked.output)")
      let text = workplace.run(line).output
      #expect(text.hasPrefix("      \(expression)\n   1  = ") || text.hasPrefix("      E("))
      #expect(text.contains("\n        by ") && text.contains("\nrests on "))
      #expect(text.split(separator: "\n").count { $0.hasPrefix("        by ") } >= steps)
      let latex = workplace.run(line + ["--format", "latex"]).output
      #expect(latex.hasPrefix("\\[\n\\begin{aligned}\n") && latex.hasSuffix("\\end{aligned}\n\\]\n"))
      #expect(note.output.contains(latex.split(separator: "\n")[3]))
    }
  }

  @Test("Every example of the help runs", arguments: Tool.commands.map { $0.information.name }) func examples(
    name: String
  ) throws {
    let command = try #require(Tool.commands.first { $0.information.name == name })
    let expected = [
      "see what is wrong": Status.refuted, "grade a folder": .refuted, "write a gradebook": .refuted,
    ]
    for example in command.information.examples where name != "completion" {
      // A soak of everything takes minutes.
      let line = example.line.replacing("soak all", with: "soak trace --seeds 3 --mutant-seeds 1")
        .replacing("--seeds 100 ", with: "--seeds 3 ")
      var shell = Shell(try Workplace())
      let ran = try shell.run(line)
      #expect(ran.status == expected[example.purpose] ?? .holds, "\(line)\n\(ran.output)\(ran.errors)")
    }
  }
}

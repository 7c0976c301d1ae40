import Foundation
import Testing

@testable import verify

@Suite("What the README shows")
struct ReadmeTests {
  /// The README, read where the tests are, so that a missing one fails.
  private static func guide() throws -> Guide {
    Guide(try String(contentsOfFile: "\(Workplace.package)/README.md", encoding: .utf8))
  }

  @Test func everyCommandPrintsWhatIsShown() throws {
    let guide = try Self.guide()
    #expect(guide.consoles.joined().contains { $0.command.contains("verify ") }, "no command is shown")
    for block in guide.consoles {
      for failure in try Self.failures(block) { Issue.record("\(failure)") }
    }
  }

  @Test func everyDerivationIsJudgedAsItsHeadingSays() throws {
    let guide = try Self.guide()
    #expect(!guide.derivations.isEmpty, "no derivation is shown")
    for text in guide.derivations { try Self.expectJudgement(text) }
  }

  /// The commands of a block whose output is not what is shown.
  private static func failures(_ block: [Guide.Example]) throws -> [String] {
    var shell = Shell(try Workplace())
    return try block.compactMap { example in
      let ran = try shell.run(example.command)
      if Guide.matches(ran.output, example.output) { return nil }
      return
        "$ \(example.command)\nprints:\n\(ran.output)\(ran.errors)\nshown:\n\(example.output.joined(separator: "\n"))"
    }
  }

  private static func expectJudgement(_ text: String) throws {
    let workplace = try Workplace()
    let ran = workplace.run("-", input: text)
    let heading = text.prefix { $0 != "\n" }
    #expect(
      ran.status == (heading.lowercased().contains("wrong") ? .refuted : .holds),
      "\(heading)\n\(ran.output)\(ran.errors)"
    )
  }

  @Test func aGuideIsTakenApart() throws {
    let guide = Guide(
      """
      text
      ```console
      $ verify check 'a = a' \\
          --given 'a in R'
      one

      two
      $ verify list
      ```
      ````markdown
      # A note
      ```math
      x = x
      ```
      ````
      ```markdown
      not a note
      ```
      ```swift
      $ verify nothing
      ```
      """)
    #expect(
      guide.consoles == [
        [
          Guide.Example(command: "verify check 'a = a' --given 'a in R'", output: ["one", "", "two"]),
          Guide.Example(command: "verify list", output: []),
        ]
      ])
    #expect(guide.derivations == ["# A note\n```math\nx = x\n```\n"])
  }

  @Test func outputsAreCompared() {
    #expect(Guide.matches("a\nb\n", ["a", "b"]))
    #expect(!Guide.matches("a\nb\n", ["a"]))
    #expect(!Guide.matches("a\n", ["a", "b"]))
    #expect(Guide.matches("", []))
    #expect(Guide.matches("a\nb\nc\nd\n", ["a", "…", "d"]))
    #expect(Guide.matches("a\nb\nc\nd\n", ["…", "b", "…", "d"]))
    #expect(Guide.matches("a\nb\n", ["a", "…"]))
    #expect(Guide.matches("a\nb\n", ["a", "…", "b"]))
    #expect(Guide.matches("a\n", ["…", "…"]))
    #expect(!Guide.matches("a\nb\nc\n", ["a", "…", "b"]))
    #expect(!Guide.matches("a\nb\n", ["b", "…"]))
    #expect(!Guide.matches("a\n", ["a", "…", "a"]))
    #expect(!Guide.matches("a\nb\nc\n", ["…", "x", "…"]))
  }

  @Test func aWrongGuideIsFound() throws {
    let version = "verify \(Tool.version)"
    let right = [
      Guide.Example(command: "verify --version", output: [version]),
      Guide.Example(command: "echo $?", output: ["0"]),
      Guide.Example(command: "swift run -c release verify --version", output: [version]),
      Guide.Example(
        command: "verify derive 'E[x]' --given 'x ~ N(m, S)' --format markdown > mean.md && verify mean.md",
        output: ["Derivation", "…", "all hold:  1 file, 1 claim, 1 step: 1 proved  (seed 1)"]),
    ]
    #expect(try Self.failures(right) == [])
    #expect(try Self.failures([Guide.Example(command: "verify --version", output: ["verify 0"])]).count == 1)
    #expect(throws: Shell.Failure.self) { try Self.failures([Guide.Example(command: "verfy all", output: [])]) }
    try Self.expectJudgement("# A wrong note\n\n**Given** $a \\in \\mathbb{R}$.\n\n$$ a + a = a $$\n")
    try Self.expectJudgement("# A note\n\n**Given** $a \\in \\mathbb{R}$.\n\n$$ a + a = 2 a $$\n")
    withKnownIssue { try Self.expectJudgement("# A note\n\n**Given** $a \\in \\mathbb{R}$.\n\n$$ a + a = a $$\n") }
    withKnownIssue { try Self.expectJudgement("# A wrong note\n\n$$ a = a $$\n") }
  }
}

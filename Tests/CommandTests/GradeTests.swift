import Foundation
import Testing

@testable import verify

#if canImport(Glibc)
  import Glibc
#endif

@Suite("verify grade")
struct GradeTests {
  private static let key = "Tests/Fixtures/grading/key.md"
  private static let answers = "Tests/Fixtures/grading/answers"
  private let workplace: Workplace

  init() throws { workplace = try Workplace() }

  @Test(
    "Exit status",
    arguments: [
      (["grade", "--key", key, "\(answers)/noether.tex"], Status.holds),
      (["grade", "--key", key, answers], .refuted),
      (["grade", "--key", key, "\(answers)/noether.tex", "\(answers)/nobody.tex"], .unreadable),
      (["grade", "--key", "nothing.md", answers], .unreadable),
      (["grade", "--key", "Derivations/kl-gaussian.md", answers], .unreadable),
      (["grade", answers], .usage), (["grade", "--key", key], .usage),
      (["grade", "--key", key, answers, "--format", "gradescope"], .usage),
      (["grade", "--key", key, answers, "--check-key"], .usage),
      (["grade", "--key", key, "--check-key"], .holds),
    ]) func status(arguments: [String], expected: Status)
  {
    let ran = workplace.run(arguments)
    #expect(ran.status == expected, "\(ran.output)\(ran.errors)")
    #expect(ran.errors.isEmpty == ![.usage, .unreadable].contains(expected))
  }

  @Test("The same bytes for any number of threads") func threads() {
    let line = ["grade", "--key", Self.key, Self.answers, "--format", "json"]
    #expect(workplace.run(line + ["--threads", "1"]) == workplace.run(line + ["--threads", "4"]))
  }

  @Test("A key says what is wrong with it") func wrongKey() throws {
    try workplace.write(
      "key.md", "# Key\n\n**Points** 10: 7 for the final answer, 4 for the steps.\n\n$$ 1 + 1 = 2 $$\n")
    let ran = workplace.run("grade", "--key", "key.md", Self.answers)
    #expect(ran.status == .unreadable && ran.errors.contains("7 and 4 points do not make 10"))
    try workplace.write("wrong.md", "# Key\n\n**Points** 10: 6 for the final answer.\n\n$$ 1 + 1 = 3 $$\n")
    let wrong = workplace.run("grade", "--key", "wrong.md", "--check-key")
    #expect(wrong.status == .refuted && wrong.output.contains("line 5 is refuted"))
  }

  @Test("Links out of the folder, pipes, folders and large files are not read") func strangers() throws {
    let manager = FileManager.default
    let folder = workplace.folder
    try manager.createDirectory(atPath: "\(folder)/in", withIntermediateDirectories: true)
    try workplace.write("secret.md", "$$ 1 = 1 $$\n")
    try manager.createSymbolicLink(atPath: "\(folder)/in/link.md", withDestinationPath: "\(folder)/secret.md")
    try manager.createSymbolicLink(atPath: "\(folder)/in/loop.md", withDestinationPath: "\(folder)/in/loop.md")
    try manager.createDirectory(atPath: "\(folder)/in/folder.md", withIntermediateDirectories: true)
    #expect(mkfifo("\(folder)/in/pipe.md", 0o600) == 0)
    try workplace.write("in/large.md", bytes: Array(repeating: 32, count: 300_000))
    try workplace.write(
      "in/right.tex", try String(contentsOfFile: "\(Workplace.package)/\(Self.answers)/noether.tex", encoding: .utf8))
    let ran = workplace.run("grade", "--key", Self.key, "in", "--quiet")
    #expect(ran.status == .undecided)
    #expect(ran.output.contains("in/link.md: the answer could not be read: is a link that leads out of its folder"))
    #expect(ran.output.contains("in/pipe.md: the answer could not be read: is not a regular file"))
    #expect(ran.output.contains("in/folder.md: the answer could not be read: is not a regular file"))
    #expect(ran.output.contains("in/large.md: the answer could not be read: is larger than 256 KB"))
    #expect(ran.output.contains("in/loop.md: the answer could not be read"))
    #expect(ran.output.split(separator: "\n").contains { $0.hasPrefix("in/right.tex") && $0.contains("15") })
  }

  @Test("What is kept is used, what changes is graded anew, and the folder may be deleted or spoilt") func cache()
    throws
  {
    let source = try String(contentsOfFile: "\(Workplace.package)/\(Self.answers)/noether.tex", encoding: .utf8)
    try FileManager.default.createDirectory(atPath: "\(workplace.folder)/in", withIntermediateDirectories: true)
    try workplace.write("in/a.tex", source)
    try workplace.write("in/b.tex", source.replacing("- \\frac{d}{2}", with: "- d"))
    let line = ["grade", "--key", Self.key, "in", "--format", "json"]
    let plain = workplace.run(line)
    let kept = line + ["--cache", "kept"]
    #expect(workplace.run(kept) == plain)
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(workplace.folder)/kept").sorted()
    }
    let first = try files()
    #expect(first.count == 2 && first.allSatisfy { $0.count == 69 && $0.hasSuffix(".json") })
    #expect(workplace.run(kept) == plain)
    // A spoilt record is no grade.
    for file in first { try workplace.write("kept/\(file)", "{\"points\": 1000}") }
    #expect(workplace.run(kept) == plain)
    try workplace.write("in/b.tex", source)
    #expect(workplace.run(kept) == workplace.run(line))
    #expect(try files() == first)
    try workplace.write("in/b.tex", source + "\n% changed")
    #expect(workplace.run(kept) == workplace.run(line))
    #expect(try files().count == 3)
    #expect(workplace.run(kept + ["--seed", "2"]).status == .holds)
    #expect(try files().count == 5)
    try FileManager.default.removeItem(atPath: "\(workplace.folder)/kept")
    #expect(workplace.run(kept) == workplace.run(line))
  }

  @Test("A class that is made from the key is graded as it deserves") func rehearsal() {
    let ran = workplace.run("grade", "--key", Self.key, "--rehearse", "8")
    #expect(ran.status == .holds, "\(ran.output)\(ran.errors)")
    #expect(ran.output.contains("honest answers with all points:  4 of 4\n"))
    #expect(ran.output.contains("planted errors at their line:    4 of 4\n"))
  }

  @Test("A file for each answer") func output() throws {
    let ran = workplace.run("grade", "--key", Self.key, Self.answers, "--format", "markdown", "--output", "told")
    #expect(ran.status == .refuted && ran.output.isEmpty, "\(ran.errors)")
    let told = try FileManager.default.contentsOfDirectory(atPath: "\(workplace.folder)/told").sorted()
    #expect(told == ["gauss.md", "noether.md"])
    let text = try String(contentsOfFile: "\(workplace.folder)/told/noether.md", encoding: .utf8)
    #expect(text.hasPrefix("# 15 of 15 points\n"))
  }
}

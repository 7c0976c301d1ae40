import Foundation
import Testing

@testable import verify

@Suite("Finding and reading files")
struct InputTests {
  @Test(
    "Each unreadable input has its message",
    arguments: [
      ("kl-gausian", "kl-gausian: error: there is no such derivation or file\nhint: did you mean kl-gaussian?\n"),
      ("kl-gausian#first", "kl-gausian: error: there is no such derivation or file\nhint: did you mean kl-gaussian?\n"),
      ("soka", "soka: error: there is no such derivation or file\nhint: did you mean soak?\n"),
      (
        "zzzzzzzz",
        "zzzzzzzz: error: there is no such derivation or file\nhint: `verify list` shows the derivations in Derivations\n"
      ),
      ("kl-gaussian#fist", "Derivations/kl-gaussian.md: error: there is no claim #fist\nhint: did you mean #first?\n"),
      (
        "kl-gaussian#zzzzz",
        "Derivations/kl-gaussian.md: error: there is no claim #zzzzz\nhint: its claims are #first and #second\n"
      ),
      ("/", "/: error: is a folder, not a file\nhint: name a file in it, or run `verify all`\n"),
      ("/dev/zero", "/dev/zero: error: is larger than 16 MB\n"),
      ("klgaussian.md", "klgaussian.md: error: there is no such file\nhint: did you mean kl-gaussian?\n"),
    ])
  func message(operand: String, expected: String) throws {
    let bench = try Bench()
    #expect(bench.run(operand) == .unreadable)
    #expect(bench.errorOutput == expected)
    #expect(bench.output == "")
  }

  @Test func neighbourOfAPath() throws {
    let bench = try Bench()
    #expect(bench.run("\(bench.folder)/Derivations/kl-gausian.md") == .unreadable)
    #expect(bench.errorOutput.contains("hint: did you mean \(bench.folder)/Derivations/kl-gaussian.md?\n"))
  }

  @Test func unreadableFile() throws {
    let bench = try Bench()
    let path = "\(bench.folder)/secret.md"
    try bench.write("secret.md", "x")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    // The superuser may read everything.
    if !FileManager.default.isReadableFile(atPath: path) {
      #expect(bench.run(path) == .unreadable)
      #expect(bench.errorOutput == "\(path): error: cannot be read: permission denied\n")
    }
    #expect(bench.run("\(bench.folder)/secret.md/x.md") == .unreadable)
    #expect(bench.errorOutput.hasPrefix("\(bench.folder)/secret.md/x.md: error: there is no such file\n"))
  }

  @Test func theFolderIsFound() throws {
    let bench = try Bench()
    let other = try Bench()
    try other.write("Derivations/other.md", "# Other\nproved\n")
    #expect(bench.run("other") == .unreadable)
    #expect(bench.run("other", "--derivations", "\(other.folder)/Derivations/") == .holds)
    #expect(bench.output.contains("\(other.folder)/Derivations/other.md"))
    bench.variables["VERIFY_DERIVATIONS"] = "\(other.folder)/Derivations"
    #expect(bench.run("other") == .holds)
    bench.variables["VERIFY_DERIVATIONS"] = "/no/where"
    #expect(bench.run("kl-gaussian") == .unreadable)
    #expect(
      bench.errorOutput.hasPrefix("/no/where: error: there is no such folder of derivations\nhint: --derivations DIR"))
    #expect(bench.run("list") == .unreadable)
  }

  @Test func theFolderIsFoundAboveTheProgram() throws {
    let bench = try Bench()
    let console = Console(
      write: { _ in }, writeError: { _ in }, readInput: { [] }, variable: { _ in nil }, isOutputTerminal: false,
      isErrorTerminal: false, width: 80, workingDirectory: "/", executable: "\(bench.folder)/.build/release/verify",
      processors: 1)
    #expect(try DerivationFolder.find(nil, console)?.path == "\(bench.folder)/Derivations".dropFirst(1).description)
  }

  @Test func listNamesEverything() throws {
    let bench = try Bench()
    #expect(bench.run("list") == .holds)
    #expect(
      bench.output == """
        Derivations
          broken       Broken
          kl-gaussian  KL of Gaussians
          kl-wrong     Wrong
          open         Open

        Derivations/identities
          trace        Trace

        """)
    #expect(bench.run("list", "--quiet") == .holds)
    #expect(bench.output == "broken\nkl-gaussian\nkl-wrong\nopen\ntrace\n")
    #expect(bench.run("list", "--format=json") == .holds)
    let read = try #require(try JSONSerialization.jsonObject(with: Data(bench.output.utf8)) as? [String: Any])
    #expect((read["entries"] as? [[String: Any]])?.count == 5)
  }

  @Test func showPrintsTheFile() throws {
    let bench = try Bench()
    let text = "# T\nintro\n## Two\u{1B}[2J\nbody\n\n## Three\nend\n"
    try bench.write("Derivations/t.md", text)
    #expect(bench.run("show", "t") == .holds)
    #expect(bench.output == text)
    bench.isTerminal = true
    #expect(bench.run("show", "t") == .holds)
    #expect(bench.output == text.replacing("\u{1B}", with: "\\u{1B}"))
    #expect(bench.run("show", "t#first") == .holds)
    #expect(bench.output == "# T\nintro\n")
    #expect(bench.run("show", "t#nope") == .unreadable)
  }
}

import Foundation
import Testing

@testable import verify

@Suite("Exit status and streams")
struct StatusTests {
  @Test(
    "Each outcome has its status",
    arguments: [
      (["kl-gaussian"], Status.holds), (["kl-wrong"], .refuted), (["open"], .undecided), (["broken"], .fault),
      (["kl-gaussian", "open"], .undecided), (["open", "kl-wrong"], .refuted), (["kl-wrong", "broken"], .fault),
      (["all"], .fault), (["kl-gaussian#second"], .holds), (["trace"], .holds), (["--", "kl-gaussian"], .holds),
      (["check", "a = b"], .holds), (["check", "refuted"], .refuted), (["check", "a @ b"], .unreadable),
      (["derive", "x"], .holds), (["derive", "stuck"], .undecided), (["derive", "@"], .unreadable),
      (["soak", "kl-gaussian"], .holds), (["list"], .holds), (["show", "kl-gaussian"], .holds), (["help"], .holds),
      (["--version"], .holds), (["completion", "bash"], .holds),
      (["missing"], .unreadable), (["kl-gaussian", "missing"], .unreadable), (["missing", "kl-wrong"], .unreadable),
      (["missing", "broken"], .fault), (["."], .unreadable), (["kl-gaussian#third"], .unreadable),
      (["show", "missing"], .unreadable), (["--derivations", "/no/where", "kl-gaussian"], .unreadable),
      (["kl-gaussian", "--mutants"], .holds), (["--mutants", "kl-wrong"], .refuted),
      ([], .usage), (["--sed", "1"], .usage), (["kl-gaussian", "--seed"], .usage), (["--quiet"], .usage),
    ])
  func status(arguments: [String], expected: Status) throws {
    let bench = try Bench()
    #expect(bench.run(arguments) == expected, "\(arguments): \(bench.errorOutput)")
    // Whatever goes wrong with the input or the command line is said on standard error.
    #expect((expected == .usage || expected == .unreadable) == !bench.errorOutput.isEmpty || expected == .fault)
  }

  @Test func theNumbers() {
    #expect(
      [Status.holds, .refuted, .undecided, .untrained, .usage, .unreadable, .fault, .unwritable].map(\.rawValue)
        == [0, 1, 2, 3, 64, 65, 70, 73])
  }

  @Test func aSurvivorIsARefutation() throws {
    let bench = try Bench()
    try bench.write("Derivations/lax.md", "# Lax\nproved\nsurvives\n")
    #expect(bench.run("lax") == .holds)
    #expect(bench.run("lax", "--mutants") == .refuted)
    #expect(bench.output.contains("SURVIVED"))
  }

  @Test func resultsAndErrorsHaveTheirStreams() throws {
    let bench = try Bench()
    #expect(bench.run("kl-gaussian", "kl-gausian") == .unreadable)
    #expect(bench.output.hasPrefix("KL of Gaussians\nDerivations/kl-gaussian.md\n"))
    #expect(
      bench.errorOutput == """
        kl-gausian: error: there is no such derivation or file
        hint: did you mean kl-gaussian?

        """)
  }

  @Test func anErrorOfAFileIsSaidOnce() throws {
    let bench = try Bench()
    try bench.write("Derivations/identities/bad.md", "# Bad\nx @ y\n")
    let expected = """
      Derivations/identities/bad.md:2:3: error: the sign @ is not known
        2 | x @ y
          |   ^
      hint: leave it out

      """
    #expect(bench.run("all") == .fault)
    #expect(bench.errorOutput == expected)
    #expect(bench.run("bad", "bad") == .unreadable)
    #expect(bench.errorOutput == expected)
  }

  @Test func jsonListsWhatCannotBeRead() throws {
    let bench = try Bench()
    #expect(bench.run("missing", "--format", "json") == .unreadable)
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(bench.output.utf8)) as? [String: Any])
    #expect((read["errors"] as? [[String: Any]])?.first?["file"] as? String == "missing")
    #expect((read["files"] as? [Any])?.isEmpty == true)
  }
}

import Foundation
import Testing

@Suite("The kernel from another module")
struct ForgeryTests {
  /// Compiles a client of `Symbolic` in a module of its own and returns whether that succeeds, with the messages.
  private func typecheck(_ text: String) throws -> (succeeds: Bool, messages: String) {
    let executable = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = executable.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Modules").path) {
      let parent = folder.deletingLastPathComponent()
      try #require(parent != folder, "no folder of modules beside the tests")
      folder = parent
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("forgery-\(UUID().uuidString).swift")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "swiftc", "-typecheck", "-swift-version", "6", "-package-name", "verify", "-I",
      folder.appendingPathComponent("Modules").path, file.path,
    ]
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: data, as: UTF8.self))
  }

  @Test("a client can use theorems")
  func use() throws {
    let result = try typecheck(
      """
      import Symbolic
      let theorem = Kernel(declarations: Declarations()).reflexivity(Term(1))
      print(theorem.left == theorem.right)
      """)
    #expect(result.succeeds, "\(result.messages)")
  }

  @Test(
    "a client cannot make or change one",
    arguments: [
      "let forged = Theorem(Term(1), Term(2), declarations: Declarations())",
      "var theorem = Kernel(declarations: Declarations()).reflexivity(Term(1)); theorem.right = Term(2)",
      "var theorem = Kernel(declarations: Declarations()).reflexivity(Term(1)); theorem.assumptions = []",
      "extension Theorem { init(_ term: Term) { self.init(term, term, declarations: Declarations()) } }",
      "let normalizer = Normalizer(declarations: Declarations(), rules: .all)",
    ])
  func forge(_ line: String) throws {
    let result = try typecheck("import Symbolic\n" + line + "\n")
    #expect(!result.succeeds)
    #expect(
      result.messages.contains("inaccessible") || result.messages.contains("cannot assign")
        || result.messages.contains("cannot find") || result.messages.contains("extra arguments"), "\(result.messages)")
  }
}

import Reporting
import Testing

@testable import verify

@Suite("Help, version and completion")
struct HelpTests {
  @Test func everyCommandExplainsEveryOption() throws {
    let bench = try Bench()
    for command in Tool.commands {
      let information = command.information
      let name = information.name
      #expect(bench.run(name.isEmpty ? ["--help"] : [name, "--help"]) == .holds)
      let text = bench.output
      #expect(text.hasPrefix(information.abstract))
      #expect(text.contains("usage: \(information.usage)"))
      for option in information.options {
        #expect(text.contains("--\(option.name)"), "\(name) \(option.name)")
        #expect(text.contains(option.usage))
      }
      #expect(!information.examples.isEmpty)
      for example in information.examples { #expect(text.contains("  \(example.line)\n")) }
      #expect(bench.run(name.isEmpty ? ["-h"] : ["help", name]) == .holds)
      #expect(bench.output == text)
      #expect(information.options.contains { $0.name == "help" })
      let usage = text.split(separator: "\n").filter { !$0.contains("verify ") }
      for line in usage { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
    }
  }

  @Test func examplesAreUnderstood() throws {
    let bench = try Bench()
    for command in Tool.commands {
      for example in command.information.examples where !example.line.contains("completion") {
        let line = example.line.split(separator: " > ")[0]
        var words: [String] = []
        for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
          words += index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
        #expect(words.first == "verify")
        #expect(bench.run(Array(words.dropFirst())) != .usage, "\(example.line): \(bench.errorOutput)")
      }
    }
  }

  @Test func theOverviewNamesEveryCommand() throws {
    let bench = try Bench()
    #expect(bench.run("help") == .holds)
    for command in Tool.commands where !command.information.name.isEmpty {
      #expect(bench.output.contains("\n  \(command.information.name) "))
    }
    #expect(bench.run() == .usage)
    #expect(bench.errorOutput.contains("usage: verify NAME|FILE… [options]"))
  }

  @Test func version() throws {
    let bench = try Bench()
    #expect(bench.run("--version") == .holds)
    #expect(bench.output == "verify \(Tool.version)\n")
    #expect(bench.run("--", "--version") == .unreadable)
  }

  @Test("Completions name every command and option", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) throws {
    let bench = try Bench()
    #expect(bench.run("completion", shell) == .holds)
    for command in Tool.commands {
      #expect(command.information.name.isEmpty || bench.output.contains(command.information.name))
      for option in command.information.options {
        #expect(bench.output.contains(shell == "fish" ? "-l \(option.name)" : "--\(option.name)"))
      }
    }
  }
}

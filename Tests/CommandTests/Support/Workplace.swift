import Foundation
import Reporting
import Synchronization

@testable import verify

/// A folder of its own with the package's files in it, in which command lines run with the real engine.
final class Workplace {
  /// What a command line left.
  struct Outcome: Equatable {
    var status: Status
    var output: String
    var errors: String
  }

  /// The folder of the package.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path

  /// The program as it is built beside these tests.
  static var program: String {
    let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    return (tests?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL).appendingPathComponent("verify").path
  }

  let folder: String
  var variables: [String: String] = [:]
  var isTerminal = false
  /// The program that is started as a worker; nil where all happens in this process.
  var worker: String?

  /// A folder that shows these entries of the package; what is written stays in the folder.
  init(showing entries: [String] = ["Derivations", "Tests", "README.md"]) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    folder = Files.resolved(path) ?? path
    for entry in entries {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(entry)", withDestinationPath: "\(Workplace.package)/\(entry)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  /// Writes a script for the shell that can be started.
  func write(script name: String, _ text: String) throws {
    try write(name, "#!/bin/sh\n\(text)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(name)")
  }

  func write(_ name: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// The text of a file in the folder.
  func read(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// The bytes of a file in the folder.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
  }

  /// What a folder in the folder holds, sorted.
  func names(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)").sorted()
  }

  func run(_ arguments: String..., input: String = "") -> Outcome { run(arguments, input: input) }

  func run(_ arguments: [String], input: String = "") -> Outcome {
    let errors = Errors()
    var output = ""
    let console = Console(
      write: { output += $0 },
      writeError: { text in errors.text.withLock { $0 += text } },
      readInput: { () throws(InputError) in Array(input.utf8) },
      variable: { [variables] in variables[$0] },
      isOutputTerminal: isTerminal, isErrorTerminal: isTerminal, width: 100, workingDirectory: folder,
      executable: "/nowhere/bin/verify", processors: 2, worker: worker)
    let status = Tool.run(arguments, Session(console: console, engine: .standard))
    return Outcome(status: status, output: output, errors: errors.text.withLock { $0 })
  }

  private final class Errors: Sendable {
    let text = Mutex("")
  }
}

import Foundation
import Reporting
import Testing

@testable import verify

@Suite("Files that change while they are read")
struct ChangingFileTests {
  private let workplace: Workplace
  private var path: String { "\(workplace.folder)/answer.md" }

  init() throws {
    workplace = try Workplace(showing: [])
    try workplace.write("answer.md", "$$ 1 = 1 $$\n")
    // Long ago, so that a change within the clock's smallest step is one.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: path)
  }

  /// The text that is read, or why none is, where that is done to the file meanwhile.
  private func read(while change: (FileHandle) throws -> Void) throws -> Result<String, InputError> {
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    defer { try? handle.close() }
    var failure: (any Error)?
    let result = Result { () throws(InputError) in
      try Files.readRegularFile(path, as: "answer.md", limit: 1000) {
        do { try change(handle) } catch { failure = error }
      }
    }
    if let failure { throw failure }
    return result.map { String(decoding: $0, as: UTF8.self) }
  }

  private static let changed = Result<String, InputError>.failure(
    InputError(file: "answer.md", message: "changed while it was read", hint: "grade it once more"))

  @Test func oneThatStaysIsRead() throws {
    #expect(try read { _ in } == .success("$$ 1 = 1 $$\n"))
  }

  @Test func oneThatGrowsIsNot() throws {
    #expect(
      try read {
        _ = try $0.seekToEnd(); try $0.write(contentsOf: Data("$$ 2 = 2 $$\n".utf8))
      } == Self.changed)
  }

  @Test func oneThatShrinksIsNot() throws {
    #expect(try read { try $0.truncate(atOffset: 3) } == Self.changed)
  }

  @Test func oneThatIsOverwrittenWithAsManyBytesIsNot() throws {
    #expect(try read { try $0.write(contentsOf: Data("$$ 1 = 2 $$\n".utf8)) } == Self.changed)
  }

  @Test("One that another file replaces is read as it was") func replaced() throws {
    let found = try read { _ in try Files.replace(path, as: "answer.md", with: "$$ 2 = 2 $$\n") }
    #expect(found == .success("$$ 1 = 1 $$\n"))
  }

  @Test func anAnswerThatGrowsWithoutEndIsNoAnswer() throws {
    // What is read in pieces is never more than the size that the file began with.
    try workplace.write("answer.md", bytes: Array(repeating: 32, count: 1000))
    #expect(
      try read {
        _ = try $0.seekToEnd(); try $0.write(contentsOf: Data([32]))
      } == Self.changed)
  }
}

import Foundation
import Notation
import Testing
import Verification

@testable import survey

@Suite("Slips that people make")
struct SlipTests {
  /// The root of the package, three folders above this file.
  private static let root = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in
    folder.deletingLastPathComponent()
  }

  private static let checker = Result {
    let folder = root.appendingPathComponent("Derivations/identities")
    let documents = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".md") }
      .map { try DocumentReader.read(bytes: Array(Data(contentsOf: folder.appendingPathComponent($0))), name: $0) }
    return Checker(library: IdentityLibrary(documents: documents), options: CheckOptions(threads: 1))
  }

  private static let folder = root.appendingPathComponent("Tests/Fixtures/slips")
  private static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted().filter { $0.hasSuffix(".md") }

  @Test("what is right holds; the slip is refuted, or refused where what is right is read", arguments: names)
  func slip(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let file = try #require(SlipFile(name: name, text: text))
    let findings = file.findings(try Self.checker.get())
    #expect(SlipFile.isDistinguished(findings), "\(findings)")
  }

  @Test("there are files")
  func count() {
    #expect(Self.names.count > 36)
  }

  @Test("a file tells nothing where both claims hold, both fail, or the right one is open")
  func judgement() {
    typealias Finding = SlipFile.Finding
    let holds = Finding.holds
    #expect(SlipFile.isDistinguished((holds, .refuted)) && SlipFile.isDistinguished((holds, .refused("shape"))))
    for wrong in [holds, .open("")] { #expect(!SlipFile.isDistinguished((holds, wrong))) }
    for right in [Finding.refuted, .refused(""), .open("")] { #expect(!SlipFile.isDistinguished((right, .refuted))) }
  }

  @Test("the claims of a file are read apart: an error in one leaves the other as it is")
  func apart() throws {
    let text = "**Given** $a, b \\in \\mathbb{R}$.\n\n## Right\n\n$$a b = b a$$\n\n## Wrong\n\n$$a b = \\nosuchname$$\n"
    let findings = try #require(SlipFile(name: "own.md", text: text)).findings(try Self.checker.get())
    #expect(findings.right == .holds)
    guard case .refused(let reason) = findings.wrong else {
      Issue.record("\(findings.wrong)")
      return
    }
    #expect(reason.hasPrefix("line 9:"))
    #expect(SlipFile(name: "own.md", text: "## Wrong\n\n## Right\n") == nil)
  }
}

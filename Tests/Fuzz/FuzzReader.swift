import Foundation
import Grading
import Notation
import Verification

/// What libFuzzer calls with every text that it makes: none may crash the reader or the grader, or take long.
///
/// The last two bits of the first byte say what the rest is read as, so that a text that begins with `0`, `1`, `2` or `3`
/// is an answer in Markdown, one in LaTeX, a derivation, or what is typed on a command line.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = bytes.first else { return 0 }
  let text = Array(bytes.dropFirst())
  switch kind & 3 {
  case 0: Reading.grade(text, name: "answer.md")
  case 1: Reading.grade(text, name: "answer.tex")
  case 2:
    for name in ["derivation.md", "derivation.tex"] { _ = try? DocumentReader.read(bytes: text, name: name) }
    _ = try? GradingKey(DocumentReader.read(bytes: text, name: "key.md"))
  default:
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let given = lines.dropFirst().prefix(4).map(String.init)
    _ = try? StatementReader.statement(String(lines.first ?? ""), given: given)
    _ = try? StatementReader.expression(String(lines.first ?? ""), given: given)
  }
  return 0
}

private enum Reading {
  /// The grader of a key with two questions; paths are those of the package, in whose folder this runs.
  private static let grader: Grader = {
    let folder = "Derivations/identities"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
    let identities = names.compactMap { try? document("\(folder)/\($0)") }
    guard !identities.isEmpty, let key = try? GradingKey(document("Tests/Fixtures/grading/key.md")) else {
      fatalError("run this in the folder of the package")
    }
    return Grader(key: key, library: IdentityLibrary(documents: identities))
  }()

  private static func document(_ path: String) throws -> Document {
    try DocumentReader.read(bytes: Array(Data(contentsOf: URL(fileURLWithPath: path))), name: path)
  }

  static func grade(_ bytes: [UInt8], name: String) {
    let grade = grader.grade(bytes, name: name)
    precondition(grade.points <= grade.upTo && grade.upTo <= grade.total, "points out of bounds")
    let report = GradeReport(key: grader.key, seed: 1, answers: [grade])
    precondition(!report.text(.full).unicodeScalars.contains("\u{1B}"), "a control character reaches a terminal")
  }
}

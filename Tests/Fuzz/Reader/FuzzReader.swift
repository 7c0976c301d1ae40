import Foundation
import FuzzTexts
import Grading
import Notation
import Verification

/// What libFuzzer calls with every text that it makes: none may crash the reader or the grader, or take long.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzText.read(Array(UnsafeBufferPointer(start: start, count: count)), grade: Reading.grade)
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

  static func grade(_ bytes: [UInt8], _ name: String) {
    let grade = grader.grade(bytes, name: name)
    precondition(grade.points <= grade.upTo && grade.upTo <= grade.total, "points out of bounds")
    let report = GradeReport(key: grader.key, seed: 1, answers: [grade])
    precondition(!report.text(.full).unicodeScalars.contains("\u{1B}"), "a control character reaches a terminal")
  }
}

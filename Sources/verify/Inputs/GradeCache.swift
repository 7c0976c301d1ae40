import Grading
import Reporting

/// Grades that were found before, each in a file named by all that it depends on; the folder may be deleted at any time.
struct GradeCache {
  /// The path of the folder.
  let folder: String
  let fingerprint: GradeFingerprint
  let key: GradingKey

  /// The largest record that is read.
  private static let sizeLimit = 8 << 20

  /// The grade of an answer, if it is known.
  func grade(_ bytes: [UInt8], name: String) -> AnswerGrade? {
    guard let record = try? Submissions.read(path(bytes, name), as: name, limit: GradeCache.sizeLimit) else {
      return nil
    }
    // An answer without a grade is looked at anew, so that none was kept.
    return AnswerGrade(record: record, name: name, key: key).flatMap { $0.error == nil ? $0 : nil }
  }

  /// Keeps the grade of an answer; where that cannot be written it is found anew next time.
  func keep(_ grade: AnswerGrade, of bytes: [UInt8], name: String) {
    guard grade.error == nil, let record = grade.record else { return }
    try? Files.replace(path(bytes, name), as: name, with: String(decoding: record, as: UTF8.self))
  }

  private func path(_ bytes: [UInt8], _ name: String) -> String {
    "\(folder)/\(fingerprint.name(of: bytes, isTeX: name.lowercased().hasSuffix(".tex"))).json"
  }
}

import Reporting

extension GradeReport {
  /// A gradebook: a row for each answer, with the points of each question and of all.
  ///
  /// Comma-separated values as in RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe.
  public var csv: String {
    let head =
      ["answer", "points", "up_to", "total", "needs_review"] + key.questions.map(\.slug) + ["review"]
    let rows = answers.map { answer -> [String] in
      let reasons = answer.error.map { [$0] } ?? answer.questions.flatMap(\.review)
      return [answer.name, "\(answer.points)", "\(answer.upTo)", "\(answer.total)", answer.needsReview ? "yes" : "no"]
        + answer.questions.map { "\($0.score.points)" } + [reasons.joined(separator: "; ")]
    }
    return ([head] + rows).map { $0.map(GradeReport.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    var text = SafeText.escaped(text)
    if let first = text.unicodeScalars.first, "=+-@|%".unicodeScalars.contains(first) { text = "'" + text }
    let isPlain = text.unicodeScalars.allSatisfy { $0 != "," && $0 != "\"" && $0 != ";" }
    return isPlain
      ? text : "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

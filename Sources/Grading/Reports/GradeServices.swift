import Reporting

// What grading services read, one answer each.

extension AnswerGrade {
  private static let words = GradeWords.plain

  private func output(_ question: QuestionGrade) -> String {
    var lines = AnswerGrade.words.preface(question)
    for line in question.lines where line.verdict != .statement {
      lines.append("line \(line.location.line): \(SafeText.escaped(line.text))")
      lines += AnswerGrade.words.sentences(line).map { "  " + $0 }
    }
    lines += question.score.arithmetic.map { SafeText.escaped($0) }
    lines += question.review.map { "for a person: " + SafeText.escaped($0) }
    return lines.joined(separator: "\n")
  }

  private var summary: String {
    var text = "\(points) of \(total) points"
    if upTo > points { text += ", up to \(upTo) by a person" }
    if let error { text += "\nthe answer could not be read: \(SafeText.escaped(error))" }
    return text
  }

  /// Gradescope's `results.json`: a test for each question.
  public var gradescope: String {
    JSON.object([
      "score": .number(points.value), "output": .string(summary), "output_format": .string("text"),
      "test_output_format": .string("text"), "test_name_format": .string("text"), "visibility": .string("visible"),
      "stdout_visibility": .string("hidden"),
      "extra_data": .object(["needs_review": .bool(needsReview), "up_to": .number(upTo.value)]),
      "tests": .array(
        questions.enumerated().map { number, question in
          .object([
            "name": .string(SafeText.escaped(question.title)), "number": .string("\(number + 1)"),
            "score": .number(question.score.points.value), "max_score": .number(question.score.total.value),
            "status": .string(question.score.points == question.score.total ? "passed" : "failed"),
            "output": .string(output(question)), "output_format": .string("text"), "visibility": .string("visible"),
            "tags": .strings(question.review.isEmpty ? [] : ["review"]),
          ])
        }),
    ]).text
  }

  /// PrairieLearn's `results.json`; what could not be read at all is not gradable.
  public var prairieLearn: String {
    if let error {
      return JSON.object([
        "gradable": .bool(false), "format_errors": .strings([SafeText.escaped(error)]),
        "message": .string("the answer could not be read"),
      ]).text
    }
    let share = total > .zero ? points.value / total.value : 0
    return JSON.object([
      "gradable": .bool(true), "score": .number(min(1, max(0, share))), "message": .string(summary),
      "output": .string(""), "images": .array([]),
      "tests": .array(
        questions.map { question in
          .object([
            "name": .string(SafeText.escaped(question.title)),
            "description": .string(AnswerGrade.words.words(question.final)),
            "points": .number(question.score.points.value), "max_points": .number(question.score.total.value),
            "message": .string(AnswerGrade.words.total(question.score)), "output": .string(output(question)),
            "images": .array([]),
          ])
        }),
    ]).text
  }

  /// The result that a runner hands to GitHub Classroom's reporter: JSON in base64, on one line.
  public var classroom: String {
    func status(_ score: Score, _ error: Bool) -> String {
      error ? "error" : score.points == score.total ? "pass" : "fail"
    }
    let all = error != nil ? "error" : points == total ? "pass" : "fail"
    let json = JSON.object([
      "version": .integer(1), "status": .string(all), "max_score": .number(total.value),
      "tests": .array(
        questions.map { question in
          .object([
            "name": .string(SafeText.escaped(question.title)), "status": .string(status(question.score, error != nil)),
            "score": .number(question.score.points.value), "message": .string(output(question)),
            "test_code": .string("verify grade"), "filename": .string(SafeText.escaped(name)),
            "line_no": .integer(question.firstWrong?.location.line ?? 0), "duration": .integer(0),
          ])
        }),
    ]).line
    return Base64.text(Array(json.utf8)) + "\n"
  }
}

/// Base64 of RFC 4648, section 4.
enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes as text.
  static func text(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (16 - 8 * UInt32($1.offset)) }
      for place in 0..<4 {
        output.append(
          place <= group.count ? letters[Int(word >> (18 - 6 * UInt32(place))) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

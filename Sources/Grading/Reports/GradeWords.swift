import Notation
import Reporting

/// What is to be said of a grade, in sentences. What comes from an answer is quoted as the format needs it.
struct GradeWords: Sendable {
  /// Makes text from an answer harmless.
  let quote: @Sendable (String) -> String

  /// For plain text.
  static let plain = GradeWords { SafeText.escaped($0) }

  /// What is said of a question before its lines.
  func preface(_ question: QuestionGrade) -> [String] {
    var words: [String] = []
    if !question.isAnswered { return ["not answered"] }
    if let convention = question.convention { words.append("graded by the accepted convention \(quote(convention))") }
    if !question.names.isEmpty {
      let pairs = question.names.map { "\(quote($0.own)) is the key's \(quote($0.asked))" }
      words.append("names: " + pairs.joined(separator: ", "))
    }
    for assumption in question.assumptions {
      words.append(
        "line \(assumption.line): \(quote(assumption.text)) "
          + (assumption.contradicts
            ? "is not what the question says; the question's own counts"
            : "is more than the question gives, and does not count"))
    }
    return words
  }

  /// The verdict on a line with what explains it, the verdict first.
  func sentences(_ line: GradedLine) -> [String] {
    var words: [String] = []
    switch line.verdict {
    case .statement: words.append("stated")
    case .proved, .exact, .agrees: words.append(line.verdict.rawValue)
    case .asked: words.append("asked, not claimed")
    case .refuted: words.append("WRONG")
    case .undecided: words.append("could not be decided")
    case .unreadable: words.append("could not be read")
    }
    if !line.isOnRoute, line.verdict != .statement { words[0] += " (an aside)" }
    words += line.notes.map(quote)
    if let counterexample = line.counterexample {
      let values = counterexample.assignments
      let sides = counterexample.sides
      words.append(
        "at \(values.isEmpty ? "all values" : values.joined(separator: ", ")) the line before is \(sides.left), "
          + "this line \(sides.right)")
    }
    if let diagnosis = line.diagnosis {
      words.append("line \(line.location.line) is right if: \(SafeText.escaped(diagnosis.message))")
      words.append("right would be \(quote(diagnosis.plain))")
    }
    return words
  }

  /// The final answer in a few words.
  func words(_ final: FinalAnswer) -> String {
    switch final {
    case .right: "right"
    case .notClosed(let left): "right, but not in the form that is asked for: \(left) is left"
    case .otherSymbols(let names): "equal to the key's, but \(names.map(quote).joined(separator: ", ")) is not allowed"
    case .restated: "only restates the question"
    case .wrong: "wrong"
    case .open(let reason): "could not be decided: \(quote(reason))"
    case .missing: "missing"
    }
  }

  /// The sum of a question's points.
  func total(_ score: Score) -> String {
    let known = "\(score.points) of \(score.total) points"
    return score.upTo > score.points ? "\(known), up to \(score.upTo) by a person" : known
  }
}

extension FinalAnswer {
  /// A stable name.
  var kind: String {
    switch self {
    case .right: "right"
    case .notClosed: "notClosed"
    case .otherSymbols: "otherSymbols"
    case .restated: "restated"
    case .wrong: "wrong"
    case .open: "undecided"
    case .missing: "missing"
    }
  }
}

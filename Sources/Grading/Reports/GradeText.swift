import Reporting

extension GradeReport {
  /// How much a text says.
  public enum Detail: Sendable {
    /// The table and what a person has to look at.
    case table
    /// The first wrong line of each answer as well.
    case compact
    /// Every line of every answer.
    case full
  }

  /// The grades as text for a terminal.
  public func text(_ detail: Detail, width: Int = 100) -> String {
    let words = GradeWords.plain
    var output = ""
    func wrap(_ text: String, _ indent: Int) {
      let blank = String(repeating: " ", count: indent)
      for line in DisplayWidth.wrapped(text, width: max(40, width - indent)) { output += blank + line + "\n" }
    }
    for answer in answers
    where detail == .full || (detail == .compact && answer.questions.contains { $0.firstWrong != nil }) {
      output += SafeText.escaped(answer.name) + "\n"
      for question in answer.questions where detail == .full || question.firstWrong != nil {
        output += "  \(SafeText.escaped(question.title)): \(words.total(question.score))\n"
        if detail == .full { for sentence in words.preface(question) { wrap(sentence, 4) } }
        for line in question.lines where detail == .full || line.location == question.firstWrong?.location {
          let sentences = words.sentences(line)
          wrap("line \(line.location.line): \(sentences[0])", 4)
          wrap(SafeText.escaped(line.text), 8)
          for sentence in sentences.dropFirst() { wrap(sentence, 8) }
        }
        if detail == .full { for part in question.score.arithmetic { wrap(SafeText.escaped(part), 4) } }
      }
      output += "\n"
    }
    return output + table
      + reviewText(wrap: { text in
        DisplayWidth.wrapped(text, width: max(40, width - 4))
      })
  }

  private var table: String {
    var table = Table(
      ["answer"] + key.questions.map { SafeText.escaped(String($0.title.prefix(24))) } + ["points", "of", ""])
    for answer in answers {
      table.add(
        [SafeText.escaped(answer.name)] + answer.questions.map { "\($0.score.points)" }
          + ["\(answer.points)", "\(answer.total)", answer.needsReview ? "up to \(answer.upTo), see below" : ""])
    }
    return table.text
  }

  private func reviewText(wrap: (String) -> [String]) -> String {
    let review = review
    guard !review.isEmpty else { return "\nnothing is left for a person to decide  (seed \(seed))\n" }
    var output = "\nfor a person to decide:\n"
    for item in review {
      let place = [item.answer, item.question].compactMap { $0.map(SafeText.escaped) }.joined(separator: ", ")
      for (number, line) in wrap("\(place): \(SafeText.escaped(item.reason))").enumerated() {
        output += (number == 0 ? "  " : "    ") + line + "\n"
      }
    }
    return output + "(seed \(seed))\n"
  }
}

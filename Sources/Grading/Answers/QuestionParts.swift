import Notation

/// The sections of an answer by the questions that their headings name.
struct QuestionParts {
  /// The sections of each question; nil where no heading names it.
  private(set) var sections: [[AnswerSheet.Section]?]
  /// Whether displays stand under headings that name no question.
  private(set) var hasLeftovers = false

  init(_ sheet: AnswerSheet, _ questions: [Question]) {
    sections = Array(repeating: nil, count: questions.count)
    if questions.count == 1 {
      if sheet.sections.contains(where: \.hasDisplays) { sections[0] = sheet.sections }
      return
    }
    var current: (question: Int, level: Int)?
    for section in sheet.sections {
      if let found = QuestionParts.question(section.title, questions) {
        current = (found, section.level)
        // A question without a display is not answered.
        if sections[found] == nil { sections[found] = [] }
      } else if let known = current, section.level <= known.level {
        current = nil
      }
      if let current {
        sections[current.question]?.append(section)
      } else if section.hasDisplays {
        hasLeftovers = true
      }
    }
    for number in sections.indices where sections[number]?.contains(where: \.hasDisplays) == false {
      sections[number] = nil
    }
  }

  /// The question that a heading names: the same words, the same number in front, or a slip away.
  private static func question(_ heading: String, _ questions: [Question]) -> Int? {
    let words = words(heading)
    guard !words.isEmpty else { return nil }
    if let same = questions.firstIndex(where: { self.words($0.title) == words }) { return same }
    if let number = number(words) {
      let numbered = questions.indices.filter { self.number(self.words(questions[$0].title)) == number }
      if numbered.count == 1 { return numbered[0] }
    }
    let contained = questions.indices.filter { index in
      let title = self.words(questions[index].title)
      return title.count > 1 && (contains(words, title) || (words.count > 1 && contains(title, words)))
    }
    if contained.count == 1 { return contained[0] }
    let titles = questions.map { self.words($0.title).joined(separator: " ") }
    guard let nearest = NearestName.nearest(to: words.joined(separator: " "), among: titles) else { return nil }
    return titles.firstIndex(of: nearest)
  }

  private static func words(_ heading: String) -> [String] {
    heading.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }
      .map { word in
        var word = word
        while word.last == "." { word.removeLast() }
        return String(word)
      }.filter { !$0.isEmpty }
  }

  /// The number of `Task 1.2 (b)`: behind a word that announces one, or in front.
  private static func number(_ words: [String]) -> String? {
    let announcing: Set<String> = ["task", "question", "problem", "exercise", "part", "q"]
    var rest = words[...]
    if let first = rest.first, announcing.contains(first) { rest = rest.dropFirst() }
    guard let number = rest.first, number.contains(where: \.isNumber) else { return nil }
    rest = rest.dropFirst()
    if let letter = rest.first, letter.count == 1, letter.first?.isLetter == true { return number + letter }
    return number
  }

  private static func contains(_ words: [String], _ part: [String]) -> Bool {
    guard part.count <= words.count else { return false }
    return (0...(words.count - part.count)).contains { Array(words[$0..<$0 + part.count]) == part }
  }
}

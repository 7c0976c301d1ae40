import Notation

/// The sections of an answer by the questions that their headings name.
struct QuestionParts {
  /// The sections of each question; nil where no heading names it.
  private(set) var sections: [[AnswerSheet.Section]?]
  /// Whether displays, or statements in the running text, stand under headings that name no question.
  private(set) var hasLeftovers = false
  /// The questions under whose headings formulas stand in the running text alone.
  private(set) var inText: Set<Int> = []

  init(_ sheet: AnswerSheet, _ questions: [Question]) {
    sections = Array(repeating: nil, count: questions.count)
    if questions.count == 1 {
      if sheet.sections.contains(where: \.hasDisplays) {
        sections[0] = sheet.sections
      } else if sheet.sections.contains(where: \.hasFormulas) {
        inText = [0]
      }
      return
    }
    var current: (question: Int, level: Int)?
    for section in sheet.sections {
      let found = QuestionParts.question(section.title, questions)
      if let found, !section.isBold || QuestionParts.announces(section.title) {
        current = (found, section.level)
        // A question without a display is not answered.
        if sections[found] == nil { sections[found] = [] }
      } else if let known = current, section.level <= known.level, !section.isBold {
        current = nil
      }
      if let current {
        sections[current.question]?.append(section)
      } else if section.hasDisplays || section.hasStatements {
        hasLeftovers = true
      }
    }
    for number in sections.indices where sections[number]?.contains(where: \.hasDisplays) == false {
      if sections[number]?.contains(where: \.hasFormulas) == true { inText.insert(number) }
      sections[number] = nil
    }
  }

  /// Whether a bold line is a heading and not the label of a step: it begins with such a word as "task".
  private static func announces(_ title: String) -> Bool { words(title).first.map(announcing.contains) ?? false }

  /// The question that a heading names: the same words, the same number in front, a part of it, or a slip away.
  private static func question(_ heading: String, _ questions: [Question]) -> Int? {
    let words = words(heading)
    guard !words.isEmpty else { return nil }
    let titles = questions.map { self.words($0.title) }
    if let same = titles.firstIndex(of: words) { return same }
    if let letter = letter(heading) {
      let lettered = questions.indices.filter { self.letter(questions[$0].title) == letter }
      return lettered.count == 1 ? lettered[0] : nil
    }
    if let number = number(words) {
      let numbered = titles.indices.filter { self.number(titles[$0]) == number }
      if numbered.count == 1 { return numbered[0] }
      // Of numbered headings none is a slip for another.
      if titles.contains(where: { self.number($0) != nil }) { return nil }
    }
    let core = withoutNumber(words)
    guard !core.isEmpty else { return nil }
    let cores = titles.map(withoutNumber)
    let same = cores.indices.filter { cores[$0] == core }
    if same.count == 1 { return same[0] }
    let contained = cores.indices.filter { index in
      !cores[index].isEmpty && (contains(core, cores[index]) || contains(cores[index], core))
    }
    if contained.count == 1 { return contained[0] }
    let names = cores.map { $0.joined(separator: " ") }
    let nearest = NearestName.nearest(to: core.joined(separator: " "), among: names)
    return nearest.flatMap { name in names.count { $0 == name } == 1 ? names.firstIndex(of: name) : nil }
  }

  /// The words behind the number of a heading.
  private static func withoutNumber(_ words: [String]) -> [String] {
    guard number(words) != nil else { return words }
    return Array(words.drop { announcing.contains($0) || $0.contains(where: \.isNumber) || $0.count == 1 })
  }

  private static let announcing: Set<String> = ["task", "question", "problem", "exercise", "part", "q"]

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
    var rest = words[...]
    if let first = rest.first, announcing.contains(first) { rest = rest.dropFirst() }
    guard let number = rest.first, number.contains(where: \.isNumber) else { return nil }
    rest = rest.dropFirst()
    if let letter = rest.first, letter.count == 1, letter.first?.isLetter == true { return number + letter }
    return number
  }

  /// The letter of `b)` or `(b) The mean`.
  private static func letter(_ heading: String) -> Character? {
    var rest = heading.lowercased().drop(while: \.isWhitespace)
    if rest.first == "(" { rest = rest.dropFirst() }
    guard let letter = rest.popFirst(), letter.isLetter, rest.first == ")" || rest.first == "." else { return nil }
    return letter
  }

  private static func contains(_ words: [String], _ part: [String]) -> Bool {
    guard part.count <= words.count else { return false }
    return (0...(words.count - part.count)).contains { Array(words[$0..<$0 + part.count]) == part }
  }
}

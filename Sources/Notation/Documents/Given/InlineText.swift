/// Running text as words and the formulas between them.
enum InlineText {
  /// A stretch of running text.
  enum Run {
    /// Words, with their bytes.
    case words(String, Range<Int>)
    /// The bytes of a formula, without its marks.
    case formula(Range<Int>)
  }

  /// The runs of a paragraph, in order; two formulas that touch have empty words between them.
  static func runs(_ bytes: Bytes, _ paragraph: Paragraph) -> [Run] {
    var runs: [Run] = []
    var words = ""
    var wordsStart = paragraph.pieces.first?.lowerBound ?? 0
    var wordsEnd = wordsStart
    let items = Set(paragraph.items)
    for (number, piece) in paragraph.pieces.enumerated() {
      var start = piece.lowerBound
      var place = start
      // What one item of a list says ends with it.
      if number > 0 { words += items.contains(number) ? " ; " : " " }
      var unclosed: Set<String> = []
      while place < piece.upperBound {
        guard let formula = formula(bytes, at: place, before: piece.upperBound, &unclosed) else {
          place += bytes.at(place) == UInt8(ascii: "\\") ? 2 : 1
          continue
        }
        runs.append(.words(words + bytes.text(start..<place), wordsStart..<place))
        words = ""
        runs.append(.formula(formula.content))
        place = formula.end
        start = place
        wordsStart = place
      }
      words += bytes.text(start..<piece.upperBound)
      wordsEnd = piece.upperBound
    }
    runs.append(.words(words, wordsStart..<max(wordsStart, wordsEnd)))
    return runs
  }

  /// The formula that begins at the place, nil where none does; a mark that nothing closes is noted.
  private static func formula(
    _ bytes: Bytes, at place: Int, before limit: Int, _ unclosed: inout Set<String>
  ) -> (content: Range<Int>, end: Int)? {
    let mark: String
    switch bytes.at(place) {
    case UInt8(ascii: "$"): mark = "$"
    case UInt8(ascii: "\\") where bytes.at(place + 1) == UInt8(ascii: "("): mark = "\\)"
    default: return nil
    }
    if unclosed.contains(mark) { return nil }
    let start = place + (mark == "$" ? 1 : 2)
    var end = start
    while end < limit {
      if bytes.has(mark, at: end) {
        var content = start..<end
        // GitHub's other spelling, $`…`$.
        if content.count >= 2, bytes.at(start) == UInt8(ascii: "`"), bytes.at(end - 1) == UInt8(ascii: "`") {
          content = start + 1..<end - 1
        }
        return (content, end + mark.utf8.count)
      }
      end += bytes.at(end) == UInt8(ascii: "\\") ? 2 : 1
    }
    unclosed.insert(mark)
    return nil
  }

  /// The words of runs as plain text: without the marks of emphasis, links and white space.
  static func plain(_ runs: [Run], _ bytes: Bytes) -> String {
    var text = ""
    for run in runs {
      switch run {
      case .words(let words, _): text += words
      case .formula(let range): text += "$" + bytes.text(range) + "$"
      }
    }
    return Reason.trimmed(unmarked(text))
  }

  /// The text without the marks of Markdown and LaTeX for emphasis, and of links only their words.
  static func unmarked(_ text: String) -> String {
    var output = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "*", "`", "{", "}": break
      case "\\":
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        if ["textbf", "textit", "emph", "texttt", "textsc", "bf", "em", "it"].contains(String(name)) {
          rest = rest.dropFirst(name.count)
        } else {
          output.append(character)
        }
      case "[":
        if let close = rest.firstIndex(of: "]"), rest[close...].dropFirst().first == "(",
          let end = rest[close...].firstIndex(of: ")")
        {
          output += rest[..<close]
          rest = rest[rest.index(after: end)...]
        } else {
          output.append(character)
        }
      default: output.append(character)
      }
    }
    return output
  }
}

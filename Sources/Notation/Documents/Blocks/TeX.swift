/// The commands of LaTeX that give a document its structure.
enum TeX {
  /// Commands whose argument is a heading, with its level.
  static let headings: [String: Int] = [
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5, "subparagraph": 6,
  ]

  /// Environments whose content is shown as it stands, or not at all.
  static let verbatim: Set<String> = ["verbatim", "verbatim*", "lstlisting", "minted", "comment"]
}

extension BlockScanner {
  /// Reads the whole text as LaTeX.
  mutating func readTeX() throws(NotationError) {
    var place = try preambleEnd()
    while place < bytes.count {
      let end = bytes.lineEnd(place)
      let start = bytes.skipBlanks(place, before: end)
      if start >= end {
        closeParagraph()
        place = min(end + 1, bytes.count)
      } else if bytes.has("\\end{document}", at: start) {
        return
      } else if let behind = try structure(at: start) {
        place = behind
      } else {
        place = try readText(from: start, quoted: false)
      }
    }
  }

  /// Reads the command of a heading, a list item or a verbatim environment at the beginning of a line.
  ///
  /// - Returns: the place behind it, nil where there is none.
  private mutating func structure(at place: Int) throws(NotationError) -> Int? {
    guard bytes.at(place) == UInt8(ascii: "\\") else { return nil }
    let commandEnd = bytes.commandEnd(place)
    let command = bytes.text(place + 1..<commandEnd)
    if let level = TeX.headings[command] {
      guard let title = try argument(at: commandEnd, of: command) else { return nil }
      closeParagraph()
      blocks.append(.heading(level: level, title: title))
      return title.upperBound + 1
    }
    switch command {
    case "title":
      guard let title = try argument(at: commandEnd, of: command) else { return nil }
      closeParagraph()
      blocks.append(.heading(level: 1, title: title))
      return title.upperBound + 1
    case "item":
      if !open.isList { closeParagraph(atEmptyLine: false) }
      open.items.append(open.pieces.count)
      return commandEnd
    case "begin":
      guard let (name, behind) = environmentName("\\begin", at: place), !displayEnvironments.contains(name) else {
        return nil
      }
      guard TeX.verbatim.contains(name) else { return behind }
      guard let close = bytes.find("\\end{\(name)}", from: behind, before: bytes.count) else {
        throw NotationError(source, place..<behind, "this \\begin{\(name)} is not closed: \\end{\(name)} is missing")
      }
      return bytes.lineEnd(close)
    case "end":
      guard let (_, behind) = environmentName("\\end", at: place) else { return nil }
      closeParagraph(atEmptyLine: false)
      return behind
    default: return nil
    }
  }

  /// The bytes between the braces behind a command, a star and an optional argument.
  private func argument(at place: Int, of command: String) throws(NotationError) -> Range<Int>? {
    var start = place
    if bytes.at(start) == UInt8(ascii: "*") { start += 1 }
    start = bytes.skipSpace(start)
    if bytes.at(start) == UInt8(ascii: "["),
      let close = bytes.find("]", from: start, before: bytes.lineEnd(start))
    {
      start = bytes.skipSpace(close + 1)
    }
    guard bytes.at(start) == UInt8(ascii: "{") else { return nil }
    guard let end = bytes.closingBrace(start, before: min(bytes.count, start + Markdown.longestSpan)) else {
      throw NotationError(source, start..<start + 1, "the brace after \\\(command) is not closed")
    }
    return start + 1..<end - 1
  }

  /// The place behind \begin{document}, or the beginning of a text without one; what stands before defines macros,
  /// and perhaps the title.
  private mutating func preambleEnd() throws(NotationError) -> Int {
    var place = 0
    while place < bytes.count {
      switch bytes.all[place] {
      case UInt8(ascii: "%"): place = bytes.lineEnd(place)
      case UInt8(ascii: "\\"):
        if bytes.has("\\begin{document}", at: place) {
          blocks.append(.definitions(0..<place))
          try readPreambleTitle(before: place)
          return place + "\\begin{document}".utf8.count
        }
        place += 2
      default: place += 1
      }
    }
    if let start = bytes.find("\\documentclass", from: 0, before: bytes.count) {
      throw NotationError(source, start..<start + 14, "this document has no \\begin{document}")
    }
    return 0
  }

  private mutating func readPreambleTitle(before end: Int) throws(NotationError) {
    var place = 0
    while let start = bytes.find("\\title", from: place, before: end) {
      if bytes.commandEnd(start) == start + 6, let title = try argument(at: start + 6, of: "title") {
        blocks.append(.heading(level: 1, title: title))
        return
      }
      place = start + 6
    }
  }
}

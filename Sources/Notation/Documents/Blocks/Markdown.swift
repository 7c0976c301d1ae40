/// The marks of Markdown at the beginning of lines.
enum Markdown {
  /// Code spans and inline formulas end within so many bytes, or are none.
  static let longestSpan = 4096

  /// Whether the line that begins at the place holds nothing but spaces and quotation marks.
  static func isEmptyLine(_ bytes: Bytes, _ line: Int) -> Bool {
    var place = line
    while Bytes.isBlank(bytes.at(place)) || bytes.at(place) == UInt8(ascii: ">") { place += 1 }
    return place >= bytes.count || bytes.all[place] == 0x0A
  }

  /// The place behind the quotation marks of a line.
  static func quoteEnd(_ bytes: Bytes, _ line: Int, _ end: Int) -> Int {
    var place = line
    while true {
      let mark = bytes.skipBlanks(place, before: end)
      guard mark < end, mark - place <= 3, bytes.at(mark) == UInt8(ascii: ">") else { return place }
      place = mark + 1
    }
  }

  /// The level of the heading that begins at the place, and the bytes of its title.
  static func heading(_ bytes: Bytes, _ place: Int, _ end: Int) -> (level: Int, title: Range<Int>)? {
    let level = bytes.run(of: UInt8(ascii: "#"), at: place)
    guard 1...6 ~= level, place + level == end || Bytes.isBlank(bytes.at(place + level)) else { return nil }
    var title = bytes.trimmed(place + level..<end)
    var close = title.upperBound
    while close > title.lowerBound, bytes.at(close - 1) == UInt8(ascii: "#") { close -= 1 }
    if close == title.lowerBound || Bytes.isBlank(bytes.at(close - 1)) {
      title = bytes.trimmed(title.lowerBound..<close)
    }
    return (level, title)
  }

  /// The level of the heading that a line of = or - makes of the text above it.
  static func underline(_ bytes: Bytes, _ place: Int, _ end: Int) -> Int? {
    let mark = bytes.at(place)
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return nil }
    guard bytes.trimmed(place..<end).count == bytes.run(of: mark, at: place) else { return nil }
    return mark == UInt8(ascii: "=") ? 1 : 2
  }

  /// The place behind the mark of a list item.
  static func item(_ bytes: Bytes, _ place: Int, _ end: Int) -> Int? {
    var mark = place
    switch bytes.at(mark) {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): break
    case let first where Bytes.isDigit(first):
      while Bytes.isDigit(bytes.at(mark)), mark - place < 9 { mark += 1 }
      guard bytes.at(mark) == UInt8(ascii: ".") || bytes.at(mark) == UInt8(ascii: ")") else { return nil }
    default: return nil
    }
    return mark + 1 < end && Bytes.isBlank(bytes.at(mark + 1)) ? mark + 2 : nil
  }

  /// The byte and length of the fence that begins at the place.
  static func fence(_ bytes: Bytes, _ place: Int) -> (mark: UInt8, length: Int)? {
    let mark = bytes.at(place)
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = bytes.run(of: mark, at: place)
    guard length >= 3 else { return nil }
    // A backtick further on in the line makes it a code span.
    let end = bytes.lineEnd(place)
    if mark == UInt8(ascii: "`"), bytes.all[place + length..<end].contains(mark) { return nil }
    return (mark, length)
  }
}

extension BlockScanner {
  /// Reads the whole text as Markdown.
  mutating func readMarkdown() throws(NotationError) {
    var place = frontMatterEnd()
    var previousLine = -1
    while place < bytes.count {
      let line = place
      let end = bytes.lineEnd(line)
      let marksEnd = Markdown.quoteEnd(bytes, line, end)
      let start = bytes.skipBlanks(marksEnd, before: end)
      place = min(end + 1, bytes.count)
      if start >= end {
        closeParagraph()
      } else if let fence = Markdown.fence(bytes, start) {
        closeParagraph()
        place = try readFence(fence, at: start, quoted: marksEnd > line)
      } else if let heading = Markdown.heading(bytes, start, end) {
        closeParagraph()
        blocks.append(.heading(level: heading.level, title: heading.title))
      } else if let level = Markdown.underline(bytes, start, end), isDirectlyBelow(previousLine) {
        let title = open.pieces[0].lowerBound..<open.pieces[open.pieces.count - 1].upperBound
        open = Paragraph()
        closeParagraph()
        blocks.append(.heading(level: level, title: title))
      } else {
        var text = start
        if let behind = Markdown.item(bytes, start, end) {
          text = behind
          if !open.isList { closeParagraph(atEmptyLine: false) }
          open.items.append(open.pieces.count)
        }
        place = try readText(from: text, quoted: marksEnd > line)
        previousLine = line
      }
    }
  }

  /// Whether the open paragraph is plain text that reaches to the line that begins there.
  private func isDirectlyBelow(_ line: Int) -> Bool {
    guard line >= 0, !open.isList, let last = open.pieces.last else { return false }
    return last.upperBound > line
  }

  /// The place behind the metadata between lines of three hyphens at the top of a file.
  private func frontMatterEnd() -> Int {
    guard bytes.has("---", at: 0), bytes.trimmed(0..<bytes.lineEnd(0)).count == 3 else { return 0 }
    var line = bytes.lineEnd(0) + 1
    while line < bytes.count {
      let end = bytes.lineEnd(line)
      if bytes.text(bytes.trimmed(line..<end)) == "---" { return min(end + 1, bytes.count) }
      line = end + 1
    }
    return 0
  }

  /// Reads a fenced block: mathematics where its first line says so, otherwise code, which is left out.
  private mutating func readFence(
    _ fence: (mark: UInt8, length: Int), at start: Int, quoted: Bool
  ) throws(NotationError) -> Int {
    let firstEnd = bytes.lineEnd(start)
    let info = bytes.text(bytes.trimmed(start + fence.length..<firstEnd)).lowercased()
    let isMath = info == "math" || info.hasPrefix("{math}") || info.hasPrefix("math ")
    var line = min(firstEnd + 1, bytes.count)
    while isMath, bytes.at(line) == UInt8(ascii: ":") { line = min(bytes.lineEnd(line) + 1, bytes.count) }
    let contentStart = line
    while line < bytes.count {
      let end = bytes.lineEnd(line)
      let mark = bytes.skipBlanks(quoted ? Markdown.quoteEnd(bytes, line, end) : line, before: end)
      let length = bytes.run(of: fence.mark, at: mark)
      if length >= fence.length, bytes.skipBlanks(mark + length, before: end) >= end {
        if isMath { append(Display(content: contentStart..<line, whole: start..<end), quoted: quoted) }
        return min(end + 1, bytes.count)
      }
      line = end + 1
    }
    if isMath { throw NotationError(source, start..<firstEnd, "this block of mathematics is not closed") }
    return bytes.count
  }
}

/// Cuts a text into blocks; what Markdown and LaTeX have in common.
struct BlockScanner {
  let source: Source
  let isTeX: Bool
  /// The text with the quotation marks inside displays blanked.
  var masked: [UInt8]
  let bytes: Bytes
  var blocks: [Block] = []
  var open = Paragraph()
  /// No \) stands between the last \( that nothing closes and this place.
  private var openBracketsEnd = 0
  /// Whether nothing but text has come since the last display.
  private var behindDisplay = false

  private init(_ source: Source, isTeX: Bool) {
    self.source = source
    self.isTeX = isTeX
    masked = source.bytes
    bytes = Bytes(source.bytes)
  }

  /// The blocks of the source, read as LaTeX where its name ends in .tex and as Markdown otherwise.
  static func blocks(_ source: Source) throws(NotationError) -> BlockList {
    let isTeX = source.name.lowercased().hasSuffix(".tex")
    var scanner = BlockScanner(source, isTeX: isTeX)
    if isTeX { try scanner.readTeX() } else { try scanner.readMarkdown() }
    scanner.closeParagraph()
    let isMasked = scanner.masked != source.bytes
    let text = isMasked ? Source(name: source.name, text: String(decoding: scanner.masked, as: UTF8.self)) : source
    return BlockList(blocks: scanner.blocks, source: text)
  }

  /// Adds text to the open paragraph.
  mutating func add(_ piece: Range<Int>) {
    let piece = bytes.trimmed(piece)
    guard !piece.isEmpty else { return }
    if open.pieces.isEmpty { open.continuesDisplay = behindDisplay }
    open.pieces.append(piece)
  }

  /// Ends the open paragraph.
  mutating func closeParagraph(atEmptyLine: Bool = true) {
    if !open.pieces.isEmpty { blocks.append(.paragraph(open)) }
    open = Paragraph()
    if atEmptyLine { behindDisplay = false }
  }

  /// Reads running text from the place to the end of its line, or further where a display or a comment begins.
  ///
  /// - Returns: the place behind what was read.
  mutating func readText(from start: Int, quoted: Bool) throws(NotationError) -> Int {
    var end = bytes.lineEnd(start)
    var pieceStart = start
    var place = start
    while place < end {
      var next = place + 1
      switch bytes.all[place] {
      case UInt8(ascii: "`") where !isTeX:
        if let behind = codeSpanEnd(place) { next = cut(&pieceStart, place, behind) }
      case UInt8(ascii: "%") where isTeX:
        next = cut(&pieceStart, place, end)
      case UInt8(ascii: "<") where !isTeX && bytes.has("<!--", at: place):
        guard let close = bytes.find("-->", from: place + 4, before: bytes.count) else {
          throw NotationError(source, place..<place + 4, "this comment is not closed: --> is missing")
        }
        next = cut(&pieceStart, place, close + 3)
      case UInt8(ascii: "$"):
        if bytes.at(place + 1) == UInt8(ascii: "$") {
          next = try display(&pieceStart, place, try dollarDisplay(place, quoted: quoted), quoted: quoted)
        } else if let behind = inlineEnd(place) {
          if quoted { blankQuoteMarks(place..<behind) }
          next = behind
        }
      case UInt8(ascii: "\\"):
        if let found = try displayAtBackslash(place) {
          next = try display(&pieceStart, place, found, quoted: quoted)
        } else if bytes.at(place + 1) == UInt8(ascii: "("), let behind = roundBracketEnd(place) {
          if quoted { blankQuoteMarks(place..<behind) }
          next = behind
        } else if let behind = MacroDefinition.end(bytes, at: place) {
          next = cut(&pieceStart, place, behind)
          blocks.append(.definitions(place..<behind))
        } else {
          next = min(place + 2, end)
        }
      default: break
      }
      place = next
      if place > end { end = bytes.lineEnd(min(place, bytes.count)) }
    }
    add(pieceStart..<max(pieceStart, end))
    return min(end + 1, bytes.count)
  }

  /// Takes the bytes between the places out of the paragraph.
  private mutating func cut(_ pieceStart: inout Int, _ from: Int, _ to: Int) -> Int {
    add(pieceStart..<from)
    pieceStart = to
    return to
  }

  private mutating func display(
    _ pieceStart: inout Int, _ place: Int, _ display: Display, quoted: Bool
  ) throws(NotationError) -> Int {
    add(pieceStart..<place)
    append(display, quoted: quoted)
    pieceStart = display.whole.upperBound
    return pieceStart
  }

  /// Ends the open paragraph with a display.
  mutating func append(_ display: Display, quoted: Bool) {
    closeParagraph(atEmptyLine: false)
    if quoted || isQuotedInside(display.content) { blankQuoteMarks(display.content) }
    blocks.append(.display(display))
    behindDisplay = true
  }

  /// Whether all lines but the first begin with a quotation mark, that of the closing mark among them.
  private func isQuotedInside(_ range: Range<Int>) -> Bool {
    guard let first = bytes.find("\n", from: range.lowerBound, before: range.upperBound) else { return false }
    var line = first + 1
    while true {
      let end = bytes.find("\n", from: line, before: range.upperBound) ?? range.upperBound
      let marks = Markdown.quoteEnd(bytes, line, end)
      if marks == line { return false }
      if end == range.upperBound { return bytes.skipBlanks(marks, before: end) == end }
      line = end + 1
    }
  }

  private mutating func blankQuoteMarks(_ range: Range<Int>) {
    var line = bytes.lineEnd(range.lowerBound) + 1
    while line < range.upperBound {
      let end = bytes.lineEnd(line)
      for place in line..<min(Markdown.quoteEnd(bytes, line, end), range.upperBound) { masked[place] = 0x20 }
      line = end + 1
    }
  }

  /// The end of the code span that begins at the place; nil where the backticks are only backticks.
  private func codeSpanEnd(_ place: Int) -> Int? {
    let length = bytes.run(of: UInt8(ascii: "`"), at: place)
    let limit = min(bytes.count, place + Markdown.longestSpan)
    var next = place + length
    while next < limit {
      if bytes.all[next] == 0x0A, Markdown.isEmptyLine(bytes, next + 1) { return nil }
      let run = bytes.run(of: UInt8(ascii: "`"), at: next)
      if run == length { return next + run }
      next += max(run, 1)
    }
    return nil
  }

  /// The end of the inline formula in round brackets that begins at the place; nil where none closes.
  private mutating func roundBracketEnd(_ place: Int) -> Int? {
    let limit = min(bytes.count, place + Markdown.longestSpan)
    // Where the search for the bracket before found none, none is looked for again.
    var next = max(place + 2, openBracketsEnd)
    while next < limit {
      switch bytes.all[next] {
      case UInt8(ascii: "\\"):
        if bytes.at(next + 1) == UInt8(ascii: ")") { return next + 2 }
        next += 2
      case 0x0A where Markdown.isEmptyLine(bytes, next + 1): return nil
      default: next += 1
      }
    }
    openBracketsEnd = next
    return nil
  }

  /// The end of the inline formula that begins at the place; nil where the dollar is only a dollar.
  private func inlineEnd(_ place: Int) -> Int? {
    let limit = min(bytes.count, place + Markdown.longestSpan)
    var next = place + 1
    var crossed = false
    while next < limit {
      switch bytes.all[next] {
      case UInt8(ascii: "\\"): next += 1
      case 0x0A:
        if Markdown.isEmptyLine(bytes, next + 1) { return nil }
        crossed = true
      case UInt8(ascii: "$"):
        return crossed && bytes.at(next + 1) == UInt8(ascii: "$") ? nil : next + 1
      default: break
      }
      next += 1
    }
    return nil
  }
}

/// Looks for what an answer holds and does not show: it must not count as written.
///
/// What formulas hide themselves is met where their commands are read; this is what is around them.
struct HiddenText {
  private let source: Source
  private let bytes: Bytes
  private let isTeX: Bool

  init(_ source: Source) {
    self.source = source
    bytes = Bytes(source.bytes)
    isTeX = source.name.lowercased().hasSuffix(".tex")
  }

  /// - Throws: `NotationError` where what is shown cannot be told.
  func refuse() throws(NotationError) {
    try refuseConditions()
    try refusePhantoms()
    try refuseColors()
    if !isTeX { try refuseStyles() }
  }

  /// Text between \if… and \fi may be shown or not, which only TeX knows.
  private func refuseConditions() throws(NotationError) {
    for name in ["iffalse", "iftrue", "ifx", "ifnum", "ifdim", "ifcase", "newif", "fi"] {
      if let found = places(of: name).first {
        throw NotationError(
          source, found, "what TeX shows depends on \\\(name), which is not followed",
          hint: "hand in the text without conditions")
      }
    }
  }

  /// Formulas may stand in running text that leaves but their room.
  private func refusePhantoms() throws(NotationError) {
    for name in Lexer.phantoms.sorted() {
      var end = 0
      for found in places(of: name) where found.lowerBound >= end {
        let open = bytes.skipSpace(found.upperBound)
        guard bytes.at(open) == UInt8(ascii: "{") else { continue }
        end = bytes.closingBrace(open, before: bytes.count) ?? bytes.count
        for mark in ["$", "\\(", "\\["] where bytes.find(mark, from: open, before: end) != nil {
          throw NotationError(source, found, "\\\(name) hides formulas", hint: "hand in the text without it")
        }
      }
    }
  }

  /// Running text may be white; what stands before the text, as settings of packages, shows nothing.
  private func refuseColors() throws(NotationError) {
    let start = bytes.find("\\begin{document}", from: 0, before: bytes.count) ?? 0
    for name in Lexer.colors.sorted() {
      for found in places(of: name) where found.lowerBound >= start {
        let open = bytes.skipSpace(found.upperBound)
        guard bytes.at(open) == UInt8(ascii: "{") else { continue }
        let color = (open + 1..<min(bytes.count, open + 80)).prefix { bytes.at($0) != UInt8(ascii: "}") }
        if Lexer.isSeen(color: bytes.text(open + 1..<open + 1 + color.count)) { continue }
        throw NotationError(source, found, "what stands in this color may not be seen", hint: "leave it out")
      }
    }
  }

  /// A tag of HTML may hide what it holds.
  private func refuseStyles() throws(NotationError) {
    let ends = Array("<>$\n".utf8)
    var place = 0
    while let open = bytes.find("<", from: place, before: bytes.count) {
      place = open + 1
      guard Bytes.isLetter(bytes.at(place)) else { continue }
      while place < bytes.count, !ends.contains(bytes.at(place)) { place += 1 }
      guard bytes.at(place) == UInt8(ascii: ">") else { continue }
      let words = bytes.text(open + 1..<place).lowercased().split { $0.isWhitespace || $0 == "=" }
      guard let word = words.dropFirst().first(where: { ["style", "hidden", "color"].contains($0) }) else { continue }
      throw NotationError(
        source, open..<place + 1, "what a page shows depends on '\(word)', which is not followed",
        hint: "hand in the text without it")
    }
  }

  /// The places of a command.
  private func places(of name: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    while let start = bytes.find("\\" + name, from: place, before: bytes.count) {
      place = start + 1 + name.utf8.count
      if bytes.commandEnd(start) == place { found.append(start..<place) }
    }
    return found
  }
}

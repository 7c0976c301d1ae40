/// How many columns of a terminal a text takes.
package enum DisplayWidth {
  /// The columns of a text without control characters.
  package static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of a character: none for a lone mark, two for wide scripts and pictures.
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") || isWide(first) {
      return 2
    }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }

  // The blocks of East Asian Width W and F (Unicode Standard Annex 11).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// The text cut to a width, with an ellipsis where something was cut.
  package static func shortened(_ text: String, to width: Int) -> String {
    if text.utf8.count <= width || of(text) <= width { return text }
    var result = ""
    var used = 1
    for character in text {
      used += of(character)
      if used > width { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The text followed by blanks up to a width.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// The pieces laid out in lines no wider than the width; a piece that is wider is broken at its blanks.
  package static func wrapped(_ pieces: [String], separator: String, width: Int) -> [String] {
    joined(pieces, separator: separator, width: width).flatMap { wrapped($0, width: width) }
  }

  private static func joined(_ pieces: [String], separator: String, width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var used = 0
    let gap = of(separator)
    // What of the separator stands at the end of a broken line, such as the comma.
    let tail = of(String(separator.prefix { $0 != " " }))
    for (index, piece) in pieces.enumerated() {
      let size = of(piece)
      let end = index + 1 < pieces.count ? tail : 0
      if current.isEmpty {
        (current, used) = (piece, size)
      } else if used + gap + size + end <= width {
        current += separator + piece
        used += gap + size
      } else {
        lines.append(current + separator.prefix { $0 != " " })
        (current, used) = (piece, size)
      }
    }
    if !current.isEmpty { lines.append(current) }
    return lines
  }

  /// The text broken at blanks into lines no wider than the width, unless a single word is.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    if of(text) <= width { return [text] }
    return joined(text.split(separator: " ").map(String.init), separator: " ", width: width)
  }
}

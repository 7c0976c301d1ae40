extension Lexer {
  /// Reads a control sequence.
  mutating func control() throws(NotationError) {
    let start = position
    position += 1
    guard position < limit else { throw NotationError(source, start..<limit, "a backslash ends the formula") }
    let byte = bytes[position]
    if !isLetter(byte) { return try controlMark(byte, from: start) }
    while isLetter(peek()) { position += 1 }
    let name = source.text(start + 1..<position)
    if Lexer.spaces.contains(name) {
      spaced = true
    } else if let side = Lexer.sizes[name] {
      self.side = side
      skipBlanks()
      if name == "left" { openPair(from: start) }
      if name == "right" { closePair(from: start) }
    } else if Lexer.proseCommands.contains(name), let content = try group(name, from: start) {
      append(.text(source.text(content)), from: start)
    } else if Lexer.phantoms.contains(name) {
      guard try group(name, from: start) != nil else {
        throw NotationError(source, start..<position, "what \\\(name) hides must stand in braces")
      }
      spaced = true
    } else if Lexer.colors.contains(name) {
      if let color = try group(name, from: start), !Lexer.isSeen(color: source.text(color)) {
        throw NotationError(source, start..<position, "what stands in this color may not be seen", hint: "leave it out")
      }
      spaced = true
    } else if Lexer.invisible.contains(name) {
      if peek() == UInt8(ascii: "*") { position += 1 }
      _ = try group(name, from: start)
      spaced = true
    } else if Lexer.withRawArgument.contains(name) {
      append(.command(name), from: start)
      if name == "tag", peek() == UInt8(ascii: "*") { position += 1 }
      let before = position
      if let content = try group(name, from: start) { append(.text(source.text(content)), from: before) }
    } else {
      try named(name, from: start)
    }
  }

  /// Remembers a \\left; a brace stands for \\left. until it is known what closes it.
  private mutating func openPair(from start: Int) {
    guard peek() == UInt8(ascii: "."), !isDigit(peek(1)) else { return pairs.append(nil) }
    pairs.append(tokens.count)
    unused.insert(tokens.count)
    tokens.append(Token(kind: .symbol("{"), range: start..<position + 1, hasSpaceBefore: spaced))
  }

  /// Where \\right| with a place below it closes \\left., braces hold what is evaluated: \\left. f \\right|_{x = a}.
  private mutating func closePair(from start: Int) {
    guard case .some(.some(let opened)) = pairs.popLast() else { return }
    let bars = ["|", "\\vert", "\\rvert"]
    guard let bar = bars.first(where: { source.text(position..<min(limit, position + $0.utf8.count)) == $0 }) else {
      return
    }
    var place = position + bar.utf8.count
    while place < limit, bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\n") { place += 1 }
    guard place < limit, bytes[place] == UInt8(ascii: "_") else { return }
    unused.remove(opened)
    tokens.append(Token(kind: .symbol("}"), range: start..<position, hasSpaceBefore: spaced))
  }

  private mutating func named(_ name: String, from start: Int) throws(NotationError) {
    switch name {
    case "cr", "newline", "tabularnewline": append(.rowEnd, from: start)
    case "vert": append(.symbol("|"), from: start)
    case "lvert", "rvert", "mid", "given":
      side = name == "lvert" ? .opening : name == "rvert" ? .closing : .middle
      append(.symbol("|"), from: start)
    case "Vert": append(.symbol("‖"), from: start)
    case "lVert", "rVert":
      side = name == "lVert" ? .opening : .closing
      append(.symbol("‖"), from: start)
    case "lbrace": try mark("\\{", from: start)
    case "rbrace": try mark("\\}", from: start)
    case "lbrack": try mark("[", from: start)
    case "rbrack": try mark("]", from: start)
    case "lparen": try mark("(", from: start)
    case "rparen": try mark(")", from: start)
    default: append(.command(name), from: start)
    }
  }

  private mutating func controlMark(_ byte: UInt8, from start: Int) throws(NotationError) {
    position += 1
    switch byte {
    case UInt8(ascii: "\\"):
      if peek() == UInt8(ascii: "*") { position += 1 }
      skipRowSpacing()
      append(.rowEnd, from: start)
    case UInt8(ascii: "{"): try mark("\\{", from: start)
    case UInt8(ascii: "}"): try mark("\\}", from: start)
    case UInt8(ascii: "|"): append(.symbol("‖"), from: start)
    case UInt8(ascii: "_"): append(.symbol("_"), from: start)
    case UInt8(ascii: "*"): append(.symbol("*"), from: start)
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: ">"),
      UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      spaced = true
    default:
      while position < limit, bytes[position] & 0xC0 == 0x80 { position += 1 }
      throw NotationError(source, start..<position, "unknown command \(source.text(start..<position))")
    }
  }

  mutating func skipBlanks() {
    while peek() == UInt8(ascii: " ") || peek() == UInt8(ascii: "\t") || peek() == UInt8(ascii: "\n")
      || peek() == UInt8(ascii: "\r")
    {
      position += 1
    }
  }

  /// Skips `[5pt]` after `\\`; any other bracket belongs to the next row.
  private mutating func skipRowSpacing() {
    guard peek() == UInt8(ascii: "[") else { return }
    var end = position + 1
    var digits = false
    var letters = false
    while end < limit, end - position < 24, bytes[end] != UInt8(ascii: "]") {
      let byte = bytes[end]
      if isDigit(byte), !letters {
        digits = true
      } else if isLetter(byte), digits || bytes[end - 1] == UInt8(ascii: "\\") || letters {
        letters = true
      } else if ![UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "\\")].contains(byte) {
        return
      }
      end += 1
    }
    if letters, end < limit, bytes[end] == UInt8(ascii: "]") { position = end + 1 }
  }

  /// Reads `{…}` as it stands and returns the range of its content; nil where no brace follows.
  private mutating func group(_ name: String, from start: Int) throws(NotationError) -> Range<Int>? {
    let before = position
    skipBlanks()
    guard peek() == UInt8(ascii: "{") else {
      position = before
      return nil
    }
    let opening = position
    position += 1
    let first = position
    var depth = 1
    while position < limit {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        position += 1
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          position += 1
          return first..<position - 1
        }
      }
      position += 1
    }
    position = limit
    throw NotationError(source, opening..<opening + 1, "the brace after \\\(name) is never closed")
  }

  private static let spaces: Set<String> = [
    "quad", "qquad", "enspace", "enskip", "thinspace", "medspace", "thickspace", "negthinspace", "negmedspace",
    "negthickspace", "space", "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits",
    "displaylimits", "nonumber", "notag", "allowbreak", "nobreak", "hfill", "hfil", "normalsize", "strut", "mathstrut",
    "relax", "noindent",
  ]

  private static let sizes: [String: Token.Side] = [
    "left": .opening, "right": .closing, "middle": .middle, "big": .either, "Big": .either, "bigg": .either,
    "Bigg": .either, "bigl": .opening, "Bigl": .opening, "biggl": .opening, "Biggl": .opening, "bigr": .closing,
    "Bigr": .closing, "biggr": .closing, "Biggr": .closing, "bigm": .middle, "Bigm": .middle, "biggm": .middle,
    "Biggm": .middle,
  ]

  private static let proseCommands: Set<String> = [
    "text", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "textup", "mbox", "hbox", "intertext",
    "shortintertext",
  ]

  private static let invisible: Set<String> = ["hspace", "vspace", "mspace", "label"]
  /// Commands that leave the room of their argument, and show nothing of it.
  static let phantoms: Set<String> = ["hphantom", "vphantom", "phantom"]
  /// Commands whose first argument is a color.
  static let colors: Set<String> = ["color", "textcolor"]

  /// Whether text in a color can be seen on white, as far as its name tells; the argument of a macro tells nothing.
  static func isSeen(color: String) -> Bool {
    let name = color.lowercased().filter { !$0.isWhitespace }
    return !["white", "#fff", "transparent"].contains(where: name.hasPrefix) && !name.contains("\\")
  }

  private static let withRawArgument: Set<String> = ["begin", "end", "tag"]
}

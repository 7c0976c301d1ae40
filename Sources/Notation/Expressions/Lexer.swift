/// Cuts a formula into tokens; what only changes its looks is dropped.
package struct Lexer {
  /// The greatest number of tokens of one formula.
  package static let tokenLimit = 200_000
  /// The greatest number of brackets inside each other.
  package static let nestingLimit = 200

  let source: Source
  let bytes: [UInt8]
  let limit: Int
  let style: Style
  var position: Int
  var tokens: [Token] = []
  var spaced = false
  var side = Token.Side.either
  var openings: [Range<Int>] = []
  /// For each open \left, the place of the brace that stands for \left., nil for any other bracket.
  var pairs: [Int?] = []
  /// The places of such braces that hold nothing together.
  var unused: Set<Int> = []

  private init(_ source: Source, _ range: Range<Int>, _ style: Style) {
    self.source = source
    bytes = source.bytes
    limit = min(range.upperBound, source.bytes.count)
    position = min(range.lowerBound, limit)
    self.style = style
  }

  /// The tokens of those bytes; the last is `end`.
  package static func tokens(_ source: Source, _ range: Range<Int>, style: Style) throws(NotationError) -> [Token] {
    var lexer = Lexer(source, range, style)
    while lexer.position < lexer.limit {
      try lexer.step()
      if lexer.tokens.count > tokenLimit {
        let place = lexer.tokens.last?.range ?? range
        throw NotationError(source, place, "the formula is too long (more than \(tokenLimit) parts)")
      }
    }
    lexer.append(.end, from: lexer.limit)
    guard !lexer.unused.isEmpty else { return lexer.tokens }
    return lexer.tokens.indices.filter { !lexer.unused.contains($0) }.map { lexer.tokens[$0] }
  }

  /// The byte so many places ahead, or zero at the end.
  func peek(_ ahead: Int = 0) -> UInt8 { position + ahead < limit ? bytes[position + ahead] : 0 }

  mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, range: start..<position, hasSpaceBefore: spaced, side: side))
    spaced = false
    side = .either
  }

  private mutating func step() throws(NotationError) {
    let start = position
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      position += 1
      spaced = true
    case UInt8(ascii: "\\"):
      try control()
    case UInt8(ascii: "%") where style == .latex:
      while position < limit, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      spaced = true
    case UInt8(ascii: "~") where style == .latex:
      position += 1
      spaced = true
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      number()
    case UInt8(ascii: ".") where isDigit(peek(1)):
      number()
    case UInt8(ascii: ".") where side != .either && side != .middle:
      // `\left.` and `\right.` stand for no bracket at all.
      position += 1
      side = .either
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      name()
    case 0x80...:
      try unicode()
    default:
      guard Lexer.marks.contains(byte) else { throw unexpected(start..<start + 1) }
      position += 1
      try mark(String(UnicodeScalar(byte)), from: start)
    }
  }

  /// Adds a punctuation mark; brackets are counted, so that deep nesting ends here with one message.
  mutating func mark(_ text: String, from start: Int) throws(NotationError) {
    switch text {
    case "(", "[", "{", "\\{": openings.append(start..<position)
    case ")", "]", "}", "\\}": _ = openings.popLast()
    default: break
    }
    if openings.count > Lexer.nestingLimit {
      throw NotationError(
        source, start..<position, "the brackets are nested too deeply (more than \(Lexer.nestingLimit) levels)")
    }
    append(.symbol(text), from: start)
  }

  private mutating func number() {
    let start = position
    while isDigit(peek()) { position += 1 }
    if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
      position += 1
      while isDigit(peek()) { position += 1 }
    }
    append(.number(source.text(start..<position)), from: start)
  }

  private mutating func name() {
    let start = position
    position += 1
    if style == .plain {
      while isLetter(peek()) || isDigit(peek()) { position += 1 }
    }
    let text = source.text(start..<position)
    append(position - start > 1 ? .word(text) : .letter(text), from: start)
  }

  func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  func unexpected(_ range: Range<Int>) -> NotationError {
    let text = source.text(range)
    guard let scalar = text.unicodeScalars.first, scalar.value >= 0x20, scalar.value != 0x7F else {
      let code = text.unicodeScalars.first?.value ?? 0
      return NotationError(source, range, "a control character (code \(code)) does not belong in a formula")
    }
    return NotationError(source, range, "the character '\(text)' does not belong in a formula")
  }

  private static let marks = Set("+-*/=<>()[]{}|,;:.'^_&!~".utf8)
}

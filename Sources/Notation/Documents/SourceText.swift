/// Makes a source of bytes that nobody has vouched for.
enum SourceText {
  /// No file is larger than this.
  static let largest = 4 << 20

  /// The source, without a byte order mark.
  ///
  /// - Throws: `NotationError` where the bytes are too many, no text, or nothing but spaces.
  static func source(_ bytes: [UInt8], name: String) throws(NotationError) -> Source {
    let nowhere = Source(name: name, text: "")
    guard bytes.count <= largest else {
      throw NotationError(nowhere, 0..<0, "the file is larger than \(largest >> 20) MB")
    }
    var content = bytes[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    if content.contains(0) { throw NotationError(nowhere, 0..<0, "the file is binary, not text") }
    guard let text = String(validating: content, as: UTF8.self) else {
      let repaired = Source(name: name, text: String(decoding: content, as: UTF8.self))
      let place = firstInvalid(content) - content.startIndex
      throw NotationError(repaired, place..<place + 1, "the file is not UTF-8 text")
    }
    let source = Source(name: name, text: text)
    if let control = source.bytes.firstIndex(where: isControl) {
      throw NotationError(source, control..<control + 1, "a control character (code \(source.bytes[control]))")
    }
    guard source.bytes.contains(where: { $0 > UInt8(ascii: " ") }) else {
      throw NotationError(nowhere, 0..<0, "the file is empty")
    }
    return source
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    byte == 0x7F || (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C && byte != 0x0D)
  }

  /// The first byte that begins no character: the repaired text is the same up to there.
  private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var place = bytes.startIndex
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): place += UTF8.width(scalar)
      case .emptyInput, .error: return min(place, bytes.endIndex)
      }
    }
  }
}

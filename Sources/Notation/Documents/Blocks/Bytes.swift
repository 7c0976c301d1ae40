/// Looking for marks in text held as bytes.
struct Bytes {
  let all: [UInt8]

  init(_ all: [UInt8]) { self.all = all }

  var count: Int { all.count }

  /// The byte at a place; zero behind the end.
  func at(_ place: Int) -> UInt8 { all.indices.contains(place) ? all[place] : 0 }

  /// Whether the mark stands at the place.
  func has(_ mark: String, at place: Int) -> Bool {
    var place = place
    for byte in mark.utf8 {
      if at(place) != byte { return false }
      place += 1
    }
    return true
  }

  /// The end of the line that holds the place: its line feed, or the end of the text.
  func lineEnd(_ place: Int) -> Int {
    var place = place
    while place < count, all[place] != 0x0A { place += 1 }
    return min(place, count)
  }

  /// The first place from there, before the limit, that is neither space nor tab nor carriage return.
  func skipBlanks(_ place: Int, before limit: Int) -> Int {
    var place = place
    while place < limit, Bytes.isBlank(at(place)) { place += 1 }
    return place
  }

  /// The first place from there that is no white space.
  func skipSpace(_ place: Int) -> Int {
    var place = place
    while place < count, Bytes.isBlank(all[place]) || all[place] == 0x0A { place += 1 }
    return place
  }

  /// The first place from there, before the limit, where the mark stands.
  func find(_ mark: String, from place: Int, before limit: Int) -> Int? {
    let pattern = Array(mark.utf8)
    guard let first = pattern.first, place < limit else { return nil }
    return (place..<limit).first { all[$0] == first && has(mark, at: $0) }
  }

  /// The number of equal bytes from there.
  func run(of byte: UInt8, at place: Int) -> Int {
    var end = place
    while at(end) == byte { end += 1 }
    return end - place
  }

  /// The range without white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, at(lower) <= 0x20 { lower += 1 }
    while upper > lower, at(upper - 1) <= 0x20 { upper -= 1 }
    return lower..<upper
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String { String(decoding: all[range.clamped(to: 0..<count)], as: UTF8.self) }

  /// The end of the command name that begins at a backslash: letters, or one other character.
  func commandEnd(_ backslash: Int) -> Int {
    var end = backslash + 1
    while Bytes.isLetter(at(end)) { end += 1 }
    return end > backslash + 1 ? end : min(backslash + 2, count)
  }

  /// The place behind the brace that closes the one at the place; nil where none does before the limit.
  func closingBrace(_ open: Int, before limit: Int) -> Int? {
    var depth = 0
    var place = open
    while place < limit {
      switch all[place] {
      case UInt8(ascii: "\\"): place += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return place + 1 }
      default: break
      }
      place += 1
    }
    return nil
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0C }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// A text with a name, in which places can be found.
public struct Source: Sendable, Hashable {
  /// The path or other name, as messages show it.
  public let name: String
  /// The content as UTF-8.
  public let bytes: [UInt8]
  private let lineStarts: [Int]

  /// The text under that name.
  public init(name: String, text: String) {
    self.name = name
    let bytes = Array(text.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The place of a byte.
  public func location(_ offset: Int) -> SourceLocation {
    var low = 0
    var high = lineStarts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    let column = String(decoding: bytes[lineStarts[low]..<min(offset, bytes.count)], as: UTF8.self).count + 1
    return SourceLocation(line: low + 1, column: column)
  }

  /// The text of a range of bytes.
  public func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The text of a line, counted from 1, without its end.
  public func line(_ number: Int) -> String {
    guard lineStarts.indices.contains(number - 1) else { return "" }
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    var text = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    if text.hasSuffix("\r") { text.removeLast() }
    return text
  }
}

/// A place in a text: line and column from 1, columns counted in characters.
public struct SourceLocation: Sendable, Hashable, Codable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int

  /// The place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Reads a dictionary in Python's spelling: texts as keys; texts, truth values and tuples of integers as values.
struct PythonDictionary {
  /// A value.
  enum Value: Equatable {
    case text(String)
    case truth(Bool)
    case integers([Int])
    /// A list, which is not looked into.
    case list
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The values by key, up to the first list; nil where the bytes are anything else.
  mutating func read() -> [String: Value]? {
    guard take("{") else { return nil }
    var values: [String: Value] = [:]
    while !take("}") {
      guard let key = text(), take(":"), let value = value(), values.updateValue(value, forKey: key) == nil else {
        return nil
      }
      // What follows a list is not known.
      if value == .list { return values }
      if take(",") { continue }
      guard take("}") else { return nil }
      break
    }
    skipBlanks()
    return position == bytes.count ? values : nil
  }

  private mutating func value() -> Value? {
    if let text = text() { return .text(text) }
    if take("True") { return .truth(true) }
    if take("False") { return .truth(false) }
    if take("[") { return .list }
    guard take("(") else { return nil }
    var integers: [Int] = []
    while !take(")") {
      guard let integer = integer() else { return nil }
      integers.append(integer)
      // Python 2 wrote long integers with an L.
      _ = take("L")
      if take(",") { continue }
      guard take(")") else { return nil }
      break
    }
    return .integers(integers)
  }

  private mutating func text() -> String? {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "'") || bytes[position] == UInt8(ascii: "\"") else {
      return nil
    }
    guard let end = bytes[(position + 1)...].firstIndex(of: bytes[position]) else { return nil }
    defer { position = end + 1 }
    return String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
  }

  private mutating func integer() -> Int? {
    skipBlanks()
    let digits = bytes[position...].prefix { "-0123456789".utf8.contains($0) }
    guard let integer = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    position += digits.count
    return integer
  }

  private mutating func take(_ word: String) -> Bool {
    skipBlanks()
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count, " \n\t".utf8.contains(bytes[position]) { position += 1 }
  }
}

/// The fields of a row of text (RFC 4180, and blanks around fields are dropped).
struct FieldReader: Sendable {
  /// What separates fields; a blank stands for any number of them.
  let separator: UInt8

  /// A field as text.
  struct Field {
    /// Its text, without quotation marks and blanks around it.
    let text: String
    /// Where it begins in the row.
    let start: Int
  }

  @inline(__always) func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && separator != byte
  }

  @inline(__always) func skipBlanks(_ bytes: [UInt8], _ position: inout Int, end: Int) {
    while position < end, isBlank(bytes[position]) { position &+= 1 }
  }

  /// Goes from the end of a field to the beginning of the next.
  /// - Returns: nil at the end of the row; false where a field does not end here.
  @inline(__always) func advance(_ bytes: [UInt8], _ position: inout Int, end: Int) -> Bool? {
    let before = position
    skipBlanks(bytes, &position, end: end)
    if position == end { return nil }
    if separator == UInt8(ascii: " ") { return position > before }
    guard bytes[position] == separator else { return false }
    position &+= 1
    return true
  }

  /// Moves behind a field that is not wanted; one in quotation marks goes through `field`.
  @inline(__always) func skip(_ bytes: [UInt8], _ position: inout Int, end: Int) {
    while position < end, bytes[position] != separator { position &+= 1 }
  }

  /// The field that begins at the position, which moves behind it.
  /// - Throws: what is wrong with its quotation marks.
  func field(_ bytes: [UInt8], _ position: inout Int, end: Int) throws(QuotationFault) -> Field {
    skipBlanks(bytes, &position, end: end)
    let start = position
    if position < end, bytes[position] == UInt8(ascii: "\"") {
      return Field(text: try quoted(bytes, &position, end: end), start: start)
    }
    while position < end, bytes[position] != separator {
      if bytes[position] == UInt8(ascii: "\"") { throw .inside(position) }
      position += 1
    }
    var last = position
    while last > start, isBlank(bytes[last - 1]) { last -= 1 }
    return Field(text: String(decoding: bytes[start..<last], as: UTF8.self), start: start)
  }

  private func quoted(_ bytes: [UInt8], _ position: inout Int, end: Int) throws(QuotationFault) -> String {
    let start = position
    var content: [UInt8] = []
    position += 1
    while true {
      guard position < end else { throw .unclosed(start) }
      let byte = bytes[position]
      position += 1
      if byte != UInt8(ascii: "\"") {
        content.append(byte)
      } else if position < end, bytes[position] == byte {
        content.append(byte)
        position += 1
      } else {
        break
      }
    }
    let close = position
    var following = position
    skipBlanks(bytes, &following, end: end)
    guard following == end || bytes[following] == separator || following > close && separator == UInt8(ascii: " ")
    else { throw .behind(following) }
    return String(decoding: content, as: UTF8.self)
  }

  /// All fields of a row.
  func fields(_ bytes: [UInt8], _ record: Range<Int>) throws(QuotationFault) -> [Field] {
    var fields: [Field] = []
    var position = record.lowerBound
    while true {
      fields.append(try field(bytes, &position, end: record.upperBound))
      if advance(bytes, &position, end: record.upperBound) == nil { return fields }
      // A separator at the end of the row has an empty field behind it.
    }
  }
}

/// What is wrong with quotation marks, and where in the row.
enum QuotationFault: Error {
  case inside(Int)
  case behind(Int)
  case unclosed(Int)

  var position: Int {
    switch self {
    case .inside(let position), .behind(let position), .unclosed(let position): position
    }
  }

  var text: String {
    switch self {
    case .inside: "a quotation mark within a field that does not begin with one"
    case .behind: "something stands between the closing quotation mark and the end of the field"
    case .unclosed: "the quotation mark is never closed"
    }
  }
}

/// Finds the rows of a text, one after another, in a buffer that holds no more than it must.
///
/// A row ends with a line, but not within quotation marks.
struct RecordScanner: ~Copyable {
  /// The bytes among which the row is.
  private(set) var buffer: [UInt8]
  /// Where the row is in the buffer, without what ends its line.
  private(set) var record = 0..<0
  /// The line with which the row begins, counted from 1.
  private(set) var recordLine = 0
  /// The place of the row in the file.
  private(set) var recordOffset: Int

  private let reader: DataReader
  private let name: String
  private var next = 0
  private var end = 0
  /// Of the end of the buffer, in the file.
  private var offset: Int
  private var line: Int
  private var isAtEnd = false

  /// The most bytes of a row.
  static let lengthLimit = 1 << 26

  init(_ source: DataSource, offset: Int, line: Int) throws(DataFileError) {
    reader = try source.reader()
    name = source.name
    self.offset = offset
    recordOffset = offset
    self.line = line
    buffer = [UInt8](repeating: 0, count: 1 << 17)
  }

  /// Goes to the next row, which may be empty.
  /// - Returns: false where there is none.
  mutating func advance() throws(DataFileError) -> Bool {
    var scan = next
    var (isQuoted, lines) = (false, 1)
    while true {
      while scan < end {
        let byte = buffer[scan]
        scan &+= 1
        // Most bytes are above both.
        if byte > UInt8(ascii: "\"") { continue }
        if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if byte == UInt8(ascii: "\n") {
          if !isQuoted {
            take(upTo: scan - 1, next: scan, lines: lines)
            return true
          }
          lines += 1
        }
      }
      if isAtEnd {
        guard next < end else { return false }
        take(upTo: end, next: end, lines: lines)
        return true
      }
      scan -= next
      try refill()
    }
  }

  private mutating func take(upTo last: Int, next following: Int, lines: Int) {
    let hasReturn = last > next && buffer[last - 1] == UInt8(ascii: "\r")
    record = next..<(hasReturn ? last - 1 : last)
    recordOffset = offset - (end - next)
    recordLine = line
    line += lines
    next = following
  }

  /// Moves what is left to the front and reads on behind it.
  private mutating func refill() throws(DataFileError) {
    let kept = end - next
    if kept == buffer.count {
      guard kept < Self.lengthLimit else {
        throw DataFileError(
          file: name, place: .line(line, column: 1),
          .tooLong("a row (or is a quotation mark never closed?)", limit: Self.lengthLimit))
      }
      buffer += [UInt8](repeating: 0, count: kept)
    }
    if next > 0 { for i in 0..<kept { buffer[i] = buffer[next + i] } }
    let count = try reader.fill(&buffer, kept..<buffer.count, from: offset)
    isAtEnd = count < buffer.count - kept
    offset += count
    (next, end) = (0, kept + count)
  }
}

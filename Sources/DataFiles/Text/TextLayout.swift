/// How a text of numbers is laid out, found out from its first two rows.
struct TextLayout: Sendable {
  /// What separates its fields.
  let fields: FieldReader
  /// The names in the first row; nil where it holds data.
  let header: [String]?
  /// The fields of a row.
  let fieldCount: Int
  /// The place in the file of the first row of data, and its line.
  let start: (offset: Int, line: Int)

  init(_ source: DataSource, _ options: DataOptions, _ decimals: DecimalReader) throws(DataFileError) {
    let offset = try source.prefix(3) == [0xEF, 0xBB, 0xBF] ? 3 : 0
    var scanner = try RecordScanner(source, offset: offset, line: 1)
    guard try scanner.advanceToContent() else { throw source.error(.empty) }
    let first = Array(scanner.buffer[scanner.record])
    let firstStart = (offset: scanner.recordOffset, line: scanner.recordLine)
    let hasSecond = try scanner.advanceToContent()
    let second = hasSecond ? Array(scanner.buffer[scanner.record]) : nil
    let secondStart = (offset: scanner.recordOffset, line: scanner.recordLine)

    fields = FieldReader(separator: (options.separator ?? Self.separator(of: first, second)).byte)
    let names: [String]
    do {
      names = try fields.fields(first, 0..<first.count).map(\.text)
    } catch {
      throw source.error(.quotation(error.text), at: .line(firstStart.line, column: error.position + 1))
    }
    fieldCount = names.count
    guard try Self.isHeader(names, options, decimals, source, line: firstStart.line) else {
      (header, start) = (nil, firstStart)
      return
    }
    guard hasSecond else { throw source.error(.empty) }
    (header, start) = (names, secondStart)
  }

  /// Blanks separate only where both rows agree on it, as names may have blanks in them.
  private static func separator(of first: [UInt8], _ second: [UInt8]?) -> DataOptions.Separator {
    var isQuoted = false
    var found: Set<UInt8> = []
    for byte in first {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { found.insert(byte) }
    }
    for separator in [DataOptions.Separator.tab, .semicolon, .comma] where found.contains(separator.byte) {
      return separator
    }
    let blanks = FieldReader(separator: DataOptions.Separator.blanks.byte)
    let counts = [first, second ?? first].map { (try? blanks.fields($0, 0..<$0.count).count) ?? 1 }
    return counts[0] > 1 && counts[0] == counts[1] ? .blanks : .comma
  }

  private static func isHeader(
    _ row: [String], _ options: DataOptions, _ decimals: DecimalReader, _ source: DataSource, line: Int
  ) throws(DataFileError) -> Bool {
    switch options.header {
    case .present: return true
    case .absent: return false
    case .detected: break
    }
    // A column that is not read may hold what it will; one that is called by its name has one.
    var wanted = row
    if let columns = options.columns {
      let numbers = columns.compactMap { column -> Int? in
        if case .number(let number) = column { number } else { nil }
      }
      if numbers.count < columns.count { return true }
      // One that is not there is an error later.
      if !numbers.isEmpty, numbers.allSatisfy({ $0 >= 1 && $0 <= row.count }) { wanted = numbers.map { row[$0 - 1] } }
    }
    let meanings = wanted.map { FieldMeaning($0, decimals) }
    guard meanings.contains(.text) else { return false }
    guard meanings.allSatisfy({ $0 == .text || $0 == .missing }) else {
      throw source.error(.unclearHeader, at: .line(line, column: 1))
    }
    return true
  }
}

extension RecordScanner {
  /// Goes to the next row that is neither empty nor a comment.
  mutating func advanceToContent() throws(DataFileError) -> Bool {
    while try advance() { if !record.isEmpty, !isComment { return true } }
    return false
  }

  /// Whether the row is a comment: it begins with #.
  var isComment: Bool { !record.isEmpty && buffer[record.lowerBound] == UInt8(ascii: "#") }
}

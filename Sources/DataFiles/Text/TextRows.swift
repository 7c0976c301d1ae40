/// The rows of numbers of a text, read one block after another.
struct TextRows: Sendable {
  /// The names of the columns that are read; nil without a header.
  let columnNames: [String]?
  /// How many columns are read.
  let columns: Int

  private let source: DataSource
  private let layout: TextLayout
  private let policy: DataOptions.Numbers
  private let decimals = DecimalReader()
  /// For each field of a row, the column that it is; −1 where it is not read.
  private let targets: [Int]

  init(_ source: DataSource, _ options: DataOptions) throws(DataFileError) {
    self.source = source
    let layout = try TextLayout(source, options, decimals)
    self.layout = layout
    policy = options.numbers
    let available = layout.header ?? (1...layout.fieldCount).map { "\($0)" }
    let selection = try options.columns.map { columns throws(DataFileError) in
      try select(columns, count: layout.fieldCount, names: layout.header, source)
    }
    var targets = [Int](repeating: -1, count: layout.fieldCount)
    for (column, field) in (selection ?? Array(0..<layout.fieldCount)).enumerated() { targets[field] = column }
    self.targets = targets
    columns = selection?.count ?? layout.fieldCount
    columnNames = layout.header.map { _ in (selection ?? Array(available.indices)).map { available[$0] } }
  }

  /// Calls a function with consecutive blocks of rows, row by row, of that many rows but for the last.
  func forEachBlock(rows count: Int, _ body: ([Double]) throws -> Void) throws {
    var scanner = try RecordScanner(source, offset: layout.start.offset, line: layout.start.line)
    var block: [Double] = []
    // Lines without anything, which are missing values if numbers of a single column follow.
    var empty: [Int] = []
    let (product, overflow) = count.multipliedReportingOverflow(by: columns)
    let length = overflow ? Int.max : product
    func emit() throws {
      if block.count == length {
        try body(block)
        block.removeAll(keepingCapacity: true)
      }
    }
    while try scanner.advance() {
      if scanner.record.isEmpty {
        if layout.fieldCount == 1 { empty.append(scanner.recordLine) }
        continue
      }
      if scanner.isComment { continue }
      for line in empty {
        block.append(try value(of: .missing, "", field: 0, at: .line(line, column: 1)))
        try emit()
      }
      empty.removeAll(keepingCapacity: true)
      try read(scanner.buffer, scanner.record, line: scanner.recordLine, into: &block)
      try emit()
    }
    if !block.isEmpty { try body(block) }
  }

  /// Appends the numbers of a row to the block.
  private func read(
    _ bytes: [UInt8], _ record: Range<Int>, line: Int, into block: inout [Double]
  ) throws(DataFileError) {
    let (fields, base, end) = (layout.fields, block.count, record.upperBound)
    for _ in 0..<columns { block.append(0) }
    var position = record.lowerBound
    var field = 0
    while true {
      fields.skipBlanks(bytes, &position, end: end)
      let start = position
      let target = field < targets.count ? targets[field] : -1
      var isRead = false
      if target < 0 {
        if start < end, bytes[start] != UInt8(ascii: "\"") {
          fields.skip(bytes, &position, end: end)
          isRead = true
        }
      } else if let number = decimals.read(bytes, &position, end: end), number.isFinite {
        block[base &+ target] = number
        isRead = true
      }
      var more = isRead ? fields.advance(bytes, &position, end: end) : false
      if more == false {
        // Not a plain number: what it is, is found out slowly.
        position = start
        let number = try slowly(bytes, &position, record, line: line, field: field)
        if target >= 0 { block[base &+ target] = number }
        more = fields.advance(bytes, &position, end: end)
      }
      field &+= 1
      if more == nil { break }
    }
    guard field == layout.fieldCount else {
      let column = end - record.lowerBound + 1
      throw source.error(.ragged(found: field, expected: layout.fieldCount), at: .line(line, column: column))
    }
  }

  private func slowly(
    _ bytes: [UInt8], _ position: inout Int, _ record: Range<Int>, line: Int, field index: Int
  ) throws(DataFileError) -> Double {
    let field: FieldReader.Field
    do {
      field = try layout.fields.field(bytes, &position, end: record.upperBound)
    } catch {
      let column = error.position - record.lowerBound + 1
      throw source.error(.quotation(error.text), at: .line(line, column: column))
    }
    // A field that is not read, and one beyond the last, of which the number of fields tells.
    guard index < targets.count, targets[index] >= 0 else { return 0 }
    return try value(
      of: FieldMeaning(field.text, decimals), field.text, field: index,
      at: .line(line, column: field.start - record.lowerBound + 1))
  }

  private func value(
    of meaning: FieldMeaning, _ text: String, field: Int, at place: DataFileError.Place
  ) throws(DataFileError) -> Double {
    switch meaning {
    case .number(let number): return number
    case .missing:
      guard policy == .finite else { return .nan }
      throw source.error(.missing(column: columnText(field)), at: place)
    case .infinite(let number):
      if policy == .any { return number }
      throw source.error(.infinite(text, column: columnText(field)), at: place)
    case .text: throw source.error(.notNumber(text, column: columnText(field)), at: place)
    }
  }

  private func columnText(_ field: Int) -> String {
    let name = layout.header?[field] ?? ""
    return "column \(field + 1)\(name.isEmpty ? "" : ", \(name)")"
  }
}

/// The places, from 0, of the columns that are wanted, each once.
func select(
  _ columns: [DataOptions.Column], count: Int, names: [String]?, _ source: DataSource
) throws(DataFileError) -> [Int] {
  let available = names ?? (1...count).map { "\($0)" }
  var places: [Int] = []
  for column in columns {
    let (place, text) =
      switch column {
      case .number(let number): (number >= 1 && number <= count ? number - 1 : nil, "\(number)")
      case .name(let name): (names?.firstIndex(of: name), name)
      }
    guard let place, !places.contains(place) else { throw source.error(.noColumn(text, available: available)) }
    places.append(place)
  }
  guard !places.isEmpty else { throw source.error(.noColumn("", available: available)) }
  return places
}

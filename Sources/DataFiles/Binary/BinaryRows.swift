import NumericCore

/// The rows of an array in a binary file, read one block after another: the first dimension counts the rows, the
/// others together are the columns.
struct BinaryRows: Sendable {
  /// The lengths of the array.
  let shape: [Int]
  /// How many rows and columns there are.
  let rows: Int
  /// How many columns are read.
  var columns: Int { selection?.count ?? width }

  private let source: DataSource
  private let layout: ArrayLayout
  private let policy: DataOptions.Numbers
  private let width: Int
  private let selection: [Int]?

  init(_ source: DataSource, _ layout: ArrayLayout, _ options: DataOptions) throws(DataFileError) {
    self.source = source
    self.layout = layout
    policy = options.numbers
    shape = layout.shape
    guard let rows = shape.first else {
      throw source.error(.header("it holds a single number; data have one dimension for rows, or two"))
    }
    guard layout.count > 0 else { throw source.error(.empty) }
    self.rows = rows
    let width = layout.count / rows
    self.width = width
    selection = try options.columns.map { columns throws(DataFileError) in
      try select(columns, count: width, names: nil, source)
    }
  }

  /// Calls a function with consecutive blocks of rows, row by row, of that many rows but for the last.
  func forEachBlock(rows count: Int, _ body: ([Double]) throws -> Void) throws {
    let reader = try source.reader()
    var first = 0
    while first < rows {
      let length = min(count, rows - first)
      var block =
        layout.isFortranOrder && shape.count > 1
        ? try columnwise(reader, first, length) : try read(reader, at: first * width, count: length * width)
      if let selection { block = pick(selection, from: block) }
      try check(block, firstRow: first)
      try body(block)
      first += length
    }
  }

  private func read(_ reader: borrowing DataReader, at index: Int, count: Int) throws(DataFileError) -> [Double] {
    let size = layout.numbers.kind.size
    var bytes = [UInt8](repeating: 0, count: count * size)
    let found = try reader.fill(&bytes, 0..<bytes.count, from: layout.offset + index * size)
    guard found == bytes.count else { throw source.error(.changed) }
    return layout.numbers.doubles(bytes)
  }

  private func columnwise(
    _ reader: borrowing DataReader, _ first: Int, _ length: Int
  ) throws(DataFileError) -> [Double] {
    var block = [Double](repeating: 0, count: length * width)
    for column in 0..<width {
      let numbers = try read(reader, at: first + rows * fortranIndex(column), count: length)
      for i in 0..<length { block[i &* width &+ column] = numbers[i] }
    }
    return block
  }

  /// The place among the columns, in the order of Fortran, of the column with that number in the order of C.
  private func fortranIndex(_ column: Int) -> Int {
    var (rest, place, stride) = (column, 0, width)
    for length in shape.dropFirst().reversed() {
      stride /= length
      place += rest % length * stride
      rest /= length
    }
    return place
  }

  private func pick(_ selection: [Int], from block: [Double]) -> [Double] {
    var picked: [Double] = []
    picked.reserveCapacity(block.count / width * selection.count)
    for row in stride(from: 0, to: block.count, by: width) {
      for column in selection { picked.append(block[row + column]) }
    }
    return picked
  }

  private func check(_ block: [Double], firstRow: Int) throws(DataFileError) {
    // Integers are finite.
    guard policy != .any, layout.numbers.kind == .float32 || layout.numbers.kind == .float64 else { return }
    guard let index = block.firstIndex(where: { !$0.isFinite && (policy == .finite || $0.isInfinite) }) else { return }
    let (row, column) = (firstRow + index / columns, selection?[index % columns] ?? index % columns)
    let reason: DataFileError.Reason =
      block[index].isNaN
      ? .missing(column: "column \(column + 1)") : .infinite("\(block[index])", column: "column \(column + 1)")
    throw source.error(reason, at: .entry(row: row + 1, column: column + 1))
  }
}

import Models
import NumericCore

/// A file of data: a text of numbers (CSV and its relatives), an array of NumPy (NPY) or one of MNIST's form (IDX). It
/// is read in blocks of rows, so that it may be larger than memory.
///
/// In a text, the fields of a row are separated by commas, semicolons, tabs or blanks and may stand in quotation marks;
/// the first row may hold the names of the columns. Lines that are empty, but for the missing values of a single column,
/// and those that begin with # are skipped.
///
/// The form is told from the content, not from the name. Every number is read as the nearest double and then rounded
/// to the type of the matrix. An array of n×a×b… is n rows of a·b·… columns, one of a single dimension is one column.
public struct DataFile<Scalar: Real>: Observations {
  /// The form of a file.
  public enum Format: String, Sendable, CaseIterable {
    case text = "CSV"
    case npy = "NPY"
    case idx = "IDX"
  }

  /// The form of the file.
  public let format: Format
  /// How many numbers a row has.
  public let columns: Int
  /// The names of the columns; nil where the file has none.
  public let columnNames: [String]?
  /// How many rows there are; nil for a text, of which that is known only after it has been read.
  public let rows: Int?
  /// The lengths of the array; nil for a text.
  public let shape: [Int]?

  private let source: DataSource
  private let policy: DataOptions.Numbers
  private let content: Content

  private enum Content: Sendable {
    case text(TextRows)
    case binary(BinaryRows)
  }

  /// The file at a path.
  /// - Throws: `DataFileError` where it cannot be read, has no row, or its header is not right. The rows are read by
  ///   `forEachBlock`.
  public init(_ path: String, _ options: DataOptions = DataOptions()) throws(DataFileError) {
    try self.init(DataSource(path: path), options)
  }

  /// The file that a source holds.
  /// - Throws: `DataFileError` where it has no row, or its header is not right.
  public init(_ source: DataSource, _ options: DataOptions = DataOptions()) throws(DataFileError) {
    self.source = source
    policy = options.numbers
    format = try Self.format(of: source)
    let binary: BinaryRows
    switch format {
    case .text:
      let text = try TextRows(source, options)
      (content, columns, columnNames, rows, shape) = (.text(text), text.columns, text.columnNames, nil, nil)
      return
    case .npy: binary = try BinaryRows(source, NPYHeader.layout(source), options)
    case .idx: binary = try BinaryRows(source, IDXHeader.layout(source), options)
    }
    (content, columns, columnNames, rows, shape) = (.binary(binary), binary.columns, nil, binary.rows, binary.shape)
  }

  /// Calls a function for consecutive blocks of rows in order; each has `rows` rows but the last, which may have fewer.
  /// - Throws: `DataFileError` with the place of what is wrong, and what the function throws.
  public func forEachBlock(rows count: Int, _ body: (Matrix<Scalar>) throws -> Void) throws {
    precondition(count > 0, "a block has rows")
    var first = 0
    func convert(_ block: [Double]) throws {
      let matrix: Matrix<Scalar> = try rounded(block, firstRow: first)
      first += matrix.rows
      try body(matrix)
    }
    switch content {
    case .text(let text): try text.forEachBlock(rows: count, convert)
    case .binary(let binary): try binary.forEachBlock(rows: count, convert)
    }
  }

  /// All rows at once.
  /// - Throws: `DataFileError` with the place of what is wrong.
  public func matrix() throws(DataFileError) -> Matrix<Scalar> {
    var elements: [Scalar] = []
    if let rows { elements.reserveCapacity(rows * columns) }
    do {
      try forEachBlock(rows: max(1, (1 << 16) / columns)) { elements += $0.elements }
    } catch let error as DataFileError {
      throw error
    } catch {
      preconditionFailure("reading throws errors of one type")
    }
    return Matrix(rows: elements.count / columns, columns: columns, elements: elements)
  }

  /// The block as a matrix, without a loop over numbers of unknown type where the type is a known one.
  private func rounded(_ block: [Double], firstRow: Int) throws(DataFileError) -> Matrix<Scalar> {
    let rows = block.count / columns
    if let matrix = Matrix<Double>(rows: rows, columns: columns, elements: block) as? Matrix<Scalar> { return matrix }
    let floats = block.map { Float($0) }
    if policy != .any, let index = floats.indices.first(where: { floats[$0].isInfinite }) {
      let (row, column) = (firstRow + index / columns + 1, index % columns + 1)
      throw source.error(
        .infinite("\(block[index])", column: "column \(column), as a Float"), at: .entry(row: row, column: column))
    }
    if let matrix = Matrix<Float>(rows: rows, columns: columns, elements: floats) as? Matrix<Scalar> { return matrix }
    return Matrix(rows: rows, columns: columns, elements: block.map { Scalar($0) })
  }

  private static func format(of source: DataSource) throws(DataFileError) -> Format {
    let start = try source.prefix(1 << 10)
    if start.isEmpty { throw source.error(.empty) }
    if start.starts(with: NPYHeader.magic) { return .npy }
    if IDXHeader.begins(start) { return .idx }
    if start.starts(with: [0x1F, 0x8B]) {
      throw source.error(.form("is compressed by gzip: unpack it first, with gunzip"))
    }
    if start.starts(with: [0x50, 0x4B, 3, 4]) {
      throw source.error(.form("is a zip archive (an NPZ file or a spreadsheet): unpack it, or save it as CSV or NPY"))
    }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw source.error(.form("is a text in UTF-16: save it in UTF-8"))
    }
    if start.contains(0) { throw source.error(.form("is neither a text nor an NPY or IDX file")) }
    return .text
  }
}

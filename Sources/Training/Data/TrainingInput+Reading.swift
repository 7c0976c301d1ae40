import DataFiles
import Models
import NumericCore

/// Which data are read for a training, and how.
public struct DataRequest: Sendable {
  /// Where data come from.
  public enum Origin: Sendable {
    /// They come with the program.
    case sample(Sample)
    /// A file.
    case file(DataSource)
  }

  /// What a missing number means.
  public enum Missing: String, Sendable, CaseIterable {
    /// An error.
    case refuse
    /// Its row is left out.
    case skip
    /// It stays, as NaN.
    case keep
  }

  /// Where the data come from.
  public var origin: Origin
  /// The columns that are read; all if nil.
  public var columns: [DataOptions.Column]?
  /// Whether a text begins with the names of its columns.
  public var header = DataOptions.Header.detected
  /// What a missing number means.
  public var missing = Missing.refuse
  /// Whether a file is read anew in each pass instead of kept in memory; nil for those that are large.
  public var streams: Bool?

  /// Files of more bytes are read anew in each pass.
  public static var memoryLimit: Int { 1 << 31 }

  /// All columns, none of whose numbers may be missing.
  public init(_ origin: Origin) { self.origin = origin }
}

extension TrainingInput {
  /// Reads data, or opens the file that they are read from in each pass.
  /// - Throws: `DataFileError` with the place of what is wrong.
  public init(_ request: DataRequest) throws {
    switch request.origin {
    case .sample(let sample): try self.init(sample, request)
    case .file(let source): try self.init(source, request)
    }
  }

  private init(_ sample: Sample, _ request: DataRequest) throws(DataFileError) {
    var places = Array(sample.columnNames.indices)
    if let columns = request.columns {
      places = try columns.map { column throws(DataFileError) in
        let (place, text) =
          switch column {
          case .number(let number): (sample.columnNames.indices.contains(number - 1) ? number - 1 : nil, "\(number)")
          case .name(let name): (sample.columnNames.firstIndex(of: name), name)
          }
        guard let place else {
          throw DataFileError(file: sample.name, .noColumn(text, available: sample.columnNames))
        }
        return place
      }
    }
    let all = sample.observations
    self.init(
      observations: Matrix(rows: all.rows, columns: places.count) { Scalar(all[$0, places[$1]]) }, name: sample.name,
      sample: sample, columnNames: places.map { sample.columnNames[$0] }, isIDX: false,
      imageWidth: sample.name == Sample.digits.name && request.columns == nil ? 8 : nil, skippedRows: nil, remarks: [])
  }

  private init(_ source: DataSource, _ request: DataRequest) throws {
    let options = DataOptions(
      numbers: request.missing == .refuse ? .finite : .finiteOrMissing, columns: request.columns,
      header: request.header)
    let file = try DataFile<Scalar>(source, options)
    var imageWidth: Int?
    if let shape = file.shape, shape.count == 3, request.columns == nil { imageWidth = shape[2] }
    var remarks: [String] = []
    if let first = file.columnNames?.first, first.isEmpty, file.columns > 1 {
      remarks.append(
        "column 1 has no name and may only count the rows: --columns 2-\(file.columns) leaves it out")
    }
    let numbers: [Int] = (request.columns ?? []).compactMap { if case .number(let number) = $0 { number } else { nil } }
    let plain = numbers.count == file.columns ? numbers : Array(1...file.columns)
    let input = TrainingInput(
      observations: file, name: source.name, sample: nil,
      columnNames: file.columnNames.map { names in
        zip(names, plain).map { $0.isEmpty ? "column \($1)" : $0 }
      } ?? plain.map { "column \($0)" },
      isIDX: file.format == .idx, imageWidth: imageWidth, skippedRows: nil, remarks: remarks)
    let streams = request.streams ?? (source.size > DataRequest.memoryLimit)
    if streams {
      self = request.missing == .skip ? input.with(CompleteRows(file)) : input
      return
    }
    let all = try file.matrix()
    guard request.missing == .skip else {
      self = input.with(all)
      return
    }
    var kept: [Scalar] = []
    try CompleteRows(all).forEachBlock(rows: max(1, all.rows)) { kept += $0.elements }
    let matrix = Matrix(rows: kept.count / all.columns, columns: all.columns, elements: kept)
    self = input.with(matrix, skippedRows: all.rows - matrix.rows)
  }
}

/// Where the bytes of a file of data come from: a file on the disk, which stays there, or bytes in memory.
public struct DataSource: Sendable {
  /// What messages call it.
  public let name: String
  /// How many bytes it has.
  public let size: Int
  private let content: Content

  private enum Content: Sendable {
    case file(path: String, OpenFile.Identity)
    case bytes([UInt8])
  }

  /// The most bytes that are taken from what can be read only once, such as a pipe.
  static let pipeLimit = 1 << 30

  /// A file. What can be read only once, such as a pipe or `/dev/stdin`, is read here as a whole.
  /// - Parameter name: What messages call it; its path if nil.
  /// - Throws: `DataFileError` where it cannot be read, and for a pipe of more than 1 GiB.
  public init(path: String, name: String? = nil) throws(DataFileError) {
    let file = try OpenFile(reading: path, as: name)
    let identity = try file.identity
    self.name = name ?? path
    if identity.isRegular {
      size = identity.size
      content = .file(path: path, identity)
    } else {
      let bytes = try Self.all(of: file)
      size = bytes.count
      content = .bytes(bytes)
    }
  }

  /// Bytes in memory.
  public init(bytes: [UInt8], name: String) {
    self.name = name
    size = bytes.count
    content = .bytes(bytes)
  }

  private static func all(of file: borrowing OpenFile) throws(DataFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try file.fill(&buffer, 0..<buffer.count, from: nil)
      bytes += buffer.prefix(count)
      guard bytes.count <= pipeLimit else {
        throw DataFileError(file: file.name, .tooLong("what is read once", limit: pipeLimit))
      }
      if count < buffer.count { return bytes }
    }
  }

  /// Opens it for one pass.
  /// - Throws: `DataFileError.Reason.changed` where the file is no longer the one that was met at first.
  func reader() throws(DataFileError) -> DataReader {
    switch content {
    case .bytes(let bytes): return .bytes(bytes)
    case .file(let path, let identity):
      let file = try OpenFile(reading: path, as: name)
      guard try file.identity == identity else { throw error(.changed) }
      return .file(file)
    }
  }

  /// The first bytes, fewer where there are no more.
  func prefix(_ count: Int) throws(DataFileError) -> [UInt8] {
    let reader = try reader()
    var bytes = [UInt8](repeating: 0, count: min(count, size))
    let found = try reader.fill(&bytes, 0..<bytes.count, from: 0)
    return Array(bytes.prefix(found))
  }

  func error(_ reason: DataFileError.Reason, at place: DataFileError.Place? = nil) -> DataFileError {
    DataFileError(file: name, place: place, reason)
  }
}

/// A source that is open for one pass.
enum DataReader: ~Copyable {
  case file(OpenFile)
  case bytes([UInt8])

  /// Fills a part of the buffer with the bytes from that place on.
  /// - Returns: how many there were, fewer than asked for only at the end.
  func fill(_ buffer: inout [UInt8], _ part: Range<Int>, from offset: Int) throws(DataFileError) -> Int {
    switch self {
    case .file(let file): return try file.fill(&buffer, part, from: offset)
    case .bytes(let bytes):
      let count = max(0, min(part.count, bytes.count - offset))
      for i in 0..<count { buffer[part.lowerBound + i] = bytes[offset + i] }
      return count
    }
  }
}

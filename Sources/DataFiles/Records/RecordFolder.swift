import Models

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder that holds a model or a state of training: `model.json` with the settings, and an NPY file for each array.
/// `numpy.load` reads the arrays; no bit is lost.
///
/// A record is written whole or not at all: into `PATH.writing`, which takes the place of the folder when the disk has
/// all of it. The record before it is `PATH.before` for that moment; where the machine stops just then, it is read.
/// Only one process at a time may write to a path.
public struct RecordFolder: Sendable, Equatable {
  /// The path of the folder.
  public let path: String

  /// The folder at a path, which need not be there.
  public init(_ path: String) {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
  }

  private static let descriptionName = "model.json"
  /// The most bytes of `model.json`.
  private static let descriptionLimit = 1 << 24

  private var writing: String { path + ".writing" }
  private var before: String { path + ".before" }

  /// Whether there is a record.
  public var exists: Bool {
    FileSystem.exists("\(path)/\(Self.descriptionName)") || FileSystem.exists("\(before)/\(Self.descriptionName)")
  }

  /// Writes a model or a state, which takes the place of the one that is there.
  public func save(_ value: some Recordable) throws(DataFileError) { try save(value.record) }

  /// Writes a record, which takes the place of the one that is there.
  /// - Throws: `DataFileError` where it cannot be written, and where the folder is there and holds no record: nothing
  ///   else is ever removed.
  public func save(_ record: ModelRecord) throws(DataFileError) {
    let isThere = FileSystem.exists(path)
    if isThere, !FileSystem.exists("\(path)/\(Self.descriptionName)") {
      throw DataFileError(file: path, .unwritable("it is there already and holds no record"))
    }
    try Self.clear(writing)
    try FileSystem.makeFolder(writing)
    let files = Self.fileNames(for: record.arrays.keys.sorted())
    var arrays: [String: RecordDescription.Array] = [:]
    for (name, array) in record.arrays.sorted(by: { $0.key < $1.key }) {
      let file = files[name] ?? name
      try NPYFile.write(array, to: "\(writing)/\(file)")
      arrays[name] = RecordDescription.Array(file: file, type: array.elements.kind.rawValue, shape: array.shape)
    }
    let description = RecordDescription(
      version: RecordDescription.currentVersion, kind: record.kind,
      settings: record.settings.mapValues { SettingText($0) }, arrays: arrays)
    try writeDescription(description)
    FileSystem.synchronizeFolder(writing)
    if isThere {
      try Self.clear(before)
      try FileSystem.move(path, to: before)
    }
    try FileSystem.move(writing, to: path)
    FileSystem.synchronizeFolder(Self.parent(of: path))
    try Self.clear(before)
  }

  /// Removes a folder of ours, if it is there; one that holds anything else is an error.
  private static func clear(_ folder: String) throws(DataFileError) {
    guard FileSystem.exists(folder) else { return }
    guard try FileSystem.names(in: folder).allSatisfy({ $0 == descriptionName || $0.hasSuffix(".npy") }) else {
      throw DataFileError(file: folder, .unwritable("it holds what is no part of a record"))
    }
    try FileSystem.removeFolder(folder)
  }

  /// Reads a model or a state.
  /// - Throws: `DataFileError` where the files cannot be read, `RecordError` where they hold something else.
  public func load<Value: Recordable>(_ type: Value.Type = Value.self) throws -> Value { try Value(load()) }

  /// Reads the record.
  /// - Throws: `DataFileError` where it cannot be read, or its files do not fit each other.
  public func load() throws(DataFileError) -> ModelRecord {
    let folder = FileSystem.exists(path) || !FileSystem.exists(before) ? path : before
    let source = try DataSource(path: "\(folder)/\(Self.descriptionName)")
    guard source.size <= Self.descriptionLimit else {
      throw source.error(.tooLong("the description of a record", limit: Self.descriptionLimit))
    }
    guard let description = try? JSONDecoder().decode(RecordDescription.self, from: Data(source.prefix(source.size)))
    else { throw source.error(.form("is not the description of a record")) }
    guard description.version == RecordDescription.currentVersion else {
      throw source.error(.form("is of version \(description.version); this program reads version 1"))
    }
    var record = ModelRecord(kind: description.kind)
    for (name, text) in description.settings {
      guard let setting = text.setting else { throw source.error(.form("the setting “\(name)” has no single value")) }
      record.settings[name] = setting
    }
    for (name, entry) in description.arrays {
      guard !entry.file.isEmpty, !entry.file.contains("/"), entry.file.hasSuffix(".npy") else {
        throw source.error(.form("the array “\(name)” is not in a file of this folder"))
      }
      let array = try NPYFile.read("\(folder)/\(entry.file)")
      guard array.shape == entry.shape, array.elements.kind.rawValue == entry.type else {
        throw DataFileError(file: "\(folder)/\(entry.file)", .header("it is another array than model.json states"))
      }
      record.arrays[name] = array
    }
    return record
  }

  private func writeDescription(_ description: RecordDescription) throws(DataFileError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let path = "\(writing)/\(Self.descriptionName)"
    guard let json = try? encoder.encode(description) else {
      throw DataFileError(file: path, .unwritable("a setting has no form in JSON"))
    }
    let file = try OpenFile(creating: path)
    try file.write(Array(json) + [UInt8(ascii: "\n")])
    try file.synchronize()
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file for each name: letters, digits, `-` and `_` stay, other bytes are written as `%` and two digits; names that
  /// some systems hold for the same are told apart by a number.
  static func fileNames(for names: [String]) -> [String: String] {
    var files: [String: String] = [:]
    var taken: Set<String> = []
    for name in names {
      var plain = ""
      for byte in name.utf8.prefix(64) {
        let scalar = Unicode.Scalar(byte)
        let isPlain = scalar.isASCII && scalar.properties.isAlphabetic || (0x30...0x39).contains(byte)
        let code = "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
        plain += isPlain || "-_".utf8.contains(byte) ? String(scalar) : code
      }
      var file = plain
      var number = 2
      while !taken.insert(file.lowercased()).inserted || file.isEmpty {
        file = "\(plain)-\(number)"
        number += 1
      }
      files[name] = "\(file).npy"
    }
    return files
  }
}

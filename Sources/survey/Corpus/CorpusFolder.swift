import Foundation

/// The folder of texts by others, which is no part of the package and may be absent.
struct CorpusFolder {
  let path: String

  /// Whether there is such a folder.
  var exists: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// The records of a file, one to a line; nil where there is no such file.
  func records<Record: Decodable>(_ name: String, of type: Record.Type) throws -> [Record]? {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let decoder = JSONDecoder()
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(type, from: Data($0))
    }
  }
}

import DataFiles
import Foundation
import Models
import NumericCore
import Testing

/// An empty folder, which is removed after the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/verify-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }
}

/// The bytes of a text as a source called data.csv.
func source(_ text: String) -> DataSource { DataSource(bytes: Array(text.utf8), name: "data.csv") }

/// The numbers of a text.
func matrix(_ text: String, _ options: DataOptions = DataOptions()) throws -> Matrix<Double> {
  try DataFile<Double>(source(text), options).matrix()
}

/// What is wrong with the data, in words; empty where nothing is.
func complaint(_ source: @autoclosure () throws -> DataSource, _ options: DataOptions = DataOptions()) -> String {
  do {
    _ = try DataFile<Double>(source(), options).matrix()
    return ""
  } catch {
    return "\(error)"
  }
}

/// Whether two lists have the same numbers, NaN in the same places.
func same(_ left: [Double], _ right: [Double]) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
}

/// The bytes of numbers one by one, a twin of the kernel's.
func plainBytes<Word: FixedWidthInteger>(_ words: [Word], bigEndian: Bool) -> [UInt8] {
  words.flatMap { word in
    let bytes = (0..<Word.bitWidth / 8).map { UInt8(truncatingIfNeeded: word >> Word(truncatingIfNeeded: 8 * $0)) }
    return bigEndian ? bytes.reversed() : bytes
  }
}

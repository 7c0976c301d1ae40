import DataFiles
import Foundation
import NumericCore
import Testing

@Suite("Where data come from")
struct DataSourceTests {
  @Test("A file is read again and again, and by blocks as the same bytes in memory")
  func files() throws {
    let folder = try TemporaryFolder()
    let text = (0..<5000).map { "\($0),\(Double($0) / 3)\n" }.joined()
    let file = try DataFile<Double>(folder.file("x.csv", text.utf8))
    let expected = try matrix(text)
    for _ in 0..<2 { #expect(try file.matrix() == expected) }
  }

  @Test("A file that is not there, a folder, and one that changes are errors")
  func failures() throws {
    let folder = try TemporaryFolder()
    #expect(
      complaint(try DataSource(path: folder.path + "/none")).hasSuffix("/none: cannot be read: there is no such file"))
    #expect(complaint(try DataSource(path: folder.path)).hasSuffix(": is a folder, not a file"))
    let path = try folder.file("x.csv", "1\n2\n".utf8)
    let file = try DataFile<Double>(path)
    _ = try folder.file("x.csv", "1\n2\n3\n".utf8)
    #expect(throws: DataFileError(file: path, .changed)) { try file.matrix() }
    #expect(complaint(try DataSource(path: folder.file("empty", []))).hasSuffix(": holds no row of data"))
  }

  @Test("What can be read only once is kept")
  func pipes() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let writer = Thread { _ = try? Data("1,2\n3,4\n".utf8).write(to: URL(fileURLWithPath: path)) }
    writer.start()
    let file = try DataFile<Double>(path)
    for _ in 0..<2 { #expect(try file.matrix().elements == [1, 2, 3, 4]) }
  }
}

import DataFiles
import Foundation
import Models
import NumericCore
import Testing

@Suite("Records in folders")
struct RecordFolderTests {
  /// A record with every kind of setting and array, and bits of every kind.
  private func record(seed: UInt64) -> ModelRecord {
    var random = RandomSource(seed: seed, stream: 0)
    func words(_ count: Int) -> [UInt64] { (0..<count).map { _ in random.next() } }
    return ModelRecord(
      kind: "gaussian-mixture",
      settings: [
        "seed": .integer(Int(bitPattern: UInt(random.next()))), "least": .integer(.min), "most": .integer(.max),
        "floor": .number(random.normal()), "whole": .number(3), "zero": .number(-0.0), "infinite": .number(-.infinity),
        "nan": .number(Double(bitPattern: 0x7FF8_0000_0000_0123)), "tiny": .number(.leastNonzeroMagnitude),
        "third": .number(1.0 / 3),
        "largest": .number(.greatestFiniteMagnitude), "tied": .flag(true), "note": .text("é \"\\\n\u{1} / 𝔼"),
        "widths": .integers([784, 400, -20, .max]), "none": .integers([]),
      ],
      arrays: [
        "means": NumericArray(shape: [3, 5], .doubles(words(15).map { Double(bitPattern: $0) })),
        "weights": NumericArray(
          shape: [7], .floats(words(7).map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) })),
        "counts": NumericArray(shape: [2, 1, 2], .integers(words(4).map { Int64(bitPattern: $0) })),
        "one": NumericArray(shape: [], .doubles([.nan])), "empty": NumericArray(shape: [0, 4], .floats([])),
        "layer 1/weight": NumericArray(shape: [1], .floats([1])), "A": NumericArray(shape: [1], .doubles([1])),
        "a": NumericArray(shape: [1], .doubles([2])), "..": NumericArray(shape: [1], .doubles([3])),
        "": NumericArray(shape: [1], .doubles([4])),
      ])
  }

  /// Every bit of a record.
  private func bits(_ record: ModelRecord) -> [String] {
    record.settings.map { name, setting in
      if case .number(let number) = setting { return "\(name) \(number.bitPattern)" }
      return "\(name) \(setting)"
    }.sorted()
      + record.arrays.map { name, array in
        switch array.elements {
        case .doubles(let numbers): "\(name) \(array.shape) \(numbers.map(\.bitPattern))"
        case .floats(let numbers): "\(name) \(array.shape) \(numbers.map(\.bitPattern))"
        case .integers(let numbers): "\(name) \(array.shape) \(numbers)"
        }
      }.sorted()
  }

  @Test("No bit is lost", arguments: 0..<10)
  func roundTrip(_ seed: UInt64) throws {
    let temporary = try TemporaryFolder()
    let folder = RecordFolder(temporary.path + "/model/")
    let saved = record(seed: seed)
    try folder.save(saved)
    let loaded: ModelRecord = try folder.load()
    #expect(loaded.kind == saved.kind && bits(loaded) == bits(saved))
  }

  @Test(
    "A record takes the place of the one before, with the same bytes for the same record, and leaves nothing behind")
  func replaces() throws {
    let temporary = try TemporaryFolder()
    let folder = RecordFolder(temporary.path + "/model")
    #expect(!folder.exists)
    func content() throws -> [String: Data] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\($0)"))) })
    }
    try folder.save(record(seed: 1))
    let first = try content()
    try folder.save(ModelRecord(kind: "k-means"))
    #expect(try Set(content().keys) == ["model.json"])
    try folder.save(record(seed: 1))
    #expect(try content() == first)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["model"])
    #expect(folder.exists)
  }

  @Test("A process that was stopped in the middle of writing loses nothing")
  func interrupted() throws {
    let temporary = try TemporaryFolder()
    let folder = RecordFolder(temporary.path + "/model")
    try folder.save(record(seed: 1))
    // Stopped while it wrote: the folder is still there.
    try FileManager.default.createDirectory(atPath: folder.path + ".writing", withIntermediateDirectories: false)
    _ = try temporary.file("model.writing/means.npy", [1, 2, 3])
    #expect(try bits(folder.load()) == bits(record(seed: 1)))
    // Stopped between both renamings: the one before is read, and the next one takes its place.
    try FileManager.default.moveItem(atPath: folder.path, toPath: folder.path + ".before")
    #expect(folder.exists)
    #expect(try bits(folder.load()) == bits(record(seed: 1)))
    try folder.save(record(seed: 2))
    #expect(try bits(folder.load()) == bits(record(seed: 2)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["model"])
  }

  @Test("A folder or file that is something else is left alone")
  func leavesOthersAlone() throws {
    let temporary = try TemporaryFolder()
    _ = try temporary.file("letters", "dear".utf8)
    for path in [temporary.path, temporary.path + "/letters"] {
      #expect(throws: DataFileError.self) { try RecordFolder(path).save(ModelRecord(kind: "k-means")) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["letters"])
    for ending in ["writing", "before"] {
      let folder = RecordFolder(temporary.path + "/\(ending)")
      try folder.save(ModelRecord(kind: "x"))
      try FileManager.default.createDirectory(atPath: "\(folder.path).\(ending)", withIntermediateDirectories: false)
      let mine = try temporary.file("\(ending).\(ending)/mine.txt", "mine".utf8)
      #expect(throws: DataFileError.self) { try folder.save(ModelRecord(kind: "y")) }
      let kept: ModelRecord = try folder.load()
      #expect(kept.kind == "x" && FileManager.default.fileExists(atPath: mine))
    }
    #expect(throws: DataFileError.self) { try RecordFolder(temporary.path + "/no/where").save(ModelRecord(kind: "x")) }
  }

  @Test(
    "Files that do not fit are errors",
    arguments: [
      (#"{"version": 2, "kind": "x", "settings": {}, "arrays": {}}"#, "is of version 2"),
      (#"{"version": 1, "kind": "x", "settings": {"a": {}}, "arrays": {}}"#, "the setting “a” has no single value"),
      (
        #"{"version": 1, "kind": "x", "settings": {"a": {"flag": true, "text": "x"}}, "arrays": {}}"#, "no single value"
      ),
      (#"{"version": 1, "kind": "x", "settings": {"a": {"bits": "xyz"}}, "arrays": {}}"#, "no single value"),
      (
        #"{"version": 1, "kind": "x", "settings": {}, "arrays": {"a": {"file": "../b.npy", "type": "f8", "shape": []}}}"#,
        "is not in a file of this folder"
      ),
      (
        #"{"version": 1, "kind": "x", "settings": {}, "arrays": {"a": {"file": "none.npy", "type": "f8", "shape": []}}}"#,
        "there is no such file"
      ),
      (
        #"{"version": 1, "kind": "x", "settings": {}, "arrays": {"a": {"file": "a.npy", "type": "f8", "shape": [2]}}}"#,
        "it is another array than model.json states"
      ),
      (
        #"{"version": 1, "kind": "x", "settings": {}, "arrays": {"a": {"file": "a.npy", "type": "f4", "shape": [1]}}}"#,
        "it is another array than model.json states"
      ),
      (#"{"version": 1}"#, "is not the description of a record"), ("", "is not the description of a record"),
    ])
  func misfits(_ json: String, _ expected: String) throws {
    let temporary = try TemporaryFolder()
    let folder = RecordFolder(temporary.path + "/model")
    try folder.save(ModelRecord(kind: "x", arrays: ["a": NumericArray(shape: [1], .doubles([1]))]))
    _ = try temporary.file("model/model.json", json.utf8)
    do {
      let _: ModelRecord = try folder.load()
      Issue.record("it was read")
    } catch {
      #expect("\(error)".contains(expected), "\(error)")
    }
  }

  @Test("A description of great depth is an error")
  func depth() throws {
    let temporary = try TemporaryFolder()
    let folder = RecordFolder(temporary.path + "/model")
    try folder.save(ModelRecord(kind: "x"))
    let path = try temporary.file("model/model.json", [UInt8](repeating: UInt8(ascii: "["), count: 100_000))
    #expect(throws: DataFileError(file: path, .form("is not the description of a record"))) {
      let _: ModelRecord = try folder.load()
    }
  }

  @Test("A value is saved by its record, and one of another kind is not read")
  func values() throws {
    struct Point: Recordable, Equatable {
      var x: Double
      init(x: Double) { self.x = x }
      init(_ record: ModelRecord) throws(RecordError) {
        guard record.kind == "point" else { throw .kind(found: record.kind, expected: "point") }
        guard case .number(let x) = record.settings["x"] else { throw .missing("x") }
        self.x = x
      }
      var record: ModelRecord { ModelRecord(kind: "point", settings: ["x": .number(x)]) }
    }
    let temporary = try TemporaryFolder()
    let folder = RecordFolder(temporary.path + "/point")
    try folder.save(Point(x: 0.1))
    #expect(try folder.load() == Point(x: 0.1))
    try folder.save(ModelRecord(kind: "line"))
    #expect(throws: RecordError.kind(found: "line", expected: "point")) { try folder.load(Point.self) }
  }
}

import DataFiles
import Foundation
import Models
import NumericCore
import Testing

/// The bytes of an NPY file with that dictionary and those numbers, made here one by one.
func npyBytes(_ dictionary: String, version: UInt8 = 1, _ numbers: [UInt8]) -> [UInt8] {
  var text = Array(dictionary.utf8)
  while (text.count + 11) % 64 != 0 { text.append(0x20) }
  text.append(0x0A)
  let length = plainBytes([UInt32(text.count)], bigEndian: false).prefix(version == 1 ? 2 : 4)
  var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8)
  bytes += [version, 0]
  bytes += length
  bytes += text
  bytes += numbers
  return bytes
}

/// The same as a source called x.npy.
func npy(_ dictionary: String, version: UInt8 = 1, _ numbers: [UInt8]) -> DataSource {
  DataSource(bytes: npyBytes(dictionary, version: version, numbers), name: "x.npy")
}

@Suite("Arrays in files")
struct BinaryFileTests {
  private func dictionary(_ type: String, _ shape: String, fortran: Bool = false) -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': (\(shape)), }"
  }

  private func read(_ source: DataSource, _ options: DataOptions = DataOptions()) throws -> Matrix<Double> {
    try DataFile<Double>(source, options).matrix()
  }

  @Test("Numbers of every type, in both orders of bytes", arguments: [false, true])
  func types(_ bigEndian: Bool) throws {
    let order = bigEndian ? ">" : "<"
    func check<Word: FixedWidthInteger>(_ type: String, _ words: [Word], _ expected: [Double]) throws {
      let bytes = plainBytes(words, bigEndian: bigEndian)
      #expect(try read(npy(dictionary(order + type, "2, \(expected.count / 2)"), bytes)).elements == expected)
    }
    try check("i2", [-32768, 32767] as [Int16], [-32768, 32767])
    try check("u2", [1, 65535] as [UInt16], [1, 65535])
    try check("i4", [Int32.min, 7], [-2_147_483_648, 7])
    try check("u4", [0, UInt32.max], [0, 4_294_967_295])
    try check("i8", [-1, 1 << 53] as [Int64], [-1, 9_007_199_254_740_992])
    try check("u8", [3, UInt64.max] as [UInt64], [3, 0x1p64])
    try check("f4", [0.1, -2].map { Float($0).bitPattern }, [Double(Float(0.1)), -2])
    try check("f8", [0.1, -2].map { $0.bitPattern }, [0.1, -2])
    try check("i1", [-128, 127] as [Int8], [-128, 127])
    try check("u1", [255, 0] as [UInt8], [255, 0])
    #expect(try read(npy(dictionary("|b1", "2, 1"), [1, 0])).elements == [1, 0])
  }

  @Test("What NumPy 2.4.6 wrote: numpy.save of arange(6, dtype='f4').reshape(2, 3) in the orders of C and of Fortran")
  func numpy() throws {
    let files = [
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAg\
      ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAACAPwAAAEAAAEBAAACAQAAA\
      oEA=
      """,
      """
      k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAg\
      ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAABAQAAAgD8AAIBAAAAAQAAA\
      oEA=
      """,
    ]
    for file in files {
      let bytes = try #require(Data(base64Encoded: file))
      let found = try DataFile<Float>(DataSource(bytes: Array(bytes), name: "numpy.npy"))
      #expect(try found.matrix().elements == [0, 1, 2, 3, 4, 5] && found.shape == [2, 3] && found.rows == 2)
    }
  }

  @Test("Formats 2.0 and 3.0 have a longer length", arguments: [1, 2, 3] as [UInt8])
  func versions(_ version: UInt8) throws {
    #expect(try read(npy(dictionary("|u1", "1, 3"), version: version, [7, 8, 9])).elements == [7, 8, 9])
  }

  @Test("Arrays of one dimension are a column, of three rows of all that follows", arguments: [false, true])
  func dimensions(_ fortran: Bool) throws {
    let line = try DataFile<Double>(npy(dictionary("|u1", "3,", fortran: fortran), [4, 5, 6]))
    #expect(line.columns == 1 && line.rows == 3 && line.format == .npy)
    #expect(try line.matrix().elements == [4, 5, 6])
    // Element (i, j, k) of 3×2×4 is 100i + 10j + k.
    let indices = (0..<3).flatMap { i in (0..<2).flatMap { j in (0..<4).map { k in (i, j, k) } } }
    let ordered =
      fortran ? indices.sorted { ($0.2, $0.1, $0.0) < ($1.2, $1.1, $1.0) } : indices
    let bytes = ordered.map { UInt8(100 * $0.0 + 10 * $0.1 + $0.2) }
    let box = try DataFile<Double>(npy(dictionary("|u1", "3, 2, 4", fortran: fortran), bytes))
    let expected = indices.map { Double(100 * $0.0 + 10 * $0.1 + $0.2) }
    #expect(try box.matrix().elements == expected && box.columns == 8)
    var elements: [Double] = []
    try box.forEachBlock(rows: 2) { elements += $0.elements }
    #expect(elements == expected)
    let picked = try read(
      npy(dictionary("|u1", "3, 2, 4", fortran: fortran), bytes), DataOptions(columns: [.number(6), .number(1)]))
    #expect(picked.elements == [11, 0, 111, 100, 211, 200])
  }

  @Test(
    "A header that lies is an error, and nothing is set aside for it",
    arguments: [
      ("'descr': '<f8', 'fortran_order': False, 'shape': (3, 1)", "has 144 bytes, where its header promises 152"),
      ("'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)", "has 144 bytes, where its header promises 136"),
      ("'descr': '<f8', 'fortran_order': False, 'shape': (0, 2)", "has 144 bytes, where its header promises 128"),
      ("'descr': '<f8', 'fortran_order': False, 'shape': (-1, 2)", "the shape [-1, 2], which is not possible"),
      ("'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4)", "which is not possible"),
      (
        "'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 0, 9223372036854775807)", "not possible"
      ),
      ("'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 1)", "not one that NumPy writes"),
      (
        "'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 1)",
        "has 144 bytes, where its header promises 80"
      ),
      ("'descr': '<f8', 'fortran_order': False, 'shape': ()", "has 80 bytes, where its header promises 72"),
      ("'descr': '<c16', 'fortran_order': False, 'shape': (1,)", "numbers of type “<c16”, which are not read"),
      ("'descr': '|O', 'fortran_order': False, 'shape': (2,)", "numbers of type “|O”, which are not read"),
      ("'descr': '|f8', 'fortran_order': False, 'shape': (2,)", "numbers of type “|f8”, which are not read"),
      ("'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (2,)", "records of several types"),
      ("'descr': '<f8', 'fortran_order': 1, 'shape': (2,)", "not one that NumPy writes"),
      ("'descr': '<f8', 'shape': (2,)", "not one that NumPy writes"),
      ("'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)", "not one that NumPy writes"),
      ("'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 'x'", "not one that NumPy writes"),
      ("", "not one that NumPy writes"),
    ])
  func lies(_ content: String, _ expected: String) {
    // Two doubles follow.
    let found = complaint(npy("{\(content)}", [UInt8](repeating: 0, count: 16)))
    #expect(found.hasPrefix("x.npy: ") && found.contains(expected), "\(found)")
  }

  @Test("A file that ends too early is an error, wherever it ends")
  func truncated() {
    let bytes = npyBytes(dictionary("<f8", "1,"), plainBytes([Double(1).bitPattern], bigEndian: false))
    #expect(complaint(DataSource(bytes: bytes, name: "x")).isEmpty)
    for count in 0..<bytes.count {
      #expect(!complaint(DataSource(bytes: Array(bytes.prefix(count)), name: "x")).isEmpty)
    }
    var later = bytes
    later[6] = 9
    #expect(complaint(DataSource(bytes: later, name: "x")).contains("format 9.0"))
  }

  @Test("NaN and infinities are told by row and column, unless they are allowed")
  func notFinite() throws {
    let bytes = plainBytes([1, 2, 3, Double.nan, -.infinity, 6].map(\.bitPattern), bigEndian: false)
    let file = npy(dictionary("<f8", "3, 2"), bytes)
    #expect(complaint(file) == "x.npy: row 2, column 2: the value is missing (column 2)")
    #expect(
      complaint(file, DataOptions(numbers: .finiteOrMissing))
        == "x.npy: row 3, column 1: “-inf” is not finite (column 1)")
    #expect(same(try read(file, DataOptions(numbers: .any)).elements, [1, 2, 3, .nan, -.infinity, 6]))
  }

  @Test("IDX: images and labels, every type")
  func idx() throws {
    func idx(_ code: UInt8, _ lengths: [UInt32], _ numbers: [UInt8]) -> DataSource {
      let header = [0, 0, code, UInt8(lengths.count)] + plainBytes(lengths, bigEndian: true)
      return DataSource(bytes: header + numbers, name: "images")
    }
    let images = try DataFile<Float>(idx(8, [2, 2, 3], (0..<12).map { UInt8(20 * $0) }))
    #expect(images.format == .idx && images.shape == [2, 2, 3] && images.columns == 6)
    #expect(try images.matrix().elements == (0..<12).map { Float(20 * $0) })
    #expect(try read(idx(9, [2], [0xFF, 5])).elements == [-1, 5])
    #expect(try read(idx(0x0B, [1], [0xFF, 0xFE])).elements == [-2])
    #expect(try read(idx(0x0C, [1], plainBytes([Int32(-7)], bigEndian: true))).elements == [-7])
    #expect(try read(idx(0x0D, [1], plainBytes([Float(1.5).bitPattern], bigEndian: true))).elements == [1.5])
    #expect(try read(idx(0x0E, [1], plainBytes([Double(0.1).bitPattern], bigEndian: true))).elements == [0.1])
    #expect(complaint(idx(8, [2, 3], [1, 2])) == "images: has 14 bytes, where its header promises 18")
    #expect(complaint(idx(8, [.max, .max, .max], [1])).contains("not possible"))
    #expect(complaint(idx(8, [0, 3], [])) == "images: holds no row of data")
    #expect(
      complaint(DataSource(bytes: [0, 0, 8, 3, 0, 0], name: "x")) == "x: has 6 bytes, where its header promises 16")
  }

  @Test("No bytes whatever stop the reader from ending with rows or an error")
  func anyBytes() {
    var random = RandomSource(seed: 5, stream: 0)
    let idxBytes: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 8]
    for bytes in [npyBytes(dictionary("<f8", "1, 1"), [UInt8](repeating: 0, count: 8)), idxBytes] {
      #expect(complaint(DataSource(bytes: bytes, name: "x")).isEmpty)
      for _ in 0..<1500 {
        var changed = bytes
        for _ in 0..<random.integer(in: 1...3) {
          changed[random.integer(in: 0...changed.count - 1)] = UInt8(truncatingIfNeeded: random.next())
        }
        _ = complaint(DataSource(bytes: changed, name: "x"), DataOptions(numbers: .any))
      }
    }
  }
}

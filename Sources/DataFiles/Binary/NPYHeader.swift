import NumericCore

/// The header of an NPY file, formats 1.0 to 3.0: `\x93NUMPY`, the version, the length of what follows, and a dictionary
/// in Python's spelling with the type, the order and the shape.
///
/// Source: NumPy, `numpy.lib.format`.
enum NPYHeader {
  /// The bytes with which such a file begins.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The most bytes of a dictionary; one of numbers needs some hundred.
  private static let lengthLimit = 1 << 16

  /// The layout that the header states.
  static func layout(_ source: DataSource) throws(DataFileError) -> ArrayLayout {
    let start = try source.prefix(12)
    guard start.starts(with: magic) else { throw source.error(.form("is not an NPY file")) }
    guard start.count >= 10 else { throw source.error(.length(found: source.size, expected: 10)) }
    let version = start[6]
    guard (1...3).contains(version) else {
      throw source.error(.header("its format \(version).\(start[7]) is not known"))
    }
    let wide = version > 1
    guard !wide || start.count == 12 else { throw source.error(.length(found: source.size, expected: 12)) }
    let length = (wide ? [8, 9, 10, 11] : [8, 9]).reversed().reduce(0) { $0 << 8 | Int(start[$1]) }
    let offset = (wide ? 12 : 10) + length
    guard offset <= source.size else { throw source.error(.length(found: source.size, expected: offset)) }
    guard length <= lengthLimit else { throw source.error(.tooLong("its header", limit: lengthLimit)) }
    var dictionary = PythonDictionary(Array(try source.prefix(offset)[(offset - length)...]))
    let values = dictionary.read() ?? [:]
    if values["descr"] == .list {
      throw source.error(.header("it holds records of several types; only arrays of numbers are read"))
    }
    guard Set(values.keys) == ["descr", "fortran_order", "shape"], case .text(let type) = values["descr"],
      case .truth(let isFortranOrder) = values["fortran_order"], case .integers(let shape) = values["shape"]
    else { throw source.error(.header("its header is not one that NumPy writes")) }
    guard let numbers = format(type) else {
      throw source.error(.header("it holds numbers of type “\(type)”, which are not read"))
    }
    return try ArrayLayout(source, shape: shape, numbers: numbers, isFortranOrder: isFortranOrder, offset: offset)
  }

  /// The header of an array in the order of C, padded so that the numbers begin at a multiple of 64.
  static func bytes(_ kind: BinaryNumberFormat.Kind, shape: [Int]) -> [UInt8] {
    let lengths = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = Array("{'descr': '<\(kind.rawValue)', 'fortran_order': False, 'shape': (\(lengths)), }".utf8)
    let padding = 63 - (magic.count + 4 + text.count) % 64
    text += [UInt8](repeating: UInt8(ascii: " "), count: padding) + [UInt8(ascii: "\n")]
    return magic + [1, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + text
  }

  /// The format that NumPy spells so, as in `<f8`.
  private static func format(_ type: String) -> BinaryNumberFormat? {
    guard let order = type.first, "<>|=".contains(order) else { return nil }
    let name = String(type.dropFirst())
    // Truth values are bytes of 0 and 1.
    guard let kind = name == "b1" ? .uint8 : BinaryNumberFormat.Kind(rawValue: name) else { return nil }
    if kind.size > 1, order == "|" { return nil }
    return BinaryNumberFormat(kind, isBigEndian: order == ">")
  }
}

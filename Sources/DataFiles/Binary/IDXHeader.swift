import NumericCore

/// The header of an IDX file, the form of MNIST (LeCun, Cortes & Burges 1998): two zero bytes, the type, the number of
/// dimensions, and their lengths with the most significant byte first.
enum IDXHeader {
  /// Whether a file that begins so is of this form.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0 && kind(bytes[2]) != nil && bytes[3] > 0
  }

  /// The layout that the header states.
  static func layout(_ source: DataSource) throws(DataFileError) -> ArrayLayout {
    let start = try source.prefix(4)
    guard begins(start), let kind = kind(start[2]) else { throw source.error(.form("is not an IDX file")) }
    let size = 4 + 4 * Int(start[3])
    let bytes = try source.prefix(size)
    guard bytes.count == size else { throw source.error(.length(found: source.size, expected: size)) }
    let lengths = BinaryNumberFormat(.uint32, isBigEndian: true).integers(Array(bytes[4...])) ?? []
    return try ArrayLayout(
      source, shape: lengths.map { Int($0) }, numbers: BinaryNumberFormat(kind, isBigEndian: true), offset: size)
  }

  private static func kind(_ code: UInt8) -> BinaryNumberFormat.Kind? {
    switch code {
    case 0x08: .uint8
    case 0x09: .int8
    case 0x0B: .int16
    case 0x0C: .int32
    case 0x0D: .float32
    case 0x0E: .float64
    default: nil
    }
  }
}

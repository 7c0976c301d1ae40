import Models
import NumericCore

/// Arrays as NPY files, whole: `numpy.load` reads them, and no bit is lost.
public enum NPYFile {
  /// Writes an array, in the order of C with the least significant byte first; the file must not be there.
  /// - Throws: `DataFileError` where it cannot be written.
  public static func write(_ array: NumericArray, to path: String) throws(DataFileError) {
    let file = try OpenFile(creating: path)
    try file.write(NPYHeader.bytes(array.elements.kind, shape: array.shape))
    // In parts, so that not all of it is in memory twice.
    switch array.elements {
    case .doubles(let numbers): try write(numbers, to: file)
    case .floats(let numbers): try write(numbers, to: file)
    case .integers(let numbers): try write(numbers, to: file)
    }
    try file.synchronize()
  }

  private static func write(_ numbers: [some BitRepresentable], to file: borrowing OpenFile) throws(DataFileError) {
    let length = 1 << 16
    for first in stride(from: 0, to: numbers.count, by: length) {
      try file.write(littleEndianBytes(Array(numbers[first..<min(first + length, numbers.count)])))
    }
  }

  /// Reads an array in the order of C of doubles, floats, or integers of at most 64 bits with a sign.
  /// - Throws: `DataFileError` where it cannot be read or is not such an array.
  public static func read(_ path: String) throws(DataFileError) -> NumericArray {
    let source = try DataSource(path: path)
    let layout = try NPYHeader.layout(source)
    guard !layout.isFortranOrder || layout.shape.count < 2 else {
      throw source.error(.header("it is in the order of Fortran"))
    }
    let reader = try source.reader()
    var bytes = [UInt8](repeating: 0, count: layout.count * layout.numbers.kind.size)
    guard try reader.fill(&bytes, 0..<bytes.count, from: layout.offset) == bytes.count else {
      throw source.error(.changed)
    }
    let (numbers, shape) = (layout.numbers, layout.shape)
    if numbers.kind == .float64 { return NumericArray(shape: shape, .doubles(numbers.doubles(bytes))) }
    if let floats = numbers.floats(bytes) { return NumericArray(shape: shape, .floats(floats)) }
    if let integers = numbers.integers(bytes) { return NumericArray(shape: shape, .integers(integers)) }
    throw source.error(.header("it holds numbers of type \(numbers.kind.rawValue), which do not fit"))
  }
}

extension NumericArray.Elements {
  /// How the numbers stand in a file.
  var kind: BinaryNumberFormat.Kind {
    switch self {
    case .doubles: .float64
    case .floats: .float32
    case .integers: .int64
    }
  }
}

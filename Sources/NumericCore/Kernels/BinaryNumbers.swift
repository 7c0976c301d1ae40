/// How numbers stand in a file or a message: their type and the order of their bytes.
public struct BinaryNumberFormat: Equatable, Sendable {
  /// The type of a number.
  public enum Kind: String, Equatable, Sendable, CaseIterable {
    case int8 = "i1"
    case int16 = "i2"
    case int32 = "i4"
    case int64 = "i8"
    case uint8 = "u1"
    case uint16 = "u2"
    case uint32 = "u4"
    case uint64 = "u8"
    case float32 = "f4"
    case float64 = "f8"

    /// The bytes of a number.
    public var size: Int {
      switch self {
      case .int8, .uint8: 1
      case .int16, .uint16: 2
      case .int32, .uint32, .float32: 4
      case .int64, .uint64, .float64: 8
      }
    }
  }

  /// The type.
  public let kind: Kind
  /// Whether the most significant byte comes first.
  public let isBigEndian: Bool

  /// A format.
  public init(_ kind: Kind, isBigEndian: Bool = false) {
    self.kind = kind
    self.isBigEndian = isBigEndian
  }

  /// The numbers that the bytes hold, each as the nearest double; a float keeps its value, a NaN may lose its bits.
  /// - Requires: a whole number of numbers.
  /// - Complexity: O(n), one pass.
  public func doubles(_ bytes: [UInt8]) -> [Double] {
    switch kind {
    case .int8: words(bytes) { Double(Int8(bitPattern: $0)) }
    case .int16: words(bytes) { Double(Int16(bitPattern: $0)) }
    case .int32: words(bytes) { Double(Int32(bitPattern: $0)) }
    case .int64: words(bytes) { Double(Int64(bitPattern: $0)) }
    case .uint8: words(bytes) { (word: UInt8) in Double(word) }
    case .uint16: words(bytes) { (word: UInt16) in Double(word) }
    case .uint32: words(bytes) { (word: UInt32) in Double(word) }
    case .uint64: words(bytes) { (word: UInt64) in Double(word) }
    case .float32: words(bytes) { Double(Float(bitPattern: $0)) }
    case .float64: words(bytes) { Double(bitPattern: $0) }
    }
  }

  /// The floats that the bytes hold, with all their bits; nil where the type is another.
  public func floats(_ bytes: [UInt8]) -> [Float]? {
    kind == .float32 ? words(bytes) { Float(bitPattern: $0) } : nil
  }

  /// The integers that the bytes hold; nil where the type is of floating point or does not fit into 64 bits with a sign.
  public func integers(_ bytes: [UInt8]) -> [Int64]? {
    switch kind {
    case .int8: words(bytes) { Int64(Int8(bitPattern: $0)) }
    case .int16: words(bytes) { Int64(Int16(bitPattern: $0)) }
    case .int32: words(bytes) { Int64(Int32(bitPattern: $0)) }
    case .int64: words(bytes) { Int64(bitPattern: $0) }
    case .uint8: words(bytes) { (word: UInt8) in Int64(word) }
    case .uint16: words(bytes) { (word: UInt16) in Int64(word) }
    case .uint32: words(bytes) { (word: UInt32) in Int64(word) }
    case .uint64, .float32, .float64: nil
    }
  }

  @inline(__always) private func words<Word: FixedWidthInteger, Number>(
    _ bytes: [UInt8], _ number: (Word) -> Number
  ) -> [Number] {
    let size = MemoryLayout<Word>.size
    precondition(bytes.count % size == 0, "the bytes hold no whole number of numbers")
    let count = bytes.count / size
    return [Number](unsafeUninitializedCapacity: count) { numbers, initialized in
      bytes.withUnsafeBytes { bytes in
        // Two loops, so that neither decides at every number.
        if isBigEndian {
          for i in 0..<count {
            let word = bytes.loadUnaligned(fromByteOffset: i &* size, as: Word.self)
            numbers.initializeElement(at: i, to: number(Word(bigEndian: word)))
          }
        } else {
          for i in 0..<count {
            let word = bytes.loadUnaligned(fromByteOffset: i &* size, as: Word.self)
            numbers.initializeElement(at: i, to: number(Word(littleEndian: word)))
          }
        }
      }
      initialized = count
    }
  }
}

/// Numbers whose bits are those of an integer: what `littleEndianBytes` takes.
public protocol BitRepresentable {
  /// The integer.
  associatedtype Bits: FixedWidthInteger
  /// The bits of the number.
  var bits: Bits { get }
}

extension Double: BitRepresentable {
  /// The bits of the number.
  public var bits: UInt64 { bitPattern }
}

extension Float: BitRepresentable {
  /// The bits of the number.
  public var bits: UInt32 { bitPattern }
}

extension Int64: BitRepresentable {
  /// The bits of the number.
  public var bits: Int64 { self }
}

/// The bytes of some numbers, the least significant byte of each first.
/// - Complexity: O(n), one pass.
@_specialize(where Number == Double)
@_specialize(where Number == Float)
@_specialize(where Number == Int64)
public func littleEndianBytes<Number: BitRepresentable>(_ numbers: [Number]) -> [UInt8] {
  let size = MemoryLayout<Number.Bits>.size
  return [UInt8](unsafeUninitializedCapacity: numbers.count * size) { bytes, initialized in
    let target = UnsafeMutableRawBufferPointer(bytes)
    for i in 0..<numbers.count {
      target.storeBytes(of: numbers[i].bits.littleEndian, toByteOffset: i &* size, as: Number.Bits.self)
    }
    initialized = numbers.count * size
  }
}

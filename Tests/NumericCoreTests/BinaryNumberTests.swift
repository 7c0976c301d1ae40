import NumericCore
import Testing

@Suite("Numbers as bytes")
struct BinaryNumberTests {
  /// The integer that bytes are, summed up byte by byte.
  private func word(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> UInt64 {
    (bigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The double that the bits of a number stand for, by definition.
  private func number(_ word: UInt64, _ kind: BinaryNumberFormat.Kind) -> Double {
    let bits = UInt64(8 * kind.size)
    switch kind {
    case .float64: return Double(bitPattern: word)
    case .float32: return Double(Float(bitPattern: UInt32(word)))
    case .uint8, .uint16, .uint32, .uint64: return Double(word)
    case .int8, .int16, .int32: return Double(word) - (word >> (bits - 1) == 1 ? Double(1 << bits) : 0)
    case .int64: return Double(Int64(bitPattern: word))
    }
  }

  @Test("Every type in both orders of bytes, any number of them", arguments: BinaryNumberFormat.Kind.allCases)
  func decoding(_ kind: BinaryNumberFormat.Kind) {
    var random = RandomSource(seed: 1, stream: 0)
    for count in Array(0...17) + [100] {
      let bytes = (0..<count * kind.size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      for isBigEndian in [false, true] {
        let words = stride(from: 0, to: bytes.count, by: kind.size).map {
          word(bytes[$0..<$0 + kind.size], bigEndian: isBigEndian)
        }
        let format = BinaryNumberFormat(kind, isBigEndian: isBigEndian)
        let doubles = format.doubles(bytes)
        let expected = words.map { number($0, kind) }
        #expect(zip(doubles, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN } && doubles.count == count)
        #expect(format.floats(bytes)?.map(\.bitPattern) == (kind == .float32 ? words.map { UInt32($0) } : nil))
        let isInteger = kind != .float32 && kind != .float64 && kind != .uint64
        let integers = words.indices.map {
          kind == .int64 ? Int64(bitPattern: words[$0]) : Int64(exactly: expected[$0])
        }
        #expect(format.integers(bytes) == (isInteger ? integers.map { $0 ?? 0 } : nil))
      }
    }
  }

  @Test("Bytes are those of the bits, the least significant first, and come back", arguments: Array(0...9) + [100])
  func encoding(_ count: Int) {
    var random = RandomSource(seed: 2, stream: UInt64(count))
    let words = (0..<count).map { _ in random.next() }
    let expected = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
    #expect(littleEndianBytes(words.map { Double(bitPattern: $0) }) == expected)
    #expect(littleEndianBytes(words.map { Int64(bitPattern: $0) }) == expected)
    let halves = words.map { UInt32(truncatingIfNeeded: $0) }
    #expect(
      littleEndianBytes(halves.map { Float(bitPattern: $0) })
        == halves.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } })
    #expect(BinaryNumberFormat(.float64).doubles(expected).map(\.bitPattern) == words)
  }
}

/// The counter-based generator Philox4x32-10: 128 random bits as a function of a 128-bit counter and a 64-bit key.
///
/// Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; it passes BigCrush. The
/// tests hold its published known answers.
enum Philox {
  static var multipliers: (UInt64, UInt64) { (0xD251_1F53, 0xCD9E_8D57) }
  static var keyIncrements: (UInt32, UInt32) { (0x9E37_79B9, 0xBB67_AE85) }
  static var rounds: Int { 10 }

  /// Ten rounds over the four words of one counter.
  static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var words = counter
    var (key0, key1) = (key.x, key.y)
    for _ in 0..<rounds {
      let first = multipliers.0 &* UInt64(words.x)
      let second = multipliers.1 &* UInt64(words.z)
      words = SIMD4(
        UInt32(truncatingIfNeeded: second >> 32) ^ words.y ^ key0, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ words.w ^ key1, UInt32(truncatingIfNeeded: first))
      key0 &+= keyIncrements.0
      key1 &+= keyIncrements.1
    }
    return words
  }
}

/// How the library uses the 128-bit counter, so that no two purposes ever share one.
///
/// Words 2 and 3 are the stream. Words 0 and 1 are the position: 63 bits of draws in a `RandomSource`; for blocks,
/// word 1 is the block number with its top bit set, and word 0 counts inside the block below two bits for what the block
/// holds.
enum CounterLayout {
  /// What a block holds; the raw value stays as it is, since the numbers depend on it.
  enum Content: UInt32, Sendable {
    case normalDoubles = 0
    case normalFloats = 1
    case uniformDoubles = 2
    case uniformFloats = 3
  }

  /// The counters of a block, 2³⁰.
  static var countersPerBlock: Int { 1 << 30 }

  static func key(seed: UInt64) -> SIMD2<UInt32> {
    SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  static func draw(_ position: UInt64, stream: UInt64) -> SIMD4<UInt32> {
    SIMD4(
      UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32) & 0x7FFF_FFFF,
      UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
  }

  static func block(_ block: Int, of content: Content, group: UInt32, stream: UInt64) -> SIMD4<UInt32> {
    SIMD4(
      content.rawValue << 30 | group, 0x8000_0000 | UInt32(truncatingIfNeeded: block),
      UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
  }
}

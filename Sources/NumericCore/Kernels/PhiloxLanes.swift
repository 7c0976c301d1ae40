/// Philox4x32-10 at eight consecutive counters at a time.
///
/// A lane holds one 32-bit word. What is above the word's 32 bits is left as it comes and cut off only where it would
/// count, in the factors, so that a product is one 32-by-32-bit instruction, and at the end.
struct PhiloxLanes {
  typealias Words = SIMD8<UInt64>

  var words: (Words, Words, Words, Words)
  var key: SIMD2<UInt32>

  /// The two 64-bit halves of the blocks at a counter and the seven after it; word 0 must not overflow on the way.
  @inline(__always) static func blocks(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> (Words, Words) {
    var lanes = PhiloxLanes(
      words: (
        Words(repeating: UInt64(counter.x)) &+ Words(0, 1, 2, 3, 4, 5, 6, 7), Words(repeating: UInt64(counter.y)),
        Words(repeating: UInt64(counter.z)), Words(repeating: UInt64(counter.w))
      ), key: key)
    // Written out, so that the round keys are computed once for many blocks.
    lanes.twoRounds()
    lanes.twoRounds()
    lanes.twoRounds()
    lanes.twoRounds()
    lanes.round()
    return lanes.lastRound()
  }

  @inline(__always) static var lowHalf: UInt64 { 0xFFFF_FFFF }

  @inline(__always) mutating func twoRounds() {
    round()
    round()
  }

  @inline(__always) mutating func round() {
    let (first, second) = products
    words.0 = (second &>> 32) ^ words.1 ^ Words(repeating: UInt64(key.x))
    words.1 = second
    words.2 = (first &>> 32) ^ words.3 ^ Words(repeating: UInt64(key.y))
    words.3 = first
    key.x &+= Philox.keyIncrements.0
    key.y &+= Philox.keyIncrements.1
  }

  /// A round whose words 0 and 1, and 2 and 3, are joined: the halves of a product change places as it is.
  @inline(__always) func lastRound() -> (Words, Words) {
    let (first, second) = products
    let low = (words.1 ^ Words(repeating: UInt64(key.x))) & Self.lowHalf
    let high = (words.3 ^ Words(repeating: UInt64(key.y))) & Self.lowHalf
    return (((second &>> 32) | (second &<< 32)) ^ low, ((first &>> 32) | (first &<< 32)) ^ high)
  }

  @inline(__always) var products: (Words, Words) {
    (
      (words.0 & Self.lowHalf) &* Words(repeating: Philox.multipliers.0),
      (words.2 & Self.lowHalf) &* Words(repeating: Philox.multipliers.1)
    )
  }
}

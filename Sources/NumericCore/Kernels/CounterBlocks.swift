/// Blocks of one content: which counters a block's numbers come from, and where they stand.
///
/// A block is made in steps of eight counters, which give 128 bytes: first those of the counters' first 64 bits, then
/// those of the others, 64 bytes each.
struct CounterBlocks: Sendable {
  typealias Words = SIMD8<UInt64>

  let seed: UInt64
  let stream: UInt64
  let content: CounterLayout.Content

  /// Steps whose intermediate results stay in the first-level cache.
  static var stepsAtOnce: Int { 64 }

  /// The random bits of a step.
  @inline(__always) func randomBits(block: Int, step: Int) -> (Words, Words) {
    let group = UInt32(truncatingIfNeeded: 8 &* step)
    return PhiloxLanes.blocks(
      counter: CounterLayout.block(block, of: content, group: group, stream: stream),
      key: CounterLayout.key(seed: seed))
  }

  /// Writes the random bits of some steps, 128 bytes apart.
  @inline(__always) func writeBits(block: Int, steps: Range<Int>, into target: UnsafeMutableRawPointer) {
    for (index, step) in steps.enumerated() {
      let (first, second) = randomBits(block: block, step: step)
      target.storeBytes(of: first, toByteOffset: 128 * index, as: Words.self)
      target.storeBytes(of: second, toByteOffset: 128 * index + 64, as: Words.self)
    }
  }

  /// Writes the numbers of a block from a step on, the last step cut short where the numbers end.
  /// - Parameter write: Writes 128 bytes for each step of a range, which is not longer than `stepsAtOnce`.
  @inline(__always) static func fill<Number>(
    _ numbers: UnsafeMutableBufferPointer<Number>, fromStep origin: Int,
    write: (Range<Int>, UnsafeMutableRawPointer) -> Void
  ) {
    guard let base = UnsafeMutableRawPointer(numbers.baseAddress) else { return }
    let bytes = numbers.count * MemoryLayout<Number>.stride
    let whole = bytes / 128
    for start in stride(from: 0, to: whole, by: stepsAtOnce) {
      write(origin + start..<origin + min(start + stepsAtOnce, whole), base + 128 * start)
    }
    guard whole * 128 < bytes else { return }
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 64) { last in
      guard let source = last.baseAddress else { return }
      write(origin + whole..<origin + whole + 1, source)
      (base + 128 * whole).copyMemory(from: source, byteCount: bytes - 128 * whole)
    }
  }

  /// Stops unless a block has this number and that many numbers of these bytes each.
  static func check(block: Int, count: Int, bytesPerNumber: Int) {
    precondition(block >= 0 && block <= NormalBlocks.largestBlock, "the block number is not in 0...2^31 - 1")
    precondition(
      count <= CounterLayout.countersPerBlock * (16 / bytesPerNumber), "a block has not as many numbers as that")
  }
}

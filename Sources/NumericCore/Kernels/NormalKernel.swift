/// Standard normal numbers, sixteen from each step: eight Philox counters, then Box–Muller on eight lanes.
///
/// Of the 128 bits of a counter the first 64 give u in (0, 1], a multiple of 2⁻⁵², the others an angle: 52 bits of it
/// within an eighth of a turn of an axis, one bit that swaps the axes, one that turns it by half. The radius
/// √(−2 log u) reaches 8.49, so that the tails are right far beyond six standard deviations.
struct NormalKernel {
  typealias Vector = VectorMath.Vector
  typealias Words = SIMD8<UInt64>

  let seed: UInt64
  let stream: UInt64

  /// Steps whose intermediate results stay in the first-level cache.
  static let stepsAtOnce = 64

  /// Writes the first numbers of a block, cosines then sines of each eight counters; the last step may be cut short.
  func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    fill(block, fromStep: 0, into: numbers)
  }

  /// Writes the numbers of a block that are at `column · blockLength` and after.
  func fill(_ block: Int, startingAtColumn column: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    fill(block, fromStep: column * (ColumnProgram.blockLength / 16), into: numbers)
  }

  private func fill(_ block: Int, fromStep origin: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    let whole = numbers.count / 16
    if let base = numbers.baseAddress {
      for start in stride(from: 0, to: whole, by: Self.stepsAtOnce) {
        let steps = origin + start..<origin + min(start + Self.stepsAtOnce, whole)
        fill(block, steps: steps, into: UnsafeMutableRawPointer(base + 16 * start))
      }
    }
    guard whole * 16 < numbers.count else { return }
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 64) { last in
      guard let base = last.baseAddress else { return }
      fill(block, steps: origin + whole..<origin + whole + 1, into: base)
      for index in whole * 16..<numbers.count {
        numbers[index] = base.load(fromByteOffset: 8 * (index - whole * 16), as: Double.self)
      }
    }
  }

  /// Writes sixteen numbers for each step, 128 bytes apart from `target` on.
  ///
  /// Three short loops in place instead of one long one: a processor overlaps the steps of a short loop, and the chain
  /// of dependent operations of one whole step is longer than it can look ahead.
  private func fill(_ block: Int, steps: Range<Int>, into target: UnsafeMutableRawPointer) {
    for (index, step) in steps.enumerated() {
      let (radiusBits, angleBits) = randomBits(block: block, step: step)
      target.storeBytes(of: radiusBits, toByteOffset: 128 * index, as: Words.self)
      target.storeBytes(of: angleBits, toByteOffset: 128 * index + 64, as: Words.self)
    }
    for index in 0..<steps.count {
      let bits = target.loadUnaligned(fromByteOffset: 128 * index, as: Words.self)
      target.storeBytes(of: Self.squaredRadius(bits), toByteOffset: 128 * index, as: Vector.self)
    }
    for index in 0..<steps.count {
      let squared = target.loadUnaligned(fromByteOffset: 128 * index, as: Vector.self)
      let angleBits = target.loadUnaligned(fromByteOffset: 128 * index + 64, as: Words.self)
      let (first, second) = Self.pair(squaredRadius: squared, angleBits: angleBits)
      target.storeBytes(of: first, toByteOffset: 128 * index, as: Vector.self)
      target.storeBytes(of: second, toByteOffset: 128 * index + 64, as: Vector.self)
    }
  }

  /// 52 random bits as a number in [1, 2).
  @inline(__always) static func oneToTwo(_ bits: Words) -> Vector {
    VectorMath.vector((bits &>> 12) | 0x3FF0_0000_0000_0000)
  }

  /// −2 log u.
  @inline(__always) static func squaredRadius(_ bits: Words) -> Vector {
    VectorMath.logarithm(normal: 2 - oneToTwo(bits), exponentOffset: Vector(repeating: 0)) * -2
  }

  /// The two coordinates of the point with this radius at a random angle.
  @inline(__always) static func pair(squaredRadius: Vector, angleBits: Words) -> (Vector, Vector) {
    let radius = VectorMath.boundedSquareRoot(squaredRadius)
    let signed = VectorMath.vector(VectorMath.bits(radius) ^ (angleBits &<< 63))
    let (s, c) = VectorMath.quarterSineCosine(oneToTwo(angleBits) - 1.5)
    let swaps = VectorMath.signMask(angleBits &<< 62)
    return (signed * VectorMath.select(swaps, s, c), signed * VectorMath.select(swaps, c, s))
  }

  /// The two 64-bit halves of Philox4x32-10 at eight consecutive counters.
  @inline(__always) func randomBits(block: Int, step: Int) -> (Words, Words) {
    let counter = CounterLayout.normals(block: block, group: UInt32(truncatingIfNeeded: 8 * step), stream: stream)
    let key = CounterLayout.key(seed: seed)
    var words0 = Words(repeating: UInt64(counter.x)) &+ Words(0, 1, 2, 3, 4, 5, 6, 7)
    var words1 = Words(repeating: UInt64(counter.y))
    var words2 = Words(repeating: UInt64(counter.z))
    var words3 = Words(repeating: UInt64(counter.w))
    var (key0, key1) = (key.x, key.y)
    // A word stays in the low half of its lane; the mask lets a product be one 32-by-32-bit instruction.
    let mask: UInt64 = 0xFFFF_FFFF
    for _ in 0..<Philox.rounds {
      let first = (words0 & mask) &* Words(repeating: Philox.multipliers.0)
      let second = (words2 & mask) &* Words(repeating: Philox.multipliers.1)
      words0 = (second &>> 32) ^ words1 ^ UInt64(key0)
      words1 = second & mask
      words2 = (first &>> 32) ^ words3 ^ UInt64(key1)
      words3 = first & mask
      key0 &+= Philox.keyIncrements.0
      key1 &+= Philox.keyIncrements.1
    }
    return (words0 | (words1 &<< 32), words2 | (words3 &<< 32))
  }
}

/// Standard normal numbers, sixteen from each step: eight Philox counters, then Box–Muller on eight lanes.
///
/// Of the 128 bits of a counter the first 64 give u in (0, 1], a multiple of 2⁻⁵², the others an angle: 52 bits of it
/// within an eighth of a turn of an axis, one bit that swaps the axes, one that turns it by half. The radius
/// √(−2 log u) reaches 8.49, so that the tails are right far beyond six standard deviations.
struct NormalKernel {
  typealias Vector = VectorMath.Vector
  typealias Words = SIMD8<UInt64>

  let blocks: CounterBlocks

  init(seed: UInt64, stream: UInt64) {
    blocks = CounterBlocks(seed: seed, stream: stream, content: .normalDoubles)
  }

  /// Writes the first numbers of a block, cosines then sines of each eight counters; the last step may be cut short.
  func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    CounterBlocks.fill(numbers, fromStep: 0) { fill(block, steps: $0, into: $1) }
  }

  /// Writes the numbers of a block that are at `column · blockLength` and after.
  func fill(_ block: Int, startingAtColumn column: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    CounterBlocks.fill(numbers, fromStep: column * (ColumnProgram.blockLength / 16)) {
      fill(block, steps: $0, into: $1)
    }
  }

  /// Writes sixteen numbers for each step, 128 bytes apart from `target` on.
  ///
  /// Several short loops in place instead of one long one: a processor overlaps the steps of a short loop, and the chain
  /// of dependent operations of one whole step is longer than it can look ahead. Two polynomials in one loop would also
  /// lead the compiler to mix their lanes.
  private func fill(_ block: Int, steps: Range<Int>, into target: UnsafeMutableRawPointer) {
    blocks.writeBits(block: block, steps: steps, into: target)
    for index in 0..<steps.count {
      let bits = target.loadUnaligned(fromByteOffset: 128 * index, as: Words.self)
      target.storeBytes(of: Self.squaredRadius(bits), toByteOffset: 128 * index, as: Vector.self)
    }
    for index in 0..<steps.count {
      let squared = target.loadUnaligned(fromByteOffset: 128 * index, as: Vector.self)
      let angleBits = target.loadUnaligned(fromByteOffset: 128 * index + 64, as: Words.self)
      let radius = VectorMath.bits(squared.squareRoot())
      target.storeBytes(of: radius ^ (angleBits &<< 63), toByteOffset: 128 * index, as: Words.self)
    }
    withUnsafeTemporaryAllocation(byteCount: 128 * CounterBlocks.stepsAtOnce, alignment: 64) { points in
      guard let points = points.baseAddress else { return }
      Self.turn(steps.count, points: points, target: target)
    }
  }

  /// Replaces each signed radius and angle by the two coordinates of the point; `points` is scratch memory.
  @inline(__always) private static func turn(
    _ steps: Int, points: UnsafeMutableRawPointer, target: UnsafeMutableRawPointer
  ) {
    for index in 0..<steps {
      let angleBits = target.loadUnaligned(fromByteOffset: 128 * index + 64, as: Words.self)
      points.storeBytes(of: VectorMath.quarterSine(angle(angleBits)), toByteOffset: 128 * index, as: Vector.self)
    }
    for index in 0..<steps {
      let angleBits = target.loadUnaligned(fromByteOffset: 128 * index + 64, as: Words.self)
      points.storeBytes(of: VectorMath.quarterCosine(angle(angleBits)), toByteOffset: 128 * index + 64, as: Vector.self)
    }
    for index in 0..<steps {
      let angleBits = target.loadUnaligned(fromByteOffset: 128 * index + 64, as: Words.self)
      let sine = points.load(fromByteOffset: 128 * index, as: Words.self)
      let cosine = points.load(fromByteOffset: 128 * index + 64, as: Words.self)
      let exchange = VectorMath.signMask(angleBits &<< 62) & (sine ^ cosine)
      target.storeBytes(of: exchange, toByteOffset: 128 * index + 64, as: Words.self)
    }
    for index in 0..<steps {
      let radius = target.loadUnaligned(fromByteOffset: 128 * index, as: Vector.self)
      let exchange = target.loadUnaligned(fromByteOffset: 128 * index + 64, as: Words.self)
      let sine = points.load(fromByteOffset: 128 * index, as: Words.self)
      let cosine = points.load(fromByteOffset: 128 * index + 64, as: Words.self)
      target.storeBytes(of: radius * VectorMath.vector(cosine ^ exchange), toByteOffset: 128 * index, as: Vector.self)
      target.storeBytes(
        of: radius * VectorMath.vector(sine ^ exchange), toByteOffset: 128 * index + 64, as: Vector.self)
    }
  }

  /// 52 random bits as a number in [1, 2).
  @inline(__always) static func oneToTwo(_ bits: Words) -> Vector {
    VectorMath.vector((bits &>> 12) | 0x3FF0_0000_0000_0000)
  }

  /// The angle in quarter turns, in [−½, ½).
  @inline(__always) static func angle(_ bits: Words) -> Vector { oneToTwo(bits) - 1.5 }

  /// −2 log u.
  @inline(__always) static func squaredRadius(_ bits: Words) -> Vector {
    VectorMath.logarithm(normal: 2 - oneToTwo(bits), exponentOffset: Vector(repeating: 0)) * -2
  }
}

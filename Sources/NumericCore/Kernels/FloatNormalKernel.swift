/// Standard normal floats, thirty-two from each step: eight Philox counters, then Box–Muller on sixteen lanes.
///
/// Of the 128 bits of a counter the first two words w give u = (w + 1)·2⁻³² in (0, 1], the others an angle each: 30 bits
/// of it within an eighth of a turn of an axis, one bit that swaps the axes, one that turns it by half. The radius
/// √(−2 log u) reaches 6.66; where it exceeds 6 it still takes 65 values.
struct FloatNormalKernel {
  typealias Vector = VectorMath.FloatVector
  typealias Words = SIMD16<UInt32>

  let blocks: CounterBlocks

  init(seed: UInt64, stream: UInt64) {
    blocks = CounterBlocks(seed: seed, stream: stream, content: .normalFloats)
  }

  /// Writes the first numbers of a block, cosines then sines of each eight counters; the last step may be cut short.
  func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Float>) {
    CounterBlocks.fill(numbers, fromStep: 0) { fill(block, steps: $0, into: $1) }
  }

  /// Writes thirty-two numbers for each step, in short loops as `NormalKernel` does.
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
      target.storeBytes(of: radius ^ (angleBits &<< 31), toByteOffset: 128 * index, as: Words.self)
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
      let exchange = VectorMath.signMask(angleBits &<< 30) & (sine ^ cosine)
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

  /// The angle in quarter turns, in [−½, ½].
  @inline(__always) static func angle(_ bits: Words) -> Vector {
    Vector(unsafeBitCast(bits & 0xFFFF_FFFC, to: SIMD16<Int32>.self)) * 0x1p-32
  }

  /// −2 log u.
  @inline(__always) static func squaredRadius(_ bits: Words) -> Vector {
    VectorMath.logarithm(normal: Vector(bits) + 1, exponentOffset: Vector(repeating: -32)) * -2
  }
}

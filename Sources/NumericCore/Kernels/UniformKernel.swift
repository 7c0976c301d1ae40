extension UniformBlocks {
  /// Overwrites an array with the first numbers of a block, multiples of 2⁻⁵³.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout [Double]) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// Overwrites a span with the first numbers of a block, multiples of 2⁻⁵³.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout MutableSpan<Double>) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// Overwrites an array with the first numbers of a block, multiples of 2⁻²⁴.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout [Float]) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// Overwrites a span with the first numbers of a block, multiples of 2⁻²⁴.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout MutableSpan<Float>) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// The first numbers of a block, as doubles or floats.
  /// - Parameter block: In 0…`largestBlock`.
  public func numbers<Scalar: VectorScalar>(ofBlock block: Int, count: Int) -> [Scalar] {
    if Scalar.self == Float.self {
      var floats = [Float](repeating: 0, count: count)
      fill(block, into: &floats)
      return unsafeBitCast(floats, to: [Scalar].self)
    }
    precondition(Scalar.self == Double.self, "uniform numbers are doubles or floats")
    var doubles = [Double](repeating: 0, count: count)
    fill(block, into: &doubles)
    return unsafeBitCast(doubles, to: [Scalar].self)
  }

  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    CounterBlocks.check(block: block, count: numbers.count, bytesPerNumber: 8)
    let blocks = CounterBlocks(seed: seed, stream: stream, content: .uniformDoubles)
    CounterBlocks.fill(numbers, fromStep: 0) { steps, target in
      for (index, step) in steps.enumerated() {
        let (first, second) = blocks.randomBits(block: block, step: step)
        target.storeBytes(of: Self.uniform(first), toByteOffset: 128 * index, as: SIMD8<Double>.self)
        target.storeBytes(of: Self.uniform(second), toByteOffset: 128 * index + 64, as: SIMD8<Double>.self)
      }
    }
  }

  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Float>) {
    CounterBlocks.check(block: block, count: numbers.count, bytesPerNumber: 4)
    let blocks = CounterBlocks(seed: seed, stream: stream, content: .uniformFloats)
    CounterBlocks.fill(numbers, fromStep: 0) { steps, target in
      for (index, step) in steps.enumerated() {
        let (first, second) = blocks.randomBits(block: block, step: step)
        target.storeBytes(of: Self.uniformFloats(first), toByteOffset: 128 * index, as: SIMD16<Float>.self)
        target.storeBytes(of: Self.uniformFloats(second), toByteOffset: 128 * index + 64, as: SIMD16<Float>.self)
      }
    }
  }

  @inline(__always) private static func uniform(_ bits: CounterBlocks.Words) -> SIMD8<Double> {
    SIMD8<Double>(unsafeBitCast(bits &>> 11, to: SIMD8<Int64>.self)) * 0x1p-53
  }

  @inline(__always) private static func uniformFloats(_ bits: CounterBlocks.Words) -> SIMD16<Float> {
    SIMD16<Float>(unsafeBitCast(unsafeBitCast(bits, to: SIMD16<UInt32>.self) &>> 8, to: SIMD16<Int32>.self)) * 0x1p-24
  }
}

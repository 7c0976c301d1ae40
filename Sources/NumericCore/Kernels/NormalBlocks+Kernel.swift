extension NormalBlocks {
  /// Overwrites an array with the first numbers of a block.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout [Double]) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// Overwrites a span with the first numbers of a block.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout MutableSpan<Double>) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// Overwrites an array with the first floats of a block.
  /// - Parameter block: In 0…`largestBlock`.
  public func fill(_ block: Int, into numbers: inout [Float]) {
    numbers.withUnsafeMutableBufferPointer { fill(block, into: $0) }
  }

  /// Overwrites a span with the first floats of a block.
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
    precondition(Scalar.self == Double.self, "normals are doubles or floats")
    var doubles = [Double](repeating: 0, count: count)
    fill(block, into: &doubles)
    return unsafeBitCast(doubles, to: [Scalar].self)
  }

  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    CounterBlocks.check(block: block, count: numbers.count, bytesPerNumber: 8)
    kernel.fill(block, into: numbers)
  }

  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Float>) {
    CounterBlocks.check(block: block, count: numbers.count, bytesPerNumber: 4)
    floatKernel.fill(block, into: numbers)
  }
}

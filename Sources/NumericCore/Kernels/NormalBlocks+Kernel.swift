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

  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    CounterBlocks.check(block: block, count: numbers.count, bytesPerNumber: 8)
    kernel.fill(block, into: numbers)
  }

  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Float>) {
    CounterBlocks.check(block: block, count: numbers.count, bytesPerNumber: 4)
    floatKernel.fill(block, into: numbers)
  }
}

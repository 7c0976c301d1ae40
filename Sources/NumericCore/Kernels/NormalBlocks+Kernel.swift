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

  /// The checked way into the kernel.
  private func fill(_ block: Int, into numbers: UnsafeMutableBufferPointer<Double>) {
    precondition(block >= 0 && block <= Self.largestBlock, "the block number is not in 0...2^31 - 1")
    // A counter gives two numbers, and a block has 2³² counters.
    precondition(numbers.count <= 1 << 33, "a block has at most 2^33 numbers")
    kernel.fill(block, into: numbers)
  }
}

import Testing

@testable import NumericCore

@Suite("Blocks of uniform numbers")
struct UniformBlocksTests {
  static func doubles(_ count: Int, seed: UInt64 = 26, stream: UInt64 = 5, block: Int = 0) -> [Double] {
    var numbers = [Double](repeating: .nan, count: count)
    UniformBlocks(seed: seed, stream: stream).fill(block, into: &numbers)
    return numbers
  }

  static func floats(_ count: Int, seed: UInt64 = 26, stream: UInt64 = 5, block: Int = 0) -> [Float] {
    var numbers = [Float](repeating: .nan, count: count)
    UniformBlocks(seed: seed, stream: stream).fill(block, into: &numbers)
    return numbers
  }

  static let manyDoubles = doubles(1 << 18)
  static let manyFloats = floats(1 << 18).map { Double($0) }

  /// The words of a block's counter by the scalar generator.
  func words(_ content: CounterLayout.Content, _ group: Int) -> SIMD4<UInt32> {
    let counter = CounterLayout.block(9, of: content, group: UInt32(group), stream: 1 << 63 | 3)
    return Philox.block(counter: counter, key: CounterLayout.key(seed: 0xFEDC_BA98_7654_3210))
  }

  @Test("The kernels give the bits of the scalar generator over all tails", arguments: Array(0...40) + [1025, 2100])
  func twin(_ count: Int) {
    let doubles = Self.doubles(count, seed: 0xFEDC_BA98_7654_3210, stream: 1 << 63 | 3, block: 9)
    for (index, number) in doubles.enumerated() {
      let counter = words(.uniformDoubles, index / 16 * 8 + index % 8)
      let (low, high) = index % 16 < 8 ? (counter.x, counter.y) : (counter.z, counter.w)
      #expect(number == Double((UInt64(high) << 32 | UInt64(low)) >> 11) * 0x1p-53)
    }
    let floats = Self.floats(count, seed: 0xFEDC_BA98_7654_3210, stream: 1 << 63 | 3, block: 9)
    for (index, number) in floats.enumerated() {
      let counter = words(.uniformFloats, index / 32 * 8 + index % 16 / 2)
      let word = counter[(index % 32 < 16 ? 0 : 2) + index % 2]
      #expect(number == Float(word >> 8) * 0x1p-24)
    }
  }

  @Test("Spans are filled like arrays")
  func spans() {
    let blocks = UniformBlocks(seed: 26, stream: 5)
    var (doubles, floats) = ([Double](repeating: 0, count: 50), [Float](repeating: 0, count: 50))
    var doubleSpan = doubles.mutableSpan
    blocks.fill(0, into: &doubleSpan)
    var floatSpan = floats.mutableSpan
    blocks.fill(0, into: &floatSpan)
    #expect(doubles == Self.doubles(50) && floats == Self.floats(50))
  }

  @Test("Moments up to the sixth, within five standard errors, and no number outside [0, 1)")
  func moments() {
    for numbers in [Self.manyDoubles, Self.manyFloats] {
      #expect(wrongMoments(numbers) { 1 / Double($0 + 1) } == [])
      #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
      #expect(kolmogorovSmirnov(numbers) { $0 } < 2.65)
    }
  }

  @Test("The lowest bits are set half the time")
  func lowestBits() {
    let set = Self.manyDoubles.count { Int64($0 * 0x1p53) & 1 == 1 }
    let setInFloats = Self.manyFloats.count { Int32($0 * 0x1p24) & 1 == 1 }
    for count in [set, setInFloats] { #expect(abs(Double(count) - 131_072) < 5 * 256) }
  }

  @Test("No correlation at the lags of the layout, nor between blocks, streams, seeds and types")
  func correlations() {
    // To mean 0 and variance 1; the variance of the square is 4/5.
    func standardized(_ numbers: [Double]) -> [Double] { numbers.map { ($0 - 0.5) * 12.0.squareRoot() } }
    let (doubles, floats) = (standardized(Self.manyDoubles), standardized(Self.manyFloats))
    for lag in [1, 2, 7, 8, 16, 17, 32] {
      #expect(isUncorrelated(doubles, doubles, lag: lag, varianceOfSquares: 0.8))
      #expect(isUncorrelated(floats, floats, lag: lag, varianceOfSquares: 0.8))
    }
    let others = [
      Self.doubles(1 << 16, seed: 27), Self.doubles(1 << 16, stream: 6), Self.doubles(1 << 16, block: 1),
      Self.manyFloats,
    ]
    for other in others { #expect(isUncorrelated(doubles, standardized(other), varianceOfSquares: 0.8)) }
  }
}

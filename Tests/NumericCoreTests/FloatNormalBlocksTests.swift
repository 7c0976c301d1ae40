import Testing

@testable import NumericCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The floats of a block by the scalar generator and libm in double precision, a twin of the vectorized kernel.
func plainFloatNormals(seed: UInt64, stream: UInt64, block: Int, count: Int) -> [Double] {
  var numbers: [Double] = []
  for step in 0..<(count + 31) / 32 {
    var (cosines, sines): ([Double], [Double]) = ([], [])
    for lane in 0..<8 {
      let counter = CounterLayout.block(block, of: .normalFloats, group: UInt32(8 * step + lane), stream: stream)
      let words = Philox.block(counter: counter, key: CounterLayout.key(seed: seed))
      for (radiusBits, angleBits) in [(words.x, words.z), (words.y, words.w)] {
        // The word is rounded to a float, as is its sum with 1.
        let radius = (-2 * log(Double(Float(radiusBits) + 1) * 0x1p-32)).squareRoot()
        let angle = Double(Int32(bitPattern: angleBits & ~3)) * 0x1p-32 * Double.pi / 2
        let (x, y) = (radius * cos(angle), radius * sin(angle))
        let sign = angleBits & 1 == 1 ? -1.0 : 1.0
        cosines.append(sign * (angleBits & 2 == 2 ? y : x))
        sines.append(sign * (angleBits & 2 == 2 ? x : y))
      }
    }
    numbers += cosines + sines
  }
  return Array(numbers.prefix(count))
}

@Suite("Blocks of normal floats")
struct FloatNormalBlocksTests {
  static func numbers(_ count: Int, seed: UInt64 = 24, stream: UInt64 = 5, block: Int = 0) -> [Double] {
    var floats = [Float](repeating: 0, count: count)
    NormalBlocks(seed: seed, stream: stream).fill(block, into: &floats)
    return floats.map { Double($0) }
  }

  static let many = numbers(1 << 19)

  @Test("The kernel agrees with libm over all tails", arguments: Array(0...40) + [2047, 2048, 2049, 4133])
  func twin(_ count: Int) {
    let numbers = Self.numbers(count, seed: 0xFEDC_BA98_7654_3210, stream: 1 << 63 | 9, block: 77)
    let plain = plainFloatNormals(seed: 0xFEDC_BA98_7654_3210, stream: 1 << 63 | 9, block: 77, count: count)
    #expect(numbers.count == count)
    #expect(zip(numbers, plain).allSatisfy { abs($0 - $1) <= 8e-7 * max(abs($1), 1e-3) })
  }

  @Test("A span is filled like an array, and a shorter fill is the beginning of a longer one")
  func span() {
    var (array, other) = ([Float](repeating: 0, count: 100), [Float](repeating: 0, count: 100))
    let blocks = NormalBlocks(seed: 1, stream: 1)
    blocks.fill(3, into: &array)
    var target = other.mutableSpan
    blocks.fill(3, into: &target)
    #expect(array == other)
    for count in 0..<100 {
      #expect(Self.numbers(count, seed: 1, stream: 1, block: 3) == array[..<count].map { Double($0) })
    }
  }

  @Test("Moments up to the sixth, within five standard errors")
  func moments() {
    let doubleFactorials: [Double] = [1, 1, 3, 15, 105, 945, 10395]
    #expect(wrongMoments(Self.many) { $0 % 2 == 0 ? doubleFactorials[$0 / 2] : 0 } == [])
  }

  @Test("Kolmogorov–Smirnov: √n D exceeds 2.65 with probability 1.6·10^-6")
  func distribution() {
    #expect(kolmogorovSmirnov(Self.many) { 0.5 * erfc(-$0 / 2.0.squareRoot()) } < 2.65)
  }

  @Test("Tails beyond 3, 4, 4.5, 5 and 6 standard deviations, of 8 million, within six Poisson deviations")
  func tails() {
    let blocks = NormalBlocks(seed: 25, stream: 6)
    let thresholds: [Float] = [3, 4, 4.5, 5, 6]
    var floats = [Float](repeating: 0, count: 1 << 16)
    var counts = [Int](repeating: 0, count: thresholds.count)
    for block in 0..<128 {
      blocks.fill(block, into: &floats)
      for z in floats where z.magnitude >= 3 {
        for (index, threshold) in thresholds.enumerated() where z.magnitude >= threshold { counts[index] += 1 }
      }
    }
    for (threshold, observed) in zip(thresholds, counts) {
      let expected = Double(128 << 16) * erfc(Double(threshold) / 2.0.squareRoot())
      #expect(abs(Double(observed) - expected) < 6 * expected.squareRoot() + 1, "\(threshold): \(observed)")
    }
  }

  @Test("The least and greatest words give finite radii, and the angle's bits their quadrants")
  func extremes() {
    let words = SIMD16<UInt32>(0, 1, 2, .max, .max - 1, .max - 128, 1 << 31, 1 << 24, 5, 6, 7, 8, 9, 10, 11, 12)
    let squared = FloatNormalKernel.squaredRadius(words)
    #expect(abs(squared[0] - 64 * Float(log(2.0))) < 1e-5 && abs(squared[1] - 62 * Float(log(2.0))) < 1e-5)
    for lane in 0..<16 { #expect(squared[lane] >= 0 && squared[lane].squareRoot().isFinite) }
    let angles = FloatNormalKernel.angle(words)
    for lane in 0..<16 { #expect(angles[lane].magnitude <= 0.5) }
  }

  @Test("No correlation at the lags of the layout, of numbers or squares", arguments: [1, 2, 15, 16, 17, 32, 512])
  func lags(_ lag: Int) {
    #expect(isUncorrelated(Self.many, Self.many, lag: lag, varianceOfSquares: 2))
  }

  @Test("Blocks, streams, seeds and the doubles of the same block are uncorrelated")
  func sources() {
    let reference = Self.numbers(1 << 16, seed: 1, stream: 1)
    var doubles = [Double](repeating: 0, count: 1 << 16)
    NormalBlocks(seed: 1, stream: 1).fill(0, into: &doubles)
    let others = [
      Self.numbers(1 << 16, seed: 2, stream: 1), Self.numbers(1 << 16, seed: 1, stream: 2),
      Self.numbers(1 << 16, seed: 1, stream: 1, block: 1), doubles,
    ]
    for other in others { #expect(isUncorrelated(reference, other, varianceOfSquares: 2)) }
  }

  @Test("Every lane has variance 1")
  func lanes() {
    for lane in 0..<32 {
      var squares = 0.0
      for index in stride(from: lane, to: Self.many.count, by: 32) {
        squares += Self.many[index] * Self.many[index] - 1
      }
      #expect(abs(squares) < 5 * (2 * Double(Self.many.count / 32)).squareRoot(), "lane \(lane)")
    }
  }
}

import Testing

@testable import NumericCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The normals of a block by the scalar generator and libm, a twin of the vectorized kernel.
func plainNormals(seed: UInt64, stream: UInt64, block: Int, count: Int) -> [Double] {
  var numbers: [Double] = []
  for step in 0..<(count + 15) / 16 {
    var (cosines, sines): ([Double], [Double]) = ([], [])
    for lane in 0..<8 {
      let counter = CounterLayout.block(
        block, of: .normalDoubles, group: UInt32(8 * step + lane), stream: stream)
      let words = Philox.block(counter: counter, key: CounterLayout.key(seed: seed))
      let radiusBits = UInt64(words.y) << 32 | UInt64(words.x)
      let angleBits = UInt64(words.w) << 32 | UInt64(words.z)
      let radius = (-2 * log(1 - Double(radiusBits >> 12) * 0x1p-52)).squareRoot()
      let angle = (Double(angleBits >> 12) * 0x1p-52 - 0.5) * Double.pi / 2
      let (x, y) = (radius * cos(angle), radius * sin(angle))
      let sign = angleBits & 1 == 1 ? -1.0 : 1.0
      cosines.append(sign * (angleBits & 2 == 2 ? y : x))
      sines.append(sign * (angleBits & 2 == 2 ? x : y))
    }
    numbers += cosines + sines
  }
  return Array(numbers.prefix(count))
}

@Suite("Blocks of normals")
struct NormalBlocksTests {
  static let million: [Double] = {
    let blocks = NormalBlocks(seed: 21, stream: 5)
    return (0..<2).flatMap { block in
      var numbers = [Double](repeating: 0, count: 1 << 19)
      blocks.fill(block, into: &numbers)
      return numbers
    }
  }()

  @Test("The kernel agrees with libm over all tails", arguments: Array(0...40) + [1023, 1024, 1025, 2061])
  func twin(_ count: Int) {
    var numbers = [Double](repeating: .nan, count: count)
    NormalBlocks(seed: 0xFEDC_BA98_7654_3210, stream: 1 << 63 | 9).fill(77, into: &numbers)
    let plain = plainNormals(seed: 0xFEDC_BA98_7654_3210, stream: 1 << 63 | 9, block: 77, count: count)
    #expect(zip(numbers, plain).allSatisfy { abs($0 - $1) <= 2e-15 * max(abs($1), 1e-3) })
  }

  @Test("A span is filled like an array, and a block starts where no other does")
  func span() {
    var (array, other) = ([Double](repeating: 0, count: 100), [Double](repeating: 0, count: 100))
    let blocks = NormalBlocks(seed: 1, stream: 1)
    blocks.fill(3, into: &array)
    var target = other.mutableSpan
    blocks.fill(3, into: &target)
    #expect(array == other)
    blocks.fill(4, into: &other)
    #expect(Set(array).isDisjoint(with: other))
    blocks.fill(NormalBlocks.largestBlock, into: &other)
    #expect(other.allSatisfy { $0.isFinite })
  }

  @Test("Moments up to the eighth, within five standard errors")
  func moments() {
    // E z²ᵏ = (2k − 1)!!, Var zⁿ = E z²ⁿ − (E zⁿ)².
    let doubleFactorials: [Double] = [1, 1, 3, 15, 105, 945, 10395, 135_135, 2_027_025]
    let count = Double(Self.million.count)
    var sums = [Double](repeating: 0, count: 9)
    for z in Self.million {
      var product = 1.0
      for power in 1...8 {
        product *= z
        sums[power] += product
      }
    }
    for power in 1...8 {
      let expected = power % 2 == 0 ? doubleFactorials[power / 2] : 0
      let variance = doubleFactorials[power] - expected * expected
      #expect(abs(sums[power] / count - expected) < 5 * (variance / count).squareRoot(), "power \(power)")
    }
  }

  @Test("Kolmogorov–Smirnov: √n D exceeds 2.65 with probability 1.6·10^-6")
  func distribution() {
    #expect(kolmogorovSmirnov(Self.million) { 0.5 * erfc(-$0 / 2.0.squareRoot()) } < 2.65)
  }

  @Test("Tails beyond 3, 4, 5 and 6 standard deviations, of 26 million, within six Poisson deviations")
  func tails() {
    let blocks = NormalBlocks(seed: 22, stream: 6)
    var numbers = [Double](repeating: 0, count: 1 << 16)
    var counts = [Int](repeating: 0, count: 12)
    for block in 0..<400 {
      blocks.fill(block, into: &numbers)
      for z in numbers where z.magnitude >= 3 { counts[min(Int(z.magnitude), 11)] += 1 }
    }
    let total = Double(400 << 16)
    for threshold in 3...6 {
      let observed = Double(counts[threshold...].reduce(0, +))
      let expected = total * erfc(Double(threshold) / 2.0.squareRoot())
      #expect(abs(observed - expected) < 6 * expected.squareRoot() + 1, "\(threshold): \(observed) for \(expected)")
    }
    // 0.05 are expected, so that three or more have a probability of 2·10⁻⁵.
    #expect(counts[6...].reduce(0, +) <= 2)
  }

  @Test("No correlation at the lags of the layout, of numbers or squares", arguments: [1, 2, 7, 8, 9, 16, 512])
  func lags(_ lag: Int) {
    #expect(isUncorrelated(Self.million, Self.million, lag: lag, varianceOfSquares: 2))
  }

  @Test("Blocks, streams and seeds are uncorrelated")
  func sources() {
    func numbers(_ seed: UInt64, _ stream: UInt64, _ block: Int) -> [Double] {
      var result = [Double](repeating: 0, count: 100_000)
      NormalBlocks(seed: seed, stream: stream).fill(block, into: &result)
      return result
    }
    let reference = numbers(1, 1, 0)
    for other in [numbers(2, 1, 0), numbers(1, 2, 0), numbers(1, 1, 1)] {
      #expect(isUncorrelated(reference, other, varianceOfSquares: 2))
    }
  }

  @Test("A block holds the same bits as ever")
  func fixedBits() {
    // A hash of the bits, as first released; the same on every processor.
    var numbers = [Double](repeating: 0, count: 1 << 16)
    NormalBlocks(seed: 1, stream: 1).fill(3, into: &numbers)
    let hash = numbers.reduce(UInt64(0)) { ($0 ^ $1.bitPattern) &* 0x100_0000_01B3 }
    #expect(hash == 2_942_852_983_844_460_450)
  }

  @Test("Blocks filled on several threads are those filled on one, and every lane has variance 1")
  func threadsAndLanes() {
    @Sendable func block(_ index: Int, _: Void) -> [Double] {
      var numbers = [Double](repeating: 0, count: 4096)
      NormalBlocks(seed: 23, stream: 7).fill(index, into: &numbers)
      return numbers
    }
    let one = concurrentMap(Array(0..<32), threads: 1, makeState: {}, transform: block)
    #expect(one == concurrentMap(Array(0..<32), threads: 2, makeState: {}, transform: block))
    let numbers = one.flatMap { $0 }
    for lane in 0..<16 {
      var squares = 0.0
      for index in stride(from: lane, to: numbers.count, by: 16) { squares += numbers[index] * numbers[index] - 1 }
      #expect(abs(squares) < 5 * (2 * Double(numbers.count / 16)).squareRoot(), "lane \(lane)")
    }
  }
}

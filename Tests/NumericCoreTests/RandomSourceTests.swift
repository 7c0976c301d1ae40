import Testing

@testable import NumericCore

@Suite("The random source")
struct RandomSourceTests {
  @Test("Known answers of Philox4x32-10 (Random123, kat_vectors)")
  func knownAnswers() {
    #expect(
      Philox.block(counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0))
        == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    #expect(
      Philox.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    #expect(
      Philox.block(
        counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0))
        == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  @Test("Seed and stream both matter, and nothing else does")
  func reproducible() {
    func draws(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
      var source = RandomSource(seed: seed, stream: stream)
      return (0..<6).map { _ in source.next() }
    }
    #expect(draws(1, 2) == draws(1, 2))
    let all = [draws(1, 2), draws(2, 1), draws(1, 3), draws(1 << 40, 2), draws(1, 2 + 1 << 40)].flatMap { $0 }
    #expect(Set(all).count == all.count)
  }

  @Test("Stream numbers are FNV-1a, mixed, and stay as they are")
  func names() {
    // The mixed offset basis 0xCBF29CE484222325, from an independent computation.
    #expect(RandomSource.streamNumber("") == 0xF52A_15E9_A9B5_E89B)
    #expect(RandomSource.streamNumber("kl-gaussian#1") != RandomSource.streamNumber("kl-gaussian#2"))
  }

  @Test("Uniform numbers are uniform: 20 cells, chi-squared beyond 64 with probability 10^-6")
  func uniform() {
    var source = RandomSource(seed: 7, stream: 0)
    var cells = [Int](repeating: 0, count: 20)
    for _ in 0..<200_000 { cells[Int(source.uniform() * 20)] += 1 }
    let statistic = cells.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    #expect(statistic < 64)
  }

  @Test("Integers are uniform over their range and never outside")
  func integers() {
    var source = RandomSource(seed: 8, stream: 0)
    var counts: [Int: Int] = [:]
    for _ in 0..<70_000 { counts[source.integer(in: -3...3), default: 0] += 1 }
    #expect(Set(counts.keys) == Set(-3...3))
    // Binomial of standard deviation 92.6; five of them.
    #expect(counts.values.allSatisfy { abs($0 - 10_000) < 463 })
    #expect(source.integer(in: 5...5) == 5)
    let extremes = (0..<64).map { _ in source.integer(in: Int.min...Int.max) }
    #expect(extremes.contains { $0 < 0 } && extremes.contains { $0 > 0 })
  }

  @Test("A range that does not divide 2^64 is uniform too")
  func wideRange() {
    // Of width 3·2⁶²: without rejection one remainder modulo 3 would come up half the time.
    var source = RandomSource(seed: 10, stream: 0)
    var counts = [0, 0, 0]
    for _ in 0..<9000 {
      let number = source.integer(in: Int.min...((1 << 62) - 1))
      counts[Int(UInt(bitPattern: number &- Int.min) % 3)] += 1
    }
    // Binomial of standard deviation 44.7; five of them.
    #expect(counts.allSatisfy { abs($0 - 3000) < 224 })
  }

  @Test("Normal numbers have the moments of the normal distribution, within five standard errors")
  func normal() {
    var source = RandomSource(seed: 9, stream: 0)
    let count = 100_000
    let draws = (0..<count).map { _ in source.normal() }
    // Var z = 1, Var z² = 2, Var z⁴ = 96.
    for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (4, 3.0, 96.0)] {
      let mean = draws.reduce(0.0) { sum, z in sum + (0..<power).reduce(1.0) { p, _ in p * z } } / Double(count)
      #expect(abs(mean - expected) < 5 * (variance / Double(count)).squareRoot())
    }
  }
}

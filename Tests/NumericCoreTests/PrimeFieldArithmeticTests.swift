import NumericCore
import Testing

@Suite("The prime field against plain arithmetic of 128 bits")
struct PrimeFieldArithmeticTests {
  private static let modulus = UInt128(PrimeField.modulus)
  /// What is near a carry or a reduction.
  private static let edges: [UInt64] = [
    0, 1, 2, 3, (1 << 60) - 1, 1 << 60, (1 << 61) - 3, (1 << 61) - 2, (1 << 61) - 1, 1 << 61, (1 << 61) + 1,
    (1 << 62) - 2, (1 << 63), .max - 7, .max - 1, .max,
  ]
  private static let numbers: [UInt64] = {
    var source = RandomSource(seed: 21, stream: 1)
    return edges + (0..<24).map { _ in source.next() }
  }()

  @Test("Every 64-bit number is reduced, and sums, differences and products are those of remainders")
  func operations() {
    let p = Self.modulus
    for x in Self.numbers {
      let (a, r) = (PrimeField(reducing: x), UInt128(x) % p)
      #expect(UInt128(a.value) == r)
      #expect(UInt128((-a).value) == (p - r) % p)
      for y in Self.numbers {
        let (b, s) = (PrimeField(reducing: y), UInt128(y) % p)
        #expect(UInt128((a + b).value) == (r + s) % p)
        #expect(UInt128((a - b).value) == (r + p - s) % p)
        #expect(UInt128((a * b).value) == r * s % p)
      }
    }
  }

  @Test("Reciprocals multiply to one, one by one and all together")
  func reciprocals() throws {
    var source = RandomSource(seed: 22, stream: 1)
    // Powers of two and their neighbours take the longest and the shortest ways.
    let powers = (0..<61).flatMap { [UInt64(1) << $0, UInt64(1) << $0 + 1, PrimeField.modulus - UInt64(1) << $0] }
    let elements = ((1...400).map { UInt64($0) } + powers + (0..<2000).map { _ in source.next() })
      .map { PrimeField(reducing: $0) }.filter { $0 != .zero }
    for element in elements {
      let inverse = try element.reciprocal()
      #expect(UInt128(element.value) * UInt128(inverse.value) % Self.modulus == 1)
    }
    #expect(try PrimeField.reciprocals(of: elements) == elements.map { try $0.reciprocal() })
    #expect(try PrimeField.reciprocals(of: []).isEmpty)
    #expect(throws: ArithmeticError.divisionByZero) { try PrimeField.reciprocals(of: [.one, .zero, .one]) }
    #expect(throws: ArithmeticError.divisionByZero) { try Double.reciprocals(of: [1, 0]) }
    #expect(try Double.reciprocals(of: [2, 4]) == [0.5, 0.25])
  }

  @Test("A sum of as many products as there is room for does not overflow", arguments: 0...63)
  func sums(_ count: Int) {
    let largest = -PrimeField.one
    #expect(PrimeField.SumOfProducts.capacity == 63)
    var sum = PrimeField.SumOfProducts(largest)
    for _ in 0..<count { sum.add(largest, times: largest) }
    // (p − 1)² = 1.
    #expect(sum.element == PrimeField(integer: count - 1))
    sum.fold()
    for _ in 0..<63 { sum.add(largest, times: largest) }
    #expect(sum.element == PrimeField(integer: count + 62))
  }

  @Test("Sums of products are those of remainders")
  func randomSums() {
    for x in Self.numbers {
      var (sum, expected) = (PrimeField.SumOfProducts(), UInt128.zero)
      for y in Self.numbers {
        let (a, b) = (PrimeField(reducing: x ^ y), PrimeField(reducing: y))
        sum.add(a, times: b)
        expected = (expected + UInt128(a.value) * UInt128(b.value)) % Self.modulus
      }
      #expect(UInt128(sum.element.value) == expected)
    }
  }
}

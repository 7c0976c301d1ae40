import NumericCore
import Testing

@Suite("The field of integers modulo 2^61 - 1")
struct PrimeFieldTests {
  /// Random elements and those at the ends, where carries happen.
  static let elements: [PrimeField] = {
    var source = RandomSource(seed: 11, stream: 1)
    let random = (0..<12).map { _ in PrimeField.random(using: &source) }
    return random + [0, 1, 2, -1, -2, Int.max, Int.min].map { PrimeField(integer: $0) }
  }()

  @Test("Field axioms hold")
  func axioms() throws {
    for a in Self.elements {
      #expect(a + .zero == a && a * .one == a && a + (-a) == .zero && a * .zero == .zero)
      #expect(a.value < PrimeField.modulus)
      if a != .zero { #expect(a * (try a.reciprocal()) == .one) }
      for b in Self.elements {
        #expect(a + b == b + a && a * b == b * a && (a - b) + b == a)
        for c in Self.elements {
          #expect((a + b) + c == a + (b + c))
          #expect((a * b) * c == a * (b * c))
          #expect(a * (b + c) == a * b + a * c)
        }
      }
    }
  }

  @Test("Products agree with long division")
  func products() {
    for a in Self.elements {
      for b in Self.elements {
        let remainder = PrimeField.modulus.dividingFullWidth(a.value.multipliedFullWidth(by: b.value)).remainder
        #expect((a * b).value == remainder)
      }
    }
  }

  @Test(
    "Integers map to their remainders",
    arguments: [0, 1, -1, 1 << 61, (1 << 61) - 1, Int.max, Int.min, -(1 << 61)])
  func integers(_ integer: Int) {
    let modulus = Int(PrimeField.modulus)
    let remainder = integer % modulus
    #expect(Int(PrimeField(integer: integer).value) == (remainder < 0 ? remainder + modulus : remainder))
  }

  @Test("Zero has no reciprocal")
  func zero() {
    #expect(throws: ArithmeticError.divisionByZero) { try PrimeField.zero.reciprocal() }
    #expect(throws: ArithmeticError.divisionByZero) { try PrimeField.one.divided(by: .zero) }
    #expect(throws: ArithmeticError.divisionByZero) { try PrimeField(numerator: 1, denominator: 0) }
    #expect(throws: ArithmeticError.divisionByZero) { try 1.0.reciprocal() * (-0.0).reciprocal() }
  }

  @Test("Powers multiply out, also negative ones")
  func powers() throws {
    for a in Self.elements where a != .zero {
      var product = PrimeField.one
      for exponent in 0..<20 {
        #expect(a.power(exponent) == product)
        #expect(a.power(-exponent) * product == .one)
        product *= a
      }
      #expect(a.power(Int(PrimeField.modulus) - 1) == .one)
      #expect(a.power(Int.min) * a.power(Int.max) * a == .one)
    }
    #expect(PrimeField.zero.power(0) == .one)
  }

  @Test("A small fraction is recognized from its image")
  func reconstruction() throws {
    for numerator in -40...40 {
      for denominator in 1...40 {
        let image = try PrimeField(numerator: numerator, denominator: denominator)
        let found = try #require(image.rationalReconstruction(bound: 40))
        #expect(found.numerator * denominator == numerator * found.denominator)
        #expect(found.denominator > 0 && found.denominator <= denominator)
      }
    }
  }

  @Test("Fractions at the largest bound are recognized, those beyond a bound are not")
  func reconstructionBounds() throws {
    let bound = (1 << 30) - 1
    let large = try PrimeField(numerator: -bound, denominator: bound - 1)
    let found = try #require(large.rationalReconstruction(bound: bound))
    #expect(found.numerator == -bound && found.denominator == bound - 1)
    #expect(try PrimeField(numerator: 41, denominator: 7).rationalReconstruction(bound: 40) == nil)
    #expect(try PrimeField(numerator: 7, denominator: 41).rationalReconstruction(bound: 40) == nil)
    // About 2·1000²·6/π² elements of 2⁶¹ have such a fraction, so a random one passes with probability 10⁻¹².
    #expect(Self.elements.prefix(12).allSatisfy { $0.rationalReconstruction(bound: 1000) == nil })
  }

  @Test("Random elements fill the field")
  func random() {
    var source = RandomSource(seed: 3, stream: 4)
    let draws = (0..<4000).map { _ in PrimeField.randomNonzero(using: &source).value }
    #expect(Set(draws).count == draws.count)
    // Each third of the field gets a binomial number, of standard deviation 29.8: six of them are 179.
    for third in 0..<3 {
      let count = draws.count { $0 / (PrimeField.modulus / 3 + 1) == third }
      #expect(abs(count - 1333) < 179)
    }
  }
}

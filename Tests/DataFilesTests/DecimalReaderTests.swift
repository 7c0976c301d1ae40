import NumericCore
import Testing

@testable import DataFiles

@Suite("Decimal numbers")
struct DecimalReaderTests {
  private let decimals = DecimalReader()

  private func read(_ text: String) -> (number: Double?, rest: String) {
    let bytes = Array(text.utf8)
    var position = 0
    let number = decimals.read(bytes, &position, end: bytes.count)
    return (number, String(decoding: bytes[position...], as: UTF8.self))
  }

  @Test(
    "A number ends where its spelling does",
    arguments: [
      ("1", 1.0, ""), ("-1.5e-3x", -0.0015, "x"), ("+.5,", 0.5, ","), ("5.", 5, ""), ("1e", 1, "e"), ("1e+", 1, "e+"),
      ("2E2 ", 200, " "), ("00012", 12, ""), ("1.2.3", 1.2, ".3"), ("0x10", 0, "x10"), ("1_000", 1, "_000"),
      ("9007199254740993", 9_007_199_254_740_992, ""), ("1e400", .infinity, ""), ("-1e999999999999", -.infinity, ""),
      ("1e-999999999999999999999", 0, ""), ("4.9e-324", .leastNonzeroMagnitude, ""), ("0e99999", 0, ""),
      ("0.000000000000000000000000000000000000001", 1e-39, ""),
      ("123456789012345678901234567890", 1.2345678901234568e29, ""),
    ])
  func spellings(_ text: String, _ expected: Double, _ rest: String) {
    let found = read(text)
    #expect(found.number == expected && found.rest == rest)
  }

  @Test("What is no number is none", arguments: ["", "-", "+", ".", "-.", "e5", "x", " 1", "inf", "nan", "--1", "+-1"])
  func none(_ text: String) {
    let found = read(text)
    #expect(found.number == nil && found.rest == text)
  }

  @Test("Minus zero keeps its sign")
  func minusZero() {
    #expect(read("-0").number?.sign == .minus && read("-0.0e5").number?.sign == .minus)
  }

  @Test("The result is the nearest double, as the standard library finds it")
  func nearest() {
    var random = RandomSource(seed: 1, stream: 0)
    for trial in 0..<6000 {
      var text: String
      switch trial % 3 {
      case 0:
        // What programs print: the shortest text of any double, or 19 digits.
        let number = Double(bitPattern: random.next())
        text = number.isFinite ? "\(number)" : "0"
      case 1:
        let digits = String(random.next()).prefix(random.integer(in: 1...20))
        text = "\(digits)e\(random.integer(in: -40...40))"
      default:
        // Near a tie of two doubles: 53 bits and a half, times a power of ten in the exponent and out of it again.
        let tie = (random.next() >> 10 | 1) << UInt64(random.integer(in: 0...9))
        text = "\(tie)"
        let point = random.integer(in: 0...text.count)
        text.insert(".", at: text.index(text.startIndex, offsetBy: point))
        text += "e\(text.count - 1 - point)"
      }
      #expect(read(text).number?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test("Ties go to even")
  func ties() {
    // 2⁵³ + 1 and 2⁵³ + 3 lie in the middle; with a point the quotient is the same tie.
    #expect(read("9007199254740993.0").number == 9_007_199_254_740_992)
    #expect(read("9007199254740995.0").number == 9_007_199_254_740_996)
    #expect(read("9007199254740993.001").number == 9_007_199_254_740_994)
    #expect(read("90071992547409930e-1").number == 9_007_199_254_740_992)
    #expect(read("9007199254740993e22").number == Double("9007199254740993e22"))
  }
}

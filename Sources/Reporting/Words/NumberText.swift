/// Numbers as a person reads them.
package enum NumberText {
  /// The number rounded to so many significant digits: plain decimals of a readable size, else `1.2e-15`.
  package static func rounded(_ value: Double, digits: Int) -> String {
    guard let decimal = Decimal(value)?.rounded(to: max(1, digits)) else { return special(value) }
    return decimal.text
  }

  /// The number with every digit that tells it from its neighbours; whole numbers without a point.
  package static func full(_ value: Double) -> String {
    Decimal(value)?.text ?? special(value)
  }

  /// Two numbers with as few digits, at least six, as show that they differ.
  package static func distinguished(_ left: Double, _ right: Double) -> (String, String) {
    for digits in 6...17 {
      let (a, b) = (rounded(left, digits: digits), rounded(right, digits: digits))
      if a != b || left == right { return (a, b) }
    }
    return (full(left), full(right))
  }

  /// A count in the size that a person grasps: 950, 12 k, 1.2 M.
  package static func count(_ value: Int) -> String {
    switch value {
    case ..<10_000: "\(value)"
    case ..<1_000_000: rounded(Double(value) / 1e3, digits: 3) + " k"
    case ..<1_000_000_000: rounded(Double(value) / 1e6, digits: 2) + " M"
    default: rounded(Double(value) / 1e9, digits: 2) + " G"
    }
  }

  /// The power of ten just above a small bound, as in `< 1e-15`; zero as `0`.
  package static func below(_ bound: Double) -> String {
    guard bound > 0, bound.isFinite, let decimal = Decimal(bound) else { return rounded(bound, digits: 2) }
    let isPower = decimal.digits == [1]
    return "1e\(decimal.exponent + (isPower ? 0 : 1))"
  }

  private static func special(_ value: Double) -> String {
    if value.isNaN { return "not a number" }
    if value.isInfinite { return value < 0 ? "-infinity" : "infinity" }
    return "0"
  }
}

/// A nonzero finite number as decimal digits d.ddd × 10^exponent.
private struct Decimal {
  var isNegative: Bool
  var digits: [UInt8]
  var exponent: Int

  /// The shortest digits that read back as the number; nil for zero and what is not finite.
  init?(_ value: Double) {
    guard value.isFinite, value != 0 else { return nil }
    isNegative = value < 0
    digits = []
    exponent = 0
    var afterPoint = 0
    var seenPoint = false
    let parts = value.magnitude.description.split(separator: "e")
    for byte in parts[0].utf8 {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if seenPoint { afterPoint += 1 }
      }
    }
    let leading = digits.prefix { $0 == 0 }.count
    exponent = digits.count - afterPoint - 1 - leading
    if parts.count == 2, let scale = Int(parts[1]) { exponent += scale }
    digits.removeFirst(leading)
    trim()
  }

  private mutating func trim() {
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
  }

  func rounded(to count: Int) -> Decimal {
    guard digits.count > count else { return self }
    var result = self
    let roundsUp = digits[count] >= 5
    result.digits = Array(digits.prefix(count))
    if roundsUp {
      var index = count - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits = [1]
        result.exponent += 1
      }
    }
    result.trim()
    return result
  }

  var text: String {
    let sign = isNegative ? "-" : ""
    let figures = digits.map(String.init)
    if exponent < -4 || exponent > 8 {
      let fraction = figures.dropFirst().joined()
      return "\(sign)\(figures[0])\(fraction.isEmpty ? "" : "." + fraction)e\(exponent)"
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + figures.joined() }
    if digits.count <= exponent + 1 {
      return sign + figures.joined() + String(repeating: "0", count: exponent + 1 - digits.count)
    }
    return sign + figures.prefix(exponent + 1).joined() + "." + figures.dropFirst(exponent + 1).joined()
  }
}

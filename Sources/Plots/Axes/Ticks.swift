import NumericCore

/// A round number on an axis: an integer times a power of ten, so that its text is exact.
struct Tick: Equatable, Sendable {
  let mantissa: Int
  let exponent: Int

  /// The number.
  var value: Double { Double("\(mantissa)e\(exponent)") ?? 0 }

  /// The number as text; `2.5e8` where it would have many digits.
  var label: String {
    if mantissa == 0 { return "0" }
    let digits = "\(mantissa.magnitude)"
    let sign = mantissa < 0 ? "-" : ""
    // The place of the first digit, as a power of ten.
    let first = digits.count - 1 + exponent
    if exponent >= 0, first < 6 { return sign + digits + String(repeating: "0", count: exponent) }
    if exponent < 0, first >= -4, digits.count <= 15 {
      let padded = String(repeating: "0", count: max(0, -first)) + digits
      let split = padded.index(padded.endIndex, offsetBy: exponent)
      return "\(sign)\(padded[..<split]).\(padded[split...])"
    }
    var significant = digits
    while significant.count > 1, significant.last == "0" { significant.removeLast() }
    let rest = significant.dropFirst()
    return "\(sign)\(significant.prefix(1))\(rest.isEmpty ? "" : ".\(rest)")e\(first)"
  }

  /// The multiples, within the range, of the step of 1, 2 or 5 times a power of ten that gives about `count` of them.
  ///
  /// Source: Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
  /// - Requires: a finite range of positive length, at least 10⁻¹⁰ of the magnitude of its ends.
  static func ticks(in range: ClosedRange<Double>, count: Int, integers: Bool = false) -> [Tick] {
    let rough = (range.upperBound / Double(max(1, count)) - range.lowerBound / Double(max(1, count)))
    var exponent = Int((rough.logarithm() / 10.0.logarithm()).rounded(.down))
    func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }
    // The logarithm is rounded, and may be one off next to a power of ten.
    while power(exponent) > rough { exponent -= 1 }
    while power(exponent + 1) <= rough { exponent += 1 }
    let fraction = rough / power(exponent)
    var factor = fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }
    if integers, exponent < 0 { (factor, exponent) = (1, 0) }
    let step = Double(factor) * power(exponent)
    let slack = 1e-6
    let first = Int((range.lowerBound / step - slack).rounded(.up))
    let last = Int((range.upperBound / step + slack).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { Tick(mantissa: $0 * factor, exponent: exponent) }
  }
}

/// Reads decimal numbers from bytes; every result is the double nearest to what is written, ties to even.
///
/// Up to 19 digits and powers of ten up to 27, which is what programs write, are rounded from an exact quotient or
/// product of 64-bit integers, since 5²⁷ < 2⁶⁴; the standard library reads the rest.
struct DecimalReader: Sendable {
  private let powersOfTen: [Double]
  private let powersOfFive: [UInt64]

  init() {
    var (tens, fives) = ([1.0], [UInt64(1)])
    for _ in 0..<22 { tens.append(tens[tens.count - 1] * 10) }
    for _ in 0..<27 { fives.append(fives[fives.count - 1] * 5) }
    (powersOfTen, powersOfFive) = (tens, fives)
  }

  /// The number that begins at the position, which moves behind it; nil, and no move, where there is none.
  ///
  /// A sign, digits with or without a point, and an exponent, as in `-1.5e-3`. What follows is not looked at. Numbers
  /// that are too large are infinite.
  func read(_ bytes: [UInt8], _ position: inout Int, end: Int) -> Double? {
    var index = position
    let sign = index < end ? bytes[index] : 0
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index += 1 }
    var (mantissa, significant, exponent, digits) = (UInt64(0), 0, 0, 0)
    while index < end {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      significant &+= mantissa == 0 && significant == 0 ? 0 : 1
      digits &+= 1
      index &+= 1
    }
    if index < end, bytes[index] == UInt8(ascii: ".") {
      index += 1
      while index < end {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        significant &+= mantissa == 0 && significant == 0 ? 0 : 1
        digits &+= 1
        exponent &-= 1
        index &+= 1
      }
    }
    guard digits > 0 else { return nil }
    exponent += readExponent(bytes, &index, end: end)
    defer { position = index }
    guard significant <= 19, let magnitude = scaled(mantissa, by: exponent) else {
      return Double(String(decoding: bytes[position..<index], as: UTF8.self))
    }
    return sign == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  /// The exponent that begins at the index, which moves behind it; 0, and no move, where there is none.
  private func readExponent(_ bytes: [UInt8], _ index: inout Int, end: Int) -> Int {
    guard index < end, bytes[index] | 0x20 == UInt8(ascii: "e") else { return 0 }
    var next = index + 1
    let sign = next < end ? bytes[next] : 0
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { next += 1 }
    let first = next
    var exponent = 0
    while next < end {
      let digit = bytes[next] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      exponent = min(exponent * 10 + Int(digit), 1 << 40)
      next += 1
    }
    guard next > first else { return 0 }
    index = next
    return sign == UInt8(ascii: "-") ? -exponent : exponent
  }

  /// mantissa·10^exponent, rounded once; nil where the exponent is too large for that.
  private func scaled(_ mantissa: UInt64, by exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    let power = abs(exponent)
    if mantissa <= 1 << 53, power <= 22 {
      // Both are exact, so that the quotient or product is rounded once (Clinger 1990).
      return exponent < 0 ? Double(mantissa) / powersOfTen[power] : Double(mantissa) * powersOfTen[power]
    }
    guard power <= 27 else { return nil }
    let five = powersOfFive[power]
    if exponent < 0 {
      let (left, right) = (mantissa.leadingZeroBitCount, five.leadingZeroBitCount)
      let (dividend, divisor) = (mantissa << left, five << right)
      // Halved, the dividend is below the divisor; the quotient has 63 or 64 bits.
      let (quotient, remainder) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
      return rounded(quotient, hasMore: remainder != 0, exponent: right - left - 63 + exponent)
    }
    let (high, low) = mantissa.multipliedFullWidth(by: five)
    if high == 0 { return rounded(low, hasMore: false, exponent: exponent) }
    let shift = high.leadingZeroBitCount
    return rounded(high << shift | low >> (64 - shift), hasMore: low << shift != 0, exponent: 64 - shift + exponent)
  }

  /// (integer + something below one where there is more)·2^exponent, rounded once: the lowest bit of 63 or more is not
  /// among those that stay, and tells on which side of a tie the number is.
  private func rounded(_ integer: UInt64, hasMore: Bool, exponent: Int) -> Double {
    Double(hasMore ? integer | 1 : integer) * Double(bitPattern: UInt64(1023 + exponent) << 52)
  }
}

/// A number of points, exact to hundredths.
public struct Points: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// The hundredths.
  public let hundredths: Int

  /// That many hundredths.
  public init(hundredths: Int) { self.hundredths = hundredths }

  /// No points.
  public static let zero = Points(hundredths: 0)

  /// The points in decimals, such as `7.5`; nil where the text is no number from 0 to 100 000 with at most two decimals.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...6).contains(whole.count), whole.allSatisfy({ $0.isASCII && $0.isNumber }),
      let integer = Int(whole), integer <= 100_000
    else { return nil }
    var fraction = 0
    if parts.count == 2 {
      guard (1...2).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
        let digits = Int(parts[1])
      else { return nil }
      fraction = parts[1].count == 1 ? digits * 10 : digits
    }
    hundredths = integer * 100 + fraction
  }

  /// The share `count` of `whole`, rounded to hundredths, halves upwards.
  public func share(_ count: Int, of whole: Int) -> Points {
    guard whole > 0 else { return .zero }
    return Points(hundredths: (2 * hundredths * count + whole) / (2 * whole))
  }

  /// The points as a number.
  public var value: Double { Double(hundredths) / 100 }

  /// The points without needless decimals.
  public var description: String {
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The order of numbers.
  public static func < (left: Points, right: Points) -> Bool { left.hundredths < right.hundredths }

  /// The sum.
  public static func + (left: Points, right: Points) -> Points {
    Points(hundredths: left.hundredths + right.hundredths)
  }

  /// The difference.
  public static func - (left: Points, right: Points) -> Points {
    Points(hundredths: left.hundredths - right.hundredths)
  }
}

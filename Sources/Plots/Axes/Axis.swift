/// The numbers that an axis shows: a finite range of positive length around the data.
struct Axis: Equatable, Sendable {
  /// From the least to the greatest number that is shown.
  let range: ClosedRange<Double>
  /// The round numbers among them.
  let ticks: [Tick]

  /// The greatest magnitude that is shown; what is larger is drawn there.
  private static let limit = 1e300

  /// An axis for some numbers, of which only the finite ones count, with a margin beyond them.
  /// - Parameter isTight: Whether there is no margin.
  init(for numbers: some Sequence<Double>, isTight: Bool = false, integers: Bool = false, ticks count: Int = 6) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite {
      low = min(low, number)
      high = max(high, number)
    }
    if low > high { (low, high) = (0, 1) }
    (low, high) = (max(-Self.limit, min(low, Self.limit)), max(-Self.limit, min(high, Self.limit)))
    // Where all are the same, or differ by rounding only, the axis shows some room around them.
    let magnitude = max(abs(low), abs(high))
    if high - low <= max(magnitude * 1e-9, 1e-290) {
      let room = magnitude < 1e-280 ? 1 : magnitude * (high > low ? 1e-9 : 0.1)
      (low, high) = (low - room, high + room)
    } else if !isTight {
      let room = (high - low) * 0.05
      (low, high) = (low - room, high + room)
    }
    range = low...high
    ticks = Tick.ticks(in: range, count: count, integers: integers)
  }

  /// How far along the axis a number is, from 0 to 1 for those in the range.
  func fraction(_ number: Double) -> Double {
    (number - range.lowerBound) / (range.upperBound - range.lowerBound)
  }
}

import Reporting

/// A measured value with the bound that it must keep.
struct Bound: Sendable {
  let name: String
  let value: String
  /// The bound in words; empty where a value is shown only.
  let limit: String
  let isMet: Bool
  /// Whether it is about time, which other processes lengthen, and so is told but decides nothing.
  var isTimed = false

  /// A value that is shown only.
  static func shown(_ name: String, _ value: String) -> Bound {
    Bound(name: name, value: value, limit: "", isMet: true)
  }

  /// A share of a whole that must be at least that.
  static func share(_ name: String, _ part: Int, of whole: Int, atLeast least: Double) -> Bound {
    let share = whole == 0 ? 1 : Double(part) / Double(whole)
    return Bound(
      name: name, value: "\(part) of \(whole) (\(percent(share)))", limit: "at least \(percent(least))",
      isMet: share >= least)
  }

  /// A number that must be zero.
  static func none(_ name: String, _ count: Int) -> Bound {
    Bound(name: name, value: "\(count)", limit: "none", isMet: count == 0)
  }

  private static func percent(_ share: Double) -> String {
    NumberText.rounded((share * 1000).rounded(.down) / 10, digits: 4) + " %"
  }
}

extension Table {
  /// The table of bounds.
  static func of(_ bounds: [Bound]) -> Table {
    var table = Table(["", "measured", "bound", ""])
    for bound in bounds { table.add([bound.name, bound.value, bound.limit, bound.isMet ? "" : "MISSED"]) }
    return table
  }
}

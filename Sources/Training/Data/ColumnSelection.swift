import DataFiles

/// Columns as a person names them: `2-4,waiting` is columns 2, 3, 4 and the one called waiting.
public enum ColumnSelection {
  /// Why a text names no columns.
  public struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The reason in words.
    public let description: String
  }

  /// The most columns that a range may have.
  private static let rangeLimit = 1 << 20

  /// The columns in the order in which they are named. Digits are a number, counted from 1; digits, a dash and digits are
  /// a range; anything else is a name.
  /// - Throws: `Failure` for an empty item, a range that runs backwards, and column 0.
  public static func columns(_ text: String) throws(Failure) -> [DataOptions.Column] {
    var columns: [DataOptions.Column] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let item = String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      if item.isEmpty { throw Failure(description: "a column is missing between the commas of '\(text)'") }
      let ends = item.split(separator: "-", omittingEmptySubsequences: false)
      if let number = number(item[...]) {
        columns.append(.number(try checked(number)))
      } else if ends.count == 2, let first = number(ends[0]), let last = number(ends[1]) {
        guard try checked(first) <= last, last - first < rangeLimit else {
          throw Failure(description: "'\(item)' is no range of columns: it goes from the first to the last, as in 2-4")
        }
        columns += (first...last).map { .number($0) }
      } else {
        columns.append(.name(item))
      }
    }
    return columns
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  private static func checked(_ number: Int) throws(Failure) -> Int {
    if number < 1 { throw Failure(description: "columns are counted from 1") }
    return number
  }
}

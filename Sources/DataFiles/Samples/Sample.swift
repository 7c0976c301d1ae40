import NumericCore

/// A small set of real data that comes with the library, with its source and licence.
public struct Sample: Sendable {
  /// What it is called on the command line.
  public let name: String
  /// What it is, in a line.
  public let title: String
  /// Where the numbers come from.
  public let source: String
  /// Under which terms they may be passed on.
  public let licence: String
  /// The names of the columns.
  public let columnNames: [String]
  /// The data, a row for each observation.
  public let observations: Matrix<Double>
  /// The class of each row, counted from 0; nil where there are none.
  public let labels: [Int]?

  /// Every sample, in alphabetical order.
  public static var all: [Sample] { [digits, iris, nile, oldFaithful] }

  /// The sample of that name; nil where there is none.
  public static func named(_ name: String) -> Sample? { all.first { $0.name == name } }

  /// The numbers in a text, between which are blanks or ends of lines.
  static func numbers(_ text: String) -> [Double] {
    let (bytes, decimals) = (Array(text.utf8), DecimalReader())
    var numbers: [Double] = []
    var position = 0
    while position < bytes.count {
      guard let number = decimals.read(bytes, &position, end: bytes.count) else {
        position += 1
        continue
      }
      numbers.append(number)
    }
    return numbers
  }
}

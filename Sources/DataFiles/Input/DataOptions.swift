/// How a file of data is read.
public struct DataOptions: Equatable, Sendable {
  /// What fields without a number, and numbers that are not finite, mean.
  public enum Numbers: Equatable, Sendable {
    /// Every number is there and finite; anything else is an error.
    case finite
    /// An empty field, NA, N/A, NaN, null and None are missing values, read as NaN; infinities are errors.
    case finiteOrMissing
    /// Infinities are read, too.
    case any
  }

  /// Whether the first line of a text holds the names of the columns.
  public enum Header: Equatable, Sendable {
    /// It does where none of its fields is a number. Where only some are, that is an error: it would be a guess.
    case detected
    case present
    case absent
  }

  /// What stands between the fields of a line.
  public enum Separator: Equatable, Sendable {
    case comma
    case semicolon
    case tab
    /// One or more blanks.
    case blanks
  }

  /// A column, by its name in the header or its number, counted from 1.
  public enum Column: Hashable, Sendable {
    case name(String)
    case number(Int)
  }

  /// What fields without a number mean.
  public var numbers: Numbers
  /// The columns that are read, in this order; all if nil.
  public var columns: [Column]?
  /// Whether a text begins with the names of its columns.
  public var header: Header
  /// What separates the fields of a text; nil for the first of tab, semicolon, comma and blanks that its first line has.
  public var separator: Separator?

  /// Finite numbers of all columns; the form of a text is found out.
  public init(
    numbers: Numbers = .finite, columns: [Column]? = nil, header: Header = .detected, separator: Separator? = nil
  ) {
    self.numbers = numbers
    self.columns = columns
    self.header = header
    self.separator = separator
  }
}

extension DataOptions.Separator {
  /// Its byte.
  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .blanks: UInt8(ascii: " ")
    }
  }
}

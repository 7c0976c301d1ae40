/// Why a file of data cannot be read or written, and where the reason stands.
public struct DataFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name of the file.
  public let file: String
  /// Where in it; nil where the reason concerns all of it.
  public let place: Place?
  /// What is wrong.
  public let reason: Reason

  /// An error.
  public init(file: String, place: Place? = nil, _ reason: Reason) {
    self.file = file
    self.place = place
    self.reason = reason
  }

  /// A place in a file; everything counts from 1.
  public enum Place: Equatable, Sendable {
    /// The line of a text, and the byte of the line.
    case line(Int, column: Int)
    /// The row and column of a number of a binary file.
    case entry(row: Int, column: Int)
  }

  /// What is wrong with a file.
  public enum Reason: Equatable, Sendable {
    /// The system refuses, for that reason.
    case unreadable(String)
    /// The system refuses to write, for that reason.
    case unwritable(String)
    /// It is a folder.
    case folder
    /// It has no row of data.
    case empty
    /// It was changed while it was read.
    case changed
    /// It is not of a form that is read; the text says what it is and what helps.
    case form(String)
    /// The row has another number of fields than the first.
    case ragged(found: Int, expected: Int)
    /// The field of that column is no number.
    case notNumber(String, column: String)
    /// The field of that column has no value.
    case missing(column: String)
    /// The number of that column is infinite, or too large for its type.
    case infinite(String, column: String)
    /// The first line has both numbers and text.
    case unclearHeader
    /// There is no column of that name or number.
    case noColumn(String, available: [String])
    /// A quotation mark stands where none may.
    case quotation(String)
    /// Something is longer than what is read.
    case tooLong(String, limit: Int)
    /// The file has that many bytes, and its header promises others.
    case length(found: Int, expected: Int)
    /// What the header says is impossible or not supported.
    case header(String)
  }

  /// `file:line:column: what is wrong`, as compilers write it; control characters are escaped.
  public var description: String { "\(location): \(reason)" }

  /// `file:line:column`, or as much of it as is known; control characters are escaped.
  public var location: String {
    switch place {
    case .line(let line, let column): "\(printable(file)):\(line):\(column)"
    case .entry(let row, let column): "\(printable(file)): row \(row), column \(column)"
    case nil: printable(file)
    }
  }
}

extension DataFileError.Reason: CustomStringConvertible {
  /// The reason in words; control characters are escaped.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .unwritable(let reason): "cannot be written: \(reason)"
    case .folder: "is a folder, not a file"
    case .empty: "holds no row of data"
    case .changed: "was changed while it was being read"
    case .form(let text): printable(text)
    case .ragged(let found, let expected):
      "\(found) \(found == 1 ? "field" : "fields"), where the first row has \(expected)"
    case .notNumber(let field, let column): "“\(printable(field))” is not a number (\(printable(column)))"
    case .missing(let column): "the value is missing (\(printable(column)))"
    case .infinite(let field, let column): "“\(printable(field))” is not finite (\(printable(column)))"
    case .unclearHeader:
      "the first line has both numbers and text: state whether it holds the names of the columns"
    case .noColumn(let name, let available):
      "there is no column “\(printable(name))”, but \(printable(available.prefix(20).joined(separator: ", ")))"
    case .quotation(let text): text
    case .tooLong(let what, let limit): "\(what) is longer than \(limit) bytes"
    case .length(let found, let expected): "has \(found) bytes, where its header promises \(expected)"
    case .header(let text): printable(text)
    }
  }
}

/// A text of a file as messages show it: short, and without control characters.
func printable(_ text: String) -> String {
  var shown = ""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == 200 { return shown + "…" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      shown += "\\u{\(String(scalar.value, radix: 16))}"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

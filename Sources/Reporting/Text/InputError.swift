import Notation

/// Why some input cannot be read, with its place where it has one.
public struct InputError: Error, Sendable, Hashable, Codable {
  /// The name of the input.
  public let file: String
  /// Where, if the fault is at a place.
  public let location: SourceLocation?
  /// How many characters the fault covers.
  public let length: Int
  /// The line of the source that holds it.
  public let sourceLine: String?
  /// What is wrong, one sentence without a full stop.
  public let message: String
  /// What would have been right, if anything is near.
  public let hint: String?

  /// An input as a whole that cannot be read.
  public init(file: String, message: String, hint: String? = nil) {
    self.file = file
    location = nil
    length = 1
    sourceLine = nil
    self.message = message
    self.hint = hint
  }

  /// A place that cannot be read.
  public init(_ error: NotationError) {
    file = error.file
    location = error.location
    length = error.length
    sourceLine = error.sourceLine
    message = error.message
    hint = error.hint
  }
}

extension Report {
  /// The error as `file:line:column: error: message`, the source line with carets, and the hint.
  public static func text(_ error: InputError, style: ReportStyle) -> String {
    var place = SafeText.escaped(error.file)
    if let location = error.location { place += ":\(location.line):\(location.column)" }
    var text = style.paint("\(place):", .bold) + " " + style.paint("error:", .red)
    text += " " + style.paint(SafeText.escaped(error.message), .bold) + "\n"
    if let location = error.location, let sourceLine = error.sourceLine,
      !sourceLine.allSatisfy({ $0 == " " || $0 == "\t" })
    {
      let number = "\(location.line)"
      let excerpt = SourceExcerpt(
        sourceLine, column: location.column, length: error.length, width: style.width - number.count - 5)
      let gutter = String(repeating: " ", count: number.count)
      text += style.paint("  \(number) |", .cyan) + " \(excerpt.line)\n"
      text += style.paint("  \(gutter) |", .cyan) + " " + style.paint(excerpt.mark, .red) + "\n"
    }
    if let hint = error.hint {
      let pieces = SafeText.escaped(hint).split(separator: ", ").map(String.init)
      let lines = DisplayWidth.wrapped(pieces, separator: ", ", width: style.width - 6)
      text += style.paint("hint:", .cyan) + " " + lines.joined(separator: "\n      ") + "\n"
    }
    return text
  }
}

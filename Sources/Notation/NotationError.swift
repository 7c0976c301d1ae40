/// Why a text cannot be read: one message with its place.
public struct NotationError: Error, Hashable, Sendable {
  /// The name of the text.
  public let file: String
  /// Where.
  public let location: SourceLocation
  /// How many characters the fault covers, at least 1.
  public let length: Int
  /// The line of the source that holds it.
  public let sourceLine: String
  /// What is wrong, one sentence without a full stop.
  public let message: String
  /// What would have been right, if anything is near: `did you mean \Sigma_1?`
  public let hint: String?
  /// The plain spelling of the name that nothing declares, where that is what is wrong.
  package let undeclaredName: String?

  /// The error at these bytes of the source.
  public init(_ source: Source, _ range: Range<Int>, _ message: String, hint: String? = nil) {
    self.init(source, range, message, hint: hint, undeclaredName: nil)
  }

  /// The error of a name that nothing declares, which stands at these bytes.
  package init(
    _ source: Source, _ range: Range<Int>, _ message: String, hint: String? = nil, undeclaredName: String?
  ) {
    file = source.name
    let place = source.location(range.lowerBound)
    location = place
    let line = source.line(place.line)
    sourceLine = line
    let end = min(range.upperBound, source.bytes.count)
    let covered = range.lowerBound < end ? source.text(range.lowerBound..<end).prefix { $0 != "\n" }.count : 1
    length = max(1, min(covered, max(1, line.count - place.column + 1)))
    self.message = message
    self.hint = hint
    self.undeclaredName = undeclaredName
  }
}

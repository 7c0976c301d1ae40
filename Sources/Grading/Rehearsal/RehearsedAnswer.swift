/// An answer that is made from a key.
struct RehearsedAnswer: Sendable {
  /// The name of the file.
  let name: String
  /// The text.
  let text: String
  /// The question and the line of the text that a planted error stands on; nil in an honest answer.
  let planted: (question: Int, line: Int)?
}

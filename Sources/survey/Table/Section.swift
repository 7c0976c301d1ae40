/// One part of the survey: what it found, in words, and how that stands to the bounds.
struct Section: Sendable {
  let title: String
  /// Tables and lists, each line ended.
  let text: String
  let bounds: [Bound]
}

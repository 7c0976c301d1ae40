/// A slip of the corpus, as far as it is counted.
struct RecordedSlip: Decodable, Sendable {
  /// How it is known to be one: by numbers, by shapes, by reading, or by report.
  let verified: String

  /// Whether it can be told from a formula alone.
  var isVerified: Bool { verified == "numeric" || verified == "shape" }
}

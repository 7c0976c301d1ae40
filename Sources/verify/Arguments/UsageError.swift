/// Why a command line cannot be understood.
struct UsageError: Error, Hashable {
  /// What is wrong, one sentence without a full stop.
  let message: String
  /// What would have been right, if anything is near.
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

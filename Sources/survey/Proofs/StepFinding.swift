import Verification

/// What is found about one step of a published proof, or about one formula of its theorem.
struct StepFinding: Sendable {
  /// What became of it.
  enum Verdict: Sendable {
    /// It could not be read.
    case unread(String)
    /// It introduces a name, and states nothing.
    case definition
    /// It was checked.
    case checked(Outcome, note: String)
    /// A line known to be wrong is refused by the reader, which reads what would have been right.
    case refused(String)
    /// There is nothing to compare with, as the line before is refused.
    case cut
  }

  /// The line of the step.
  let piece: ProofText.Piece
  let verdict: Verdict
  /// Whether the published line, or the one before it, is known to be wrong.
  let mayBeRefuted: Bool

  /// Whether the formula is read; one that is refused since it is wrong counts.
  var isRead: Bool {
    switch verdict {
    case .unread: false
    case .definition, .checked, .refused, .cut: true
    }
  }

  /// Whether it is known to hold or not to hold.
  var isDecided: Bool {
    switch verdict {
    case .unread, .cut: false
    case .definition, .refused: true
    case .checked(let outcome, _): outcome.isPass || outcome == .refuted
    }
  }

  /// Whether it introduces a name.
  var isDefinition: Bool {
    if case .definition = verdict { true } else { false }
  }

  /// Whether a right step is called wrong, or two ways contradict each other.
  var isWrong: Bool {
    switch verdict {
    case .checked(.refuted, _): !mayBeRefuted
    case .checked(.fault, _): true
    case .checked, .unread, .definition, .refused, .cut: false
    }
  }
}

/// What is found about a line that is known to be wrong.
enum SlipFinding: Sendable, Hashable {
  /// It is refuted at its place.
  case refuted
  /// The reader refuses it, and reads what would have been right.
  case refused
  /// It equals the line before in two ways of knowing: the mistake does not show in its value.
  case withoutEffect
  /// It is not found.
  case missed(String)

  /// Whether the mistake is told.
  var isFound: Bool {
    switch self {
    case .refuted, .refused: true
    case .withoutEffect, .missed: false
    }
  }
}

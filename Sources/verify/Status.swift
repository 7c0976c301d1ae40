import Reporting
import Verification

/// What the process returns.
enum Status: Int32, Sendable {
  /// Everything holds.
  case holds = 0
  /// Something is refuted, or a mutant survived.
  case refuted = 1
  /// Something is undecided.
  case undecided = 2
  /// A training cannot go on, as a component of a mixture that collapses.
  case untrained = 3
  /// The command line is wrong.
  case usage = 64
  /// Some input cannot be read.
  case unreadable = 65
  /// Two ways contradict each other.
  case fault = 70
  /// What was found cannot be written.
  case unwritable = 73

  /// The status that tells of an outcome.
  init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .proved, .exact, .agrees, .condition: .holds
      case .refuted: .refuted
      case .undecided: .undecided
      case .fault: .fault
      }
  }

  /// The status of a run in which some inputs could not be read.
  init(_ outcome: Outcome, errors: [InputError]) {
    self = outcome == .fault || errors.isEmpty ? Status(outcome) : .unreadable
  }
}

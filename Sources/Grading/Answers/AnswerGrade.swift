import Notation
import Symbolic
import Verification

/// What became of one answer: a file by one writer.
public struct AnswerGrade: Sendable, Codable {
  /// The file as it was named.
  public internal(set) var name: String
  /// The grade of each question of the key, in order.
  public let questions: [QuestionGrade]
  /// Why the file as a whole could not be read.
  public let error: String?

  /// The points that are certain.
  public var points: Points { questions.reduce(.zero) { $0 + $1.score.points } }
  /// The points with all that a person may still grant.
  public var upTo: Points { questions.reduce(.zero) { $0 + $1.score.upTo } }
  /// All points of the key.
  public var total: Points { questions.reduce(.zero) { $0 + $1.score.total } }
  /// Whether a person has to look at it.
  public var needsReview: Bool { error != nil || questions.contains { !$0.review.isEmpty } }
}

/// What became of the answer to one question.
public struct QuestionGrade: Sendable, Codable {
  /// The slug of the question.
  public let slug: String
  /// Its heading.
  public let title: String
  /// The heading of the accepted convention that was followed, where it is not the question's own.
  public var convention: String?
  /// Whether something was handed in under the heading.
  public var isAnswered = true
  /// What the writer calls things.
  public var names: [AnswerReading.Name] = []
  /// What the writer assumes and the question does not.
  public var assumptions: [AnswerReading.Assumption] = []
  /// The lines in the order of the text.
  public var lines: [GradedLine] = []
  /// What is known of the final answer.
  public var final = FinalAnswer.missing
  /// The points with their arithmetic.
  public var score: Score
  /// Why a person has to look at it.
  public var review: [String] = []

  /// The first line that is refuted.
  public var firstWrong: GradedLine? { lines.first { $0.verdict == .refuted } }
}

/// One line of an answer.
public struct GradedLine: Sendable, Codable {
  /// What is known of a line against the line before.
  public enum Verdict: String, Sendable, Codable {
    /// The first line of a chain, which claims nothing.
    case statement
    /// Derived.
    case proved
    /// Equal in exact arithmetic.
    case exact
    /// Equal in floating point or in sampled estimates.
    case agrees
    /// An equation that is asked.
    case asked
    /// Wrong.
    case refuted
    /// Not known.
    case undecided
    /// Not read.
    case unreadable
  }

  /// Where the line begins.
  public let location: SourceLocation
  /// The line as written, in one line.
  public let text: String
  /// What is known of it.
  public var verdict: Verdict
  /// Whether it is one of the steps from the question, not an aside.
  public var isOnRoute = false
  /// Whether it counts as a step: it holds and says something new.
  public var counts = false
  /// Why it is not known, or what else is to be said.
  public var notes: [String] = []
  /// Values at which it fails.
  public var counterexample: Counterexample?
  /// What was probably meant.
  public var diagnosis: Suggestion?

  /// What was probably meant by a wrong line.
  public struct Suggestion: Sendable, Hashable, Codable {
    /// What to change, in words.
    public let message: String
    /// The line that would be right, in plain spelling.
    public let plain: String
    /// The same in LaTeX.
    public let latex: String
  }

  /// Whether it holds against the line before.
  public var isPass: Bool { [.proved, .exact, .agrees].contains(verdict) }
}

/// What is known of a final answer.
public enum FinalAnswer: Sendable, Hashable, Codable {
  /// Equal to the key's, and in the form that is asked for.
  case right
  /// Equal to the key's, but something is left to work out or to expand.
  case notClosed(left: String)
  /// Equal to the key's, with names that are not allowed.
  case otherSymbols([String])
  /// Nothing but the question.
  case restated
  /// Not equal to the key's.
  case wrong
  /// Not known.
  case open(reason: String)
  /// There is none.
  case missing
}

import Symbolic

/// What an answer is read under: what the question declares, and what it asks for.
package struct QuestionScope: Sendable {
  /// What holds before the question's own displays.
  package let given: Declarations
  /// What the question's displays define and determine besides.
  let settled: Declarations
  /// The first lines of the question's chains.
  package let statements: [Term]

  /// The scope of a claim.
  package init(_ claim: Claim) {
    given = claim.given
    settled = claim.declarations
    statements = claim.chains.map(\.first.term)
  }
}

/// The answer to one question, read under the declarations of the question.
public struct AnswerReading: Sendable {
  /// What the writer calls something that has another name in the question.
  public struct Name: Hashable, Sendable, Codable {
    /// The writer's name, in plain spelling.
    public let own: String
    /// The question's.
    public let asked: String
  }

  /// Something that the writer assumes and the question does not.
  public struct Assumption: Hashable, Sendable, Codable {
    /// The formula as written.
    public let text: String
    /// The line of the text that it stands on.
    public let line: Int
    /// Whether it says another thing of a name than the question does, so that both cannot hold.
    public let contradicts: Bool
  }

  /// A line that cannot be read.
  package struct Unreadable: Sendable {
    /// The bytes of the line.
    package let range: Range<Int>
    /// Why.
    package let error: NotationError
  }

  /// The names that were matched, by the question's name.
  package var names: [Name] = []
  /// The assumptions that do not count.
  package var assumptions: [Assumption] = []
  /// What is in force at the end: what the question declares, and what the writer abbreviates.
  package var declarations: Declarations
  /// The chains, with unreadable lines left out of them.
  package var chains: [Chain] = []
  /// Expressions that stand alone.
  package var expressions: [Line] = []
  /// The lines that cannot be read.
  package var unreadable: [Unreadable] = []
  /// What chains state of which nothing but the first expression could be read.
  package var unfinished: [Term] = []
  /// Whether all of a chain was left out.
  package var hasLostChain = false
  /// Why nothing that was read counts, if it does not.
  package var fault: String?
}

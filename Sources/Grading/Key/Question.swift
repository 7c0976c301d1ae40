import Notation
import Symbolic

/// What a question gives points for.
public struct QuestionRules: Hashable, Sendable {
  /// The form that the final answer must have.
  public enum Form: String, Hashable, Sendable {
    /// No expectation, integral, divergence, derivative or optimum is left.
    case closed
    /// None is left that the key's own final answer has not.
    case key
    /// No sum stands in a product or under a power, and nothing is left that the key's own final answer has not.
    case expanded
    /// Any.
    case any
  }

  /// What a final answer counts that nothing leads to.
  public enum BareAnswer: String, Hashable, Sendable {
    /// All points.
    case full
    /// The points of the final answer.
    case final
    /// Nothing.
    case nothing
  }

  /// All points of the question.
  public var total: Points
  /// The points of the final answer.
  public var final: Points
  /// The points of the steps.
  public var steps: Points
  /// The form of the final answer.
  public var form = Form.key
  /// The only names that the final answer may use, in plain spelling; nil for all that the question declares.
  public var symbols: [String]?
  /// What a bare final answer counts.
  public var bareAnswer = BareAnswer.final
}

/// A way to state a question and its answer; a question may accept several.
public struct Convention: Sendable {
  /// The claim of the key.
  public let claim: Claim
  /// What answers are read under.
  let scope: QuestionScope
  /// The final answer, definitions followed.
  let final: Term
  /// What the final answer is of: the first line of the last chain.
  let target: Term
  /// How the final answer stands to it.
  let relation: Relation?

  init(_ claim: Claim) {
    self.claim = claim
    scope = QuestionScope(claim)
    let last = claim.chains.last
    let line = last?.lines.last?.term ?? Term(0)
    final = (try? line.unfolding(claim.declarations.definitions)) ?? line
    target = last?.first.term ?? line
    relation = last.flatMap(\.composedRelation)
  }
}

/// A question of a key.
public struct Question: Sendable {
  /// The heading in lower case with hyphens.
  public let slug: String
  /// The heading.
  public let title: String
  /// What it gives points for.
  public let rules: QuestionRules
  /// The accepted conventions, the question's own first.
  public let conventions: [Convention]
}

extension Chain {
  /// How the last line stands to the first; nil where the relations between do not go together.
  var composedRelation: Relation? {
    var found = Relation.equal
    for step in steps where !step.isCondition {
      switch (found, step.relation) {
      case (_, .equal), (_, .definition): continue
      case (.equal, let next): found = next
      case (let known, let next) where known == next: continue
      case (.less, .lessOrEqual), (.greater, .greaterOrEqual): continue
      case (.lessOrEqual, .less): found = .less
      case (.greaterOrEqual, .greater): found = .greater
      default: return nil
      }
    }
    return found
  }
}

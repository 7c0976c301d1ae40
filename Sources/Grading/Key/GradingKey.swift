import Notation

/// An answer key: a derivation whose claims carry points.
///
/// A heading under which a paragraph begins with **Points** is a question. A deeper heading behind it, without such a
/// paragraph, states another accepted convention of the same question.
public struct GradingKey: Sendable {
  /// A paragraph that says what a question gives.
  public static let example = RulesReader.example

  /// The key as a derivation.
  public let document: Document
  /// The questions in order.
  public let questions: [Question]

  /// All points.
  public var total: Points { questions.reduce(.zero) { $0 + $1.rules.total } }

  /// The key of a document.
  ///
  /// - Throws: `KeyError` with everything that is wrong with it.
  public init(_ document: Document) throws(KeyError) {
    self.document = document
    var problems: [String] = []
    var found: [(claim: Claim, rules: QuestionRules, conventions: [Convention])] = []
    for claim in document.claims {
      do throws(KeyError) {
        if let rules = try RulesReader.rules(of: claim) {
          found.append((claim, rules, [Convention(claim)]))
        } else if let last = found.last, claim.level > last.claim.level {
          found[found.count - 1].conventions.append(Convention(claim))
        } else {
          problems.append("\(claim.title): no paragraph says how many points it gives, such as \(RulesReader.example)")
        }
      } catch {
        problems += error.problems
      }
    }
    questions = found.map {
      Question(slug: $0.claim.slug, title: $0.claim.title, rules: $0.rules, conventions: $0.conventions)
    }
    for question in questions { problems += GradingKey.problems(question) }
    guard problems.isEmpty else { throw KeyError(problems: problems) }
  }

  private static func problems(_ question: Question) -> [String] {
    var problems: [String] = []
    for convention in question.conventions {
      let name = convention.claim.title
      let known = Set(convention.claim.given.symbols)
      let unknown = convention.final.freeSymbols.subtracting(known).filter { symbol in
        convention.claim.declarations.indexBounds[symbol] == nil
      }
      if let symbol = unknown.map(\.name).min() {
        problems.append("\(name): the final answer uses \(symbol), which must be declared before the first display")
      }
      if convention.relation == nil {
        problems.append("\(name): the relations of the last chain do not go together")
      }
      if question.rules.form != .any, let word = ClosedForm(convention.claim.declarations).unresolved(convention.final),
        question.rules.form == .closed
      {
        problems.append("\(name): the final answer must be in closed form, but \(word) is left in it")
      }
    }
    if question.rules.form == .expanded {
      for convention in question.conventions {
        guard let left = ExpandedForm.left(in: convention.final) else { continue }
        problems.append("\(convention.claim.title): the final answer must be expanded, but \(left) is left in it")
      }
    }
    for name in question.rules.symbols ?? [] {
      let given = question.conventions[0].claim.given
      if given.symbol(named: name) == nil, !given.isDimension(name) {
        problems.append("\(question.title): the allowed symbol \(name) is not declared")
      }
    }
    return problems
  }
}

/// What is wrong with a key.
public struct KeyError: Error, Hashable, Sendable {
  /// One sentence each, without a full stop.
  public let problems: [String]
}

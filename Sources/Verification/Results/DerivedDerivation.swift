import Symbolic

/// A derivation that was found by rewriting.
public struct DerivedDerivation: Sendable {
  /// What is declared, by the user or inferred from the expression.
  public let declarations: Declarations
  /// The expression that was asked for.
  public let expression: Term
  /// The steps from it, in order.
  public let steps: [DerivedStep]
  /// The identities that the steps rest on, by name.
  public let restsOn: [String]
  /// Why the rewriting stopped before a closed form; nil where it reached one.
  public let note: String?

  /// A derivation of these parts.
  public init(
    declarations: Declarations, expression: Term, steps: [DerivedStep], restsOn: [String], note: String?
  ) {
    self.declarations = declarations
    self.expression = expression
    self.steps = steps
    self.restsOn = restsOn
    self.note = note
  }
}

/// One step that was found by rewriting.
public struct DerivedStep: Sendable, Hashable {
  /// The line.
  public let term: Term
  /// The rules that lead to it from the line before.
  public let rules: [String]

  /// The step to that line by those rules.
  public init(term: Term, rules: [String]) {
    self.term = term
    self.rules = rules
  }
}

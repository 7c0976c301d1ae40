import Symbolic

/// One comparison of two terms that a step comes down to: for a plain step its lines, for other relations terms that are
/// equal exactly where the relation holds.
struct Goal: Sendable, Hashable {
  /// The left side.
  let left: Term
  /// How the sides stand to each other.
  let relation: Relation
  /// The right side.
  let right: Term
  /// What the terms are made of; more than the claim declares where values at two points are compared.
  let declarations: Declarations
  /// What must have a value where the sides are compared, such as the equations at their solution.
  let conditions: [Term]

  init(
    _ left: Term, _ relation: Relation, _ right: Term, _ declarations: Declarations, where conditions: [Term] = []
  ) {
    self.left = left
    self.relation = relation
    self.right = right
    self.declarations = declarations
    self.conditions = conditions
  }
}

/// What a step comes down to.
enum StepForm: Sendable, Hashable {
  /// The two lines as they stand.
  case lines
  /// Comparisons that all have to hold; the first is the one that is proved and shown.
  ///
  /// Products of values vanish where either does; `needsValues` asks that the first comparison is not 0 = 0 everywhere.
  case goals([Goal], needsValues: Bool)
  /// Two functions with one optimizer.
  case order(OrderCheck)
  /// A limit.
  case limit(LimitCheck)
  /// Asked, not claimed.
  case condition
  /// Nothing that can be decided, with the reason.
  case open(reason: String)
}

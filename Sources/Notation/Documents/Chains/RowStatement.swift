import Symbolic

/// A relation, or none before the first, and the expression behind it.
struct Segment {
  var relation: Relation?
  /// The bytes of the relation.
  let place: Range<Int>
  var tokens: [Token]
  var reasons: [String]
  /// What is written below the relation, as z in \propto_z.
  var script: [Token] = []
}

/// One statement of a row: an expression, or what goes on with the one before, and relations.
struct RowStatement {
  /// The first has no relation, and no token where the row begins with a relation.
  var segments: [Segment]
  /// Whether an alignment mark stands before its first token.
  let isMarked: Bool
  /// Whether an alignment mark stands directly before its first relation.
  let relationIsMarked: Bool
  /// Whether something says that it begins anew, such as \implies or "where".
  let beginsAnew: Bool
  /// Whether an arrow or a word says that it follows from what stands before, such as \implies or "hence".
  var isConsequence = false
}

/// What a row says.
struct RowContent {
  var statements: [RowStatement] = []
  /// Reasons of a row that holds no expression.
  var reasons: [String] = []
}

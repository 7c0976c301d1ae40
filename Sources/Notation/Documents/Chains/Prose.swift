/// Tells words about a formula from names that are part of it.
enum Prose {
  /// What a piece of prose does to the row that it stands in.
  enum Role {
    /// It is a name or an operator of the expression, such as \text{tr}.
    case name
    /// It joins two statements, such as "and" or "where".
    case conjunction
    /// It says why, or anything else that is no mathematics.
    case reason
    /// It restricts when the step holds.
    case condition
  }

  /// Operators between two operands.
  static let operators: Set<String> = ["cdot", "times", "odot", "circ", "otimes", "pm", "mp", "div", "ast", "bullet"]

  private static let conjunctions: Set<String> = [
    "and", "where", "so", "hence", "thus", "therefore", "then", "with", "i.e.", "that is", "which gives", "so that",
    "and so", "and hence", "and therefore", "which implies", "implies", "let", "now", "finally", "further", "or",
  ]

  private static let conditions: Set<String> = ["if", "when", "unless", "provided", "whenever"]

  private static let explanations: Set<String> = [
    "since", "because", "as", "using", "given", "recall", "note", "noting", "for", "from",
  ]

  private static let conclusions: Set<String> = [
    "so", "hence", "thus", "therefore", "then", "which gives", "so that", "and so", "and hence", "and therefore",
    "which implies", "implies", "that is", "i.e.",
  ]

  /// Whether the words say that what comes follows from what stands before.
  static func concludes(_ token: Token) -> Bool {
    guard case .text(let text) = token.kind else { return false }
    let words = Reason.trimmed(String(text.prefix(200)).lowercased()).drop { $0 == "," || $0 == " " }
    return conclusions.contains(String(words.prefix { $0 != "," && $0 != ":" }))
  }

  /// Words that name the constraint of an optimum.
  private static let constraints = ["s.t.", "s. t.", "subject to", "such that"]

  /// Whether the words say that a formula behind them is a reason.
  static func explains(_ token: Token) -> Bool {
    guard case .text(let text) = token.kind,
      let first = text.prefix(200).lowercased().split(whereSeparator: { !$0.isLetter }).first
    else { return false }
    return explanations.contains(String(first))
  }

  /// The role of the text at a place of the row whose relations are known.
  static func role(_ index: RowIndex, at place: Int) -> Role {
    guard case .text(let raw) = index.tokens[place].kind else { return .name }
    if place > 0, takesOperand(index.tokens[place - 1]) { return .name }
    let text = Reason.trimmed(String(raw.prefix(200)).lowercased())
    let clause = text.drop { $0 == "," || $0 == " " }.prefix { $0 != "," && $0 != ":" }
    if conjunctions.contains(String(clause)) { return .conjunction }
    if constraints.contains(where: text.hasPrefix) { return .condition }
    if let first = text.split(whereSeparator: { !$0.isLetter }).first, conditions.contains(String(first)) {
      return .condition
    }
    if SyntaxReader.isOperatorWord(raw) { return .name }
    guard isName(raw), place + 1 < index.row.count, index.row[place + 1].depth == index.row[place].depth else {
      return .reason
    }
    if index.isRelation(place + 1) { return .name }
    return index.row[place + 1].marks == 0 && isOperand(index.tokens[place + 1]) ? .name : .reason
  }

  /// Whether something must follow the token: a sign, a relation, the mark of a script.
  static func takesOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol): ["+", "-", "=", "<", ">", "*", "/", "^", "_"].contains(symbol)
    case .command(let name): operators.contains(name) || name == "mathop" || name == "operatorname"
    default: false
    }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(Bytes.isLetter)
  }

  private static func isOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol): ["(", "[", "{", "\\{", "_", "^", "|"].contains(symbol)
    case .letter, .number: true
    case .command(let name): !operators.contains(name)
    case .word, .text, .rowEnd, .end: false
    }
  }
}

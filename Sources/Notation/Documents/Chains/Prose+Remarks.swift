/// What words say of the formula that stands behind them.
extension Prose {
  /// Words that a remark begins with, which then tells of a formula.
  private static let openings: Set<String> = [
    "since", "because", "as", "using", "given", "recall", "note", "noting", "for", "from", "by", "with", "where", "if",
    "when", "here", "let", "whenever", "provided", "in", "under", "on", "at", "see", "cf", "via", "due",
  ]

  /// Words whose object can be a formula.
  private static let takers: Set<String> = [
    "of", "in", "on", "by", "for", "from", "to", "with", "under", "over", "at", "as", "that", "is", "are", "be", "and",
    "the", "a", "all", "any", "each", "every", "some", "both", "since", "because", "using", "given", "recall", "note",
    "noting", "where", "if", "when", "here", "let", "provided", "via", "respect", "r", "t", "see", "than", "between",
  ]

  /// Words that join what follows with what stands before.
  private static let joiners: Set<String> = ["and", "or", "also", "but", "together", "too", "then", "plus"]

  /// Words that stand for an operator.
  private static let operations: Set<String> = [
    "plus", "minus", "times", "divided", "multiplied", "squared", "cubed", "transposed", "inverted", "modulo",
    "doubled", "halved", "tripled", "negated", "increased", "decreased", "scaled", "rescaled", "shifted", "raised",
  ]

  /// Words by which the formula behind them adds to the one before.
  private static let additions: Set<String> = [
    "multiple", "addition", "additional", "extra", "another", "together", "along", "also", "plus", "minus", "times",
    "up", "besides", "excess", "correction", "remainder", "off", "except", "without",
  ]

  /// Words that the number of a formula or a lemma stands behind.
  private static let references: Set<String> = [
    "lemma", "theorem", "proposition", "corollary", "definition", "equation", "equations", "eq", "eqs", "formula",
    "step", "line", "section", "appendix", "chapter", "exercise", "fact", "rule", "identity", "property", "part",
    "page", "example", "assumption", "remark", "item", "by", "from", "using", "see",
  ]

  /// Words before one of those that change nothing: "and also plus".
  private static let fillers: Set<String> = ["and", "also", "then", "all", "or", "is", "are", "now", "but"]

  /// Whether the words are a remark in brackets, such as (first), that calculates nothing.
  static func isBracketed(_ text: String) -> Bool {
    let text = Reason.trimmed(String(text.prefix(200)))
    guard let first = text.first, let last = text.last, first == "(" && last == ")" || first == "[" && last == "]",
      text.contains(where: \.isLetter), !text.dropFirst().dropLast().contains(where: { "()[]".contains($0) })
    else { return false }
    return !calculates(text) && !text.contains("$")
  }

  /// Whether the words stand for an operator, such as "plus" or "divided by".
  static func calculates(_ text: String) -> Bool {
    let words = words(text)
    guard let first = words.first(where: { !fillers.contains($0) }) else { return false }
    return operations.contains(first)
  }

  /// Whether the words begin a remark that can tell of a formula.
  static func opensRemark(_ text: String) -> Bool { words(text).first.map(openings.contains) ?? false }

  /// Whether the words add the formula behind them to the one before.
  static func adds(_ text: String) -> Bool { !additions.isDisjoint(with: words(text)) }

  /// Whether a number behind the words is that of a formula or a lemma.
  static func refers(_ text: String) -> Bool { words(text).last.map(references.contains) ?? false }

  /// Whether the words open a bracket that they do not close.
  static func opensBracket(_ text: String) -> Bool {
    text.count { $0 == "(" || $0 == "[" } > text.count { $0 == ")" || $0 == "]" }
  }

  /// Whether the text is no words but a part of a formula: it begins with a sign, or is a letter or a number alone.
  static func isFormula(_ text: String, inColumn: Bool) -> Bool {
    let text = Reason.trimmed(String(text.prefix(200)))
    let core = text.drop { "([ ".contains($0) }
    guard let first = core.first else { return false }
    let isMinus = first == "-" && core.dropFirst().first != "-" && core.count > 1
    // <b> is a mark of a page.
    let isMark = first == "<" && core.contains(">")
    if isMinus || "+*/=<>^×·−±".contains(first) && !isMark { return true }
    if inColumn || core.count < text.count { return false }
    return text.contains { $0.isLetter || $0.isNumber } && !text.contains("$")
      && !text.split { !$0.isLetter }.contains { $0.count > 1 }
  }

  /// Whether the last word can have a formula for its object.
  static func takesObject(_ text: String) -> Bool { words(text).last.map(takers.contains) ?? false }

  /// Whether the remark is over before the formula behind it: the words end with a comma, or join on after others.
  static func isBroken(_ text: String) -> Bool {
    let words = words(text)
    guard words.count > 1, let last = words.last else { return false }
    if joiners.contains(last) { return true }
    return text.last { !$0.isWhitespace }.map { ",;.)]".contains($0) } ?? false
  }

  /// Whether the words are one of two: what follows is another answer.
  static func isAlternative(_ token: Token) -> Bool {
    guard case .text(let text) = token.kind else { return false }
    return words(text) == ["or"]
  }

  /// Whether a formula between dollars inside the words is no part of what they say.
  static func losesFormula(_ text: String, isApart: Bool) -> Bool {
    let parts = parts(text)
    guard parts.count > 1 else { return false }
    let isExplained = isApart || opensRemark(String(parts[0])) || parts[0].contains("(")
    for place in stride(from: 1, to: parts.count, by: 2) {
      let formula = parts[place].drop(while: \.isWhitespace)
      if let first = formula.first, "+-*/^_".contains(first) { return true }
      if operators.contains(where: { formula.hasPrefix("\\" + $0) }) { return true }
      let before = String(parts[place - 1])
      if !formula.isEmpty, !isExplained || isBroken(before) || calculates(before) { return true }
    }
    return false
  }

  /// Whether a tag says something of a formula: a relation, or more than a mark between dollars.
  static func tagClaims(_ text: String) -> Bool {
    if text.contains(where: { "=<>≤≥≠≈".contains($0) }) { return true }
    let parts = parts(text)
    return stride(from: 1, to: parts.count, by: 2).contains { place in
      let formula = parts[place].filter { !$0.isWhitespace }
      if formula.hasPrefix("\\") { return !formula.dropFirst().allSatisfy(\.isLetter) }
      return formula.count > 1 && !formula.allSatisfy { $0.isLetter || $0.isNumber || "'*_.".contains($0) }
    }
  }

  /// The words and, between them, the formulas of a text.
  private static func parts(_ text: String) -> [Substring] {
    text.replacing("\\(", with: "$").replacing("\\)", with: "$")
      .split(separator: "$", maxSplits: 63, omittingEmptySubsequences: false)
  }

  private static func words(_ text: String) -> [String] {
    text.prefix(2000).lowercased().split { !$0.isLetter }.map(String.init)
  }
}

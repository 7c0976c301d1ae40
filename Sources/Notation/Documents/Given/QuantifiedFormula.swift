/// A formula of a declaring paragraph with the indices that "for t = 1, …, T" lets run in it.
struct QuantifiedFormula {
  /// The formula without the quantifier.
  var formula: GivenFormula
  /// The indices, in the order of the text.
  var indices: [IndexQuantifier] = []

  /// Whether it places names in sets and does nothing else.
  var placesNames: Bool {
    formula.statements.allSatisfy { !$0.rights.isEmpty && $0.rights.allSatisfy { $0.sign == .element } }
  }

  /// Whether it states a mean or a covariance of a name, and not how these are defined.
  var statesMoment: Bool {
    formula.statements.allSatisfy { statement in
      !statement.rights.isEmpty
        && statement.lefts.allSatisfy { left in
          StatedMoments.isMoment(left) && !statement.rights.contains { StatedMoments.defines(left, $0.tokens) }
        }
    }
  }

  /// The formulas of a paragraph, each with the quantifiers of its sentence: those behind it, or those that the
  /// sentence begins with.
  static func all(_ formulas: [GivenFormula]) -> [QuantifiedFormula] {
    var collector = QuantifierCollector()
    for formula in formulas { collector.add(formula) }
    return collector.formulas
  }
}

private struct QuantifierCollector {
  var formulas: [QuantifiedFormula] = []
  /// The formulas from here on wait for a quantifier behind them.
  private var waiting = 0
  /// The formulas that the last quantifier spoke of.
  private var spoken: Range<Int>?
  /// The indices that the sentence begins with.
  private var leading: [IndexQuantifier] = []

  private static let announcing = ["for", "for all", "for each", "for every", "each", "every", "and for"]

  mutating func add(_ formula: GivenFormula) {
    let words = formula.before.lowercased()
    if words.contains(where: { ".;".contains($0) }) {
      waiting = formulas.count
      spoken = nil
      leading = []
    }
    let clause = Reason.trimmed(String(words.split(whereSeparator: { ",.;:".contains($0) }).last ?? ""))
    let announces = QuantifierCollector.announcing.contains { clause == $0 || clause.hasSuffix(" " + $0) }
    let goesOn = spoken != nil && (clause.isEmpty || clause == "and")
    if announces || goesOn, let indices = IndexQuantifier.all(formula.tokens) {
      let range = goesOn ? spoken ?? waiting..<formulas.count : waiting..<formulas.count
      for place in range { formulas[place].indices += indices }
      if range.isEmpty { leading += indices }
      spoken = range
      waiting = formulas.count
      return
    }
    spoken = nil
    guard let (start, indices) = IndexQuantifier.suffix(formula.tokens) else {
      formulas.append(QuantifiedFormula(formula: formula, indices: leading))
      return
    }
    formulas.append(QuantifiedFormula(formula: formula.prefix(upTo: start), indices: leading))
    spoken = waiting..<formulas.count
    for place in waiting..<formulas.count { formulas[place].indices += indices }
    waiting = formulas.count
  }
}

extension GivenFormula {
  /// The formula up to a token.
  fileprivate func prefix(upTo end: Int) -> GivenFormula {
    let rest = tokens[..<end]
    return GivenFormula(
      statements: GivenStatement.statements(Array(rest)), tokens: rest, before: before, after: after,
      range: TokenGroups.range(rest) ?? range)
  }
}

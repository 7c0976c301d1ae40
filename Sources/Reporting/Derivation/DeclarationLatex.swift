import Symbolic

/// Declarations as the formulas of a paragraph that begins with **Given**, in an order in which they can be read.
struct DeclarationLatex {
  let declarations: Declarations
  /// The terms in which the declared functions are applied.
  let terms: [Term]
  let latex: (Term) -> String

  /// One statement: what it declares, what it needs, and its formula with the words around it.
  struct Statement {
    let name: String
    let needs: Set<String>
    let text: String
  }

  /// The formulas with their words, in order.
  var statements: [String] {
    var result: [String] = []
    let dimensions = declarations.dimensions.map { latex(Term(.named($0))) }
    if !dimensions.isEmpty { result.append(#"$\#(dimensions.joined(separator: ", ")) \in \mathbb{N}$"#) }
    result += membershipGroups
    var pending = laterStatements
    var waiting = Set(pending.map(\.name))
    while !pending.isEmpty {
      let ready = pending.firstIndex { $0.needs.isDisjoint(with: waiting.subtracting([$0.name])) } ?? 0
      let next = pending.remove(at: ready)
      if !pending.contains(where: { $0.name == next.name }) { waiting.remove(next.name) }
      result.append(next.text)
    }
    return result
  }

  /// The symbols that lie in a set, neighbours in one set together.
  private var membershipGroups: [String] {
    var groups: [(set: String, names: [String])] = []
    for symbol in declarations.symbols where !symbol.sort.isDistribution {
      let isStated = declarations.definitions[symbol] != nil || declarations.distributions[symbol] != nil
      if isStated && symbol.domain == .real || declarations.functions.contains(symbol) { continue }
      // An index is declared by what runs through it, an unknown by the equations.
      if declarations.unknowns.contains(symbol) { continue }
      if symbol.domain == .natural, declarations.indexBounds[symbol] != nil, isIndexOfFamily(symbol) { continue }
      let set = set(of: symbol)
      if groups.last?.set == set {
        groups[groups.count - 1].names.append(latex(Term(symbol)))
      } else {
        groups.append((set, [latex(Term(symbol))]))
      }
    }
    return groups.map { #"$\#($0.names.joined(separator: ", ")) \in \#($0.set)$"# }
  }

  private var laterStatements: [Statement] {
    declarations.symbols.flatMap { symbol -> [Statement] in
      let name = latex(Term(symbol))
      var statements: [Statement] = []
      if let ranges = declarations.families[symbol] {
        if let text = family(symbol, ranges) { statements.append(statement(symbol, [], text)) }
      } else if let formula = declarations.formulas[symbol] {
        statements.append(self.formula(symbol, formula))
      } else if declarations.functions.contains(symbol), let application = application(of: symbol) {
        statements.append(
          statement(symbol, application.arguments, #"$\#(latex(application)) \in \#(set(of: symbol))$"#))
      }
      if let definition = declarations.definitions[symbol] {
        statements.append(statement(symbol, [definition], "$\(name) = \(latex(definition))$"))
      } else if let variables = declarations.laws[symbol] {
        statements += law(symbol, variables)
      } else if symbol.sort.isDistribution {
        statements.append(statement(symbol, [], "$\(name)$ a density"))
      }
      if let distribution = declarations.distributions[symbol] {
        if case .independent(let index) = distribution.head, let draws = draws(symbol, index, distribution) {
          statements.append(statement(symbol, [distribution], draws))
        } else {
          statements.append(statement(symbol, [distribution], words(name, distribution)))
        }
      }
      return statements
    }
  }

  func statement(_ symbol: Symbol, _ parts: [Term], _ text: String) -> Statement {
    let needs = parts.reduce(into: Set<String>()) { $0.formUnion($1.freeSymbols.map(\.name)) }
    return Statement(name: symbol.name, needs: needs, text: text)
  }

  private func words(_ name: String, _ distribution: Term) -> String {
    if distribution.head == .distributionWithMoments, distribution.arguments.count == 2 {
      let (mean, covariance) = (latex(distribution.arguments[0]), latex(distribution.arguments[1]))
      return "$\(name)$ a random vector with mean $\(mean)$ and covariance $\(covariance)$"
    }
    return #"$\#(name) \sim \#(latex(distribution))$"#
  }

  private func application(of function: Symbol) -> Term? {
    for term in terms {
      var found: Term?
      term.forEachSubterm { subterm, _ in
        if found == nil, subterm.head == .application(function) { found = subterm }
      }
      if let found { return found }
    }
    return nil
  }

  func set(of symbol: Symbol) -> String {
    let shape = symbol.shape
    let order = superscript(latex(Term(shape.rows)))
    switch symbol.domain {
    case .real, .positive, .nonnegative, .fullColumnRank:
      let sign = symbol.domain == .positive ? "_{>0}" : symbol.domain == .nonnegative ? "_{+}" : ""
      if shape.isScalar { return #"\mathbb{R}"# + sign }
      if shape.columns == .one { return #"\mathbb{R}"# + sign + order }
      return #"\mathbb{R}\#(sign)^{\#(latex(Term(shape.rows))) \times \#(latex(Term(shape.columns)))}"#
    case .symmetric: return #"\mathbb{S}"# + order
    case .positiveSemidefinite: return #"\mathbb{S}_{+}"# + order
    case .positiveDefinite: return #"\mathbb{S}_{++}"# + order
    case .invertible: return #"\mathrm{GL}_{\#(latex(Term(shape.rows)))}"#
    case .simplex: return #"\Delta"# + superscript(latex(Term(shape.rows - .one)))
    case .natural:
      guard let bound = declarations.indexBounds[symbol] else { return #"\mathbb{N}"# }
      return #"\{1, \ldots, \#(latex(Term(bound)))\}"#
    case .binary, .oneHot:
      let entries = #"\{0, 1\}"#
      return shape.isScalar ? entries : entries + "^{\(latex(Term(shape.rows)))}"
    }
  }

  private func superscript(_ text: String) -> String { text.count == 1 ? "^" + text : "^{\(text)}" }
}

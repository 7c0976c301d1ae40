import Symbolic

/// Families, laws and formulas as they are declared.
extension DeclarationLatex {
  /// Names for indices that nothing else declares.
  private static let letters = ["i", "j", "k", "t", "n", "m", "a", "b"]

  /// Index symbols with the names of declared indices of that range, or others.
  private func indices(_ ranges: [IndexRange]) -> [Symbol] {
    var taken: Set<String> = []
    return ranges.map { range in
      let known = declarations.symbols.first {
        declarations.families[$0] == nil && declarations.indexBounds[$0] == range.upper && !taken.contains($0.name)
      }
      let free = DeclarationLatex.letters.first {
        !taken.contains($0) && declarations.symbol(named: $0) == nil && !declarations.isDimension($0)
      }
      let name = known?.name ?? free ?? "i"
      taken.insert(name)
      return Symbol.index(name)
    }
  }

  /// Whether a family runs through the range of the index.
  func isIndexOfFamily(_ index: Symbol) -> Bool {
    let bound = declarations.indexBounds[index]
    return declarations.families.values.contains { ranges in
      indices(ranges).contains(index) && ranges.contains { $0.upper == bound }
    }
  }

  /// x_t ∈ ℝᵐ for t = 1, …, T.
  func family(_ symbol: Symbol, _ ranges: [IndexRange]) -> String? {
    let indices = indices(ranges)
    guard let member = try? Term(.application(symbol), indices.map { Term($0) }) else { return nil }
    let quantifiers = zip(indices, ranges).map { index, range in
      #"$\#(latex(Term(index))) = \#(range.lower), \ldots, \#(latex(Term(range.upper)))$"#
    }
    let words = symbol.domain == .oneHot ? " one-hot" : ""
    return #"$\#(latex(member)) \in \#(set(of: symbol))$\#(words) for "# + quantifiers.joined(separator: " and ")
  }

  /// x_t ∼ q for t = 1, …, T.
  func draws(_ symbol: Symbol, _ index: Symbol, _ distribution: Term) -> String? {
    guard let member = try? Term(.application(symbol), [Term(index)]) else { return nil }
    let parts = distribution.arguments.map(latex)
    return #"$\#(latex(member)) \sim \#(parts[2])$ for $\#(latex(Term(index))) = \#(parts[0]), \ldots, \#(parts[1])$"#
  }

  /// J(β) = ….
  func formula(_ symbol: Symbol, _ formula: Formula) -> Statement {
    let parameters = formula.parameters.map { latex(Term($0)) }.joined(separator: ", ")
    return statement(
      symbol, [formula.body] + formula.parameters.map { Term($0) },
      "$\(latex(Term(symbol)))(\(parameters)) = \(latex(formula.body))$")
  }

  /// p(x, z | θ) a joint density, and what is known of it.
  func law(_ symbol: Symbol, _ variables: [Symbol]) -> [Statement] {
    let count =
      variables.indices.last { place in
        let parts = variables[...place]
        let rows = parts.reduce(Dimension.literal(0)) { $0 + $1.shape.rows * $1.shape.columns }
        return symbol.shape == (parts.count == 1 ? variables[0].shape : .vector(rows))
      }.map { $0 + 1 } ?? variables.count
    let list = { (parts: ArraySlice<Symbol>) in parts.map { latex(Term($0)) }.joined(separator: ", ") }
    let given = count < variables.count ? #" \mid "# + list(variables[count...]) : ""
    let name = latex(Term(symbol))
    let kind = count > 1 ? "a joint density" : "a density"
    var result = [
      statement(symbol, variables.map { Term($0) }, "$\(name)(\(list(variables[..<count]))\(given))$ \(kind)")
    ]
    for component in declarations.components where component.law == symbol {
      let terms = { (parts: [Term]) in parts.map(latex).joined(separator: ", ") }
      let bar = component.given.isEmpty ? "" : #" \mid "# + terms(component.given)
      result.append(
        statement(
          symbol, [component.statement],
          "$\(name)(\(terms(component.of))\(bar)) = \(latex(component.statement))$"))
    }
    return result
  }
}

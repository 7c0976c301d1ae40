import Symbolic

/// The names below a function or a density, which it may depend on: θ of f_θ(x) and of p_θ(x).
enum SubscriptNames {
  private static let accents = ["hat", "tilde", "bar", "check", "dot"]

  /// The bare names that stand in the subscript or the label of a name, without accents, numbers and primes.
  static func all(_ name: String) -> Set<String> {
    var rest = withoutAccent(name)
    guard let mark = rest.firstIndex(where: { "_^".contains($0) }) else { return [] }
    // The names of a density stand behind its letter: q_θ(y | β).
    if let open = rest.firstIndex(of: "("), open < mark { return [] }
    rest = rest[rest.index(after: mark)...]
    if let open = rest.dropFirst().firstIndex(of: "("), !"_^,".contains(rest[rest.index(before: open)]) {
      rest = rest[..<open]
    }
    var names: Set<String> = []
    for run in rest.split(whereSeparator: { !$0.isLetter }) { names.formUnion(split(String(run))) }
    return names
  }

  /// The name without accent, index, label and prime.
  static func base(_ name: String) -> String {
    String(withoutAccent(name).prefix { $0.isLetter })
  }

  private static func withoutAccent(_ name: String) -> Substring {
    for accent in accents where name.hasPrefix(accent + "(") {
      guard let close = name.firstIndex(of: ")") else { break }
      let inner = name[name.index(name.startIndex, offsetBy: accent.count + 1)..<close]
      return Substring(withoutAccent(String(inner)) + name[name.index(after: close)...])
    }
    return name[...]
  }

  /// The Greek names that stand in a row without marks, as of p_{\theta\phi}; other letters make one name, or one each.
  private static func split(_ run: String) -> Set<String> {
    var names: Set<String> = [run]
    var rest = run[...]
    while !rest.isEmpty {
      if let accent = accents.first(where: rest.hasPrefix), rest.count > accent.count {
        rest = rest.dropFirst(accent.count)
      } else if let length = (2...7).reversed().first(where: { GreekLetters.isName(String(rest.prefix($0))) }) {
        names.insert(String(rest.prefix(length)))
        rest = rest.dropFirst(length)
      } else {
        rest = rest.dropFirst()
      }
    }
    if run.count <= 2 { names.formUnion(run.map(String.init)) }
    return names
  }
}

extension Declarations {
  /// A function or density of the term that may depend on the symbol by its subscript alone, as f_θ(x) on θ, so that
  /// the term does not tell how it changes with the symbol; nil where there is none.
  func dependent(on symbol: Symbol, in term: Term) -> Symbol? {
    let base = SubscriptNames.base(symbol.name)
    var parameters: [String: Bool] = [:]
    var seen = term.freeSymbols
    var pending = seen.sorted { $0.name < $1.name }
    while let next = pending.popLast() {
      if isOpaque(next), laws[next]?.contains(symbol) != true {
        for name in SubscriptNames.all(next.name).sorted() {
          let depends = parameters[name] ?? (name == base || self.depends(name, on: symbol))
          parameters[name] = depends
          if depends, !isDensity(next, namedAfter: name, in: term) { return next }
        }
      }
      for other in meaning(of: next) where seen.insert(other).inserted { pending.append(other) }
    }
    return nil
  }

  /// A value of the term that is no member of a family, and has the index below it; nil where there is none.
  func value(under index: Symbol, in term: Term) -> Symbol? {
    term.freeSymbols.filter { symbol in
      guard case .matrix = symbol.sort, families[symbol] == nil, !functions.contains(symbol), symbol != index,
        self.symbol(named: symbol.name) == symbol
      else { return false }
      return SubscriptNames.all(symbol.name).contains(SubscriptNames.base(index.name))
    }.min { $0.name < $1.name }
  }

  /// Whether nothing tells its values but its name and its arguments; what is defined says how it depends on what.
  private func isOpaque(_ symbol: Symbol) -> Bool {
    if families[symbol] != nil || definitions[symbol] != nil || formulas[symbol] != nil { return false }
    if components.contains(where: { $0.law == symbol }) { return false }
    return functions.contains(symbol) || symbol.sort.isDistribution
  }

  /// What a symbol stands for, or what is known of it.
  private func meaning(of symbol: Symbol) -> Set<Symbol> {
    var found = definitions[symbol]?.freeSymbols ?? []
    if let formula = formulas[symbol] { found.formUnion(formula.body.freeSymbols.subtracting(formula.parameters)) }
    for component in components where component.law == symbol { found.formUnion(component.statement.freeSymbols) }
    return found
  }

  /// Whether the declared name is made of the symbol.
  private func depends(_ name: String, on symbol: Symbol) -> Bool {
    guard let declared = self.symbol(named: name) else { return false }
    var seen: Set<Symbol> = [declared]
    var pending = [declared]
    while let next = pending.popLast() {
      if next == symbol { return true }
      for other in definitions[next]?.freeSymbols ?? [] where seen.insert(other).inserted { pending.append(other) }
    }
    return false
  }

  /// Whether a distribution has its subscript from its own variable, as p_x(x) has.
  private func isDensity(_ distribution: Symbol, namedAfter name: String, in term: Term) -> Bool {
    guard distribution.sort.isDistribution else { return false }
    if let variables = laws[distribution] { return variables.contains { SubscriptNames.base($0.name) == name } }
    var isOwn = true
    var isUsed = false
    term.forEachDensity(of: distribution) { point in
      isUsed = true
      isOwn = isOwn && point.variable.map { SubscriptNames.base($0.name) == name } ?? false
    }
    return isUsed && isOwn
  }
}

extension Term {
  /// Calls the closure with every point at which the density of the distribution is taken.
  fileprivate func forEachDensity(of distribution: Symbol, _ visit: (Term) -> Void) {
    guard freeSymbols.contains(distribution) else { return }
    if head == .density, arguments[0].symbol == distribution, arguments.count == 2 { visit(arguments[1]) }
    for argument in arguments { argument.forEachDensity(of: distribution, visit) }
  }
}

extension NotationError {
  /// A function whose dependence on a variable is told by its subscript alone.
  static func hiddenParameter(
    _ source: Source, _ range: Range<Int>, _ function: Symbol, _ variable: Symbol
  ) -> NotationError {
    let letter = SubscriptNames.base(function.name)
    let isDensity = function.sort.isDistribution || function.name.contains("|")
    return NotationError(
      source, range, "\(function.name) depends on \(variable.name) by its subscript alone, which says nothing of how",
      hint: isDensity
        ? "declare it as \(letter)(x | \(variable.name)), with what it is a density of in place of x"
        : "declare it as \(letter)(x, \(variable.name)), with its arguments in place of x")
  }
}

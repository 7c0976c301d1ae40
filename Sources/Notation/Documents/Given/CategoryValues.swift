import Symbolic

/// The variables of counted values that a stated density is at values of: `p(x \mid z = k)`, or `p(z_k = 1)` of a 1-of-K
/// variable, each with the index that stands for any of its values.
struct CategoryValues {
  /// A variable with its index.
  struct Item {
    /// The variable, or a member of a family.
    let variable: Term
    /// The index.
    let index: Symbol
    /// How many values there are.
    let count: Dimension
    /// Whether the variable is 1-of-K and not a number.
    let isOneHot: Bool
  }

  private(set) var items: [Item] = []

  var isEmpty: Bool { items.isEmpty }
  var indices: [Symbol] { items.map(\.index) }

  /// The values of the call.
  ///
  /// - Throws: `NotationError` where a value is not an index that runs through all values of its variable: one value
  ///   alone does not tell what the density is at the others.
  init(_ call: LawCall, _ scope: DeclarationScope) throws(NotationError) {
    for value in call.values {
      let item = try CategoryValues.item(value, scope)
      guard !items.contains(where: { $0.index == item.index || $0.variable == item.variable }) else {
        throw scope.error(value.value, "this index stands for two values")
      }
      items.append(item)
    }
  }

  private static func item(_ value: LawCall.Value, _ scope: DeclarationScope) throws(NotationError) -> Item {
    if let (symbol, place) = scope.oneHotEntry(value.variable) {
      guard SetReader.spelling(value.value) == "1", let name = NameReader.name(place) else {
        throw scope.error(value.value, "the density where one entry of \(symbol.name) is 1 is stated for any entry")
      }
      let index = try index(name, symbol.shape.rows, place, scope)
      return Item(variable: Term(symbol), index: index, count: symbol.shape.rows, isOneHot: true)
    }
    let variable = try scope.value(value.variable)
    guard let symbol = variable.variable, let count = scope.declarations.indexBounds[symbol] else {
      throw scope.error(
        value.variable, "a density is stated at a value only of a variable whose values are counted",
        hint: "declare it, as in $z \\in \\{1, \\ldots, K\\}$")
    }
    guard let name = NameReader.name(value.value) else {
      throw scope.error(
        value.value, "the density at one value does not tell it at the others",
        hint: "state it for all, as in $p(z = k) = \\pi_k$")
    }
    return Item(variable: variable, index: try index(name, count, value.value, scope), count: count, isOneHot: false)
  }

  private static func index(
    _ name: String, _ count: Dimension, _ tokens: ArraySlice<Token>, _ scope: DeclarationScope
  ) throws(NotationError) -> Symbol {
    let index = Symbol.index(name)
    guard let known = scope.declarations.symbol(named: name) else {
      if scope.declarations.isDimension(name) {
        throw scope.error(tokens, "\(name) is a dimension, and one value does not tell the density at the others")
      }
      return index
    }
    guard known == index, scope.declarations.indexBounds[index] == count else {
      throw scope.error(tokens, "\(name) does not run through the values 1 to \(count)")
    }
    return index
  }

  /// What is stated for any values, of the variables themselves: k becomes z, and for a 1-of-K variable f(k) becomes
  /// Π_k f(k)^{z_k}.
  func statement(_ value: Term, of: [Term]) throws(TermError) -> Term {
    var value = value
    for item in items where !item.isOneHot { value = try value.substituting([item.index: item.variable]) }
    for item in items where item.isOneHot {
      if value.sort.isDistribution { value = try Term(.density, [value] + of) }
      let power = try Term(.power, [value, Term(.entry, [item.variable, Term(item.index)])])
      value = try Term(.productOver(item.index), [Term(1), Term(item.count), power])
    }
    return value
  }
}

extension DeclarationScope {
  /// The 1-of-K variable and the index that the tokens name an entry of: z_k.
  func oneHotEntry(_ tokens: ArraySlice<Token>) -> (variable: Symbol, index: ArraySlice<Token>)? {
    guard let mark = tokens.firstIndex(where: { $0.isSymbol("_") }), let name = NameReader.name(tokens[..<mark]),
      let symbol = declarations.symbol(named: name), symbol.domain == .oneHot, declarations.families[symbol] == nil
    else { return nil }
    var cursor = TokenCursor(tokens[(mark + 1)...])
    guard let script = cursor.argument(), cursor.isAtEnd else { return nil }
    return (symbol, script)
  }

  /// What a call distributes and what is given, the variables whose values are named among them.
  func places(_ call: LawCall) throws(NotationError) -> (of: [Term], given: [Term]) {
    func places(_ arguments: [ArraySlice<Token>]) throws(NotationError) -> [Term] {
      var result: [Term] = []
      for argument in arguments {
        if let symbol = oneHotEntry(argument)?.variable {
          result.append(Term(symbol))
        } else {
          result.append(try value(argument))
        }
      }
      return result
    }
    return (try places(call.of), try places(call.given))
  }
}

extension GivenReader {
  /// Whether a density of one variable is stated by a formula over 1-of-K variables: `p(z) = \prod_k \pi_k^{z_k}`.
  func isFormula(_ call: LawCall, _ right: ArraySlice<Token>) -> Bool {
    guard call.of.count == 1, !scope.isDistribution(right), let places = try? scope.places(call) else { return false }
    return (places.of + places.given).contains { place in
      guard let symbol = place.variable else { return false }
      return symbol.domain == .oneHot || scope.declarations.indexBounds[symbol] != nil
    } && right.contains { $0.isCommand("prod") || $0.isCommand("sum") }
  }

  /// `p(z = k) = \pi_k`, `p(x \mid z = k) = \mathcal{N}(x; \mu_k, \Sigma_k)` and `p(z) = \prod_k \pi_k^{z_k}`.
  mutating func readDensityFormula(
    _ call: LawCall, _ law: Symbol, _ categories: CategoryValues, _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    let (of, given) = try scope.places(call)
    guard of.count == 1, let variable = of.first else {
      throw scope.error(
        left, "a formula states the density of one variable, given others or not",
        hint: "state its parts, as in $p(z = k) = \\pi_k$ and $p(x \\mid z = k) = \\mathcal{N}(x; \\mu_k, \\Sigma_k)$")
    }
    let value: Term
    if scope.isDistribution(right) {
      value = try scope.distribution(right, space: variable.shape, bound: categories.indices)
      guard value.shape == variable.shape else {
        throw scope.error(
          right, "this is \(value.sort.words), but \(call.name) is of \(variable.shape.phrase) on the left")
      }
    } else {
      value = try scope.value(right, bound: categories.indices)
    }
    let statement: Term
    do {
      statement = try categories.statement(value, of: of)
    } catch {
      throw scope.error(right, error.description)
    }
    guard statement.sort.isDistribution || DensityRecognition(scope.declarations).isDensity(statement, of: variable)
    else {
      throw scope.error(
        right, "this is not known to be a density of \(Spelling.plain(variable)): it must sum to one",
        hint: "probabilities are the entries of a vector such as $\\pi \\in \\Delta^{K-1}$")
    }
    try scope.add(
      call.name, law: law, of: of, given: given, as: statement, at: TokenGroups.range(left) ?? 0..<0)
    return true
  }
}

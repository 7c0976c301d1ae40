import Symbolic

/// A density as it is written with the names of variables in its brackets: `p(y \mid \beta, \sigma^2)`.
struct DensityCall {
  let call: LawCall
  /// The names of what is distributed; a square under the name of its root with the exponent.
  let of: [String]
  /// The names of what is given.
  let given: [String]

  /// The letters that densities have, whatever stands below them.
  private static let letters: Set<String> = ["p", "q", "f", "g"]

  /// The call as a density; nil where the letter is declared as something else or a name in the brackets is not
  /// declared.
  init?(_ call: LawCall, _ declarations: Declarations) {
    guard declarations.symbol(named: call.name) == nil else { return nil }
    let isKnown = declarations.densities[call.name] != nil
    let base = call.name.prefix { $0 != "_" }
    guard isKnown || !call.given.isEmpty || declarations.isDimension(call.name), Self.letters.contains(String(base))
    else { return nil }
    var names: [[String]] = []
    for arguments in [call.of, call.given] {
      var list: [String] = []
      for argument in arguments {
        guard let name = Self.name(argument), Self.isVariable(name, declarations) || Self.isVariance(argument) else {
          return nil
        }
        list.append(name)
      }
      names.append(list)
    }
    guard Set(names[0] + names[1]).count == call.arguments.count else { return nil }
    self.call = call
    of = names[0]
    given = names[1]
  }

  /// The name that an argument writes: y, or σ^2.
  static func name(_ tokens: ArraySlice<Token>) -> String? {
    NameReader.name(tokens) ?? NameReader.squared(tokens).map { $0 + "^2" }
  }

  /// Whether it is the square of a Greek letter, as a variance is written.
  private static func isVariance(_ tokens: ArraySlice<Token>) -> Bool {
    NameReader.squared(tokens).map { GreekLetters.isName(String($0.prefix { $0 != "_" })) } ?? false
  }

  private static func isVariable(_ name: String, _ declarations: Declarations) -> Bool {
    let root = name.hasSuffix("^2") ? String(name.dropLast(2)) : name
    guard let symbol = declarations.symbol(named: name) ?? declarations.symbol(named: root) else { return false }
    return !symbol.sort.isDistribution && !declarations.functions.contains(symbol)
  }

  /// The form of the density.
  var form: DensityForm { DensityForm(letter: call.name, of: of, given: given) }

  /// The names without what decorates them, so that what is written is the density at a point.
  func bare(_ forms: [DensityForm]) -> (of: [String], given: [String]) {
    let known = Set(forms.flatMap(\.names))
    func bare(_ name: String) -> String {
      if known.contains(name) { return name }
      guard let plain = Elaborator.undecorated(name), known.contains(plain) else { return name }
      return plain
    }
    return (of.map(bare), given.map(bare))
  }

  /// All densities that the tokens write somewhere, with their places.
  static func all(_ tokens: ArraySlice<Token>, _ declarations: Declarations) -> [DensityCall] {
    var found: [DensityCall] = []
    var place = tokens.startIndex
    while place < tokens.endIndex {
      if let name = NameReader.prefix(tokens[place...]), name.end < tokens.endIndex, tokens[name.end].isSymbol("("),
        let group = TokenGroups.group(tokens, at: name.end), let call = LawCall(tokens[place..<group.end]),
        let density = DensityCall(call, declarations)
      {
        found.append(density)
        place = group.end
      } else {
        place += 1
      }
    }
    return found
  }
}

extension DeclarationScope {
  /// Declares a density that stands for what the tokens spell.
  mutating func defineDensity(_ density: DensityCall, as right: ArraySlice<Token>) throws(NotationError) {
    try declareVariances(density)
    let formula = try formula(density.call, as: right)
    try declareDensity(density, as: formula)
  }

  /// Declares the densities in the tokens that neither stand for a formula nor follow from those that do.
  mutating func declareOpenDensities(_ tokens: ArraySlice<Token>) throws(NotationError) {
    for density in DensityCall.all(tokens, declarations) {
      try declareVariances(density)
      let table = DensityTable(letter: density.call.name, declarations)
      let (of, given) = density.bare(table.forms)
      if table.tells(of: of, given: given) { continue }
      // The joint density tells p(β | y) up to the factor 1/p(y).
      if !given.isEmpty, table.tells(of: of + given, given: []) {
        try declareDensity(density, of: given, given: [])
      } else if of == density.of, given == density.given {
        try declareDensity(density, of: of, given: given)
      }
    }
  }

  /// Whether the text before tells the density.
  func knows(_ density: DensityCall) -> Bool {
    let table = DensityTable(letter: density.call.name, declarations)
    let (of, given) = density.bare(table.forms)
    return table.tells(of: of, given: given)
  }

  /// Whether other densities of the letter bear on this one, so that it cannot be stated at will.
  func isBound(_ density: DensityCall) -> Bool {
    let all = Set(density.of + density.given)
    return (declarations.densities[density.call.name] ?? []).contains { form in
      if form == density.form { return false }
      let others = Set(form.names)
      guard !Set(form.of).isDisjoint(with: density.of) else { return false }
      return others.isSubset(of: all) || all.isSubset(of: others)
    }
  }

  /// σ² in the brackets of a density is a variance, where nothing declares σ: a positive number of that name.
  private mutating func declareVariances(_ density: DensityCall) throws(NotationError) {
    for (name, tokens) in zip(density.of + density.given, density.call.arguments) where name.hasSuffix("^2") {
      guard declarations.symbol(named: name) == nil, declarations.symbol(named: String(name.dropLast(2))) == nil
      else { continue }
      try declare(name, .scalar, .positive, at: TokenGroups.range(tokens) ?? 0..<0)
    }
  }

  private mutating func declareDensity(
    _ density: DensityCall, of: [String], given: [String]
  ) throws(NotationError) {
    let form = DensityForm(letter: density.call.name, of: of, given: given)
    guard !(declarations.densities[density.call.name]?.contains(form) ?? false) else { return }
    try declareDensity(density.call, form, as: nil)
  }

  private mutating func declareDensity(_ density: DensityCall, as formula: Formula) throws(NotationError) {
    try declareDensity(density.call, density.form, as: formula)
  }

  private mutating func declareDensity(
    _ call: LawCall, _ form: DensityForm, as formula: Formula?
  ) throws(NotationError) {
    let place = TokenGroups.range(call.nameTokens) ?? 0..<0
    if let formula { try checkParameters(formula.parameters, of: formula.body, at: place) }
    try change(form.function.name, at: place) {
      declarations throws(DeclarationError) in
      try declarations.declareDensity(call.name, form, as: formula)
    }
  }

  /// States what an open density stands for.
  mutating func defineOpen(_ density: DensityCall, as body: Term) throws(NotationError) {
    let place = TokenGroups.range(density.call.nameTokens) ?? 0..<0
    var parameters: [Symbol] = []
    for (name, tokens) in zip(density.of + density.given, density.call.arguments) {
      parameters.append(try variable(name, tokens))
    }
    let formula = Formula(parameters: parameters, body: body)
    try checkParameters(parameters, of: body, at: place)
    try change(density.form.function.name, at: place) { declarations throws(DeclarationError) in
      try declarations.define(density.form, as: formula)
    }
  }

  private func variable(_ name: String, _ tokens: ArraySlice<Token>) throws(NotationError) -> Symbol {
    guard let symbol = declarations.symbol(named: name) else {
      throw error(tokens, "a declared variable is expected here")
    }
    return symbol
  }
}

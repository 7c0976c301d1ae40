import Symbolic

/// The variables that the factor of a proportionality, or the constant of an equation up to one, is free of.
enum ChainVariables {
  /// The variables of a step: those written below the sign or in its reason, else those that the chain begins with a
  /// density or function of.
  static func variables(
    _ step: Segment, of first: [Token], _ scope: DeclarationScope
  ) throws(NotationError) -> [Symbol] {
    if !step.script.isEmpty { return try named(TokenGroups.split(step.script[...], at: ","), scope) }
    var place = first.startIndex
    while place < first.endIndex {
      if let name = NameReader.prefix(first[place...]), name.end < first.endIndex,
        first[name.end].isSymbol("(") || first[name.end].isSymbol("["),
        let group = TokenGroups.group(first[...], at: name.end), let call = LawCall(first[place..<group.end]),
        isFunction(name.name, scope.declarations)
      {
        let found = try? named(call.of, scope)
        if let found, !found.isEmpty { return found }
      }
      place += 1
    }
    throw NotationError(
      scope.source, step.place, "what this is said in is not clear: the variable must be named",
      hint: #"write it below the sign, as in \propto_z"#)
  }

  private static func isFunction(_ name: String, _ declarations: Declarations) -> Bool {
    guard let symbol = declarations.symbol(named: name) else { return declarations.densities[name] != nil }
    return symbol.sort.isDistribution || declarations.functions.contains(symbol)
  }

  private static func named(
    _ arguments: [ArraySlice<Token>], _ scope: DeclarationScope
  ) throws(NotationError) -> [Symbol] {
    var result: [Symbol] = []
    for argument in arguments {
      let name = NameReader.name(argument) ?? NameReader.squared(argument)
      if let name, let symbol = scope.declarations.symbol(named: name) {
        result.append(symbol)
      } else if let mark = argument.firstIndex(where: { $0.isSymbol("_") }),
        let name = NameReader.name(argument[..<mark]), let family = scope.declarations.symbol(named: name)
      {
        result.append(family)
      } else {
        throw scope.error(argument, "a declared variable is expected here")
      }
    }
    return result
  }
}

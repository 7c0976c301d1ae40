import Symbolic

/// Densities that a chain states by the names in their brackets: p(y | β, σ²) = N(y; Xβ, σ²V).
extension ChainReader {
  /// Takes up what the chain says of densities that nothing tells before.
  ///
  /// - Returns: the number of the step that states one, and so claims nothing.
  mutating func stateDensity(_ chain: TokenChain) throws(NotationError) -> Int? {
    let parts = [chain.first] + chain.steps.map(\.tokens)
    guard parts.contains(where: { !DensityCall.all($0[...], scope.declarations).isEmpty }) else { return nil }
    var isStated = false
    if !chain.continuesDisplay, let call = LawCall(chain.first[...]),
      let density = DensityCall(call, scope.declarations), !scope.knows(density)
    {
      let step = chain.steps.first
      if let step, step.relation == .equal || step.relation == .definition, !scope.isBound(density) {
        try scope.declareOpenDensities(step.tokens[...])
        try scope.defineDensity(density, as: step.tokens[...])
        isStated = true
      } else if scope.isBound(density) {
        // A joint density is told by the densities that it is said to be made of.
        for part in parts.dropFirst() { try scope.declareOpenDensities(part[...]) }
      }
    }
    for part in parts where !isDetermined(part) { try scope.declareOpenDensities(part[...]) }
    if isStated { return 0 }
    for (number, step) in chain.steps.enumerated() where step.relation == .equal || step.relation == .definition {
      if try define(parts[number], as: step.tokens) { return number }
    }
    return nil
  }

  /// Whether the tokens are a density that others bear on, which is not free to be open.
  private func isDetermined(_ tokens: [Token]) -> Bool {
    guard let call = LawCall(tokens[...]), let density = DensityCall(call, scope.declarations) else { return false }
    return density.given.isEmpty && scope.isBound(density)
  }

  /// `\log p(y \mid \beta) = …` and `p(y \mid \beta) = …` of an open density, which so is known.
  private mutating func define(_ left: [Token], as right: [Token]) throws(NotationError) -> Bool {
    var tokens = left[...]
    let isLogarithm = tokens.first.map { $0.isCommand("log") || $0.isCommand("ln") } ?? false
    if isLogarithm { tokens = tokens.dropFirst() }
    guard let call = LawCall(tokens), let density = DensityCall(call, scope.declarations),
      scope.declarations.densities[call.name]?.contains(density.form) ?? false,
      scope.declarations.isOpen(density.form), !scope.isBound(density),
      DensityCall.all(right[...], scope.declarations).isEmpty, NameReader.squared(tokens) == nil
    else { return false }
    var value = try scope.value(right[...], expected: .scalar)
    guard value.shape.isScalar, !value.freeSymbols.contains(density.form.function) else { return false }
    if isLogarithm {
      do {
        value = try Term(.exponential, [value])
      } catch {
        throw scope.error(right[...], error.description)
      }
    }
    try scope.defineOpen(density, as: value)
    return true
  }
}

import Symbolic

/// The distribution of a difference: `y - X\beta \sim \mathcal{N}(0, \Sigma)`.
extension GivenReader {
  /// Declares the one random name of a sum whose distribution is stated.
  mutating func readExpressionLaw(
    _ left: ArraySlice<Token>, _ right: ArraySlice<Token>
  ) throws(NotationError) -> Bool {
    guard NamedCall(left) == nil, LawCall(of: left, law: "p") == nil else { return false }
    let whole = try scope.value(left)
    guard whole.head == .sum else { return false }
    let distribution = try scope.distribution(right, space: whole.shape)
    guard distribution.shape == whole.shape else {
      throw scope.error(left, "this is \(whole.shape.phrase), its distribution is over \(distribution.shape.plural)")
    }
    guard [.gaussian, .matrixGaussian, .distributionWithMoments].contains(distribution.head) else {
      throw scope.error(right, "the distribution of a sum is a Gaussian or one by its moments")
    }
    let symbol = try random(in: whole, left)
    do {
      var mean = distribution.arguments[0]
      let ends = [Term(symbol), try Term(.negation, [Term(symbol)])]
      for part in whole.arguments where !ends.contains(part) {
        mean = try Term(.sum, [mean, Term(.negation, [part])])
      }
      // x = m − …, where the sum is x + …, and x = … − m, where it is … − x.
      if !whole.arguments.contains(Term(symbol)) { mean = try Term(.negation, [mean]) }
      let moved = try Term(distribution.head, [mean] + distribution.arguments.dropFirst())
      try scope.distribute(symbol, as: moved, at: TokenGroups.range(left) ?? 0..<0)
    } catch let error as NotationError {
      throw error
    } catch {
      throw scope.error(left, "\(error)")
    }
    return true
  }

  /// The random one of the symbols that the sum is made of: the only one, or the only estimate of another.
  private func random(in whole: Term, _ tokens: ArraySlice<Token>) throws(NotationError) -> Symbol {
    let candidates = whole.arguments.compactMap { part -> Symbol? in
      let symbol = part.symbol ?? (part.head == .negation ? part.arguments[0].symbol : nil)
      guard let symbol, !whole.arguments.contains(where: { $0 != part && $0.freeSymbols.contains(symbol) }),
        scope.declarations.definitions[symbol] == nil, scope.declarations.distributions[symbol] == nil
      else { return nil }
      return symbol
    }
    if candidates.count == 1 { return candidates[0] }
    let estimates = candidates.filter { symbol in
      Elaborator.undecorated(symbol.name).map { bare in candidates.contains { $0.name == bare } } ?? false
    }
    guard estimates.count == 1 else {
      throw scope.error(
        tokens,
        candidates.isEmpty ? "no name of this sum can be random" : "which of these names is random is not clear",
        hint: #"state the distribution of one name, as in $x \sim \mathcal{N}(\mu, \Sigma)$"#)
    }
    return estimates[0]
  }

  /// `\hat W = M X` of a name whose distribution is stated beside it: X is random as far as \hat W is, and nothing more
  /// is known of it.
  mutating func readEstimate(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) throws(NotationError) -> Bool {
    guard let name = NameReader.name(left), sumNames.contains(name),
      let symbol = scope.declarations.symbol(named: name), let law = scope.declarations.distributions[symbol]
    else { return false }
    let value = try scope.value(right)
    guard value.sort == symbol.sort else {
      throw scope.error(right, "\(name) is \(symbol.words), what it is defined as is \(value.sort.words)")
    }
    let definitions = scope.declarations.definitions
    let known = ((try? law.unfolding(definitions)) ?? law).freeSymbols
    let data = value.freeSymbols.filter {
      !known.contains($0) && !law.freeSymbols.contains($0) && definitions[$0] == nil && $0 != symbol
    }
    guard let only = data.first, data.count == 1, scope.declarations.distributions[only] == nil,
      !definitions.values.contains(where: { $0.freeSymbols.contains(only) })
    else {
      throw scope.error(left, "\(name) is a random draw and cannot be defined as well")
    }
    try scope.withhold(only, at: TokenGroups.range(right) ?? 0..<0)
    return true
  }
}

/// Expectations over independent members of a family: of each term only over the members that it mentions.
extension Normalizer {
  /// Independent members of a family.
  struct Draws {
    let family: Symbol
    let index: Symbol
    /// The distribution of the member of that index.
    let distribution: Term
  }

  /// The members that a distribution draws, nil where it is that of one variable.
  func draws(of variable: Symbol, _ distribution: Term) throws -> Draws? {
    if case .symbol(let symbol) = distribution.head, let definition = declarations.definitions[symbol] {
      guard case .independent = definition.head else { return nil }
      throw NormalFormError.undefined("independent draws under a name")
    }
    guard case .independent(let index) = distribution.head else { return nil }
    guard let ranges = declarations.families[variable], ranges.count == 1,
      distribution.arguments[0] == Term(ranges[0].lower), distribution.arguments[1] == Term(ranges[0].upper),
      !distribution.freeSymbols.contains(variable)
    else { throw NormalFormError.undefined("draws of what is no family of that range") }
    return Draws(family: variable, index: index, distribution: distribution.arguments[2])
  }

  /// E over the members, summand by summand.
  func expectation(_ draws: Draws, _ body: Polynomial) throws -> Polynomial {
    if !dependsOn(draws.family, body) { return body }
    guard use(.independentDraws), use(.expectationLinear) else {
      throw NormalFormError.undefined("an expectation over independent draws")
    }
    var total = Polynomial.zero(body.shape)
    for summand in body.summands {
      let part = Polynomial(shape: body.shape, sorted: [Summand(monomial: summand.monomial, coefficient: .one)])
      let value = dependsOn(draws.family, part) ? try expectation(draws, summand.monomial, body.shape) : part
      total = try total.adding(value.scaled(by: summand.coefficient))
    }
    return total
  }

  private func expectation(_ draws: Draws, _ monomial: Monomial, _ shape: Shape) throws -> Polynomial {
    substitutionDepth += 1
    defer { substitutionDepth -= 1 }
    guard substitutionDepth <= 200 else { throw NormalFormError.tooLarge }
    if let (indices, body) = try openedSum(monomial, shape, over: draws.family) {
      return try summation(indices, expectation(draws, body))
    }
    var places: [Polynomial] = []
    for atom in monomial.factors.map(\.atom) + monomial.word.map(\.atom) {
      try collectPlaces(of: draws.family, inAtom: atom, into: &places)
    }
    guard !places.isEmpty, places.count <= 4 else { throw NormalFormError.tooLarge }
    let body = Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
    let members = try places.map { place in
      let member = try term(place)
      return DrawPlace(member: member, source: member)
    }
    return try expectation(draws, term(body), at: members, distinct: [])
  }

  /// One sum over members opened: a factor, or one of several equal ones, or a letter of a word.
  private func openedSum(
    _ monomial: Monomial, _ shape: Shape, over family: Symbol
  ) throws -> (indices: [SumIndex], body: Polynomial)? {
    for (position, factor) in monomial.factors.enumerated()
    where factor.exponent.isInteger && factor.exponent > .zero && dependsOn(family, atom: factor.atom) {
      guard let (indices, body) = try openedSum(inAtom: factor.atom, over: family) else { continue }
      var rest = monomial
      if factor.exponent == .one {
        rest.factors.remove(at: position)
      } else {
        rest.factors[position] = Factor(atom: factor.atom, exponent: try factor.exponent.minus(.one))
      }
      let others = Polynomial(shape: shape, sorted: [Summand(monomial: rest, coefficient: .one)])
      return (indices, try multiply(others, body))
    }
    guard let (indices, body) = try openedSum(inWord: monomial.word, over: family) else { return nil }
    let factors = Polynomial(
      shape: .scalar, sorted: [Summand(monomial: Monomial(factors: monomial.factors), coefficient: .one)])
    return (indices, try multiply(factors, body))
  }

  private func openedSum(
    inAtom atom: Int, over family: Symbol
  ) throws -> (indices: [SumIndex], body: Polynomial)? {
    switch atoms[atom].atom {
    case .summation(let indices, let body):
      guard indices.allSatisfy({ !dependsOn(family, $0.lower) && !dependsOn(family, $0.upper) }) else { return nil }
      return try open(indices, body)
    case .path(let letters): return try openedSum(inWord: letters, over: family)
    case .loop(let letters):
      guard let (indices, body) = try openedSum(inWord: letters, over: family) else { return nil }
      return (indices, try trace(body))
    default: return nil
    }
  }

  private func openedSum(
    inWord word: [Letter], over family: Symbol
  ) throws -> (indices: [SumIndex], body: Polynomial)? {
    for (position, letter) in word.enumerated() where !letter.isInverted && dependsOn(family, atom: letter.atom) {
      guard case .summation = atoms[letter.atom].atom,
        case (let indices, var value)? = try openedSum(inAtom: letter.atom, over: family)
      else { continue }
      if letter.isTransposed { value = try transpose(value) }
      if let before = try wordValue(word[..<position]) { value = try multiply(before, value) }
      if let after = try wordValue(word[(position + 1)...]) { value = try multiply(value, after) }
      return (indices, value)
    }
    return nil
  }

  /// The indices of the members that an atom mentions.
  ///
  /// - Throws: `NormalFormError.undefined` where a member stands under another binder, so that its index is not one.
  private func collectPlaces(of family: Symbol, inAtom atom: Int, into places: inout [Polynomial]) throws {
    guard dependsOn(family, atom: atom) else { return }
    func collect(_ polynomials: [Polynomial]) throws {
      for polynomial in polynomials {
        for summand in polynomial.summands {
          for inner in summand.monomial.factors.map(\.atom) + summand.monomial.word.map(\.atom) {
            try collectPlaces(of: family, inAtom: inner, into: &places)
          }
        }
      }
    }
    switch atoms[atom].atom {
    case .opaque(.application(family), let indices):
      guard indices.count == 1, !dependsOn(family, indices[0]) else { break }
      if !places.contains(indices[0]) { places.append(indices[0]) }
      return
    case .opaque(let head, let parts) where head.bound == nil: return try collect(parts)
    case .path(let letters), .loop(let letters):
      for letter in letters { try collectPlaces(of: family, inAtom: letter.atom, into: &places) }
      return
    case .determinant(let letter): return try collectPlaces(of: family, inAtom: letter, into: &places)
    case .logarithm(let value), .exponential(let value), .base(let value), .inverse(let value),
      .determinantOf(let value):
      return try collect([value])
    default: break
    }
    throw NormalFormError.undefined("draws under another binder")
  }

  /// A member that a body mentions, and the index whose distribution it has.
  private struct DrawPlace {
    let member: Term
    var source: Term
  }

  /// E of a body that mentions the members at these places, one expectation under the other where they are different
  /// members. Where two places may be the same, [i = j] times the difference that this makes is added.
  private func expectation(
    _ draws: Draws, _ body: Term, at places: [DrawPlace], distinct: Set<[Term]>
  ) throws -> Polynomial {
    for (position, second) in places.enumerated() {
      for first in places[..<position] where !distinct.contains([first.member, second.member]) {
        let isSame = try indicator(normalize(first.member), normalize(second.member))
        if isSame.isZero { continue }
        let distinct = distinct.union([[first.member, second.member]])
        let merged = try replacing(
          body, draws.family, at: second.member, by: Term(.application(draws.family), [first.member]))
        let same = try expectation(
          draws, merged, at: places.filter { $0.member != second.member }, distinct: distinct)
        var alike = places
        alike[position].source = first.source
        let apart = try expectation(draws, body, at: alike, distinct: distinct)
        return try expectation(draws, body, at: places, distinct: distinct)
          .adding(multiply(isSame, same.subtracting(apart)))
      }
    }
    var value = body
    var inner: [(symbol: Symbol, distribution: Term)] = []
    for place in places {
      let symbol = Symbol("#draw\(try freshNumber())", draws.family.sort)
      value = try replacing(value, draws.family, at: place.member, by: Term(symbol))
      inner.append((symbol, try draws.distribution.substituting([draws.index: place.source])))
    }
    guard !value.freeSymbols.contains(draws.family) else { throw NormalFormError.undefined("draws that are not told") }
    return try inner.reversed().reduce(normalize(value)) { body, draw in
      try expectation(over: draw.symbol, draw.distribution, body)
    }
  }

  /// E over one draw, in which nothing that does not depend on it has a part.
  private func expectation(over symbol: Symbol, _ distribution: Term, _ body: Polynomial) throws -> Polynomial {
    var total = Polynomial.zero(body.shape)
    for summand in body.summands {
      let (constant, dependent) = separate(summand, on: symbol)
      guard dependent != .unit else {
        total = try total.adding(Polynomial(shape: body.shape, sorted: [summand]))
        continue
      }
      let shape = dependent.word.isEmpty ? Shape.scalar : body.shape
      let own = Polynomial(shape: shape, sorted: [Summand(monomial: dependent, coefficient: .one)])
      let mean: Polynomial
      if let value = try expectationUnderLaw(symbol, distribution, term(own)) {
        mean = value
      } else {
        let bound = boundVariable(symbol, max(height(own), height(distribution)))
        mean = try expectation(bound, self.distribution(distribution), rename(symbol, to: bound, in: own))
      }
      total = try total.adding(scale(constant, body.shape, by: mean))
    }
    return total
  }

  /// The term with the member at a place replaced.
  private func replacing(_ term: Term, _ family: Symbol, at place: Term, by value: Term) throws -> Term {
    if case .application(family) = term.head, term.arguments == [place] { return value }
    guard term.freeSymbols.contains(family) else { return term }
    return try Term(term.head, term.arguments.map { try replacing($0, family, at: place, by: value) })
  }
}

/// The index of a sum with its limits.
struct SumIndex: Hashable {
  var symbol: Symbol
  let lower: Polynomial
  let upper: Polynomial
}

/// Sums over indices: one atom for all indices that hang together, whatever the order was.
extension Normalizer {
  /// Σ over an index: linear; constants come out; a pair of components over a whole dimension is a product.
  func summation(
    _ index: Symbol, from lower: Polynomial, to upper: Polynomial, _ body: Polynomial
  ) throws -> Polynomial {
    let count = try upper.subtracting(lower).adding(.one)
    if body.isZero { return body }
    if count.isZero { return .zero(body.shape) }
    let isTrivial = body.single.map { separate($0, on: index).constant == Summand(monomial: .unit, coefficient: .one) }
    guard isTrivial ?? false || use(.sumLinear) else {
      let bound = boundIndex(height(body), like: index)
      return value(
        .summation(
          [SumIndex(symbol: bound, lower: lower, upper: upper)], try substitute(body, index, by: bound)), body.shape)
    }
    return try summation([SumIndex(symbol: index, lower: lower, upper: upper)], body)
  }

  /// Σ over indices whose limits do not depend on each other.
  func summation(_ indices: [SumIndex], _ body: Polynomial) throws -> Polynomial {
    var total = Polynomial.zero(body.shape)
    for summand in body.summands {
      let part = try summation(indices, summand.monomial, body.shape)
      total = try total.adding(part.scaled(by: summand.coefficient))
    }
    return total
  }

  private func summation(_ indices: [SumIndex], _ monomial: Monomial, _ shape: Shape) throws -> Polynomial {
    substitutionDepth += 1
    defer { substitutionDepth -= 1 }
    guard substitutionDepth <= 200 else { throw NormalFormError.tooLarge }
    let whole = Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
    guard let first = indices.first else { return whole }
    if let merged = try mergedSum(indices, monomial, shape) { return merged }
    for index in indices {
      let others = indices.filter { $0 != index }
      let (constant, dependent) = separate(Summand(monomial: monomial, coefficient: .one), on: index.symbol)
      if dependent == .unit {
        let count = try index.upper.subtracting(index.lower).adding(.one)
        let number =
          isCount(count)
          ? count : scalar(.summation([SumIndex(symbol: boundIndex(0), lower: index.lower, upper: index.upper)], .one))
        return try multiply(number, summation(others, whole))
      }
      if let total = try totalProbability(index, dependent) {
        return try summation(others, scale(constant, shape, by: total))
      }
      if let selected = try selected(index, others, dependent, shape) {
        return try summation(others, scale(constant, shape, by: selected))
      }
      if index.lower == .one, let contracted = try contract(index.symbol, index.upper, dependent, shape) {
        used.insert(.components)
        return try summation(others, scale(constant, shape, by: contracted))
      }
    }
    if indices.count == 1 {
      let (constant, dependent) = separate(Summand(monomial: monomial, coefficient: .one), on: first.symbol)
      let inner = dependent.word.isEmpty ? Shape.scalar : shape
      if let listed = try listed(first, dependent, inner) { return try scale(constant, shape, by: listed) }
      return try scale(constant, shape, by: shifted(first, dependent, inner) ?? close(indices, dependent, inner))
    }
    // What does not depend on any index stands outside.
    var constant = Monomial()
    var dependent = Monomial()
    for factor in monomial.factors {
      if indices.contains(where: { dependsOn($0.symbol, atom: factor.atom) }) {
        dependent.factors.append(factor)
      } else {
        constant.factors.append(factor)
      }
    }
    let hasWord = monomial.word.contains { letter in indices.contains { dependsOn($0.symbol, atom: letter.atom) } }
    if hasWord { dependent.word = monomial.word } else { constant.word = monomial.word }
    return try scale(
      Summand(monomial: constant, coefficient: .one), shape,
      by: close(indices, dependent, hasWord ? shape : .scalar))
  }

  /// Σ_k p(x, z = k) = p(x) over the values of a categorical variable; nil for other sums.
  private func totalProbability(_ index: SumIndex, _ monomial: Monomial) throws -> Polynomial? {
    guard index.lower == .one, monomial.word.isEmpty, monomial.factors.count == 1, monomial.factors[0].exponent == .one,
      case .marginal(let law, var slots, var points) = atoms[monomial.factors[0].atom].atom,
      let slot = points.firstIndex(of: scalar(.symbol(index.symbol))), slots[slot].domain == .natural,
      let bound = declarations.indexBounds[slots[slot]], try polynomial(bound) == index.upper,
      points.indices.allSatisfy({ $0 == slot || !dependsOn(index.symbol, points[$0]) }), use(.marginalDensity)
    else { return nil }
    slots.remove(at: slot)
    points.remove(at: slot)
    return marginal(law, slots, points)
  }

  /// The vector of the values f(i) where they are summed as f(i) e_i; nil for other sums.
  private func listed(_ index: SumIndex, _ monomial: Monomial, _ shape: Shape) throws -> Polynomial? {
    guard index.lower == .one, allows(.components),
      let place = monomial.word.firstIndex(where: { dependsOn(index.symbol, atom: $0.atom) }),
      !monomial.word[(place + 1)...].contains(where: { dependsOn(index.symbol, atom: $0.atom) }),
      case .unit(let dimension, scalar(.symbol(index.symbol))) = atoms[monomial.word[place].atom].atom,
      try polynomial(dimension) == index.upper
    else { return nil }
    used.insert(.components)
    let entries = Polynomial(
      shape: .scalar, sorted: [Summand(monomial: Monomial(factors: monomial.factors), coefficient: .one)])
    var value = try vector(index.symbol, dimension, entries)
    if monomial.word[place].isTransposed { value = try transpose(value) }
    if let before = try wordValue(monomial.word[..<place]) { value = try multiply(before, value) }
    if let after = try wordValue(monomial.word[(place + 1)...]) { value = try multiply(value, after) }
    return value
  }

  /// Σ_t a_t Σ_s b_ts as one sum over both; nil where there is none inside.
  private func mergedSum(_ indices: [SumIndex], _ monomial: Monomial, _ shape: Shape) throws -> Polynomial? {
    guard let (inner, replaced) = try withoutSum(monomial, shape, where: { isInner($0, indices) }),
      indices.count + inner.count <= 4, use(.sumOrder)
    else { return nil }
    return try summation(indices + inner, replaced)
  }

  private func isInner(_ atom: Int, _ indices: [SumIndex]) -> Bool {
    guard case .summation(let inner, _) = atoms[atom].atom else { return false }
    let symbols = indices.map(\.symbol)
    return symbols.contains { dependsOn($0, atom: atom) }
      && inner.allSatisfy { index in symbols.allSatisfy { !dependsOn($0, index.lower) && !dependsOn($0, index.upper) } }
  }

  /// The monomial with one sum in it replaced by its body, with indices renamed apart.
  func withoutSum(
    _ monomial: Monomial, _ shape: Shape, where isChosen: (Int) -> Bool
  ) throws -> (indices: [SumIndex], body: Polynomial)? {
    func opened(_ atom: Int) throws -> (indices: [SumIndex], body: Polynomial)? {
      guard isChosen(atom), case .summation(let indices, let body) = atoms[atom].atom else { return nil }
      return try open(indices, body)
    }
    func product(without position: Int, _ factor: Polynomial) throws -> Polynomial {
      var rest = monomial
      rest.factors.remove(at: position)
      return try multiply(Polynomial(shape: shape, sorted: [Summand(monomial: rest, coefficient: .one)]), factor)
    }
    for (position, factor) in monomial.factors.enumerated() where factor.exponent == .one {
      if let (indices, body) = try opened(factor.atom) { return (indices, try product(without: position, body)) }
      let letters: [Letter]
      let isLoop: Bool
      switch atoms[factor.atom].atom {
      case .path(let word): (letters, isLoop) = (word, false)
      case .loop(let word): (letters, isLoop) = (word, true)
      default: continue
      }
      for letter in letters where !letter.isInverted {
        guard letters.count(where: { $0.atom == letter.atom }) == 1, let (indices, body) = try opened(letter.atom),
          var value = try wordValue(letters, replacing: [letter.atom: body])
        else { continue }
        if isLoop { value = try trace(value) }
        return (indices, try product(without: position, value))
      }
    }
    for letter in monomial.word where !letter.isInverted {
      guard monomial.word.count(where: { $0.atom == letter.atom }) == 1, let (indices, body) = try opened(letter.atom),
        let value = try wordValue(monomial.word, replacing: [letter.atom: body])
      else { continue }
      let factors = Polynomial(
        shape: .scalar, sorted: [Summand(monomial: Monomial(factors: monomial.factors), coefficient: .one)])
      return (indices, try multiply(factors, value))
    }
    return nil
  }

  /// The body of a sum with its indices renamed apart.
  func open(_ indices: [SumIndex], _ body: Polynomial) throws -> ([SumIndex], Polynomial) {
    var body = body
    var fresh: [SumIndex] = []
    for var index in indices {
      let name = try freshIndex(like: index.symbol)
      body = try substitute(body, index.symbol, by: name)
      index.symbol = name
      fresh.append(index)
    }
    return (fresh, body)
  }

  /// The term that an indicator selects: Σ_i [i = k] f(i) = f(k) where k lies within the limits.
  private func selected(
    _ index: SumIndex, _ others: [SumIndex], _ monomial: Monomial, _ shape: Shape
  ) throws -> Polynomial? {
    let own = scalar(.symbol(index.symbol))
    for (position, factor) in monomial.factors.enumerated() {
      guard case .opaque(.indicator, let sides) = atoms[factor.atom].atom, factor.exponent > .zero,
        let side = sides.first(where: { $0 == own }), let target = sides.first(where: { $0 != side }),
        !dependsOn(index.symbol, target), lies(target, index, others), use(.indicatorSum)
      else { continue }
      var rest = monomial
      rest.factors.remove(at: position)
      let inner = rest.word.isEmpty ? Shape.scalar : shape
      return try substitute(
        Polynomial(shape: inner, sorted: [Summand(monomial: rest, coefficient: .one)]), index.symbol, by: target)
    }
    return nil
  }

  /// Whether a value is known to lie within the limits of an index: a declared index, or another of the same limits.
  func lies(_ target: Polynomial, _ index: SumIndex, _ others: [SumIndex]) -> Bool {
    guard let symbol = target.symbolAtom.flatMap({ symbol(ofAtom: $0) }) else { return false }
    if let other = others.first(where: { $0.symbol == symbol }) {
      return other.lower == index.lower && other.upper == index.upper
    }
    if index.lower == .one, ranges[symbol] == index.upper { return true }
    guard index.lower == .one, let bound = declarations.indexBounds[symbol] else { return false }
    return (try? polynomial(bound)) == index.upper
  }

  /// The value of a sum that nothing more is known of.
  private func close(_ indices: [SumIndex], _ monomial: Monomial, _ shape: Shape) throws -> Polynomial {
    let body = Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
    let (fresh, opened) = try open(indices, body)
    func kind(_ symbol: Symbol) -> String {
      guard fresh.count > 1, let index = fresh.first(where: { $0.symbol == symbol }) else { return "" }
      return "\(symbol.domain) \(index.lower.summands) \(index.upper.summands)"
    }
    return try bound(
      opened, orders(fresh.map(\.symbol), kind: kind), extracting: .sumLinear,
      start: height, name: { boundIndex($1, like: $0) },
      atom: { order, names, inner in
        .summation(
          zip(order, names).compactMap { symbol, name in
            fresh.first { $0.symbol == symbol }.map { SumIndex(symbol: name, lower: $0.lower, upper: $0.upper) }
          }, inner)
      })
  }
}

/// Integrals over several variables: one atom for all variables that hang together, whatever the order was.
extension Normalizer {
  /// ∫ over the variables of a body, summand by summand.
  func integral(_ variables: [Symbol], _ body: Polynomial) throws -> Polynomial {
    var total = Polynomial.zero(body.shape)
    for summand in body.summands {
      let part = try integral(variables, summand.monomial, body.shape)
      total = try total.adding(part.scaled(by: summand.coefficient))
    }
    return total
  }

  private func integral(_ variables: [Symbol], _ monomial: Monomial, _ shape: Shape) throws -> Polynomial {
    substitutionDepth += 1
    defer { substitutionDepth -= 1 }
    guard substitutionDepth <= 200 else { throw NormalFormError.tooLarge }
    if variables.isEmpty {
      return Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
    }
    if let merged = try mergedIntegral(variables, monomial, shape) { return merged }
    if allows(.expectationLinear),
      let (indices, body) = try withoutSum(
        monomial, shape,
        where: { atom in
          guard case .summation(let indices, _) = atoms[atom].atom else { return false }
          return variables.contains { dependsOn($0, atom: atom) }
            && indices.allSatisfy { index in
              variables.allSatisfy { !dependsOn($0, index.lower) && !dependsOn($0, index.upper) }
            }
        })
    {
      used.insert(.expectationLinear)
      return try summation(indices, integral(variables, body))
    }
    var constant = Monomial()
    var parts: [(variables: Set<Symbol>, monomial: Monomial)] = variables.map { ([$0], Monomial()) }
    /// Joins the parts that something depends on.
    func place(_ dependencies: Set<Symbol>, _ add: (inout Monomial) -> Void) {
      guard !dependencies.isEmpty else { return add(&constant) }
      var joined = (variables: Set<Symbol>(), monomial: Monomial())
      for part in parts where !part.variables.isDisjoint(with: dependencies) {
        joined.variables.formUnion(part.variables)
        joined.monomial.factors += part.monomial.factors
        joined.monomial.word += part.monomial.word
      }
      parts.removeAll { !$0.variables.isDisjoint(with: dependencies) }
      add(&joined.monomial)
      parts.append(joined)
    }
    for factor in monomial.factors {
      place(atoms[factor.atom].freeSymbols.intersection(variables)) { $0.factors.append(factor) }
    }
    let letters = monomial.word.reduce(into: Set<Symbol>()) { $0.formUnion(atoms[$1.atom].freeSymbols) }
    place(letters.intersection(variables)) { $0.word += monomial.word }
    if parts.count > 1, !use(.integralOrder) {
      return try close(variables, monomial, shape)
    }
    var product = Polynomial(
      shape: constant.word.isEmpty ? .scalar : shape, sorted: [Summand(monomial: constant, coefficient: .one)])
    for part in parts {
      var inner = part.monomial
      inner.factors.sort { $0.atom < $1.atom }
      let innerShape = inner.word.isEmpty ? Shape.scalar : shape
      let ordered = variables.filter { part.variables.contains($0) }
      product = try multiply(product, connectedIntegral(ordered, inner, innerShape))
    }
    if !shape.isScalar, product.shape.isScalar { product = try multiply(product, .identity(shape.rows)) }
    return product
  }

  /// ∫ f(x) ∫ g(x, z) dz dx as one integral over both; nil where there is none inside.
  private func mergedIntegral(
    _ variables: [Symbol], _ monomial: Monomial, _ shape: Shape
  ) throws -> Polynomial? {
    let position = monomial.factors.firstIndex { factor in
      guard factor.exponent == .one, case .integral = atoms[factor.atom].atom else { return false }
      return variables.contains { dependsOn($0, atom: factor.atom) }
    }
    guard let position, case .integral(let bound, let body) = atoms[monomial.factors[position].atom].atom,
      variables.count + bound.count <= 8, use(.integralOrder)
    else { return nil }
    var rest = monomial
    rest.factors.remove(at: position)
    let (fresh, opened) = try open(bound, body)
    let product = try multiply(
      Polynomial(shape: shape, sorted: [Summand(monomial: rest, coefficient: .one)]), opened)
    return try integral(variables + fresh, product)
  }

  /// The integral of what hangs together: a variable that stands in one density alone is summed out, a density of a known
  /// family makes an expectation.
  private func connectedIntegral(
    _ variables: [Symbol], _ monomial: Monomial, _ shape: Shape
  ) throws -> Polynomial {
    for variable in variables {
      let point = value(.symbol(variable), variable.shape)
      let others = variables.filter { $0 != variable }
      for (position, factor) in monomial.factors.enumerated() where factor.exponent == .one {
        var rest = monomial
        rest.factors.remove(at: position)
        let isAlone =
          !rest.factors.contains { dependsOn(variable, atom: $0.atom) }
          && !rest.word.contains { dependsOn(variable, atom: $0.atom) }
        let remaining = Polynomial(shape: shape, sorted: [Summand(monomial: rest, coefficient: .one)])
        switch atoms[factor.atom].atom {
        case .marginal(let law, var slots, var points) where isAlone:
          guard let slot = points.firstIndex(of: point), sumsOut(slots[slot], variable),
            points.indices.allSatisfy({ $0 == slot || !dependsOn(variable, points[$0]) }), use(.marginalDensity)
          else { continue }
          slots.remove(at: slot)
          points.remove(at: slot)
          return try integral(others, multiply(remaining, marginal(law, slots, points)))
        case .density(let distribution, point):
          guard !distribution.polynomials.contains(where: { dependsOn(variable, $0) }), use(.expectationIntegral)
          else { continue }
          return try integral(others, expectation(variable, distribution, remaining))
        default: continue
        }
      }
    }
    return try close(variables, monomial, shape)
  }

  /// Whether the integral over the variable runs through the values of that variable of a law.
  private func sumsOut(_ slot: Symbol, _ variable: Symbol) -> Bool {
    slot.sort == variable.sort && slot.domain == variable.domain && origin(variable) == ownName(slot)
  }

  /// The name that a variable keeps under a binder, where its values are not told by its shape and domain.
  private func ownName(_ symbol: Symbol) -> String? {
    switch symbol.domain {
    case .natural, .binary, .oneHot: return symbol.name
    case .real, .positive, .nonnegative, .symmetric, .positiveSemidefinite, .positiveDefinite, .invertible, .simplex,
      .fullColumnRank:
      return declarations.families[symbol] != nil || declarations.indexBounds[symbol] != nil ? symbol.name : nil
    }
  }

  private func origin(_ variable: Symbol) -> String? {
    variable.name.firstIndex(of: "~").map { String(variable.name[$0...].dropFirst()) }
  }

  /// The name of a bound variable around something of that height.
  ///
  /// The name tells the density of a bound variable, which an integral looks for, from any other.
  func boundVariable(_ variable: Symbol, _ height: Int) -> Symbol {
    let own = variable.name.hasPrefix("#") ? origin(variable) : ownName(variable)
    return variable.renamed("#x\(height + 1)" + (own.map { "~" + $0 } ?? ""))
  }

  /// The body of an integral with its variables renamed apart.
  func open(_ bound: [Symbol], _ body: Polynomial) throws -> ([Symbol], Polynomial) {
    var body = body
    var fresh: [Symbol] = []
    for symbol in bound {
      let own = origin(symbol).map { "~" + $0 } ?? ""
      let name = symbol.renamed("#xt\(try freshNumber())" + own)
      body = try rename(symbol, to: name, in: body)
      fresh.append(name)
    }
    return (fresh, body)
  }

  func rename(_ symbol: Symbol, to name: Symbol, in body: Polynomial) throws -> Polynomial {
    try substitute(body, symbol, by: value(.symbol(name), name.shape))
  }

  /// The value of an integral that nothing more is known of.
  private func close(_ variables: [Symbol], _ monomial: Monomial, _ shape: Shape) throws -> Polynomial {
    guard !monomial.factors.isEmpty || !monomial.word.isEmpty else {
      return value(.integral(variables.count == 1 ? [boundVariable(variables[0], 0)] : variables, .one), .scalar)
    }
    let body = Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
    let (fresh, opened) = try open(variables, body)
    return try bound(
      opened, orders(fresh) { "\($0.sort) \($0.domain) \(origin($0) ?? "")" },
      extracting: .expectationLinear, start: highestVariable, name: boundVariable, atom: { .integral($1, $2) })
  }

  /// The number of the last bound variable that a name around this polynomial must not take.
  private func highestVariable(_ polynomial: Polynomial) -> Int {
    let numbers = freeSymbols(polynomial).compactMap { symbol -> Int? in
      guard symbol.name.hasPrefix("#x") else { return nil }
      return Int(symbol.name.dropFirst(2).prefix { $0 != "~" })
    }
    return max(height(polynomial), numbers.max() ?? 0)
  }

  /// The value of a binder over a body: its constant matrices stand outside, and its names are given in the order, and
  /// its word is written in the direction, that make the body least; so no order of binding matters.
  func bound(
    _ body: Polynomial, _ orders: [[Symbol]], extracting rule: Rule, start: (Polynomial) -> Int,
    name: (Symbol, Int) -> Symbol,
    atom: (_ order: [Symbol], _ names: [Symbol], _ body: Polynomial) -> Atom
  ) throws -> Polynomial {
    guard let single = body.single, let variables = orders.first else {
      var total = Polynomial.zero(body.shape)
      for summand in body.summands {
        let part = Polynomial(shape: body.shape, sorted: [summand])
        total = try total.adding(bound(part, orders, extracting: rule, start: start, name: name, atom: atom))
      }
      return total
    }
    var extraction = Extraction(inner: single.monomial, shape: body.shape)
    if allows(rule) {
      extraction = self.extraction(single.monomial, body.shape) { letter in
        variables.contains { dependsOn($0, atom: letter) }
      }
      if extraction.inner != single.monomial { used.insert(rule) }
    }
    var directions = [(extraction.inner, extraction.shape, false)]
    if extraction.shape.columns != .one, !extraction.inner.word.isEmpty {
      var turned = extraction.inner
      turned.word = transpose(turned.word)
      directions.append((turned, extraction.shape.transposed, true))
      if extraction.shape.rows == .one { directions.removeFirst() }
    }
    // What stands outside of the binder has no part in its names.
    let first = start(
      Polynomial(
        shape: extraction.shape, sorted: [Summand(monomial: extraction.inner, coefficient: .one)]))
    var best: (order: [Symbol], names: [Symbol], body: Polynomial, isTurned: Bool)?
    for (monomial, shape, isTurned) in directions {
      for order in orders {
        var candidate = Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
        var names: [Symbol] = []
        for (number, symbol) in order.enumerated() {
          names.append(name(symbol, first + number))
          candidate = try rename(symbol, to: names[number], in: candidate)
        }
        if best.map({ candidate.precedes($0.body) }) ?? true { best = (order, names, candidate, isTurned) }
      }
    }
    guard let best else { throw NormalFormError.tooLarge }
    var coefficient = single.coefficient
    var inner = best.body
    if let renamed = best.body.single {
      coefficient = try coefficient.times(renamed.coefficient)
      inner = Polynomial(shape: inner.shape, sorted: [Summand(monomial: renamed.monomial, coefficient: .one)])
    }
    var value = self.value(atom(best.order, best.names, inner), inner.shape)
    if best.isTurned { value = try transpose(value) }
    return try restore(extraction, value).scaled(by: coefficient)
  }

  /// The orders in which variables may be named: those of one kind in any order, as long as there are few.
  func orders(_ variables: [Symbol], kind: (Symbol) -> String) -> [[Symbol]] {
    let sorted = variables.map { (kind($0), $0) }.enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    guard variables.count <= 4 else { return [sorted.map(\.1)] }
    var orders: [[(String, Symbol)]] = [[]]
    for (position, _) in sorted.enumerated() {
      orders = orders.flatMap { order in
        sorted.filter { item in
          item.0 == sorted[position].0 && !order.contains { $0.1 == item.1 }
        }.map { order + [$0] }
      }
    }
    return orders.map { $0.map(\.1) }
  }

  func height(_ polynomial: Polynomial) -> Int {
    polynomial.summands.reduce(0) { highest, summand in
      max(
        highest, summand.monomial.factors.map { atoms[$0.atom].height }.max() ?? 0,
        summand.monomial.word.map { atoms[$0.atom].height }.max() ?? 0)
    }
  }

  func freeSymbols(_ polynomial: Polynomial) -> Set<Symbol> {
    polynomial.summands.reduce(into: []) { found, summand in
      for factor in summand.monomial.factors { found.formUnion(atoms[factor.atom].freeSymbols) }
      for letter in summand.monomial.word { found.formUnion(atoms[letter.atom].freeSymbols) }
    }
  }
}

extension Polynomial {
  /// A total order of polynomials of one shape.
  func precedes(_ other: Polynomial) -> Bool {
    for (a, b) in zip(summands, other.summands) where a != b {
      return a.monomial != b.monomial ? a.monomial < b.monomial : a.coefficient < b.coefficient
    }
    return summands.count < other.summands.count
  }
}

import Symbolic

/// Changes of variables: integrals over Ax + b, and the density and entropy of AX + b of a random X.
extension Elaborator {
  /// The variable that an integral runs over under a name, with the map to it where the name is that of a random vector
  /// made of another: dy under Y = AX + b.
  struct Integrated {
    let variable: Symbol
    /// The value that the name stands for, as a function of the variable.
    var image: AffineMap?
  }

  /// What an integral over a name runs over, nil where nothing of that name can be integrated over.
  func integrated(_ name: String) -> Integrated? {
    if let symbol = bound[name] { return Integrated(variable: symbol) }
    guard let symbol = declarations.symbol(named: name) ?? inOtherCase(name) else { return nil }
    guard case .matrix = symbol.sort else { return nil }
    if let image = image(of: symbol) { return Integrated(variable: image.variable, image: image) }
    // Values of X ~ p are written x; those of a law's variable are values of the variable.
    if symbol.name == name || declarations.laws.values.contains(where: { $0.contains(symbol) }) {
      return Integrated(variable: symbol)
    }
    return Integrated(variable: Symbol(name, symbol.sort, symbol.domain))
  }

  /// The declared name in the other case, X for x, where it is random or made of what is.
  private func inOtherCase(_ name: String) -> Symbol? {
    declarations.randomName(inOtherCaseOf: name).flatMap { declarations.symbol(named: $0) }
  }

  /// The symbol's value as a function of the one variable of a law that it is made of, where that can be undone.
  func image(of symbol: Symbol) -> AffineMap? {
    guard let definition = declarations.definitions[symbol] else { return nil }
    return image(of: definition)
  }

  /// The value as a function of the one variable of a law that it is made of, where that can be undone.
  func image(of value: Term) -> AffineMap? {
    guard let value = try? value.unfolding(declarations.definitions) else { return nil }
    let found = value.freeSymbols.filter { symbol in
      declarations.laws.contains { $0.value.contains(symbol) && !$0.key.isConditional(symbol, $0.value) }
    }
    guard found.count == 1, let variable = found.first, declarations.families[variable] == nil,
      let map = AffineMap(value, of: variable), map.isSquare
    else { return nil }
    return map
  }

  /// ∫ f d(Ax) = |det A| ∫ f dx.
  @inline(never)
  func integral(
    through value: Syntax, _ name: String, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard let integrated = integrated(name), integrated.image == nil else {
      throw error(value.range, "\(source.text(value.range)) is nothing that an integral can run over")
    }
    let inner = binding(integrated.variable, as: name)
    guard let map = AffineMap(try inner.term(value), of: integrated.variable), map.isSquare else {
      throw error(
        value.range, "an integral is over a variable, or over \(name) times a square matrix plus what is fixed",
        hint: #"write \mathrm{d}(A \#(name))"#)
    }
    // Where bars are determinants, |A| is not the growth.
    guard map.isShift || growsByDeterminant(map.matrix) || isVolume(map.matrix) else {
      throw error(
        value.range, "this integral grows by the absolute value of a determinant, and bars mean the determinant here",
        hint: #"declare what has a density, as in $X \text{ random} \in \mathbb{R}^n \text{ with density } f_X$"#)
    }
    return try make(
      .integral(integrated.variable), [scaled(inner.term(body), by: map, range)], range)
  }

  /// ∫ g(y) dy over the values y = Ax + b as |det A| ∫ g(Ax + b) dx.
  func integral(
    over image: AffineMap, _ name: String, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let point = Symbol(name, image.value.shape)
    let value = try binding(point).term(body)
    try checkParameters(of: value, point, range)
    guard !value.freeSymbols.contains(image.variable) else {
      throw error(range, "\(image.variable.name) stands under an integral over \(name), which is made of it")
    }
    do {
      let replaced = try value.substituting([point: image.value])
      return try make(.integral(image.variable), [scaled(replaced, by: image, range)], range)
    } catch {
      throw (error as? NotationError) ?? self.error(range, "\(error)")
    }
  }

  private func scaled(_ value: Term, by map: AffineMap, _ range: Range<Int>) throws(NotationError) -> Term {
    let growth: Term
    do {
      growth = try map.growth()
    } catch {
      throw self.error(range, error.description)
    }
    return growth == Term(1) ? value : try make(.product, [growth, value], range)
  }

  /// The elaborator inside a scope that binds the symbol under a name as well.
  func binding(_ symbol: Symbol, as name: String) -> Elaborator {
    var inner = binding(symbol)
    inner.bound[name] = symbol
    return inner
  }

  /// h(AX + b) = −E[log f(X) / |det A|] for X with density f, and the entropy of N(Aμ + b, AΣAᵀ) for a Gaussian X; nil
  /// where the formula is nothing of that kind.
  func imageEntropy(_ syntax: Syntax, _ range: Range<Int>) throws(NotationError) -> Term? {
    if case .name(let name) = syntax.kind, random(named: name) != nil || declarations.symbol(named: name) == nil {
      return nil
    }
    guard let value = try? term(syntax), !value.sort.isDistribution else { return nil }
    // The variable of a law has the entropy of the law.
    if let symbol = value.symbol, declarations.definitions[symbol] == nil { return nil }
    if let gaussian = gaussianImage(of: value) { return try make(.entropy, [gaussian], range) }
    guard let map = image(of: value), let (view, variable) = self.variable(named: map.variable.name) else { return nil }
    let own = LawSlot(variable: variable, indices: nil, value: Term(variable))
    let reference = LawReference(view: view, of: [own], given: view.parameterSlots, isExplicit: true)
    let density = try self.density(reference, range)
    let quotient: Term
    do {
      let growth = try map.growth()
      quotient = growth == Term(1) ? density : try Term(.quotient, [density, growth])
    } catch {
      throw self.error(range, error.description)
    }
    return try make(
      .negation, [expectation(reference, make(.logarithm, [quotient], range), range)], range)
  }

  /// The density of AX + b at a point, f(A⁻¹(y − b)) / |det A| for X with density f; nil for any other distribution.
  func imageDensity(_ syntax: Syntax, _ point: Term, _ range: Range<Int>) throws(NotationError) -> Term? {
    guard case .name(let name) = syntax.kind, let symbol = declarations.symbol(named: name),
      declarations.definitions[symbol] != nil, !symbol.sort.isDistribution
    else { return nil }
    if let gaussian = gaussianImage(of: Term(symbol)) { return try make(.density, [gaussian, point], range) }
    guard let map = image(of: symbol), let (view, variable) = self.variable(named: map.variable.name) else {
      return nil
    }
    let density: Term
    let growth: Term
    do {
      let isScalar = variable.shape.isScalar
      let distance = try map.origin().map { try Term(.sum, [point, Term(.negation, [$0])]) } ?? point
      let place: Term
      if map.isShift {
        place = distance
      } else if isScalar {
        place = try Term(.quotient, [distance, map.matrix])
      } else {
        place = try Term(.product, [Term(.inverse, [map.matrix]), distance])
      }
      let own = LawSlot(variable: variable, indices: nil, value: Term(variable))
      density = try self.density(
        LawReference(view: view, of: [own], given: view.parameterSlots, isExplicit: true), range
      ).substituting([variable: place])
      growth = try map.growth()
    } catch {
      throw (error as? NotationError) ?? self.error(range, "\(error)")
    }
    return growth == Term(1) ? density : try make(.quotient, [density, growth], range)
  }

  /// Whether bars around the matrix mean the absolute value of its determinant: where a random vector has a density of
  /// its own, or is made of one by a matrix, they say how a volume grows.
  func isVolume(_ matrix: Term) -> Bool {
    if growsByDeterminant(matrix) { return false }
    return declarations.continuous.contains { !$0.shape.isScalar }
      || declarations.definitions.keys.contains { symbol in
        !symbol.shape.isScalar && image(of: symbol).map { !$0.isShift } ?? false
      }
  }

  /// Whether the determinant of the matrix is never negative.
  private func growsByDeterminant(_ matrix: Term) -> Bool {
    switch DerivedDomain.domain(matrix) {
    case .positiveDefinite, .positiveSemidefinite: true
    default: matrix.shape.isScalar
    }
  }

  /// The distribution of Ax + b for a Gaussian x.
  func gaussianImage(of value: Term) -> Term? {
    guard let value = try? value.unfolding(declarations.definitions) else { return nil }
    let found = value.freeSymbols.filter { declarations.distributions[$0] != nil }
    guard found.count == 1, let variable = found.first, let distribution = declarations.distributions[variable],
      let plain = try? distribution.unfolding(declarations.definitions), plain.head == .gaussian,
      let map = AffineMap(value, of: variable)
    else { return nil }
    if value.symbol == variable { return plain }
    guard let mean = try? value.substituting([variable: plain.arguments[0]]),
      let transposed = map.matrix.shape.isScalar ? map.matrix : try? Term(.transpose, [map.matrix]),
      let covariance = try? Term(.product, [map.matrix, plain.arguments[1], transposed])
    else { return nil }
    return try? Term(.gaussian, [mean, covariance])
  }
}

extension Symbol {
  /// Whether a variable of this law is only given under it.
  fileprivate func isConditional(_ variable: Symbol, _ variables: [Symbol]) -> Bool {
    let count = (1...max(1, variables.count)).last { Symbol.law(name, of: Array(variables.prefix($0))) == self }
    return (variables.firstIndex(of: variable) ?? 0) >= (count ?? variables.count)
  }
}

extension Declarations {
  /// The declared name in the other case, X for the values x of X: where it is random, the variable of a law, a
  /// distribution, or made of what is random.
  func randomName(inOtherCaseOf name: String) -> String? {
    guard let first = name.first, name.count == 1 || name.dropFirst().first == "_" else { return nil }
    let other = (first.isUppercase ? first.lowercased() : first.uppercased()) + name.dropFirst()
    guard let symbol = self.symbol(named: other) else { return nil }
    return symbol.sort.isDistribution || isRandom(symbol, room: 20) ? other : nil
  }

  /// Whether the symbol is drawn, the variable of a law, or made of such.
  private func isRandom(_ symbol: Symbol, room: Int) -> Bool {
    if distributions[symbol] != nil || laws.values.contains(where: { $0.contains(symbol) }) { return true }
    guard room > 0, symbol.name.first?.isUppercase ?? false else { return false }
    return definitions[symbol]?.freeSymbols.contains { isRandom($0, room: room - 1) } ?? false
  }
}

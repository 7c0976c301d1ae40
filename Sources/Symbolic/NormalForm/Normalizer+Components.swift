extension Normalizer {
  /// An index of whose value nothing is known, where a sum may begin below one; otherwise the index itself.
  ///
  /// An index is declared as a natural number, which it is only where the lower limit is one.
  func ranging(_ index: Symbol, from lower: Polynomial) throws -> Symbol {
    if isPositive(lower) { return index.domain == .natural ? index : Symbol.index(index.name) }
    return try Symbol(freshIndex().name, Shape.scalar)
  }

  /// The name of a bound index around something of that height; what is known of its values stays known.
  func boundIndex(_ height: Int, like index: Symbol = Symbol.index("i")) -> Symbol {
    index.renamed("#\(height + 1)")
  }

  /// An index that occurs nowhere.
  func freshIndex(like index: Symbol = Symbol.index("i")) throws -> Symbol {
    index.renamed("#t\(try freshNumber())")
  }

  /// The symbol that an atom is.
  func symbol(ofAtom atom: Int) -> Symbol? {
    if case .symbol(let symbol) = atoms[atom].atom { symbol } else { nil }
  }

  func dependsOn(_ symbol: Symbol, atom: Int) -> Bool { atoms[atom].freeSymbols.contains(symbol) }

  func dependsOn(_ symbol: Symbol, _ polynomial: Polynomial) -> Bool {
    polynomial.summands.contains { summand in
      summand.monomial.factors.contains { dependsOn(symbol, atom: $0.atom) }
        || summand.monomial.word.contains { dependsOn(symbol, atom: $0.atom) }
    }
  }

  private func height(_ monomial: Monomial) -> Int {
    max(
      monomial.factors.map { atoms[$0.atom].height }.max() ?? 0,
      monomial.word.map { atoms[$0.atom].height }.max() ?? 0)
  }

  /// A summand as what does not depend on the symbol, times what does; the word is not taken apart.
  func separate(_ summand: Summand, on symbol: Symbol) -> (constant: Summand, dependent: Monomial) {
    var constant = Monomial()
    var dependent = Monomial()
    for factor in summand.monomial.factors {
      if dependsOn(symbol, atom: factor.atom) {
        dependent.factors.append(factor)
      } else {
        constant.factors.append(factor)
      }
    }
    if summand.monomial.word.contains(where: { dependsOn(symbol, atom: $0.atom) }) {
      dependent.word = summand.monomial.word
    } else {
      constant.word = summand.monomial.word
    }
    return (Summand(monomial: constant, coefficient: summand.coefficient), dependent)
  }

  /// The product of a constant summand and a value, of the shape that the whole has.
  func scale(_ constant: Summand, _ shape: Shape, by value: Polynomial) throws -> Polynomial {
    let isMatrix = !constant.monomial.word.isEmpty || !shape.isScalar && value.shape.isScalar
    let factor = Polynomial(shape: isMatrix ? shape : .scalar, sorted: [constant])
    return try multiply(factor, value)
  }

  /// A word as a value, letter by letter, with some letters replaced.
  func wordValue(_ word: some Sequence<Letter>, replacing: [Int: Polynomial] = [:]) throws -> Polynomial? {
    var product: Polynomial?
    for letter in word {
      var factor: Polynomial
      if let replacement = replacing[letter.atom] {
        factor = letter.isInverted ? try inverse(replacement) : replacement
        if letter.isTransposed { factor = try transpose(factor) }
      } else {
        factor = Polynomial(
          shape: Shape(rows(letter), columns(letter)),
          sorted: [Summand(monomial: Monomial(word: [letter]), coefficient: .one)])
      }
      product = try product.map { try multiply($0, factor) } ?? factor
    }
    return product
  }

  /// The row of the identity matrix with that number.
  func unitRow(_ dimension: Dimension, _ index: Polynomial) -> Polynomial {
    Polynomial(
      shape: Shape(.one, dimension),
      sorted: [
        Summand(
          monomial: Monomial(word: [Letter(intern(.unit(dimension, index)), transposed: true)]), coefficient: .one)
      ])
  }

  /// The entry of a column vector.
  func component(_ vector: Polynomial, _ index: Polynomial) throws -> Polynomial {
    if vector.shape.isScalar { return vector }
    return try multiply(unitRow(vector.shape.rows, index), vector)
  }

  func entry(_ term: Term) throws -> Polynomial {
    let value = try normalize(term.arguments[0])
    let row = try component(value, normalize(term.arguments[1]))
    guard term.arguments.count == 3 else { return row }
    return try component(transpose(row), normalize(term.arguments[2]))
  }

  func ones(_ shape: Shape) throws -> Polynomial {
    if shape.isScalar { return .one }
    let column = try vector(freshIndex(), shape.rows, .one)
    if shape.columns == .one { return column }
    return try multiply(column, transpose(vector(freshIndex(), shape.columns, .one)))
  }

  /// A function of a scalar, or of a vector entry by entry.
  func elementwise(
    _ term: Term, _ value: Polynomial, _ function: (Polynomial) throws -> Polynomial
  ) throws -> Polynomial {
    value.shape.isScalar ? try function(value) : try entrywise(value, function)
  }

  func entrywise(_ value: Polynomial, _ function: (Polynomial) throws -> Polynomial) throws -> Polynomial {
    let index = try freshIndex()
    return try vector(index, value.shape.rows, function(component(value, scalar(.symbol(index)))))
  }

  func hadamardProduct(_ term: Term) throws -> Polynomial {
    let left = try normalize(term.arguments[0])
    let right = try normalize(term.arguments[1])
    if left.shape.isScalar { return try multiply(left, right) }
    guard left.shape.columns == .one else { return try opaque(term) }
    let index = try freshIndex()
    let position = scalar(.symbol(index))
    return try vector(
      index, left.shape.rows, multiply(component(left, position), component(right, position)))
  }

  func diagonalMatrix(_ entries: Polynomial) throws -> Polynomial {
    let index = try freshIndex()
    return try diagonal(index, entries.shape.rows, component(entries, scalar(.symbol(index))))
  }

  /// The diagonal matrix of the values of a body over an index.
  func diagonal(_ index: Symbol, _ dimension: Dimension, _ body: Polynomial) throws -> Polynomial {
    if dimension == .one { return try substitute(body, index, by: .one) }
    let shape = Shape(dimension, dimension)
    var total = Polynomial.zero(shape)
    for summand in body.summands {
      let (constant, dependent) = separate(summand, on: index)
      let part =
        dependent == .unit
        ? Polynomial.identity(dimension)
        : matrix(try bind(index, dependent) { .diagonal($0, dimension, $1) })
      total = try total.adding(scale(constant, .scalar, by: part))
    }
    return total
  }

  /// The column vector of the values of a body over an index.
  func vector(_ index: Symbol, _ dimension: Dimension, _ body: Polynomial) throws -> Polynomial {
    if dimension == .one { return try substitute(body, index, by: .one) }
    var total = Polynomial.zero(.vector(dimension))
    for summand in body.summands {
      let (constant, dependent) = separate(summand, on: index)
      let part =
        try column(index, dimension, dependent)
        ?? matrix(bind(index, dependent) { .vector($0, dimension, $1) })
      total = try total.adding(scale(constant, .scalar, by: part))
    }
    return total
  }

  /// The vector v where the body is v_i.
  private func column(_ index: Symbol, _ dimension: Dimension, _ body: Monomial) throws -> Polynomial? {
    guard body.word.isEmpty, body.factors.count == 1, body.factors[0].exponent == .one,
      case .path(let word) = atoms[body.factors[0].atom].atom
    else { return nil }
    let unit = intern(.unit(dimension, scalar(.symbol(index))))
    let oriented = word[0].atom == unit ? word : transpose(word)
    guard oriented[0].atom == unit, !oriented.dropFirst().contains(where: { dependsOn(index, atom: $0.atom) })
    else { return nil }
    return try wordValue(oriented.dropFirst())
  }

  /// The atom over a bound index, named by the height of its body.
  private func bind(
    _ index: Symbol, _ body: Monomial, _ shape: Shape = .scalar, _ make: (Symbol, Polynomial) -> Atom
  ) throws -> Atom {
    let bound = boundIndex(height(body), like: index)
    let body = Polynomial(shape: shape, sorted: [Summand(monomial: body, coefficient: .one)])
    return make(bound, try substitute(body, index, by: scalar(.symbol(bound))))
  }

  /// Whether a number of terms is at least one for every size of every dimension.
  func isPositiveCount(_ count: Polynomial) -> Bool { isCount(count, least: 1) }

  /// Whether a number of terms is at least zero for every size of every dimension, so that no sum is empty by mistake.
  func isCount(_ count: Polynomial, least bound: Int = 0) -> Bool {
    var least = 0
    for summand in count.summands {
      guard summand.coefficient.isInteger,
        summand.monomial.factors.allSatisfy({ factor in
          if case .dimension = atoms[factor.atom].atom { true } else { false }
        })
      else { return false }
      if summand.monomial != .unit, summand.coefficient < .zero { return false }
      least &+= summand.coefficient.numerator
    }
    return least >= bound
  }

  /// Σ_i of a product in which exactly two unit vectors e_i stand: Σ_i (aᵀe_i)(e_iᵀb) = aᵀb and the like.
  func contract(
    _ index: Symbol, _ upper: Polynomial, _ body: Monomial, _ shape: Shape
  ) throws -> Polynomial? {
    guard allows(.components) else { return nil }
    var strands: [Strand] = []
    for factor in body.factors {
      guard case .path(let word) = atoms[factor.atom].atom, factor.exponent.isInteger, factor.exponent > .zero,
        factor.exponent.numerator <= 2
      else { return nil }
      for _ in 0..<factor.exponent.numerator { strands.append(Strand(path: word)) }
    }
    strands += open(body.word, shape)
    var ends = 0
    var unit: Int?
    for strand in strands {
      for (position, letter) in strand.letters.enumerated() where dependsOn(index, atom: letter.atom) {
        guard case .unit(let dimension, let position_) = atoms[letter.atom].atom,
          position_ == scalar(.symbol(index)), try polynomial(dimension) == upper,
          position == 0 || position == strand.letters.count - 1
        else { return nil }
        unit = letter.atom
        ends += 1
      }
    }
    guard ends == 2, let unit else { return nil }
    return try pairings(strands, unit, shape, rest: nil, link: nil).first.map { try value($0, shape, [:]) }
  }
}

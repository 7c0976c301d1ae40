extension Normalizer {
  /// The normal form as a term, in an order that a person would write: positive summands first.
  func term(_ polynomial: Polynomial) throws -> Term {
    if polynomial.isZero { return polynomial.shape.isScalar ? Term(0) : try Term(.zero(polynomial.shape)) }
    let parts = try polynomial.summands.map { try signed($0, polynomial.shape) }
    let ordered = parts.filter { !$0.isNegative } + parts.filter(\.isNegative)
    let terms = try ordered.map { try $0.isNegative ? Term(.negation, [$0.term]) : $0.term }
    return terms.count == 1 ? terms[0] : try Term(.sum, terms)
  }

  private func signed(_ summand: Summand, _ shape: Shape) throws -> (isNegative: Bool, term: Term) {
    let size = summand.coefficient.magnitude
    var above: [Term] = []
    var below: [Term] = []
    if size.numerator != 1 { above.append(Term(size.numerator)) }
    if size.denominator != 1 { below.append(Term(size.denominator)) }
    var scalars: [Term] = []
    for factor in summand.monomial.factors {
      let base = try term(atom: factor.atom)
      if factor.exponent < .zero {
        below.append(try power(base, factor.exponent.negated))
      } else {
        scalars.append(try power(base, factor.exponent))
      }
    }
    above += scalars.sorted { rank($0) < rank($1) }
    var word = try summand.monomial.word.map(term(letter:))
    if word.isEmpty, !shape.isScalar { word = [try Term(.identity(shape.rows))] }
    if !below.isEmpty {
      let numerator = try product(above)
      let quotient = try Term(.quotient, [numerator, product(below)])
      return (summand.coefficient < .zero, try product([quotient] + word))
    }
    return (summand.coefficient < .zero, try product(above + word))
  }

  /// Names before traces and sums, logarithms last.
  private func rank(_ term: Term) -> Int {
    switch term.head {
    case .number, .constant, .dimension, .symbol: 0
    case .logarithm: 2
    default: 1
    }
  }

  private func product(_ factors: [Term]) throws -> Term {
    if factors.isEmpty { return Term(1) }
    return factors.count == 1 ? factors[0] : try Term(.product, factors)
  }

  private func power(_ base: Term, _ exponent: Rational) throws -> Term {
    if exponent == .one { return base }
    if exponent == .half { return try Term(.squareRoot, [base]) }
    return try Term(.power, [base, number(exponent)])
  }

  private func number(_ value: Rational) throws -> Term {
    var term = Term(abs(value.numerator))
    if value.denominator != 1 { term = try Term(.quotient, [term, Term(value.denominator)]) }
    return value < .zero ? try Term(.negation, [term]) : term
  }

  private func term(letter: Letter) throws -> Term {
    var term = try term(atom: letter.atom)
    if letter.isInverted { term = try Term(.inverse, [term]) }
    if letter.isTransposed { term = try Term(.transpose, [term]) }
    return term
  }

  private func word(_ letters: [Letter]) throws -> Term { try product(letters.map(term(letter:))) }

  func term(atom id: Int) throws -> Term {
    switch atoms[id].atom {
    case .symbol(let symbol): return Term(symbol)
    case .dimension(let name): return Term(Dimension.named(name))
    case .constant(let constant): return try Term(.constant(constant))
    case .prime(let prime): return Term(prime)
    case .path(let letters): return try pathTerm(letters)
    case .loop(let letters): return try Term(.trace, [word(letters)])
    case .determinant(let letter): return try Term(.determinant, [term(atom: letter)])
    case .determinantOf(let matrix): return try Term(.determinant, [term(matrix)])
    case .logarithm(let value): return try Term(.logarithm, [term(value)])
    case .exponential(let value): return try Term(.exponential, [term(value)])
    case .base(let value): return try term(value)
    case .summation(let indices, let body):
      return try indices.reversed().reduce(term(body)) { inner, index in
        try Term(.summation(index.symbol), [term(index.lower), term(index.upper), inner])
      }
    case .productOver(let index, let lower, let upper, let body):
      return try Term(.productOver(index), [term(lower), term(upper), term(body)])
    case .expectation(let variable, let distribution, let body):
      return try Term(.expectation(variable), [term(distribution), term(body)])
    case .integral(let variables, let body):
      return try variables.reversed().reduce(term(body)) { try Term(.integral($1), [$0]) }
    case .marginal(let law, let variables, let points):
      let part = LawPart(law: law, of: variables, given: [])
      return try Term(.density, [Term(.law(part))] + points.map(term))
    case .conditional(let part, let points, let given):
      return try Term(.density, [Term(.law(part), given.map(term))] + points.map(term))
    case .density(let distribution, let point): return try Term(.density, [term(distribution), term(point)])
    case .divergence(let left, let right): return try Term(.divergence, [term(left), term(right)])
    case .entropy(let distribution): return try Term(.entropy, [term(distribution)])
    case .diagonal(let index, let dimension, let body):
      return try Term(.diagonalMatrix, [vectorTerm(index, dimension, body)])
    case .vector(let index, let dimension, let body): return try vectorTerm(index, dimension, body)
    case .unit(let dimension, let position):
      // e_i has no notation of its own; a column of the identity says the same.
      let row = Symbol.index("r")
      return try Term(
        .vector(row, dimension),
        [Term(.entry, [Term(.identity(dimension)), Term(row), term(position)])])
    case .inverse(let matrix): return try Term(.inverse, [term(matrix)])
    case .opaque(let head, let arguments): return try Term(head, arguments.map(term))
    }
  }

  private func vectorTerm(_ index: Symbol, _ dimension: Dimension, _ body: Polynomial) throws -> Term {
    try Term(.vector(index, dimension), [term(body)])
  }

  private func pathTerm(_ letters: [Letter]) throws -> Term {
    let first = atoms[letters[0].atom].atom
    let last = atoms[letters[letters.count - 1].atom].atom
    switch (first, last) {
    case (.unit(_, let row), .unit(_, let column)) where letters.count > 2:
      let matrix = try word(Array(letters.dropFirst().dropLast()))
      return try Term(.entry, [matrix, term(row), term(column)])
    case (.unit(_, let row), _):
      return try Term(.entry, [word(Array(letters.dropFirst())), term(row)])
    case (_, .unit(_, let row)):
      return try Term(.entry, [word(transpose(Array(letters.dropLast()))), term(row)])
    default: return try word(letters)
    }
  }

  private func term(_ distribution: Distribution) throws -> Term {
    switch distribution {
    case .gaussian(let mean, let covariance): try Term(.gaussian, [term(mean), term(covariance)])
    case .moments(let mean, let covariance): try Term(.distributionWithMoments, [term(mean), term(covariance)])
    case .named(let symbol): Term(symbol)
    case .applied(let symbol, let arguments): try Term(.application(symbol), arguments.map(term))
    }
  }

  func condition(_ kind: Condition.Kind, letter: Int) -> Condition {
    Condition(kind: kind, term: (try? term(atom: letter).withReadableNames()) ?? Term(0))
  }

  func condition(_ kind: Condition.Kind, scalar: Int) -> Condition { condition(kind, letter: scalar) }
}

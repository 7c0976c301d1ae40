extension Normalizer {
  /// The transpose: words are reversed and their letters turned.
  func transpose(_ matrix: Polynomial) throws -> Polynomial {
    if matrix.shape.isScalar { return matrix }
    var collected: [Monomial: Rational] = [:]
    for summand in matrix.summands {
      var monomial = summand.monomial
      monomial.word = transpose(monomial.word)
      collected[monomial] = try (collected[monomial] ?? .zero).plus(summand.coefficient)
    }
    return Polynomial(shape: matrix.shape.transposed, collected: collected)
  }

  func transpose(_ word: [Letter]) -> [Letter] {
    word.reversed().map { letter in
      Letter(
        letter.atom, transposed: !letter.isTransposed && !atoms[letter.atom].isSymmetric, inverted: letter.isInverted)
    }
  }

  /// A word of one row and one column as a scalar.
  ///
  /// Diagonal matrices and vectors given by their entries turn into sums, so that a quadratic form in a diagonal matrix
  /// and the sum over its components have one normal form.
  func path(_ word: [Letter]) throws -> Polynomial {
    if let value = try pathByComponents(word) ?? pathOfVectorizations(word) { return value }
    let turned = transpose(word)
    return scalar(.path(turned.lexicographicallyPrecedes(word) ? turned : word))
  }

  private func pathByComponents(_ word: [Letter]) throws -> Polynomial? {
    for (position, letter) in word.enumerated() {
      switch atoms[letter.atom].atom {
      case .unit(_, let index):
        guard word.count == 2, position == 0, case .unit(_, let other) = atoms[word[1].atom].atom, index == other
        else { continue }
        return .one
      case .vector(let bound, let dimension, let body):
        guard allows(.components) else { continue }
        let rest = position == 0 ? Array(word.dropFirst()) : transpose(Array(word.dropLast()))
        if rest.count == 1, case .unit(_, let index) = atoms[rest[0].atom].atom {
          return try substitute(body, bound, by: index)
        }
        used.insert(.components)
        return try sumOverComponents(dimension, bound, body) { unit in
          try self.path([unit.turned(true)] + rest)
        }
      case .diagonal(let bound, let dimension, let body):
        guard allows(.components), !letter.isInverted else { continue }
        let before = Array(word[..<position])
        let after = Array(word[(position + 1)...])
        if before.count == 1, case .unit(_, let index) = atoms[before[0].atom].atom {
          return try multiply(substitute(body, bound, by: index), path(before + after))
        }
        if after.count == 1, case .unit(_, let index) = atoms[after[0].atom].atom {
          return try multiply(substitute(body, bound, by: index), path(before + after))
        }
        used.insert(.components)
        return try sumOverComponents(dimension, bound, body) { unit in
          try self.multiply(self.path(before + [unit]), self.path([unit.turned(true)] + after))
        }
      default: continue
      }
    }
    return nil
  }

  /// Σ_i f(i) g(e_i) over a whole dimension.
  private func sumOverComponents(
    _ dimension: Dimension, _ bound: Symbol, _ body: Polynomial, _ other: (Letter) throws -> Polynomial
  ) throws -> Polynomial {
    let index = try freshIndex()
    let position = scalar(.symbol(index))
    let unit = Letter(intern(.unit(dimension, position)))
    let product = try multiply(substitute(body, bound, by: position), other(unit))
    return try summation(index, from: .one, to: polynomial(dimension), product)
  }

  /// The trace, summand by summand.
  func trace(_ matrix: Polynomial) throws -> Polynomial {
    if matrix.shape.isScalar { return try traceOfScalar(matrix) }
    if matrix.summands.count != 1 || matrix.single?.coefficient != .one || matrix.single?.monomial.factors != [] {
      guard use(.traceLinear) else { return scalar(.opaque(.trace, [matrix])) }
    }
    var total = Polynomial.zero(.scalar)
    for summand in matrix.summands {
      var monomial = summand.monomial
      let word = monomial.word
      monomial.word = []
      let scalar = Polynomial(
        shape: .scalar, sorted: [Summand(monomial: monomial, coefficient: summand.coefficient)])
      total = try total.adding(multiply(scalar, loop(word, matrix.shape.rows)))
    }
    return total
  }

  private func traceOfScalar(_ value: Polynomial) throws -> Polynomial {
    use(.traceOfScalar) ? value : scalar(.opaque(.trace, [value]))
  }

  /// The trace of a word, up to rotation and transposition.
  private func loop(_ word: [Letter], _ dimension: Dimension) throws -> Polynomial {
    if word.isEmpty {
      guard use(.traceIdentity) else { return scalar(.opaque(.trace, [.identity(dimension)])) }
      return try polynomial(dimension)
    }
    if word.count == 1, case .diagonal(let bound, _, let body) = atoms[word[0].atom].atom, !word[0].isInverted,
      use(.components)
    {
      return try summation(bound, from: .one, to: polynomial(dimension), body)
    }
    if word.count == 1, let (left, right) = try kroneckerFactors(word[0]), left.shape.isSquare, right.shape.isSquare,
      use(.kroneckerProduct)
    {
      return try multiply(trace(left), trace(right))
    }
    guard allows(.traceCyclic) else { return scalar(.loop(word)) }
    if let cut = zip(word, word.dropFirst()).enumerated().first(where: { hasOneColumn($0.element.0) })?.offset {
      used.insert(.traceCyclic)
      return try path(Array(word[(cut + 1)...] + word[...cut]))
    }
    var word = word
    while word.count > 1, let first = word.first, let last = word.last, first == last.inverse,
      allows(.inverseCancels)
    {
      word = join([last], Array(word.dropLast()))
      used.insert(.traceCyclic)
    }
    if word.isEmpty { return try loop([], dimension) }
    if let position = word.firstIndex(where: { isExpandable($0) }), allows(.components),
      case .diagonal(let bound, let size, let body) = atoms[word[position].atom].atom
    {
      used.insert(.components)
      used.insert(.traceCyclic)
      let rest = Array(word[(position + 1)...] + word[..<position])
      if rest.isEmpty { return try summation(bound, from: .one, to: polynomial(size), body) }
      return try sumOverComponents(size, bound, body) { unit in try self.path([unit.turned(true)] + rest + [unit]) }
    }
    return scalar(.loop(canonicalLoop(word)))
  }

  private func isExpandable(_ letter: Letter) -> Bool {
    if case .diagonal = atoms[letter.atom].atom { return !letter.isInverted }
    return false
  }

  private func canonicalLoop(_ word: [Letter]) -> [Letter] {
    var best = word
    func consider(_ candidate: [Letter], _ rule: Rule) {
      guard candidate.lexicographicallyPrecedes(best) else { return }
      used.insert(rule)
      best = candidate
    }
    let turned = transpose(word)
    for start in word.indices {
      consider(Array(word[start...] + word[..<start]), .traceCyclic)
      if allows(.traceTranspose) {
        consider(Array(turned[start...] + turned[..<start]), .traceTranspose)
      }
    }
    return best
  }
}

extension Letter {
  /// The same letter, transposed or not.
  func turned(_ isTransposed: Bool) -> Letter { Letter(atom, transposed: isTransposed, inverted: isInverted) }
}

/// Takes constant matrices out of what is summed or integrated: Σ A x_t = A Σ x_t, Σ x_tᵀ A x_t = tr(A Σ x_t x_tᵀ).
///
/// A word is cut where the first and the last letter stand that depend on a bound name. Two ends at which bound vectors
/// meet nothing are joined to an outer product, so that Σ (uᵀx_t)(y_tᵀv) and uᵀ(Σ x_t y_tᵀ)v are one. Where there is more
/// than one way, everything stays inside.
extension Normalizer {
  /// What remains under the binder, and how its value is put back.
  struct Extraction {
    var inner: Monomial
    var shape: Shape
    var before: [Letter] = []
    var after: [Letter] = []
    var isLoop = false
  }

  /// The least part of a monomial that depends on the names, every factor of which depends on them.
  func extraction(_ monomial: Monomial, _ shape: Shape, _ isDependent: (Int) -> Bool) -> Extraction {
    let whole = Extraction(inner: monomial, shape: shape)
    var scalars: [Factor] = []
    var paths: [Strand] = []
    var entries: [(factor: Factor, strand: Strand)] = []
    for factor in monomial.factors {
      guard case .path(let word) = atoms[factor.atom].atom, factor.exponent == .one || factor.exponent == Rational(2)
      else {
        scalars.append(factor)
        continue
      }
      for _ in 0..<factor.exponent.numerator {
        if isEntry(word) {
          entries.append((Factor(atom: factor.atom, exponent: .one), Strand(path: word)))
        } else {
          paths.append(Strand(path: word))
        }
      }
    }
    var strands = paths + open(monomial.word, shape).filter { $0.letters.contains { isDependent($0.atom) } }
    let constants = open(monomial.word, shape).filter { !$0.letters.contains { isDependent($0.atom) } }
    // An entry is a weight where something else is summed.
    if strands.isEmpty {
      strands = entries.map(\.strand)
    } else {
      var counts: [Int: Int] = [:]
      for entry in entries { counts[entry.factor.atom, default: 0] += 1 }
      scalars += counts.map { Factor(atom: $0.key, exponent: Rational($0.value)) }
      scalars.sort { $0.atom < $1.atom }
    }
    if strands.isEmpty, scalars.count == 1, scalars[0].exponent == .one,
      case .loop(let word) = atoms[scalars[0].atom].atom
    {
      return cutLoop(word, [], whole, isDependent) ?? whole
    }
    if strands.contains(where: { strand in strand.letters.contains { isDependent($0.atom) && isUnit($0) } }) {
      return whole
    }
    if strands.count == 2 {
      guard let joined = joined(strands[0], strands[1], isDependent) else { return whole }
      strands = [joined]
    }
    guard strands.count == 1, let strand = strands.first,
      let first = strand.letters.firstIndex(where: { isDependent($0.atom) }),
      let last = strand.letters.lastIndex(where: { isDependent($0.atom) })
    else { return whole }
    let letters = strand.letters
    if !strand.isOpenLeft, !strand.isOpenRight, first == 0, last == letters.count - 1 {
      return cutLoop(letters, scalars, whole, isDependent) ?? whole
    }
    let word = Array(letters[first...last])
    let inner = Monomial(factors: scalars, word: word)
    var result = Extraction(inner: inner, shape: Shape(rows(word[0]), columns(word[word.count - 1])))
    result.before = Array(letters[..<first])
    result.after = Array(letters[(last + 1)...])
    // A constant column or row beside the strand.
    for constant in constants {
      if constant.isOpenLeft {
        result.before = constant.letters + result.before
      } else {
        result.after += constant.letters
      }
    }
    return result
  }

  /// The letters of a closed word without its one constant stretch, whose trace with it is the value.
  private func cutLoop(
    _ letters: [Letter], _ scalars: [Factor], _ whole: Extraction, _ isDependent: (Int) -> Bool
  ) -> Extraction? {
    guard allows(.traceCyclic), allows(.traceOfScalar),
      letters.contains(where: { isUnit($0) && isDependent($0.atom) }) == false
    else { return nil }
    let count = letters.count
    let starts = letters.indices.filter { index in
      !isDependent(letters[index].atom) && isDependent(letters[(index + count - 1) % count].atom)
    }
    var gap: [Letter] = []
    var word = letters
    if let start = starts.first, starts.count == 1 {
      let turned = Array(letters[start...] + letters[..<start])
      guard let end = turned.firstIndex(where: { isDependent($0.atom) }) else { return nil }
      gap = Array(turned[..<end])
      word = Array(turned[end...])
    } else {
      // Two vectors that stand next to each other: xᵀy = tr(y xᵀ).
      guard starts.isEmpty, count == 2, hasOneRow(letters[0]) else { return nil }
      word = [letters[1], letters[0]]
    }
    used.insert(.traceCyclic)
    used.insert(.traceOfScalar)
    var result = Extraction(
      inner: Monomial(factors: scalars, word: word), shape: Shape(rows(word[0]), columns(word[word.count - 1])))
    result.before = gap
    result.isLoop = true
    return result
  }

  /// Two strands joined at the only ends at which something dependent stands open.
  private func joined(_ a: Strand, _ b: Strand, _ isDependent: (Int) -> Bool) -> Strand? {
    func ends(_ strand: Strand) -> [Bool] {
      var found: [Bool] = []
      if !strand.isOpenLeft, let first = strand.letters.first, isDependent(first.atom) { found.append(false) }
      if !strand.isOpenRight, let last = strand.letters.last, isDependent(last.atom) { found.append(true) }
      return found
    }
    func facing(_ strand: Strand, right: Bool) -> Strand? {
      let ends = ends(strand)
      guard ends.count == 1 else { return nil }
      if ends[0] == right { return strand }
      guard !strand.isOpenLeft, !strand.isOpenRight else { return nil }
      return Strand(path: transpose(strand.letters))
    }
    for (left, right) in [(a, b), (b, a)] {
      guard let first = facing(left, right: true), let second = facing(right, right: false) else { continue }
      return Strand(
        first.letters + second.letters, isOpenLeft: first.isOpenLeft, isOpenRight: second.isOpenRight)
    }
    return nil
  }

  private func isUnit(_ letter: Letter) -> Bool {
    if case .unit = atoms[letter.atom].atom { true } else { false }
  }

  private func isEntry(_ word: [Letter]) -> Bool {
    guard let first = word.first, let last = word.last else { return false }
    return isUnit(first) || isUnit(last)
  }

  /// The value of the whole, where that of what was under the binder is known.
  func restore(_ extraction: Extraction, _ inner: Polynomial) throws -> Polynomial {
    var product = inner
    if let before = try wordValue(extraction.before) { product = try multiply(before, product) }
    if extraction.isLoop { return try trace(product) }
    if let after = try wordValue(extraction.after) { product = try multiply(product, after) }
    return product
  }
}

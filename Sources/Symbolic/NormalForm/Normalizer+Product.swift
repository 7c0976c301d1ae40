extension Normalizer {
  /// The product; a scalar multiplies anything.
  func multiply(_ left: Polynomial, _ right: Polynomial) throws -> Polynomial {
    let shape = productShape(left.shape, right.shape)
    if left.isZero || right.isZero { return .zero(shape) }
    if let number = left.constant { return try right.scaled(by: number) }
    if let number = right.constant { return try left.scaled(by: number) }
    if let cancelled = try cancelBase(left, right) ?? cancelBase(right, left) { return cancelled }
    guard left.summands.count * right.summands.count <= Normalizer.sizeLimit else { throw NormalFormError.tooLarge }
    let joins = !left.shape.isScalar && !right.shape.isScalar
    var collected: [Monomial: Rational] = [:]
    var rest: [Polynomial] = []
    for a in left.summands {
      for b in right.summands {
        let coefficient = try a.coefficient.times(b.coefficient)
        let word = joins ? join(a.monomial.word, b.monomial.word) : a.monomial.word + b.monomial.word
        let plain = try merge(a.monomial.factors, b.monomial.factors)
        if plain.isPlain, !joins || !shape.isScalar && !hasInnerScalar(word, shape) {
          let monomial = Monomial(factors: plain.factors, word: word)
          collected[monomial] = try (collected[monomial] ?? .zero).plus(coefficient)
          continue
        }
        var product = try rebuild(plain, coefficient)
        let split = try split(word)
        for path in split.paths { product = try multiply(product, path) }
        rest.append(
          try multiply(
            product,
            shape.isScalar
              ? .one
              : Polynomial(
                shape: shape, sorted: [Summand(monomial: Monomial(word: split.word), coefficient: .one)])))
      }
    }
    var total = Polynomial(shape: shape, collected: collected)
    for polynomial in rest { total = try total.adding(polynomial) }
    guard total.summands.count <= Normalizer.sizeLimit else { throw NormalFormError.tooLarge }
    return total
  }

  func productShape(_ left: Shape, _ right: Shape) -> Shape {
    if left.isScalar { return right }
    if right.isScalar { return left }
    return Shape(left.rows, right.columns)
  }

  /// Two words after each other, with a matrix and its inverse cancelled where they meet and diagonals merged.
  func join(_ left: [Letter], _ right: [Letter]) -> [Letter] {
    var word = left
    var remaining = right[...]
    while let a = word.last, let b = remaining.first {
      if b == a.inverse, use(.inverseCancels) {
        if !atoms[a.atom].isInvertible { conditions.insert(condition(.invertible, letter: a.atom)) }
        word.removeLast()
        remaining.removeFirst()
        continue
      }
      guard let merged = mergeDiagonals(a, b) ?? mergeKronecker(a, b) else { break }
      word.removeLast()
      remaining.removeFirst()
      if merged.isEmpty { continue }
      word.append(contentsOf: merged)
      break
    }
    word.append(contentsOf: remaining)
    return word
  }

  /// The product of two diagonal matrices as one; an empty word for the identity.
  private func mergeDiagonals(_ a: Letter, _ b: Letter) -> [Letter]? {
    guard case .diagonal(let i, let dimension, let f) = atoms[a.atom].atom,
      case .diagonal(let j, _, let g) = atoms[b.atom].atom, !a.isInverted, !b.isInverted
    else { return nil }
    let height = max(atoms[a.atom].height, atoms[b.atom].height)
    let index = boundIndex(height)
    guard let left = try? substitute(f, i, by: index), let right = try? substitute(g, j, by: index),
      let body = try? multiply(left, right), let product = try? diagonal(index, dimension, body),
      let single = product.single, single.coefficient == .one, single.monomial.factors.isEmpty
    else { return nil }
    return single.monomial.word
  }

  /// Whether a word has an inner part of one row and one column.
  private func hasInnerScalar(_ word: [Letter], _ shape: Shape) -> Bool {
    var links = 0
    for (a, _) in zip(word, word.dropFirst()) where hasOneColumn(a) { links += 1 }
    return links > 1 || links == 1 && (shape.rows == .one || shape.columns == .one)
  }

  func rows(_ letter: Letter) -> Dimension {
    letter.isTransposed ? atoms[letter.atom].shape.columns : atoms[letter.atom].shape.rows
  }

  func hasOneRow(_ letter: Letter) -> Bool {
    letter.isTransposed ? atoms[letter.atom].hasOneColumn : atoms[letter.atom].hasOneRow
  }

  func hasOneColumn(_ letter: Letter) -> Bool {
    letter.isTransposed ? atoms[letter.atom].hasOneRow : atoms[letter.atom].hasOneColumn
  }

  func columns(_ letter: Letter) -> Dimension {
    letter.isTransposed ? atoms[letter.atom].shape.rows : atoms[letter.atom].shape.columns
  }

  /// Cuts a word where a column meets a row: what has one row and one column is a scalar of its own.
  private func split(_ word: [Letter]) throws -> (paths: [Polynomial], word: [Letter]) {
    if word.isEmpty { return ([], []) }
    var segments: [[Letter]] = [[word[0]]]
    for letter in word.dropFirst() {
      if let last = segments[segments.count - 1].last, hasOneColumn(last) {
        segments.append([letter])
      } else {
        segments[segments.count - 1].append(letter)
      }
    }
    var paths: [Polynomial] = []
    var kept: [Letter] = []
    for segment in segments {
      if let first = segment.first, let last = segment.last, hasOneRow(first), hasOneColumn(last) {
        paths.append(try path(segment))
      } else {
        kept.append(contentsOf: segment)
      }
    }
    return (paths, kept)
  }

  /// Factors with exponents added; not plain where an exponential or a prime must be brought into form.
  struct MergedFactors {
    var factors: [Factor]
    var isPlain: Bool
  }

  func merge(_ left: [Factor], _ right: [Factor]) throws -> MergedFactors {
    if left.isEmpty { return MergedFactors(factors: right, isPlain: true) }
    if right.isEmpty { return MergedFactors(factors: left, isPlain: true) }
    var merged: [Factor] = []
    merged.reserveCapacity(left.count + right.count)
    var isPlain = true
    var exponentials = 0
    var (i, j) = (0, 0)
    func append(_ factor: Factor) {
      switch atoms[factor.atom].atom {
      case .exponential:
        exponentials += 1
        if factor.exponent != .one { isPlain = false }
      case .prime: if factor.exponent >= .one || factor.exponent < .zero { isPlain = false }
      case .base: if factor.exponent.isInteger, factor.exponent > .zero { isPlain = false }
      default: break
      }
      merged.append(factor)
    }
    while i < left.count, j < right.count {
      let (a, b) = (left[i], right[j])
      if a.atom == b.atom {
        let exponent = try a.exponent.plus(b.exponent)
        if (a.exponent < .zero) != (b.exponent < .zero), !atoms[a.atom].isInvertible {
          conditions.insert(condition(.nonzero, scalar: a.atom))
        }
        if exponent != .zero { append(Factor(atom: a.atom, exponent: exponent)) }
        i += 1
        j += 1
      } else if a.atom < b.atom {
        append(a)
        i += 1
      } else {
        append(b)
        j += 1
      }
    }
    while i < left.count {
      append(left[i])
      i += 1
    }
    while j < right.count {
      append(right[j])
      j += 1
    }
    return MergedFactors(factors: merged, isPlain: isPlain && exponentials <= 1)
  }

  /// The product of factors that are not in form: exponentials are joined, primes keep exponents between 0 and 1.
  private func rebuild(_ merged: MergedFactors, _ coefficient: Rational) throws -> Polynomial {
    if merged.isPlain {
      return Polynomial(
        shape: .scalar,
        sorted: [Summand(monomial: Monomial(factors: merged.factors), coefficient: coefficient)])
    }
    var plain: [Factor] = []
    var exponent = Polynomial.zero(.scalar)
    var factor = coefficient
    var bases: [Polynomial] = []
    for item in merged.factors {
      switch atoms[item.atom].atom {
      case .exponential(let argument): exponent = try exponent.adding(argument.scaled(by: item.exponent))
      case .prime(let prime):
        let whole = floor(item.exponent)
        factor = try factor.times(Rational(prime).power(whole))
        let remainder = try item.exponent.minus(Rational(whole))
        if remainder != .zero { plain.append(Factor(atom: item.atom, exponent: remainder)) }
      case .base(let base) where item.exponent.isInteger && item.exponent > .zero:
        for _ in 0..<item.exponent.numerator { bases.append(base) }
      default: plain.append(item)
      }
    }
    var product = Polynomial(
      shape: .scalar, sorted: [Summand(monomial: Monomial(factors: plain), coefficient: factor)])
    if !exponent.isZero { product = try multiply(product, exponential(exponent)) }
    guard bases.count <= 16 else { throw NormalFormError.tooLarge }
    for base in bases { product = try multiply(product, base) }
    return product
  }

  private func floor(_ value: Rational) -> Int {
    let quotient = value.numerator / value.denominator
    return value.numerator < 0 && quotient * value.denominator != value.numerator ? quotient - 1 : quotient
  }

  /// (a + b)⁻ᵏ times c (a + b), which multiplication summand by summand would not see.
  private func cancelBase(_ left: Polynomial, _ right: Polynomial) throws -> Polynomial? {
    guard right.shape.isScalar, right.summands.count > 1, let single = left.single else { return nil }
    for (position, factor) in single.monomial.factors.enumerated() where factor.exponent < .zero {
      guard case .base(let base) = atoms[factor.atom].atom, base.summands.count == right.summands.count else {
        continue
      }
      let (content, primitive) = try content(right)
      guard primitive == base else { continue }
      if !isNonzero(base) { conditions.insert(condition(.nonzero, scalar: factor.atom)) }
      var factors = single.monomial.factors
      let exponent = try factor.exponent.plus(.one)
      if exponent == .zero {
        factors.remove(at: position)
      } else {
        factors[position] = Factor(atom: factor.atom, exponent: exponent)
      }
      return Polynomial(
        shape: left.shape,
        sorted: [
          Summand(
            monomial: Monomial(factors: factors, word: single.monomial.word),
            coefficient: try single.coefficient.times(content))
        ])
    }
    return nil
  }

  /// A rational factor and a polynomial whose first coefficient is one, with the given product.
  func content(_ value: Polynomial) throws -> (Rational, Polynomial) {
    guard let first = value.summands.first else { return (.one, value) }
    return (first.coefficient, try value.scaled(by: first.coefficient.reciprocal()))
  }
}

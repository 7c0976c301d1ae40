/// Sums whose index is shifted or whose limits differ by a number from those of another sum.
extension Normalizer {
  /// The greatest number of terms that are split off a sum or written out.
  private static let splitLimit = 8

  /// A sum over 1, …, n of a body in which the least shift of the index is zero, with the terms beyond those limits added
  /// or taken away; nil where the sum has that form.
  func shifted(_ index: SumIndex, _ monomial: Monomial, _ shape: Shape) throws -> Polynomial? {
    guard let lower = index.lower.constant, lower.isInteger, let offsets = offsets(monomial, index.symbol),
      let least = offsets.min(), abs(least) <= 64, abs(lower.numerator) <= 64
    else { return nil }
    let end = index.upper.summands.first { $0.monomial == .unit }?.coefficient ?? .zero
    guard end.isInteger, abs(end.numerator) <= 1_000_000 else { return nil }
    let first = lower.numerator + least
    let excess = end.numerator + least
    let main = try index.upper.subtracting(.constant(end))
    if main.isZero, end.numerator - lower.numerator >= Normalizer.splitLimit { return nil }
    let count = try index.upper.subtracting(index.lower).adding(.one)
    let isSplit =
      offsets.count == 1 && isCount(count)
      && (main.isZero || abs(first - 1) + abs(excess) <= Normalizer.splitLimit)
    guard least != 0 || isSplit && (first != 1 || excess != 0) else { return nil }
    guard use(.sumShift) else { return nil }
    let whole = Polynomial(shape: shape, sorted: [Summand(monomial: monomial, coefficient: .one)])
    let fresh = Symbol.index(try freshIndex().name)
    func body(at value: Polynomial) throws -> Polynomial {
      try substitute(whole, index.symbol, by: value.adding(.constant(Rational(-least))))
    }
    func number(_ value: Int) -> Polynomial { .constant(Rational(value)) }
    guard isSplit else {
      // A member of the shifted body may lie at zero, where nothing is known of its index.
      let name = first >= 1 ? fresh : Symbol(fresh.name, Shape.scalar)
      return try summation(
        name, from: number(first), to: main.adding(number(excess)), body(at: scalar(.symbol(name))))
    }
    var total = Polynomial.zero(shape)
    if main.isZero {
      guard first <= excess else { return total }
      for value in first...excess { total = try total.adding(body(at: number(value))) }
      return total
    }
    total = try summation(fresh, from: .one, to: main, body(at: scalar(.symbol(fresh))))
    for value in stride(from: 1, to: first, by: 1) { total = try total.subtracting(body(at: number(value))) }
    for value in stride(from: first, to: 1, by: 1) { total = try total.adding(body(at: number(value))) }
    for value in stride(from: 1, through: excess, by: 1) {
      total = try total.adding(body(at: main.adding(number(value))))
    }
    for value in stride(from: excess + 1, through: 0, by: 1) {
      total = try total.subtracting(body(at: main.adding(number(value))))
    }
    return total
  }

  /// The numbers c of every place t + c, or a multiple of it, at which the index t numbers something; nil where it stands otherwise.
  private func offsets(_ monomial: Monomial, _ index: Symbol) -> Set<Int>? {
    var found: Set<Int> = []
    var isBare = false
    func scan(_ polynomial: Polynomial) -> Bool {
      if let offset = offset(polynomial, index) {
        found.insert(offset)
        return true
      }
      return polynomial.summands.allSatisfy { scan($0.monomial) }
    }
    func scan(_ monomial: Monomial) -> Bool {
      monomial.factors.allSatisfy { scan($0.atom) } && monomial.word.allSatisfy { scan($0.atom) }
    }
    func scan(_ atom: Int) -> Bool {
      guard dependsOn(index, atom: atom) else { return true }
      switch atoms[atom].atom {
      case .symbol:
        isBare = true
        return true
      case .path(let word), .loop(let word): return word.allSatisfy { scan($0.atom) }
      case .opaque(.application, let arguments): return arguments.allSatisfy(scan)
      case .unit(_, let position): return scan(position)
      case .logarithm(let value), .exponential(let value), .base(let value), .inverse(let value),
        .determinantOf(let value):
        return scan(value)
      case .determinant(let letter): return scan(letter)
      default: return false
      }
    }
    guard scan(monomial) else { return nil }
    if found.isEmpty, isBare { return [0] }
    return found.isEmpty ? nil : found
  }

  private func offset(_ polynomial: Polynomial, _ index: Symbol) -> Int? {
    let own = scalar(.symbol(index))
    guard polynomial.shape.isScalar, (1...2).contains(polynomial.summands.count),
      let slope = polynomial.summands.first(where: { $0.monomial == own.single?.monomial })?.coefficient,
      let rest = try? polynomial.scaled(by: slope.reciprocal()).subtracting(own), let number = rest.constant,
      number.isInteger
    else { return nil }
    return number.numerator
  }
}

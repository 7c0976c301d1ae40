extension Normalizer {
  /// One over a scalar.
  func reciprocal(_ value: Polynomial) throws -> Polynomial {
    if value.isZero { throw NormalFormError.undefined("a division by zero") }
    return try power(value, exponent: .minusOne)
  }

  /// The power of a term: of a scalar, of a square matrix under a whole number, of a vector entry by entry.
  func power(_ base: Term, _ exponent: Term) throws -> Polynomial {
    if case .constant(.e) = base.head { return try exponential(normalize(exponent)) }
    let value = try normalize(base)
    let exponent = try normalize(exponent)
    if value.shape.isScalar { return try power(value, exponent: exponent) }
    if value.shape.isSquare, let number = exponent.constant, number.isInteger {
      let factor = number < .zero ? try inverse(value) : value
      guard abs(number.numerator) <= 32 else { throw NormalFormError.tooLarge }
      var product = Polynomial.identity(value.shape.rows)
      for _ in 0..<abs(number.numerator) { product = try multiply(product, factor) }
      return product
    }
    return try entrywise(value) { try self.power($0, exponent: exponent) }
  }

  /// The power of a scalar with an exponent that may itself be a polynomial.
  func power(_ base: Polynomial, exponent: Polynomial) throws -> Polynomial {
    if let number = exponent.constant { return try power(base, exponent: number) }
    if base == .one { return .one }
    guard isPositive(base), allows(.logProduct), use(.logExponential) else {
      return scalar(.opaque(.power, [base, exponent]))
    }
    return try exponential(multiply(exponent, logarithm(base)))
  }

  /// The power of a scalar with a rational exponent.
  func power(_ base: Polynomial, exponent: Rational) throws -> Polynomial {
    if exponent == .one { return base }
    if exponent == .zero { return .one }
    if base.isZero {
      if exponent > .zero { return base }
      throw NormalFormError.undefined("a division by zero")
    }
    if exponent.isInteger, exponent > .zero, exponent.numerator <= 64 {
      var result = base
      for _ in 1..<exponent.numerator { result = try multiply(result, base) }
      return result
    }
    if let single = base.single {
      if exponent.isInteger || isPositive(base) && single.monomial.factors.allSatisfy({ atoms[$0.atom].isPositive }) {
        return try power(single, exponent: exponent)
      }
    } else {
      var (content, primitive) = try content(base)
      if content < .zero, !exponent.isInteger {
        (content, primitive) = (content.negated, try primitive.scaled(by: .minusOne))
      }
      let coefficient = try power(Summand(monomial: .unit, coefficient: content), exponent: exponent)
      return try multiply(
        coefficient,
        Polynomial(
          shape: .scalar,
          sorted: [
            Summand(
              monomial: Monomial(factors: [Factor(atom: intern(.base(primitive)), exponent: exponent)]),
              coefficient: .one)
          ]))
    }
    return Polynomial(
      shape: .scalar,
      sorted: [
        Summand(
          monomial: Monomial(factors: [Factor(atom: intern(.base(base)), exponent: exponent)]), coefficient: .one)
      ])
  }

  /// The power of a monomial whose factors may be taken apart.
  private func power(_ single: Summand, exponent: Rational) throws -> Polynomial {
    var product = Polynomial.one
    if exponent.isInteger {
      product = .constant(try single.coefficient.power(exponent.numerator))
    } else {
      for (prime, count) in primeFactors(single.coefficient) {
        let (whole, fraction) = try split(exponent.times(Rational(count)))
        product = try product.scaled(by: Rational(prime).power(whole))
        guard fraction != .zero else { continue }
        let root = Factor(atom: intern(.prime(prime)), exponent: fraction)
        product = try multiply(
          product,
          Polynomial(shape: .scalar, sorted: [Summand(monomial: Monomial(factors: [root]), coefficient: .one)]))
      }
    }
    for factor in single.monomial.factors {
      let total = try factor.exponent.times(exponent)
      if case .exponential(let argument) = atoms[factor.atom].atom {
        product = try multiply(product, exponential(argument.scaled(by: total)))
      } else if case .base(let base) = atoms[factor.atom].atom, total.isInteger, total > .zero {
        product = try multiply(product, power(base, exponent: total))
      } else {
        product = try multiply(
          product,
          Polynomial(
            shape: .scalar,
            sorted: [
              Summand(
                monomial: Monomial(factors: [Factor(atom: factor.atom, exponent: total)]), coefficient: .one)
            ]))
      }
    }
    return product
  }

  private func split(_ value: Rational) throws -> (whole: Int, fraction: Rational) {
    var whole = value.numerator / value.denominator
    if value.numerator < 0, whole * value.denominator != value.numerator { whole -= 1 }
    return (whole, try value.minus(Rational(whole)))
  }

  /// The primes of a positive rational with their exponents; a large cofactor counts as a prime.
  private func primeFactors(_ number: Rational) -> [(prime: Int, count: Int)] {
    var counts: [Int: Int] = [:]
    for (part, sign) in [(number.numerator, 1), (number.denominator, -1)] {
      var rest = part
      var divisor = 2
      while divisor <= 1000, divisor * divisor <= rest {
        while rest.isMultiple(of: divisor) {
          counts[divisor, default: 0] += sign
          rest /= divisor
        }
        divisor += 1
      }
      if rest > 1 { counts[rest, default: 0] += sign }
    }
    return counts.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { ($0.key, $0.value) }
  }

  /// The logarithm of a scalar, split over the factors of a positive monomial.
  func logarithm(_ value: Polynomial) throws -> Polynomial {
    if value == .one { return .zero(.scalar) }
    if value.isZero { throw NormalFormError.undefined("the logarithm of zero") }
    guard let single = value.single else {
      let (content, primitive) = try content(value)
      guard content > .zero, content != .one, use(.logProduct) else { return scalar(.logarithm(value)) }
      return try logarithm(.constant(content)).adding(scalar(.logarithm(primitive)))
    }
    let isSplittable =
      single.coefficient > .zero
      && single.monomial.factors.allSatisfy {
        atoms[$0.atom].isPositive || isDensity($0.atom)
      }
    guard isSplittable || isPlainAtom(single) else { return scalar(.logarithm(value)) }
    guard isPlainAtom(single) || use(.logProduct) else { return scalar(.logarithm(value)) }
    var total = Polynomial.zero(.scalar)
    for (prime, count) in primeFactors(single.coefficient) {
      total = try total.adding(scalar(.logarithm(.constant(Rational(prime)))).scaled(by: Rational(count)))
    }
    for factor in single.monomial.factors {
      total = try total.adding(logarithm(ofAtom: factor.atom).scaled(by: factor.exponent))
    }
    return total
  }

  private func isPlainAtom(_ single: Summand) -> Bool {
    single.coefficient == .one && single.monomial.factors.count == 1 && single.monomial.factors[0].exponent == .one
  }

  /// A density may stand under a logarithm, where it is positive.
  private func isDensity(_ atom: Int) -> Bool {
    if case .density = atoms[atom].atom { true } else { false }
  }

  private func logarithm(ofAtom atom: Int) throws -> Polynomial {
    let value = Polynomial(
      shape: .scalar,
      sorted: [Summand(monomial: Monomial(factors: [Factor(atom: atom, exponent: .one)]), coefficient: .one)])
    switch atoms[atom].atom {
    case .exponential(let argument): return use(.logExponential) ? argument : scalar(.logarithm(value))
    case .prime(let prime): return scalar(.logarithm(.constant(Rational(prime))))
    case .density(let distribution, let point):
      return try logDensity(distribution, point) ?? scalar(.logarithm(value))
    case .productOver(let index, let lower, let upper, let body):
      guard isPositive(body), use(.logProduct) else { break }
      return try summation(index, from: lower, to: upper, logarithm(body))
    case .base(let base): return scalar(.logarithm(base))
    default: break
    }
    return scalar(.logarithm(value))
  }

  /// [a = b]: known where the sides differ by a number.
  func indicator(_ left: Polynomial, _ right: Polynomial) throws -> Polynomial {
    if let difference = try left.subtracting(right).constant { return difference == .zero ? .one : .zero(.scalar) }
    return scalar(.opaque(.indicator, left.precedes(right) ? [left, right] : [right, left]))
  }

  /// exp of a scalar; rational multiples of logarithms leave the exponent as powers.
  func exponential(_ value: Polynomial) throws -> Polynomial {
    if value.isZero { return .one }
    guard allows(.logExponential) else { return scalar(.exponential(value)) }
    var rest: [Summand] = []
    var product = Polynomial.one
    for summand in value.summands {
      guard summand.monomial.factors.count == 1, summand.monomial.factors[0].exponent == .one,
        case .logarithm(let argument) = atoms[summand.monomial.factors[0].atom].atom
      else {
        rest.append(summand)
        continue
      }
      used.insert(.logExponential)
      if !isPositive(argument) { conditions.insert(Condition(kind: .positive, term: try term(argument))) }
      product = try multiply(product, power(argument, exponent: summand.coefficient))
    }
    if rest.isEmpty { return product }
    return try multiply(product, scalar(.exponential(Polynomial(shape: .scalar, sorted: rest))))
  }
}

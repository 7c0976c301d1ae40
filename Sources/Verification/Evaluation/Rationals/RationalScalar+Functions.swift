import NumericCore
import Symbolic

extension RationalScalar: EvaluationScalar {
  package init(rational: Rational) throws(EvaluationError) {
    guard let fraction = Fraction(Int128(rational.numerator), Int128(rational.denominator)) else {
      throw .outside(reason: "a number too large for exact fractions")
    }
    self.init(fraction)
  }

  /// No rational number; it stands apart from all others by having no value.
  package static var eulerNumber: RationalScalar { RationalScalar(.productOfLogarithms) }

  package var fault: EvaluationError? {
    switch obstacle {
    case nil: nil
    case .tooLarge: .outside(reason: "numbers too large for exact fractions")
    case .productOfLogarithms: .outside(reason: "a product of logarithms, or another number that is not rational")
    case .tooManyLogarithms: .outside(reason: "too many logarithms")
    }
  }

  package var integerValue: Int? {
    guard let fraction, fraction.isInteger, (-1_000_000...1_000_000).contains(fraction.numerator) else { return nil }
    return Int(fraction.numerator)
  }

  package var isCertainlyNegative: Bool { fraction.map { $0.numerator < 0 } ?? false }

  package func logarithm() throws(EvaluationError) -> RationalScalar {
    if obstacle != nil { return self }
    guard let fraction else { throw .outside(reason: "a logarithm of a logarithm") }
    guard fraction.numerator > 0 else { throw .undefined(reason: "the logarithm of a number that is not positive") }
    func logarithm(of base: Int128, _ sign: Fraction) -> [Part] {
      base == 1 ? [] : [Part(base: base, coefficient: sign)]
    }
    let parts = logarithm(of: fraction.numerator, .one) + logarithm(of: fraction.denominator, Fraction.one.negated)
    return RationalScalar(.zero, parts.sorted { $0.base < $1.base })
  }

  /// exp of a whole combination of logarithms is a fraction; every other exponential is outside.
  package func exponential() throws(EvaluationError) -> RationalScalar {
    if obstacle != nil { return self }
    guard plain == .zero else { throw .outside(reason: "an exponential, which is no fraction") }
    var product = RationalScalar.one
    for part in parts {
      guard part.coefficient.isInteger, (-64...64).contains(part.coefficient.numerator) else {
        throw .outside(reason: "a root, which is no fraction")
      }
      product =
        product * (try RationalScalar(Fraction(whole: part.base)).power(whole: Int(part.coefficient.numerator)))
    }
    return product
  }

  package func power(_ exponent: RationalScalar) throws(EvaluationError) -> RationalScalar {
    if obstacle != nil { return self }
    if exponent.obstacle != nil { return exponent }
    if let whole = exponent.integerValue, abs(whole) <= 1000 { return try power(whole: whole) }
    return try (exponent * logarithm()).exponential()
  }

  package func squareRoot() throws(EvaluationError) -> RationalScalar {
    if self == .zero || self == .one { return self }
    return try power(RationalScalar(rational: .half))
  }

  package func absoluteValue() throws(EvaluationError) -> RationalScalar {
    if obstacle != nil { return self }
    guard let fraction else { throw .outside(reason: "the absolute value of a logarithm") }
    return fraction.numerator < 0 ? -self : self
  }

  package func gamma() throws(EvaluationError) -> RationalScalar {
    guard let whole = integerValue, (1...30).contains(whole) else {
      throw .outside(reason: "the gamma function of what is no small whole number")
    }
    return (1..<max(whole, 1)).reduce(.one) { $0 * RationalScalar(integer: $1) }
  }

  package func compared(to other: RationalScalar) -> Agreement {
    if obstacle != nil || other.obstacle != nil { return .unknown }
    let difference = self - other
    guard difference.obstacle == nil else { return .unknown }
    if difference.parts.isEmpty { return difference.plain == .zero ? .equal : .different }
    guard let vanish = difference.logarithmsVanish else { return .unknown }
    return vanish && difference.plain == .zero ? .equal : .different
  }

  /// Whether Σ cᵢ log bᵢ is zero; nil where the coefficients become too large to tell.
  private var logarithmsVanish: Bool? {
    let basis = RationalScalar.coprimeBasis(parts.map(\.base))
    for base in basis {
      var sum = Fraction.zero
      for part in parts {
        var (rest, count) = (part.base, Int128(0))
        while rest % base == 0 { (rest, count) = (rest / base, count + 1) }
        guard let term = part.coefficient.times(Fraction(whole: count)), let next = sum.plus(term) else { return nil }
        sum = next
      }
      if sum != .zero { return false }
    }
    return true
  }

  /// Numbers above one without common divisors of which all given ones are products of powers.
  private static func coprimeBasis(_ numbers: [Int128]) -> [Int128] {
    var basis: [Int128] = []
    var pending = numbers
    while let next = pending.popLast() {
      if next == 1 { continue }
      let place = basis.indices.first { Fraction.greatestCommonDivisor(next, basis[$0]) > 1 }
      guard let place else {
        basis.append(next)
        continue
      }
      let other = basis[place]
      if other == next { continue }
      let divisor = Fraction.greatestCommonDivisor(next, other)
      basis.remove(at: place)
      pending += [divisor, next / divisor, other / divisor]
    }
    return basis
  }
}

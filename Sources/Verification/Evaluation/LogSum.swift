import NumericCore

/// a + Σ cᵢ log bᵢ with a, bᵢ and cᵢ in the prime field and the logarithms formal.
struct LogSum: Hashable, Sendable {
  /// c log b.
  struct Part: Hashable, Sendable {
    /// b, neither zero nor one.
    let base: PrimeField
    /// c, not zero.
    let coefficient: PrimeField
  }

  /// The part without a logarithm.
  let plain: PrimeField
  /// The logarithms, sorted by base.
  let parts: [Part]

  private init(plain: PrimeField, sorted parts: [Part]) {
    self.plain = plain
    self.parts = parts
  }

  /// An element of the field.
  init(_ plain: PrimeField) {
    self.init(plain: plain, sorted: [])
  }

  static let zero = LogSum(PrimeField.zero)

  /// The formal logarithm of an element that is not zero.
  static func logarithm(of base: PrimeField) -> LogSum {
    base == .one ? .zero : LogSum(plain: .zero, sorted: [Part(base: base, coefficient: .one)])
  }

  var isPlain: Bool { parts.isEmpty }
  var isZero: Bool { parts.isEmpty && plain == .zero }

  static func + (left: LogSum, right: LogSum) -> LogSum {
    let plain = left.plain + right.plain
    if right.parts.isEmpty { return LogSum(plain: plain, sorted: left.parts) }
    if left.parts.isEmpty { return LogSum(plain: plain, sorted: right.parts) }
    var merged: [Part] = []
    merged.reserveCapacity(left.parts.count + right.parts.count)
    var (i, j) = (0, 0)
    while i < left.parts.count, j < right.parts.count {
      let (a, b) = (left.parts[i], right.parts[j])
      if a.base == b.base {
        let coefficient = a.coefficient + b.coefficient
        if coefficient != .zero { merged.append(Part(base: a.base, coefficient: coefficient)) }
        i += 1
        j += 1
      } else if a.base.value < b.base.value {
        merged.append(a)
        i += 1
      } else {
        merged.append(b)
        j += 1
      }
    }
    merged += left.parts[i...]
    merged += right.parts[j...]
    return LogSum(plain: plain, sorted: merged)
  }

  static func - (left: LogSum, right: LogSum) -> LogSum {
    right.isPlain ? LogSum(plain: left.plain - right.plain, sorted: left.parts) : left + right.scaled(by: -.one)
  }

  /// The sum times an element of the field.
  func scaled(by factor: PrimeField) -> LogSum {
    if factor == .zero { return .zero }
    if factor == .one { return self }
    return LogSum(
      plain: plain * factor,
      sorted: parts.map { Part(base: $0.base, coefficient: $0.coefficient * factor) })
  }

  /// exp of the sum, split into a power product in the field and what remains under the exponential.
  ///
  /// A rational coefficient gives its whole part to the field, so that exp(log b) is b and √b · √b is b.
  func exponentialParts() -> (factor: PrimeField, exponent: LogSum) {
    if isPlain { return (.one, self) }
    var factor = PrimeField.one
    var rest: [Part] = []
    for part in parts {
      guard let ratio = part.coefficient.smallRational else {
        rest.append(part)
        continue
      }
      let remainder = ratio.numerator % ratio.denominator
      let whole = (ratio.numerator - (remainder < 0 ? remainder + ratio.denominator : remainder)) / ratio.denominator
      if whole != 0 { factor = factor * part.base.power(whole) }
      let left = part.coefficient - PrimeField(integer: whole)
      if left != .zero { rest.append(Part(base: part.base, coefficient: left)) }
    }
    return (factor, LogSum(plain: plain, sorted: rest))
  }
}

extension PrimeField {
  /// The fraction with terms up to 1000 that this is the image of; a random element is none but for one in 10^12.
  var smallRational: (numerator: Int, denominator: Int)? { rationalReconstruction(bound: 1000) }
}

import NumericCore

extension LogSum {
  /// Whether the sum is zero.
  ///
  /// Logarithms of multiplicatively independent functions are independent of each other and of all rational functions.
  /// So the plain part must be zero, and logarithms whose coefficients are small rational multiples of one coefficient
  /// cancel exactly when the corresponding product of powers is one. Where coefficients of several such families meet,
  /// families that do not cancel alone might cancel together, which is not decided.
  var isVanishing: Agreement {
    if parts.isEmpty { return plain == .zero ? .equal : .different }
    if plain != .zero { return .different }
    var remaining = parts[...]
    var families = 0
    var cancelled = true
    while let first = remaining.first {
      families += 1
      guard let inverse = try? first.coefficient.reciprocal() else { return .unknown }
      var members: [(base: PrimeField, numerator: Int, denominator: Int)] = []
      var others: [Part] = []
      for part in remaining {
        if let ratio = (part.coefficient * inverse).smallRational {
          members.append((part.base, ratio.numerator, ratio.denominator))
        } else {
          others.append(part)
        }
      }
      guard let product = LogSum.powerProduct(members) else { return .unknown }
      cancelled = cancelled && product == .one
      remaining = others[...]
    }
    if cancelled { return .equalUpToRoots }
    return families == 1 ? .different : .unknown
  }

  /// Π bᵏ with the exponents brought to whole numbers by their common denominator; nil where that is above 1000.
  private static func powerProduct(
    _ members: [(base: PrimeField, numerator: Int, denominator: Int)]
  ) -> PrimeField? {
    var common = 1
    for member in members {
      var (a, b) = (common, member.denominator)
      while b != 0 { (a, b) = (b, a % b) }
      common = common / a * member.denominator
      if common > 1000 { return nil }
    }
    var product = PrimeField.one
    for member in members {
      product = product * member.base.power(member.numerator * (common / member.denominator))
    }
    return product
  }
}

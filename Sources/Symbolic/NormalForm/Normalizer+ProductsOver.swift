/// Products over indices.
extension Normalizer {
  /// Π over an index: the exponential of the sum of the logarithms where the factors are positive.
  func productOver(
    _ index: Symbol, from lower: Polynomial, to upper: Polynomial, _ body: Polynomial
  ) throws -> Polynomial {
    if body == .one { return body }
    if let (chosen, rest) = try selectedFactor(SumIndex(symbol: index, lower: lower, upper: upper), body) {
      return try multiply(chosen, productOver(index, from: lower, to: upper, rest))
    }
    if isPositive(body), allows(.logProduct), allows(.logExponential) {
      used.insert(.logProduct)
      used.insert(.logExponential)
      return try exponential(summation(index, from: lower, to: upper, logarithm(body)))
    }
    let height = body.summands.flatMap { $0.monomial.factors }.map { atoms[$0.atom].height }.max() ?? 0
    let bound = boundIndex(height, like: index)
    return scalar(.productOver(bound, lower, upper, try substitute(body, index, by: bound)))
  }

  /// Π_i f(i)^[i = k] g(i) as f(k) and what is left under the product; nil where no factor is selected.
  private func selectedFactor(
    _ index: SumIndex, _ body: Polynomial
  ) throws -> (chosen: Polynomial, rest: Polynomial)? {
    guard let single = body.single, single.coefficient == .one, single.monomial.word.isEmpty else { return nil }
    let own = scalar(.symbol(index.symbol))
    for (position, factor) in single.monomial.factors.enumerated() where factor.exponent == .one {
      guard case .opaque(.power, let parts) = atoms[factor.atom].atom, let exponent = parts[1].singleAtom,
        case .opaque(.indicator, let sides) = atoms[exponent].atom,
        let side = sides.first(where: { $0 == own }), let target = sides.first(where: { $0 != side }),
        !dependsOn(index.symbol, target), lies(target, index, []), use(.indicatorProduct)
      else { continue }
      var rest = single.monomial
      rest.factors.remove(at: position)
      return (
        try substitute(parts[0], index.symbol, by: target),
        Polynomial(shape: .scalar, sorted: [Summand(monomial: rest, coefficient: .one)])
      )
    }
    return nil
  }
}

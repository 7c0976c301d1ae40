import Symbolic

/// A product of densities as a joint density: p(x) p(z), and p(z) q(x | z).
struct DensityFactors {
  /// The densities, each behind those of what it is given.
  private(set) var references: [Elaborator.LawReference] = []

  /// The variables that the product distributes.
  var variables: Set<Symbol> { Set(references.flatMap { $0.of.map(\.variable) }) }

  /// The densities of a formula, nil where it is made of anything else.
  ///
  /// - Throws: `NotationError` where two of them distribute one variable, or each is given what the other distributes:
  ///   their product is no density.
  init?(_ syntax: Syntax, _ elaborator: Elaborator) throws(NotationError) {
    var rest: [Elaborator.LawReference] = []
    var pending = [syntax]
    while let next = pending.popLast() {
      if case .product(let factors) = next.kind {
        pending += factors.reversed()
        continue
      }
      guard case .lawDensity = next.kind, let reference = try elaborator.lawReference(next) else { return nil }
      rest.append(reference)
    }
    let all = rest.flatMap { $0.of.map(\.variable) }
    guard Set(all).count == all.count else {
      throw elaborator.error(syntax.range, "this product has two densities of one variable, and is no density")
    }
    while !rest.isEmpty {
      let open = Set(rest.flatMap { $0.of.map(\.variable) })
      guard let next = rest.firstIndex(where: { $0.given.allSatisfy { !open.contains($0.variable) } }) else {
        throw elaborator.error(syntax.range, "each of these densities is given what another distributes")
      }
      references.append(rest.remove(at: next))
    }
  }
}

extension Elaborator {
  /// KL of products of densities: the expectation, over one factor after the other, of the difference of logarithms.
  func divergence(
    _ left: DensityFactors, _ right: DensityFactors, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    guard left.variables == right.variables else {
      throw error(range, "a divergence is between distributions of the same variables")
    }
    var value = try make(.sum, [logarithm(left, range), make(.negation, [logarithm(right, range)], range)], range)
    for reference in left.references.reversed() { value = try expectation(reference.explicit, value, range) }
    return value
  }

  private func logarithm(_ factors: DensityFactors, _ range: Range<Int>) throws(NotationError) -> Term {
    var densities: [Term] = []
    for reference in factors.references { densities.append(try density(reference, range)) }
    return try make(.logarithm, [densities.count == 1 ? densities[0] : make(.product, densities, range)], range)
  }
}

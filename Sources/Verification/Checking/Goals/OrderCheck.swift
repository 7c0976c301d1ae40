import NumericCore
import Symbolic

/// Whether two functions have the same optimizers: they differ by a constant, or they order all pairs of points alike.
struct OrderCheck: Sendable, Hashable {
  let first: Term
  let second: Term
  /// Holds where the functions differ by a constant.
  let difference: Goal
  let variable: Symbol

  private static let instances = 24

  func computed(seed: UInt64) -> ChainUnit.Computed {
    let constant = GoalCheck(seed: seed).computed([difference], needsValues: false)
    if constant.isPass { return constant }
    let exact = ExactFinding.outside(reason: "the functions differ by more than a constant")
    if let floating = PlacesCheck(first: first, second: second, variable: variable, difference.declarations)?
      .finding(seed: seed)
    {
      return ChainUnit.Computed(
        exact: exact, floating: floating, first: nil, voidsProof: "the functions differ by more than a constant")
    }
    func outside(_ reason: String) -> ChainUnit.Computed {
      ChainUnit.Computed(exact: exact, floating: .outside(reason: reason), first: nil, voidsProof: reason)
    }
    // The second point is the copy that the difference brings along.
    let copies = difference.declarations.symbols.filter { $0.name == variable.name + "'" }
    guard let copy = copies.first, let otherFirst = try? first.substituting([variable: Term(copy)]),
      let otherSecond = try? second.substituting([variable: Term(copy)])
    else { return outside("the functions cannot be compared at two points") }
    let terms = [first, otherFirst, second, otherSecond]
    var evaluation = ChainEvaluation(lines: terms, declarations: difference.declarations, seed: seed)
    let nodes = terms.indices.compactMap { try? evaluation.lines[$0].node.get() }
    guard nodes.count == terms.count else { return outside("the functions have no value") }
    var alike = 0
    for index in 0..<OrderCheck.instances {
      let values = nodes.compactMap { try? evaluation.floatingValue(index, $0).get()[0, 0] }
      guard values.count == nodes.count else { continue }
      let (change, other) = (values[1] - values[0], values[3] - values[2])
      guard change.isDefined, other.isDefined, !change.containsZero, !other.containsZero else { continue }
      guard (change.midpoint > 0) == (other.midpoint > 0) else {
        return outside("the two functions do not order all points alike, which leaves the optimum open")
      }
      alike += 1
    }
    guard alike >= 8 else { return outside("too few points at which the functions can be compared") }
    return ChainUnit.Computed(
      exact: exact, floating: .agrees(instances: alike, bound: 1e-9), first: nil,
      voidsProof: "the functions differ by more than a constant")
  }
}

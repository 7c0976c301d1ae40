/// The part in which two terms differ, so that a proof need not look at what they share.
enum Difference {
  static func core(_ left: Term, _ right: Term) -> (left: Term, right: Term) {
    if let reduced = withoutCommonSummands(left, right) { return core(reduced.0, reduced.1) }
    guard left.head == right.head, left.arguments.count == right.arguments.count else { return (left, right) }
    let differing = left.arguments.indices.filter { left.arguments[$0] != right.arguments[$0] }
    guard differing.count == 1, left.arguments[differing[0]].sort == right.arguments[differing[0]].sort,
      !left.arguments[differing[0]].sort.isDistribution
    else { return (left, right) }
    return core(left.arguments[differing[0]], right.arguments[differing[0]])
  }

  /// Both sums without the summands that stand in both; nil where there are none.
  private static func withoutCommonSummands(_ left: Term, _ right: Term) -> (Term, Term)? {
    guard left.head == .sum || right.head == .sum else { return nil }
    var a = summands(left)
    var b = summands(right)
    let before = a.count
    for summand in a {
      guard let there = b.firstIndex(of: summand), let here = a.firstIndex(of: summand) else { continue }
      a.remove(at: here)
      b.remove(at: there)
    }
    guard a.count < before, let x = sum(a, left.shape), let y = sum(b, left.shape) else { return nil }
    return (x, y)
  }

  private static func summands(_ term: Term) -> [Term] {
    term.head == .sum ? term.arguments.flatMap(summands) : [term]
  }

  private static func sum(_ terms: [Term], _ shape: Shape) -> Term? {
    switch terms.count {
    case 0: shape.isScalar ? Term(0) : try? Term(.zero(shape))
    case 1: terms[0]
    default: try? Term(.sum, terms)
    }
  }
}

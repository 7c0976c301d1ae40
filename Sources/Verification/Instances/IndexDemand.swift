import Symbolic

/// What must be at least one so that members and entries at fixed places exist: K − 1 for ρ_{K−1}.
///
/// At other sizes the statement has no meaning. Places under a sum are not asked for: where the sum is empty, they are
/// never reached.
enum IndexDemand {
  /// The dimensions that the places in the terms ask to be at least one, without those that always are.
  static func dimensions(in terms: [Term], _ declarations: Declarations) -> [Dimension] {
    var found: [Dimension] = []
    for term in terms { collect(term, declarations, into: &found, room: TermGraph.depthLimit) }
    return found
  }

  private static func collect(
    _ term: Term, _ declarations: Declarations, into found: inout [Dimension], room: Int
  ) {
    guard room > 0 else { return }
    switch term.head {
    case .summation, .productOver:
      for limit in term.arguments.dropLast() { collect(limit, declarations, into: &found, room: room - 1) }
      return
    case .entry:
      let shape = term.arguments[0].shape
      for (place, count) in zip(term.arguments.dropFirst(), [shape.rows, shape.columns]) {
        demand(place, IndexRange(1, count), &found)
      }
    case .application(let family):
      for (place, range) in zip(term.arguments, declarations.families[family] ?? []) { demand(place, range, &found) }
    default: break
    }
    for argument in term.arguments { collect(argument, declarations, into: &found, room: room - 1) }
  }

  private static func demand(_ place: Term, _ range: IndexRange, _ found: inout [Dimension]) {
    guard let value = dimension(place) else { return }
    for needed in [value - .literal(range.lower - 1), range.upper - value + .one] {
      let isCertain = needed.parts.allSatisfy { $0.coefficient > 0 } && !needed.parts.isEmpty
      if !isCertain, !found.contains(needed) { found.append(needed) }
    }
  }

  /// The place as a dimension; nil where it depends on anything else.
  private static func dimension(_ place: Term) -> Dimension? {
    switch place.head {
    case .dimension(let dimension): return dimension
    case .number(let number): return number.isInteger ? .literal(number.numerator) : nil
    case .negation: return dimension(place.arguments[0]).map { .literal(0) - $0 }
    case .sum:
      var total = Dimension.literal(0)
      for argument in place.arguments {
        guard let value = dimension(argument) else { return nil }
        total = total + value
      }
      return total
    default: return nil
    }
  }
}

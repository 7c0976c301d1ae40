import Symbolic

extension NearMissCollector {
  /// Sums for products over an index, their limits, and dimensions that stand as numbers.
  mutating func indices(_ place: Place) {
    let term = place.term
    switch term.head {
    case .summation(let index):
      // A product of functions of many draws is no polynomial of which the mean is known.
      if place.scope.contains(where: { $0.isFamily && term.freeSymbols.contains($0) }) {
        limits(place, "sum", index)
        return
      }
      add(.range, at: place, "a product over \(Term(index)), not a sum") {
        try Term(.productOver(index), term.arguments)
      }
      limits(place, "sum", index)
    case .productOver(let index):
      add(.range, at: place, "a sum over \(Term(index)), not a product") { try Term(.summation(index), term.arguments) }
      limits(place, "product", index)
    case .dimension(let dimension):
      // The limits of a sum are edited with the sum, which knows what its index may reach.
      if let parent = place.parent, isRange(parent.head), place.path.last != 2 { return }
      let others = declarations.dimensions.map(Dimension.named).filter { $0 != dimension }.prefix(3)
      for other in [dimension - .one, dimension + .one] + others {
        add(.dimension, at: place, "\(.replacement) for \(.original)") { Term(other) }
      }
    default: break
    }
  }

  private func isRange(_ head: Head) -> Bool {
    switch head {
    case .summation, .productOver: true
    default: false
    }
  }

  private mutating func limits(_ place: Place, _ noun: String, _ index: Symbol) {
    let term = place.term
    let lower = term.arguments[0]
    let upper = term.arguments[1]
    if let start = lower.number, start.isInteger, abs(start.numerator) < 1000 {
      for shifted in [start.numerator + 1, start.numerator - 1] where shifted >= 1 {
        if shifted < start.numerator, !usesIndexPlainly(term.arguments[2], index) { continue }
        add(
          .limit, at: place.child(0),
          "the \(text: noun) over \(Term(index)) begins at \(.replacement), not \(.original)"
        ) { Term(shifted) }
      }
    }
    if let dimension = Self.dimension(of: upper) {
      for shifted in [dimension - .one, dimension + .one] {
        if let number = shifted.literal, number < 1 { continue }
        // Entries end at the dimension of their vector, which is seen as a name without a shift.
        if shifted == dimension + .one,
          dimension.literal != nil || declarations.dimensions.contains(where: { .named($0) == dimension })
            || !usesIndexPlainly(term.arguments[2], index)
        {
          continue
        }
        add(
          .limit, at: place.child(1), "the \(text: noun) over \(Term(index)) ends at \(.replacement), not \(.original)"
        ) { Term(shifted) }
      }
    }
  }

  private static func dimension(of term: Term) -> Dimension? {
    switch term.head {
    case .dimension(let dimension): dimension
    case .number(let number) where number.isInteger && abs(number.numerator) < 1000: .literal(number.numerator)
    default: nil
    }
  }

  /// Whether every entry is taken at the index itself, never beside it.
  private func usesIndexPlainly(_ body: Term, _ index: Symbol) -> Bool {
    !body.contains { term in
      term.head == .entry
        && term.arguments.dropFirst().contains { $0.symbol != index && $0.freeSymbols.contains(index) }
    }
  }
}

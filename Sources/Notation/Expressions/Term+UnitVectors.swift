import Symbolic

extension Term {
  /// The vector whose entry at that place is 1 and all others 0.
  static func unitVector(_ dimension: Dimension, at place: Term) throws(TermError) -> Term {
    let index = unusedIndex(in: [place])
    return try Term(.vector(index, dimension), [Term(.indicator, [Term(index), place])])
  }

  /// The term with [i = k] in place of the i-th entry of the unit vector of place k.
  func withEntriesOfUnits() throws(TermError) -> Term {
    if arguments.isEmpty { return self }
    if head == .entry, arguments.count == 2, case .vector(let index, _) = arguments[0].head,
      arguments[0].arguments[0].head == .indicator, arguments[0].arguments[0].arguments[0].symbol == index,
      !arguments[0].arguments[0].arguments[1].freeSymbols.contains(index)
    {
      return try Term(.indicator, [arguments[1].withEntriesOfUnits(), arguments[0].arguments[0].arguments[1]])
    }
    var children: [Term] = []
    for argument in arguments { children.append(try argument.withEntriesOfUnits()) }
    return children == arguments ? self : try Term(head, children)
  }

  /// An index that does not occur in the terms.
  static func unusedIndex(in terms: [Term]) -> Symbol {
    let taken = terms.reduce(into: Set<String>()) { $0.formUnion($1.namesOfSymbols) }
    let letter = ["k", "j", "i", "l", "m", "n"].first { !taken.contains($0) }
    if let letter { return .index(letter) }
    return .index((1...).lazy.map { "k_\($0)" }.first { !taken.contains($0) } ?? "k")
  }

  /// The names of all symbols, bound or not, and of dimensions.
  private var namesOfSymbols: Set<String> {
    var names = Set(freeSymbols.map(\.name))
    forEachSubterm { inner, _ in
      if let bound = inner.head.bound { names.insert(bound.name) }
      if case .dimension(let dimension) = inner.head { names.formUnion(dimension.names) }
    }
    return names
  }
}

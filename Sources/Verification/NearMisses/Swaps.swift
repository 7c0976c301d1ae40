import Symbolic

extension NearMissCollector {
  /// Names exchanged throughout the line, arguments exchanged at one place.
  mutating func swaps(_ place: Place) {
    if place.isWhole { exchanges(place) }
    let term = place.term
    switch term.head {
    case .divergence:
      add(.swap, at: place, "\(term.arguments[0]) and \(term.arguments[1]) swapped") {
        try Term(.divergence, [term.arguments[1], term.arguments[0]])
      }
    case .sum where term.arguments.count == 2:
      let first = term.arguments[0]
      let second = term.arguments[1]
      guard second.isNegative, !first.isNegative else { return }
      add(.swap, at: place, unlikely: 4, "the difference the other way round: \(.replacement) instead of \(.original)")
      { try Term(.sum, [second.negated(), first.negated()]) }
    default: break
    }
  }

  private mutating func exchanges(_ place: Place) {
    let line = line
    let free = line.freeSymbols
    let values = declarations.symbols.filter { !declarations.functions.contains($0) }.prefix(Self.widthLimit)
    var groups: [Subscripts: [(Symbol, Symbol)]] = [:]
    var order: [Subscripts] = []
    for (index, first) in values.enumerated() {
      for second in values.dropFirst(index + 1) where second.sort == first.sort {
        if !free.contains(first), !free.contains(second) { continue }
        if free.contains(first), free.contains(second) {
          let areSiblings = first.stem == second.stem || first.sort.isDistribution
          add(.swap, at: place, unlikely: areSiblings ? 0 : 5, "\(Term(first)) and \(Term(second)) swapped") {
            try line.substituting([first: Term(second), second: Term(first)])
          }
        }
        guard first.stem == second.stem else { continue }
        let subscripts = Subscripts(first: first.subscript, second: second.subscript)
        if groups[subscripts] == nil { order.append(subscripts) }
        groups[subscripts, default: []].append((first, second))
      }
    }
    for subscripts in order {
      guard let pairs = groups[subscripts], pairs.count > 1 else { continue }
      let phrase: Phrase = "the subscripts \(text: subscripts.first) and \(text: subscripts.second) swapped"
      add(.swap, at: place, phrase) {
        var images: [Symbol: Term] = [:]
        for (first, second) in pairs {
          images[first] = Term(second)
          images[second] = Term(first)
        }
        return try line.substituting(images)
      }
    }
  }

  private struct Subscripts: Hashable {
    let first: String
    let second: String
  }
}

extension Symbol {
  /// The name before its subscript.
  var stem: Substring { name.prefix { $0 != "_" } }
  /// The subscript of the name.
  var `subscript`: String { String(name.dropFirst(stem.count + 1)) }
}

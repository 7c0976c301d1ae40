/// A sum of statistics that arrive one after the other, added two by two in a fixed order, so that rounding errors grow
/// with the logarithm of their number and only as many partial sums are kept.
struct PairwiseSum<Part> {
  private var parts: [(level: Int, part: Part)] = []
  private let add: (inout Part, Part) -> Void

  init(_ add: @escaping (inout Part, Part) -> Void) { self.add = add }

  /// Adds the next part.
  mutating func append(_ part: Part) {
    parts.append((0, part))
    while parts.count > 1, parts[parts.count - 2].level == parts[parts.count - 1].level { mergeLast() }
  }

  /// The sum; nil for none.
  mutating func total() -> Part? {
    while parts.count > 1 { mergeLast() }
    return parts.first?.part
  }

  private mutating func mergeLast() {
    let last = parts.removeLast()
    let index = parts.count - 1
    add(&parts[index].part, last.part)
    parts[index].level = max(parts[index].level, last.level) + 1
  }
}

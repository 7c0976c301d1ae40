import Symbolic

/// A subterm with where it stands.
struct Place {
  let term: Term
  let path: [Int]
  /// The term that this is a child of.
  let parent: Term?
  /// The symbols that are bound here, outermost first.
  let scope: [Symbol]
  /// Whether a logarithm stands around it.
  let isInsideLogarithm: Bool

  init(line: Term) {
    self.init(term: line, path: [], parent: nil, scope: [], isInsideLogarithm: false)
  }

  private init(term: Term, path: [Int], parent: Term?, scope: [Symbol], isInsideLogarithm: Bool) {
    self.term = term
    self.path = path
    self.parent = parent
    self.scope = scope
    self.isInsideLogarithm = isInsideLogarithm
  }

  /// The place of a child.
  func child(_ index: Int) -> Place {
    let isBinding = index == term.arguments.count - 1
    return Place(
      term: term.arguments[index], path: path + [index], parent: term,
      scope: isBinding ? scope + [term.head.bound].compactMap(\.self) : scope,
      isInsideLogarithm: isInsideLogarithm || term.head == .logarithm)
  }

  /// The place itself, or what is negated there.
  var unsigned: Place { term.head == .negation ? child(0).unsigned : self }

  var isWhole: Bool { path.isEmpty }
  var isSummand: Bool { parent?.head == .sum }
  var isFactor: Bool { parent?.head == .product }
}

import Symbolic

extension Elaborator {
  /// A sum or product over an index; where no limits are written, over the dimension that the index runs through.
  @inline(never)
  func range(_ limits: Syntax.Limits, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Part {
    if let set = limits.set {
      throw error(
        set.range, "\(source.text(set.range)) is no range of numbers", hint: "number what is in it: \\sum_{i=1}^n")
    }
    if let variable = limits.variable { return try sum(limits, overValuesOf: variable, body, range) }
    if !limits.excluded.isEmpty { return try self.range(limits, without: limits.excluded, body, range) }
    let isSum = limits.isSum
    let symbol = Symbol.index(limits.index)
    let first = try limits.lower.map { syntax throws(NotationError) in try self.term(syntax) } ?? Term(1)
    let last = try limits.upper.map { syntax throws(NotationError) in try self.term(syntax) }
    return try binding(symbol).part(body).map { term throws(NotationError) in
      let end: Term
      if let last { end = last } else { end = Term(try dimension(of: symbol, in: term, isSum, range)) }
      return try make(isSum ? .summation(symbol) : .productOver(symbol), [first, end, term], range)
    }
  }

  /// Σ_z f over the values of a variable: the integral, which for a categorical variable is a sum.
  private func sum(
    _ limits: Syntax.Limits, overValuesOf variable: Syntax, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Part {
    guard limits.isSum, limits.excluded.isEmpty, case .name(let name) = variable.kind else {
      throw error(variable.range, "a sum runs over an index or over the values of one variable")
    }
    return .closed(try firm(Syntax(.integral(variable: name, body), range)))
  }

  /// Σ_{i ≠ j} f = Σ_i [i ≠ j] f, and a product without a factor likewise.
  private func range(
    _ limits: Syntax.Limits, without excluded: [Syntax], _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Part {
    var limits = limits
    limits.excluded = []
    let index = Syntax(.name(limits.index), range)
    var factors: [Syntax] = []
    for value in excluded { factors.append(Syntax(.indicator(.notEqual, index, value), value.range)) }
    guard limits.isSum else {
      // f^[i ≠ j] is 1 at i = j.
      let weight = factors.count == 1 ? factors[0] : Syntax(.product(factors), range)
      return try self.range(limits, Syntax(.power(body, weight), body.range), range)
    }
    return try self.range(limits, Syntax(.product(factors + [body]), body.range), range)
  }

  /// The dimension that an index runs through where no upper limit is written.
  private func dimension(
    of index: Symbol, in term: Term, _ isSum: Bool, _ range: Range<Int>
  ) throws(NotationError) -> Dimension {
    let dimensions = Elaborator.dimensions(of: index, in: term)
    guard dimensions.count == 1, let dimension = dimensions.first else {
      throw error(
        range,
        dimensions.isEmpty
          ? "the upper limit of this \(isSum ? "sum" : "product") is missing, and no entry tells the range of \(index.name)"
          : "the range of \(index.name) can be read as "
            + dimensions.map { "1 to \($0)" }.sorted().joined(separator: " or as "))
    }
    return dimension
  }

  /// The dimensions of the matrices whose entries an index picks.
  private static func dimensions(of index: Symbol, in term: Term) -> Set<Dimension> {
    var found: Set<Dimension> = []
    term.forEachSubterm { inner, _ in
      guard inner.head == .entry else { return }
      let shape = inner.arguments[0].shape
      if inner.arguments[1].symbol == index { found.insert(shape.rows) }
      if inner.arguments.count == 3, inner.arguments[2].symbol == index { found.insert(shape.columns) }
    }
    return found
  }

  @inline(never)
  func vector(
    _ index: String, _ lower: Syntax, _ upper: Syntax, _ body: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let symbol = Symbol.index(index)
    guard try term(lower) == Term(1) else { throw error(lower.range, "the entries of a vector are counted from 1") }
    let last = try term(upper)
    let dimension: Dimension
    switch last.head {
    case .dimension(let value): dimension = value
    case .number(let number) where number.isInteger && number > .zero: dimension = .literal(number.numerator)
    default: throw error(upper.range, "a dimension is needed here")
    }
    return try make(.vector(symbol, dimension), [binding(symbol).term(body)], range)
  }

  /// (f(1), …, f(n)) as the vector of f(i).
  @inline(never)
  func dots(_ first: Syntax, _ last: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let (start, end) = (try term(first), try term(last))
    let taken = start.freeSymbols.union(end.freeSymbols)
    let name = ["i", "j", "k", "l"].first { name in
      !taken.contains { $0.name == name } && bound[name] == nil
    }
    let index = Symbol.index(name ?? "i")
    var dimension: Dimension?
    guard let body = generalize(start, end, index, &dimension), let dimension else {
      throw error(
        range, "the pattern of this list is not clear: the first member must have index 1 where the last has n")
    }
    return try make(.vector(index, dimension), [body], range)
  }

  /// The common form of two terms that differ only in an index, which is 1 in the first and a dimension in the last.
  private func generalize(_ first: Term, _ last: Term, _ index: Symbol, _ dimension: inout Dimension?) -> Term? {
    if first == Term(1), case .dimension(let value) = last.head {
      if let known = dimension, known != value { return nil }
      dimension = value
      return Term(index)
    }
    guard first.head == last.head, first.arguments.count == last.arguments.count else { return nil }
    var arguments: [Term] = []
    for (a, b) in zip(first.arguments, last.arguments) {
      guard let common = generalize(a, b, index, &dimension) else { return nil }
      arguments.append(common)
    }
    return try? Term(first.head, arguments)
  }
}

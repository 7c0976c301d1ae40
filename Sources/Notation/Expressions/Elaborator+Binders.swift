import Symbolic

extension Elaborator {
  /// A sum or product over an index; where no limits are written, over the dimension that the index runs through.
  @inline(never)
  func range(_ limits: Syntax.Limits, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Part {
    if let set = limits.set {
      throw error(set.range, "a sum over a set is not supported", hint: "number its members, as in x_1 to x_n")
    }
    let isSum = limits.isSum
    if !isSum, let split = Elaborator.split(limits, body, range) { return try part(split) }
    if let variable = limits.variable ?? variable(limits, range) {
      guard isSum, limits.excluded.isEmpty else {
        throw error(variable.range, "only a sum runs over the values of a variable")
      }
      if case .name(let name) = variable.kind { return .closed(try integral(name, body, range)) }
      return .closed(try integral(over: variable, body, range))
    }
    let symbol = Symbol.index(limits.index)
    let inner = binding(symbol)
    var left: [Term] = []
    for excluded in limits.excluded { left.append(try term(excluded)) }
    let first = try limits.lower.map { syntax throws(NotationError) in try self.term(syntax) }
    let last = try limits.upper.map { syntax throws(NotationError) in try self.term(syntax) }
    return try inner.part(body).map { term throws(NotationError) in
      var term = term
      let known = first == nil || last == nil ? try self.range(of: symbol, in: term, isSum, last == nil, range) : nil
      for other in left {
        let isOther = try make(.indicator, [Term(symbol), other], range)
        let isNone = try make(.sum, [Term(1), make(.negation, [isOther], range)], range)
        // A product leaves a factor out by making it 1.
        term = isSum ? try make(.product, [isNone, term], range) : try make(.power, [term, isNone], range)
      }
      let start = first ?? Term(known?.lower ?? 1)
      let end: Term
      if let last { end = last } else if let upper = known?.upper { end = Term(upper) } else { end = start }
      return try make(isSum ? .summation(symbol) : .productOver(symbol), [start, end, term], range)
    }
  }

  /// Π_t a_t Π_s b_s as two products side by side, where the second knows nothing of t; nil where it does.
  private static func split(_ limits: Syntax.Limits, _ body: Syntax, _ range: Range<Int>) -> Syntax? {
    guard !body.isBracketed, case .product(let factors) = body.kind,
      let place = factors.indices.dropFirst().first(where: { place in
        guard case .range(let inner, _) = factors[place].kind, !inner.isSum, !factors[place].isBracketed else {
          return false
        }
        return !factors[place...].contains { $0.mentions(limits.index) }
      })
    else { return nil }
    let first = factors[..<place]
    let own = first.count == 1 ? first[0] : Syntax(.product(Array(first)), body.range)
    return Syntax(.product([Syntax(.range(limits, own), range)] + factors[place...]), range)
  }

  /// The variable of a law that a sum without limits runs over, nil where it is over an index.
  private func variable(_ limits: Syntax.Limits, _ range: Range<Int>) -> Syntax? {
    guard limits.lower == nil, limits.upper == nil, bound[limits.index] == nil,
      let symbol = declarations.symbol(named: limits.index),
      declarations.laws.values.contains(where: { $0.contains(symbol) })
    else { return nil }
    return Syntax(.name(limits.index), range)
  }

  /// What an index runs through where a limit is not written: the range of the families and entries that it picks, or
  /// its own.
  func range(
    of index: Symbol, in term: Term, _ isSum: Bool, _ needsUpper: Bool, _ range: Range<Int>
  ) throws(NotationError) -> IndexRange? {
    var found: [IndexRange] = []
    let families = declarations.families
    term.forEachSubterm { inner, _ in
      guard case .application(let family) = inner.head, let ranges = families[family] else { return }
      for (argument, range) in zip(inner.arguments, ranges) where argument.symbol == index && !found.contains(range) {
        found.append(range)
      }
    }
    if let own = declarations.indexBounds[index], found.isEmpty || !found.contains(where: { $0.upper != own }) {
      if found.isEmpty { return IndexRange(1, own) }
    }
    let uppers = Set(found.map(\.upper))
    if uppers.count == 1, let upper = uppers.first {
      // Where families begin at different places, the sum begins where all exist.
      return IndexRange(found.map(\.lower).max() ?? 1, upper)
    }
    guard needsUpper else { return found.map(\.lower).max().map { IndexRange($0, .one) } }
    if uppers.count > 1 {
      throw error(
        range,
        "the range of \(index.name) can be read as "
          + found.map { "\($0.lower) to \($0.upper)" }.sorted().prefix(2).joined(separator: " or as "))
    }
    return IndexRange(1, try dimension(of: index, in: term, isSum, range))
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

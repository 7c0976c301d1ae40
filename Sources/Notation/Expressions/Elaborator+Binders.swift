import Symbolic

extension Elaborator {
  /// A sum or product over an index; where no limits are written, over the dimension that the index runs through.
  func range(
    _ isSum: Bool, _ index: String, _ lower: Syntax?, _ upper: Syntax?, _ body: Syntax, _ expected: Shape?,
    _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let symbol = Symbol.index(index)
    var inner = self
    inner.bound[index] = symbol
    let term = try inner.term(body, expected: expected)
    let first = try lower.map { syntax throws(NotationError) in try self.term(syntax) } ?? Term(1)
    let last: Term
    if let upper {
      last = try self.term(upper)
    } else {
      let dimensions = Elaborator.dimensions(of: symbol, in: term)
      guard dimensions.count == 1, let dimension = dimensions.first else {
        throw error(
          range,
          dimensions.isEmpty
            ? "the upper limit of this \(isSum ? "sum" : "product") is missing, and no entry tells the range of \(index)"
            : "the range of \(index) can be read as "
              + dimensions.map { "1 to \($0)" }.sorted().joined(separator: " or as "))
      }
      last = Term(dimension)
    }
    return try make(isSum ? .summation(symbol) : .productOver(symbol), [first, last, term], range)
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
    var inner = self
    inner.bound[index] = symbol
    return try make(.vector(symbol, dimension), [inner.term(body)], range)
  }

  /// (f(1), …, f(n)) as the vector of f(i).
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

  /// A distribution; a mean of 0 and a covariance of I take the shape of the other or of the space.
  func distribution(_ syntax: Syntax, space: Shape?) throws(NotationError) -> Term {
    switch syntax.kind {
    case .gaussian(let mean, let covariance), .moments(let mean, let covariance):
      let isGaussian = if case .gaussian = syntax.kind { true } else { false }
      var shape = space
      if !covariance.isFlexible, let value = try? term(covariance) {
        shape = .vector(value.shape.rows)
      } else if !mean.isFlexible {
        shape = try term(mean).shape
      }
      let location = try term(mean, expected: shape)
      let square = Shape(location.shape.rows, location.shape.rows)
      var scale = try term(covariance, expected: square)
      // N(0, 1) of a vector stands for N(0, I) nowhere: the reader says so instead of guessing.
      if scale.shape.isScalar, !location.shape.isScalar {
        throw error(
          covariance.range, "a covariance of a \(location.shape.words) is a \(square.words), not a scalar",
          hint: "did you mean \(source.text(covariance.range)) I?")
      }
      if case .identity(let dimension) = scale.head, dimension != location.shape.rows {
        scale = try term(covariance, expected: square)
      }
      return try make(isGaussian ? .gaussian : .distributionWithMoments, [location, scale], syntax.range)
    case .density(let distribution, _): return try self.distribution(distribution, space: space)
    default:
      let term = try term(syntax)
      guard term.sort.isDistribution else {
        throw error(syntax.range, "\(source.text(syntax.range)) is no distribution, but a \(term.shape.words)")
      }
      return term
    }
  }

  func distributions(_ left: Syntax, _ right: Syntax) throws(NotationError) -> (Term, Term) {
    if let first = try? distribution(left, space: nil) {
      return (first, try distribution(right, space: first.shape))
    }
    let second = try distribution(right, space: nil)
    return (try distribution(left, space: second.shape), second)
  }

  /// An expectation over the variables of its subscript, or over the random variables that its body mentions.
  func expectation(
    _ subscript_: Syntax.Subscript, _ body: Syntax, _ expected: Shape?, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    switch subscript_ {
    case .variables(let names, let distribution):
      let space = names.first.flatMap { declarations.symbol(named: $0)?.shape }
      let term = try self.distribution(distribution, space: space)
      var inner = self
      var symbols: [Symbol] = []
      for name in names {
        let symbol = declarations.symbol(named: name).flatMap { $0.shape == term.shape ? $0 : nil }
          ?? Symbol(name, term.shape)
        inner.bound[name] = symbol
        symbols.append(symbol)
      }
      var value = try inner.term(body, expected: expected)
      for symbol in symbols.reversed() { value = try make(.expectation(symbol), [term, value], range) }
      return value
    case .distribution(let distribution):
      let term = try self.distribution(distribution, space: nil)
      let value = try self.term(body, expected: expected)
      let symbols = random(in: value) { declared in
        declared == term || (try? declared.unfolding(declarations.definitions)) == (try? term.unfolding(declarations.definitions))
      }
      guard !symbols.isEmpty else {
        throw error(
          range, "no variable of this expectation is distributed as \(Spelling.plain(term))",
          hint: "name it: \\mathbb{E}_{x \\sim \(Spelling.latex(term))}")
      }
      return try wrap(value, symbols, range)
    case .none:
      let value = try self.term(body, expected: expected)
      let symbols = random(in: value) { _ in true }
      guard !symbols.isEmpty else {
        throw error(
          range, "nothing under this expectation is random",
          hint: "declare the distribution of a variable, as in $x \\sim p$")
      }
      return try wrap(value, withParameters(symbols), range)
    }
  }

  /// The declared random variables in a term, in order of declaration, which are not bound around it.
  private func random(in term: Term, _ condition: (Term) -> Bool) -> [Symbol] {
    let free = (try? term.unfolding(declarations.definitions))?.freeSymbols ?? term.freeSymbols
    return declarations.symbols.filter { symbol in
      guard free.contains(symbol), let distribution = declarations.distributions[symbol] else { return false }
      return bound[symbol.name] == nil && condition(distribution)
    }
  }

  /// The random variables with those that their distributions mention, which come before them.
  private func withParameters(_ symbols: [Symbol]) -> [Symbol] {
    var ordered: [Symbol] = []
    var seen: Set<Symbol> = []
    func visit(_ symbol: Symbol, _ room: Int) {
      guard room > 0, seen.insert(symbol).inserted, let distribution = declarations.distributions[symbol] else { return }
      for other in random(in: distribution, { _ in true }) { visit(other, room - 1) }
      ordered.append(symbol)
    }
    for symbol in symbols { visit(symbol, 200) }
    return ordered
  }

  private func wrap(_ value: Term, _ symbols: [Symbol], _ range: Range<Int>) throws(NotationError) -> Term {
    var value = value
    for symbol in symbols.reversed() {
      guard let distribution = declarations.distributions[symbol] else { continue }
      value = try make(.expectation(symbol), [distribution, value], range)
    }
    return value
  }
}

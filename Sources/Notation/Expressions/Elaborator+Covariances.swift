import Symbolic

/// Covariances and conditional expectations.
extension Elaborator {
  /// Cov(x, y) = E[(x − E x)(y − E y)ᵀ], and Var(x) = Cov(x, x).
  @inline(never)
  func covariance(
    _ over: Syntax.Subscript, _ a: Syntax, _ b: Syntax?, _ given: [Syntax.LawArgument], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let mean = { (syntax: Syntax) throws(NotationError) -> Syntax in
      given.isEmpty
        ? Syntax(.expectation(over, syntax), syntax.range, isBracketed: true)
        : Syntax(.conditionalExpectation(over, syntax, given: given), syntax.range, isBracketed: true)
    }
    let centred = { (syntax: Syntax) throws(NotationError) -> Syntax in
      Syntax(.sum([syntax, Syntax(.negation(try mean(syntax)), syntax.range)]), syntax.range, isBracketed: true)
    }
    // A covariance is between the entries of vectors, however these are written; a row is taken for its column.
    let column = { (syntax: Syntax) throws(NotationError) -> Syntax in
      let shape = try self.shape(of: syntax, over)
      let isRow = shape.rows == .one && shape.columns != .one
      return isRow ? Syntax(.transpose(syntax), syntax.range, isBracketed: true) : syntax
    }
    let first = try column(a)
    let second = try b.map(column) ?? first
    // The sum over both means is outside of the scope of what is bound inside them.
    let shape = try shape(of: first, over)
    let left = try centred(first)
    let right = try centred(second)
    let product: Syntax.Kind =
      shape.isScalar ? .product([left, right]) : .product([left, Syntax(.transpose(right), right.range)])
    return try term(try mean(Syntax(product, range)))
  }

  /// The shape of what stands under an expectation.
  private func shape(of syntax: Syntax, _ over: Syntax.Subscript) throws(NotationError) -> Shape {
    try term(Syntax(.expectation(over, syntax), syntax.range)).shape
  }

  /// E[f | y] of a law: over the variables of f that are not given.
  @inline(never)
  func conditionalExpectation(
    _ over: Syntax.Subscript, _ body: Syntax, _ given: [Syntax.LawArgument], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let value = try term(body)
    let named: LawView?
    switch over {
    case .none: named = nil
    case .distribution(let syntax): named = try lawReference(syntax)?.view
    case .variables, .draws, .conditional, .several:
      throw error(range, "an expectation has its condition below it or behind the bar, not both")
    }
    let view: LawView
    if let named {
      view = named
    } else {
      let inside = declarations.laws.keys.sorted { $0.name < $1.name }.filter { law in
        (LawView(law, declarations)?.distributed ?? []).contains { value.freeSymbols.contains($0) }
      }
      let found = inside.compactMap { LawView($0, declarations) }.filter { view in
        given.allSatisfy { ($0.variable ?? $0.value).base.flatMap(view.variable) != nil }
      }
      guard let only = found.first, found.count == 1 else {
        throw error(
          range, found.isEmpty ? "no law tells this expectation" : "several laws can tell this expectation",
          hint: "name it below: \\mathbb{E}_{p(x \\mid y)}")
      }
      view = only
    }
    let density = Syntax.LawDensity(law: view.law.name, of: [], given: given, parameters: [])
    let conditions = try slots(density, view, range).given
    let of = view.distributed.filter { variable in
      value.freeSymbols.contains(variable) && !conditions.contains { $0.variable == variable }
    }
    guard !of.isEmpty else { return value }
    return try expectation(
      LawReference(
        view: view, of: of.map { LawSlot(variable: $0, indices: nil, value: Term($0)) }, given: conditions,
        isExplicit: true), value, range)
  }
}

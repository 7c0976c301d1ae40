import Symbolic

/// Explicit matrices, cases and indicators.
extension Elaborator {
  /// A matrix by its entries or blocks; a bare 0 or I takes its shape from the blocks beside it.
  @inline(never)
  func matrix(_ rows: [[Syntax]], _ range: Range<Int>) throws(NotationError) -> Term {
    guard let width = rows.first?.count, width > 0, rows.allSatisfy({ $0.count == width }) else {
      throw error(range, "the rows of this matrix have different lengths")
    }
    var parts: [[Part]] = []
    for row in rows {
      var list: [Part] = []
      for entry in row {
        if case .ellipsis = entry.kind {
          throw error(entry.range, "dots in a matrix are not supported", hint: "write out the entries, or use diag")
        }
        list.append(try part(entry))
      }
      parts.append(list)
    }
    var heights = parts.map { row in row.lazy.compactMap(\.term?.shape.rows).first }
    var widths = (0..<width).map { column in parts.lazy.compactMap { $0[column].term?.shape.columns }.first }
    // A bare I is square: it gives its row or column the size of the other.
    for (number, row) in rows.enumerated() {
      for (column, entry) in row.enumerated() {
        guard case .identity(nil) = entry.kind else { continue }
        widths[column] = widths[column] ?? heights[number]
        heights[number] = heights[number] ?? widths[column]
      }
    }
    var blocks: [Term] = []
    for (number, row) in parts.enumerated() {
      for (column, part) in row.enumerated() {
        let (rows, columns) = (heights[number], widths[column])
        let isScalar = rows == nil && columns == nil
        let shape = isScalar ? Shape.scalar : (rows ?? columns).flatMap { a in (columns ?? rows).map { Shape(a, $0) } }
        blocks.append(try part.filled(shape))
      }
    }
    if blocks.count == 1 { return blocks[0] }
    return try make(.blocks(rows: rows.count, columns: width), blocks, range)
  }

  /// Values under conditions, as a sum of the values times indicators; the first condition that holds counts.
  @inline(never)
  func cases(_ rows: [Syntax.Case], _ range: Range<Int>) throws(NotationError) -> Term {
    var summands: [Term] = []
    var before: [Term] = []
    var shape: Shape?
    for (number, row) in rows.enumerated() {
      var factors: [Term] = []
      for condition in row.conditions {
        guard case .comparison(let comparison, let a, let b) = condition.kind else {
          throw error(condition.range, "this condition is not supported")
        }
        factors.append(try indicator(comparison, a, b, condition.range))
      }
      if factors.isEmpty, number < rows.count - 1 {
        throw error(row.value.range, "only the last case may stand without a condition")
      }
      let value = try term(row.value, expected: shape)
      shape = shape ?? value.shape
      let all = before + factors
      if value != Term(0) { summands.append(all.isEmpty ? value : try make(.product, all + [value], range)) }
      guard !factors.isEmpty else { break }
      let holds = factors.count == 1 ? factors[0] : try make(.product, factors, range)
      before.append(try complement(holds, range))
    }
    guard let last = rows.last, last.conditions.isEmpty || rows.count > 1 else {
      throw error(range, "cases need a value for all else")
    }
    if summands.isEmpty { return Term(0) }
    return summands.count == 1 ? summands[0] : try make(.sum, summands, range)
  }

  private func complement(_ value: Term, _ range: Range<Int>) throws(NotationError) -> Term {
    try make(.sum, [Term(1), make(.negation, [value], range)], range)
  }

  /// [a = b] and [a ≠ b].
  @inline(never)
  func indicator(
    _ comparison: Syntax.Comparison, _ a: Syntax, _ b: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let (left, right) = (try term(a), try term(b))
    for (value, place) in [(left, a.range), (right, b.range)] where !DerivedDomain.isWhole(value) {
      throw error(
        place, "an indicator compares whole numbers, such as indices, and this is \(value.shape.phrase)")
    }
    switch comparison {
    case .equal: return try make(.indicator, [left, right], range)
    case .notEqual: return try complement(make(.indicator, [left, right], range), range)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .member:
      throw error(range, "only = and \\ne are supported inside an indicator")
    }
  }

  /// A⁺ of a matrix with independent columns, (AᵀA)⁻¹Aᵀ.
  @inline(never)
  func pseudoinverse(_ a: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let value = try term(a)
    switch DerivedDomain.domain(value) {
    case .fullColumnRank:
      let transpose = try make(.transpose, [value], range)
      let square = try make(.product, [transpose, value], range)
      return try make(.product, [make(.inverse, [square], range), transpose], range)
    case .invertible, .positiveDefinite: return try make(.inverse, [value], range)
    default:
      throw error(
        range, "a pseudoinverse is read of a matrix with independent columns",
        hint: "declare them, as in $\\operatorname{rank}(X) = p$")
    }
  }

  /// ∫ f dx; over a family all members together, over a categorical variable the sum.
  @inline(never)
  func integral(_ name: String, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    guard let integrated = integrated(name) else { throw error(range, "\(name) is not declared") }
    if let image = integrated.image { return try integral(over: image, name, body, range) }
    let symbol = integrated.variable
    if declarations.functions.contains(symbol), bound[name] == nil, declarations.families[symbol] == nil {
      throw error(range, "\(name) is a function, and an integral is over a variable")
    }
    let isFamily = declarations.families[symbol] != nil
    let value = isFamily ? try term(body) : try binding(symbol, as: name).term(body)
    try checkParameters(of: value, symbol, range)
    do {
      return try writingOut(value, over: symbol).integrated(over: symbol, declarations)
    } catch {
      throw self.error(range, error.description)
    }
  }

  /// ∫ f dz_{1:T}, over all members of a family.
  @inline(never)
  func integral(over variable: Syntax, _ body: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    guard let name = variable.base, let family = declarations.symbol(named: name),
      let ranges = declarations.families[family], ranges.count == 1, case .dots(let first, let last) = variable.kind,
      case .application(_, let lower) = first.kind, case .application(_, let upper) = last.kind,
      lower.count == 1, upper.count == 1, IndexValue(try term(lower[0])).number == ranges[0].lower,
      IndexValue(try term(upper[0])) == IndexValue(Term(ranges[0].upper))
    else {
      throw error(variable.range, "an integral is over a variable or over all members of a family together")
    }
    return try make(.integral(family), [term(body)], range)
  }
}

extension DerivedDomain {
  /// Whether the value is a whole number: an index, a number, or made of these.
  static func isWhole(_ term: Term) -> Bool {
    guard term.shape.isScalar else { return false }
    switch term.head {
    case .number(let number): return number.isInteger
    case .dimension, .indicator: return true
    case .symbol(let symbol), .application(let symbol): return symbol.domain == .natural || symbol.domain == .binary
    case .entry:
      let whole = term.arguments[0]
      let symbol = whole.symbol ?? { if case .application(let family) = whole.head { family } else { nil } }()
      return symbol?.domain == .binary || symbol?.domain == .oneHot
    case .optimizer(let symbol, _): return symbol.domain == .natural
    case .sum, .negation, .product: return term.arguments.allSatisfy(isWhole)
    default: return false
    }
  }
}

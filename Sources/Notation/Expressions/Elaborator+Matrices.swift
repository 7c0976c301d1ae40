import Symbolic

/// Matrices by their entries or blocks, formulas by cases, and indicators.
extension Elaborator {
  /// A matrix of entries or blocks; a 0 or I takes its shape from its row and column.
  @inline(never)
  func matrix(_ rows: [[Syntax]], _ range: Range<Int>) throws(NotationError) -> Term {
    guard let width = rows.first?.count, width > 0, rows.allSatisfy({ $0.count == width }) else {
      throw error(range, "the rows of this matrix have different lengths")
    }
    if rows.joined().contains(where: \.isEllipsis) { return try matrixWithDots(rows, range) }
    var parts: [[Part]] = []
    for row in rows {
      var read: [Part] = []
      for entry in row { read.append(try part(entry)) }
      parts.append(read)
    }
    var blocks: [Term] = []
    for (i, row) in parts.enumerated() {
      for (j, part) in row.enumerated() {
        let height = row.lazy.compactMap(\.term?.shape.rows).first
        let width = parts.lazy.compactMap { $0[j].term?.shape.columns }.first
        // A square block tells its other side where nothing else does.
        let shape = Shape(height ?? width ?? .one, width ?? height ?? .one)
        let term = try part.filled(shape)
        guard term.sort == .matrix(shape) else {
          throw error(
            rows[i][j].range,
            TermError.shapesDiffer(operation: "a block beside others", shape, term.shape).description)
        }
        blocks.append(term)
      }
    }
    if blocks.count == 1 { return blocks[0] }
    return try make(.blocks(rows: rows.count, columns: width), blocks, range)
  }

  /// A column (x_1, …, x_n) or a diagonal matrix with dots between the first and the last entry.
  private func matrixWithDots(_ rows: [[Syntax]], _ range: Range<Int>) throws(NotationError) -> Term {
    let entries = rows.count == 1 ? rows[0] : rows.map { $0[0] }
    if rows.count == 1 || rows[0].count == 1, let first = entries.first, let last = entries.last, !last.isEllipsis {
      let column = try dots(first, last, range)
      return rows.count == 1 ? try make(.transpose, [column], range) : column
    }
    let size = rows.count
    let isDiagonal =
      rows[0].count == size
      && rows.indices.allSatisfy { i in
        rows.indices.allSatisfy { j in i == j || rows[i][j].isEllipsis || rows[i][j].isZero }
      }
    guard isDiagonal, let last = rows.last?.last, !last.isEllipsis, !rows[0][0].isEllipsis else {
      throw error(range, "the pattern of this matrix is not clear", hint: "name its entries under Given")
    }
    return try make(.diagonalMatrix, [dots(rows[0][0], last, range)], range)
  }

  /// Values under conditions on indices: Σ of each value where its condition is the first that holds.
  @inline(never)
  func cases(_ rows: [Syntax.Case], _ range: Range<Int>) throws(NotationError) -> Term {
    var terms: [Term] = []
    var otherwise: Term?
    let shape =
      try rows.lazy.map { row throws(NotationError) in try part(row.value).term?.shape }.first { $0 != nil } ?? nil
    for row in rows {
      var condition: Term?
      for part in row.conditions {
        let holds = try self.condition(part)
        condition =
          try condition.map { known throws(NotationError) in try make(.product, [known, holds], range) } ?? holds
      }
      let value = try term(row.value, expected: shape)
      var weight = otherwise
      if let condition {
        weight =
          try weight.map { known throws(NotationError) in try make(.product, [known, condition], range) } ?? condition
        let fails = try make(.sum, [Term(1), make(.negation, [condition], range)], range)
        otherwise =
          try otherwise.map { known throws(NotationError) in try make(.product, [known, fails], range) } ?? fails
      }
      terms.append(
        try weight.map { weight throws(NotationError) in try make(.product, [weight, value], range) } ?? value)
      if condition == nil { break }
    }
    guard rows.last?.conditions.isEmpty ?? false else {
      throw error(range, "these cases do not say what holds otherwise")
    }
    return terms.count == 1 ? terms[0] : try make(.sum, terms, range)
  }

  private func condition(_ syntax: Syntax) throws(NotationError) -> Term {
    switch syntax.kind {
    case .comparison(let comparison, let a, let b), .indicator(let comparison, let a, let b):
      return try indicator(comparison, a, b, syntax.range)
    default: throw error(syntax.range, "a condition on indices, such as i = j, is needed here")
    }
  }

  /// [a = b] and [a ≠ b].
  @inline(never)
  func indicator(
    _ comparison: Syntax.Comparison, _ a: Syntax, _ b: Syntax, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    let equal = try make(.indicator, [term(a), term(b)], range)
    switch comparison {
    case .equal: return equal
    case .notEqual: return try make(.sum, [Term(1), make(.negation, [equal], range)], range)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .member:
      throw error(range, "an indicator asks whether two indices are equal or differ")
    }
  }
}

extension Syntax {
  fileprivate var isEllipsis: Bool {
    if case .ellipsis = kind { true } else { false }
  }

  fileprivate var isZero: Bool {
    if case .number(let number) = kind { number == .zero } else { false }
  }
}

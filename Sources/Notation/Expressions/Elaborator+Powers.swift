import Symbolic

/// What a superscript means, which depends on the shape of its base.
extension Elaborator {
  @inline(never)
  func power(_ base: Syntax, _ exponent: Syntax, _ range: Range<Int>) throws(NotationError) -> Part {
    let power = try term(exponent)
    if case .constant(.e) = base.kind, !base.isBracketed { return .closed(try make(.exponential, [power], range)) }
    if case .number = base.kind { return .closed(try make(.power, [term(base), power], range)) }
    return try part(base).map { value throws(NotationError) in try self.power(value, power, base.range, range) }
  }

  @inline(never)
  private func power(
    _ value: Term, _ power: Term, _ base: Range<Int>, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    if power == Term.minusOne, !value.shape.isScalar, value.shape.columns != .one || !isEntrywise {
      return try make(.inverse, [value], range)
    }
    if value.shape.isColumn, !isEntrywise {
      let text = value.symbol == nil ? "v" : source.text(base)
      throw error(
        range,
        TermError.ambiguous(
          operation: value.symbol == nil ? "the power of a vector v" : "the power of a vector",
          readings: ["\(text)^\\top \(text)", "the power of each entry (write it under diag or with \\odot)"]
        ).description)
    }
    return try make(.power, [value, power], range)
  }

  /// x^T: a transpose of anything that is no scalar, an exponent on a scalar where T is declared.
  @inline(never)
  func superscriptT(_ base: Syntax, _ range: Range<Int>) throws(NotationError) -> Part {
    let isName = bound["T"] != nil || declarations.isDimension("T") || declarations.symbol(named: "T") != nil
    guard isName else {
      return try part(base).map(inward: \.transposed) { value throws(NotationError) in
        try make(.transpose, [value], range)
      }
    }
    let value = try term(base)
    let exponent = try name("T", range)
    if value.shape.isScalar, exponent.shape.isScalar { return .closed(try make(.power, [value, exponent], range)) }
    if value.shape.isSquare, exponent.shape.isScalar, !value.shape.isScalar {
      throw error(
        range,
        TermError.ambiguous(
          operation: "the superscript T", readings: ["the transpose (write \\top)", "the T-th power"]
        ).description)
    }
    return .closed(try make(.transpose, [value], range))
  }
}

extension Term {
  /// -1 as it is read.
  static let minusOne: Term? = try? Term(.negation, [Term(1)])
}

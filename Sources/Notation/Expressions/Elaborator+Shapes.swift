import Symbolic

/// Sums, products and powers, in which neighbours give each other shapes.
extension Elaborator {
  @inline(never)
  func identity(_ dimension: Dimension?, _ range: Range<Int>) throws(NotationError) -> Part {
    if let dimension { return .closed(try make(.identity(dimension), [], range)) }
    return .open { shape throws(NotationError) in
      if let shape {
        guard shape.isSquare else {
          throw error(range, "an identity matrix is square, but \(shape.phrase) is needed here")
        }
        return try make(.identity(shape.rows), [], range)
      }
      guard declarations.dimensions.count == 1 else {
        throw error(
          range, "the dimension of this identity matrix is open",
          hint: "write it as a subscript: "
            + (declarations.dimensions.map { "I_\($0)" } + ["I_n"]).prefix(2).joined(separator: " or "))
      }
      return try make(.identity(.named(declarations.dimensions[0])), [], range)
    }
  }

  @inline(never)
  func filled(_ value: Int, _ dimensions: [Dimension], _ range: Range<Int>) throws(NotationError) -> Part {
    let make = { (shape: Shape) throws(NotationError) -> Term in
      if shape.isScalar { return Term(value) }
      return try self.make(value == 0 ? .zero(shape) : .ones(shape), [], range)
    }
    switch dimensions.count {
    case 0:
      return .open { shape throws(NotationError) in
        guard let shape else { throw error(range, "the shape of this \(value == 0 ? "zero" : "one") is open") }
        // Ones make a vector: beside a matrix too.
        return try make(value == 1 && shape.isSquare ? .vector(shape.rows) : shape)
      }
    case 1: return .closed(try make(.vector(dimensions[0])))
    case 2: return .closed(try make(Shape(dimensions[0], dimensions[1])))
    default: throw error(range, "a matrix has two dimensions")
    }
  }

  @inline(never)
  func sum(_ summands: [Syntax], _ range: Range<Int>) throws(NotationError) -> Part {
    let parts = try parts(summands)
    let ranges = summands.map(\.range)
    guard let shape = parts.lazy.compactMap(\.term?.shape).first else {
      return .open { shape throws(NotationError) in try sum(parts, ranges, shape, range) }
    }
    // Beside a scalar a 0 is a number, and an I is no number at all.
    return .closed(try sum(parts, ranges, shape.isScalar ? nil : shape, range))
  }

  @inline(never)
  private func sum(
    _ parts: [Part], _ ranges: [Range<Int>], _ shape: Shape?, _ range: Range<Int>
  ) throws(NotationError) -> Term {
    var terms: [Term] = []
    for (part, place) in zip(parts, ranges) {
      let term = try part.filled(shape)
      if let first = terms.first, first.shape != term.shape, !first.sort.isDistribution, !term.sort.isDistribution {
        throw error(place, TermError.shapesDiffer(operation: "sum", first.shape, term.shape).description)
      }
      terms.append(term)
    }
    return try make(.sum, terms, range)
  }

  @inline(never)
  func product(_ factors: [Syntax], _ range: Range<Int>) throws(NotationError) -> Part {
    var parts: [Part] = []
    for factor in factors {
      // A zero among factors is a number.
      if case .number = factor.kind { parts.append(.closed(try term(factor))) } else { parts.append(try part(factor)) }
    }
    let ranges = factors.map(\.range)
    let isOpen = parts.contains { $0.term == nil }
    if isOpen, parts.allSatisfy({ $0.term?.shape.isScalar ?? true }) {
      return .open { shape throws(NotationError) in
        var terms: [Term] = []
        for part in parts { terms.append(try part.filled(shape)) }
        return try product(terms, ranges, range)
      }
    }
    return .closed(try product(isOpen ? beside(parts) : parts.compactMap(\.term), ranges, range))
  }

  /// The terms of factors of which the open ones take the shape that their neighbours leave to them.
  private func beside(_ parts: [Part]) throws(NotationError) -> [Term] {
    let firm = { (part: Part) -> Shape? in part.term.flatMap { $0.shape.isScalar ? nil : $0.shape } }
    var after: [Dimension?] = []
    var next: Dimension?
    for part in parts.reversed() {
      after.append(next)
      next = firm(part)?.rows ?? next
    }
    after.reverse()
    var before: Dimension?
    var terms: [Term] = []
    for (part, following) in zip(parts, after) {
      let side = before ?? following
      terms.append(try part.filled(side.map { Shape($0, $0) }))
      before = firm(part)?.columns ?? before
    }
    return terms
  }

  @inline(never)
  private func product(
    _ terms: [Term], _ ranges: [Range<Int>], _ range: Range<Int>
  ) throws(NotationError) -> Term {
    var shape = Shape.scalar
    for (term, place) in zip(terms, ranges) where !term.sort.isDistribution && !term.shape.isScalar {
      if !shape.isScalar, shape.columns != term.shape.rows {
        throw error(
          place, TermError.productMismatch(shape, term.shape).description, hint: hint(shape, term.shape))
      }
      shape = shape.isScalar ? term.shape : Shape(shape.rows, term.shape.columns)
    }
    return try make(.product, terms, range)
  }

  private func hint(_ left: Shape, _ right: Shape) -> String? {
    if left.rows == right.rows { return "did you mean the transpose of the first factor?" }
    if left.columns == right.columns { return "did you mean the transpose of the second factor?" }
    return nil
  }

  @inline(never)
  func quotient(_ a: Syntax, _ b: Syntax, _ range: Range<Int>) throws(NotationError) -> Part {
    let below = try term(b)
    if case .number = a.kind { return .closed(try make(.quotient, [term(a), below], range)) }
    return try part(a).map { above throws(NotationError) in try make(.quotient, [above, below], range) }
  }

  @inline(never)
  func hadamardProduct(_ a: Syntax, _ b: Syntax, _ range: Range<Int>) throws(NotationError) -> Part {
    let (left, right) = (try part(a), try part(b))
    let both = { (shape: Shape?) throws(NotationError) -> Term in
      try make(.hadamardProduct, [left.filled(shape), right.filled(shape)], range)
    }
    guard let shape = left.term?.shape ?? right.term?.shape else { return .open(both) }
    return .closed(try both(shape))
  }

  /// ⟨x, y⟩ = x'y, and tr(A'B) for matrices.
  @inline(never)
  func innerProduct(_ a: Syntax, _ b: Syntax, _ range: Range<Int>) throws(NotationError) -> Term {
    let (left, right) = (try term(a), try term(b))
    if left.shape.isScalar, right.shape.isScalar { return try make(.product, [left, right], range) }
    guard left.shape == right.shape else {
      throw error(range, "an inner product needs equal shapes, not \(left.shape) and \(right.shape)")
    }
    let product = try make(.product, [make(.transpose, [left], range), right], range)
    return product.shape.isScalar ? product : try make(.trace, [product], range)
  }

  private func parts(_ list: [Syntax]) throws(NotationError) -> [Part] {
    var parts: [Part] = []
    parts.reserveCapacity(list.count)
    for syntax in list { parts.append(try part(syntax)) }
    return parts
  }
}

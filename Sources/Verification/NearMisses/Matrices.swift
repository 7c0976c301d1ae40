import Symbolic

extension NearMissCollector {
  /// Transposes, inverses and the order of factors.
  mutating func matrices(_ place: Place) {
    transposes(place)
    inverses(place)
    if place.term.head == .product { orders(place) }
  }

  private mutating func transposes(_ place: Place) {
    let term = place.term
    if term.head == .transpose {
      let inner = term.arguments[0]
      if inner.isKnownSymmetric { return }
      add(.transpose, at: place, "\(inner) should not be transposed") { inner }
    } else if !term.sort.isDistribution, !term.isScalar, !term.isKnownSymmetric, place.parent?.head != .transpose,
      Self.isBracket(place) || term.isMember
    {
      add(.transpose, at: place, unlikely: term.isMember ? 0 : 5, "the transpose of \(term) is missing") {
        try Term(.transpose, [term])
      }
    } else if term.symbol != nil, !term.sort.isDistribution, place.parent?.head != .transpose, !term.isKnownSymmetric {
      add(.transpose, at: place, "the transpose of \(term) is missing") { try Term(.transpose, [term]) }
    }
  }

  /// Whether a formula stands here in brackets, or alone, of which a transpose may be lost.
  private static func isBracket(_ place: Place) -> Bool {
    switch place.term.head {
    case .sum, .inverse: place.isFactor
    case .product: place.isWhole || place.isSummand
    default: false
    }
  }

  private mutating func inverses(_ place: Place) {
    let term = place.term
    if term.head == .inverse {
      add(.inverse, at: place, "\(.replacement) should not be inverted") { term.arguments[0] }
      return
    }
    guard !term.sort.isDistribution, !term.isScalar, term.shape.isSquare, place.parent?.head != .inverse else { return }
    switch term.head {
    case .symbol, .diagonalMatrix, .transpose:
      add(.inverse, at: place, "the inverse of \(term) is missing") { try Term(.inverse, [term]) }
    case .sum where place.isFactor || place.parent?.head == .determinant:
      add(.inverse, at: place, unlikely: 5, "the inverse of \(term) is missing") { try Term(.inverse, [term]) }
    default: break
    }
  }

  private mutating func orders(_ place: Place) {
    let factors = place.term.arguments
    let matrices = factors.indices.filter { !factors[$0].isScalar }
    for (left, right) in zip(matrices, matrices.dropFirst()).prefix(Self.widthLimit) {
      guard factors[left].shape.columns == .one, factors[left].shape.rows != .one, factors[right].head == .transpose,
        factors[right].arguments[0] != factors[left], factors[right].arguments[0].shape == factors[left].shape
      else { continue }
      add(.order, at: place, "the vectors of the outer product swapped: \(.replacement) instead of \(.original)") {
        var exchanged = factors
        exchanged[left] = factors[right].arguments[0]
        exchanged[right] = try Term(.transpose, [factors[left]])
        return try Term(.product, exchanged)
      }
    }
    for (left, right) in zip(matrices, matrices.dropFirst()).prefix(Self.widthLimit) {
      let isInner = factors[left].shape.rows == .one && factors[right].shape.columns == .one
      let isOuter = factors[left].shape.columns == .one && factors[right].shape.rows == .one
      let kind: NearMiss.Kind = isInner || isOuter ? .innerProduct : .order
      let phrase: Phrase =
        isInner
        ? "an outer product, not an inner one: \(.replacement) instead of \(.original)"
        : isOuter
          ? "an inner product, not an outer one: \(.replacement) instead of \(.original)"
          : "the order of the factors: \(.replacement) instead of \(.original)"
      add(kind, at: place, phrase) {
        var exchanged = factors
        exchanged.swapAt(left, right)
        return try Term(.product, exchanged)
      }
    }
  }

  /// Traces lost, and traces exchanged for determinants.
  mutating func traces(_ place: Place) {
    let term = place.term
    switch term.head {
    case .trace where !term.arguments[0].isScalar:
      let inner = term.arguments[0]
      add(.determinant, at: place, "the determinant of \(inner), not its trace") { try Term(.determinant, [inner]) }
      add(.trace, at: place, "no trace of \(inner)") { inner }
    case .determinant where !term.arguments[0].isScalar:
      let inner = term.arguments[0]
      add(.determinant, at: place, "the trace of \(inner), not its determinant") { try Term(.trace, [inner]) }
    default: break
    }
  }
}

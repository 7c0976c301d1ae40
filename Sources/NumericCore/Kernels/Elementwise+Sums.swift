extension Elementwise {
  /// Σ xᵢ in a fixed order, with the error of `dot`.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func sum<S: VectorScalar>(_ x: [S]) -> S {
    x.withUnsafeBufferPointer { x in
      guard let base = x.baseAddress else { return 0 }
      return VectorReductions.total(base, base, count: x.count, S.addTerm)
    }
  }

  /// Σ xᵢyᵢ in a fixed order.
  ///
  /// Runs of 4096 terms are summed in 4v lanes (v = 8 for Double, 16 for Float) and then pairwise; the error is at most
  /// (min(n, 4096)/(4v) + 8 + log₂⌈n/4096⌉) u Σ|xᵢyᵢ| to first order, u half an ulp of 1.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func dot<S: VectorScalar>(_ x: [S], _ y: [S]) -> S {
    precondition(x.count == y.count, "a dot product needs equal lengths")
    return x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        guard let left = x.baseAddress, let right = y.baseAddress else { return 0 }
        return VectorReductions.total(left, right, count: x.count, S.addProductTerm)
      }
    }
  }

  /// The least and the greatest number; both NaN where one is NaN, and ∞ and −∞ for no number.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func bounds<S: VectorScalar>(of x: [S]) -> (least: S, greatest: S) {
    x.withUnsafeBufferPointer { x in
      guard let base = x.baseAddress else { return (.infinity, -.infinity) }
      return VectorReductions.bounds(base, count: x.count)
    }
  }
}

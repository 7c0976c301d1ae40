/// Reductions of contiguous numbers to one, in an order that depends on their count alone.
enum VectorReductions {
  /// The longest run that is summed up lane by lane; runs are summed pairwise.
  static var runLength: Int { 4096 }

  /// Σ f over the numbers, where `accumulate` adds the term of x and y to a sum and adds nothing for zeros.
  ///
  /// A run of 4096 goes into four vectors of sums in turn; these are added by halves, and runs pairwise. With v lanes the
  /// error is at most (min(n, 4096)/(4v) + 8 + log₂⌈n/4096⌉) u Σ|term| to first order, u half an ulp of 1.
  @inline(__always) static func total<S: VectorScalar>(
    _ x: UnsafePointer<S>, _ y: UnsafePointer<S>, count: Int,
    _ accumulate: (S.Vector, S.Vector, S.Vector) -> S.Vector
  ) -> S {
    var partial: [S] = []
    for start in stride(from: 0, to: count, by: runLength) {
      let sum = run(x + start, y + start, count: min(count - start, runLength), accumulate)
      if count <= runLength { return sum }
      partial.append(sum)
    }
    return pairwiseSum(partial)
  }

  @inline(__always) private static func run<S: VectorScalar>(
    _ x: UnsafePointer<S>, _ y: UnsafePointer<S>, count: Int,
    _ accumulate: (S.Vector, S.Vector, S.Vector) -> S.Vector
  ) -> S {
    let lanes = S.Vector.scalarCount
    var (s0, s1, s2, s3) = (S.zeros, S.zeros, S.zeros, S.zeros)
    var i = 0
    while i &+ 4 &* lanes <= count {
      s0 = accumulate(s0, VectorLoops.load(x, i), VectorLoops.load(y, i))
      s1 = accumulate(s1, VectorLoops.load(x, i &+ lanes), VectorLoops.load(y, i &+ lanes))
      s2 = accumulate(s2, VectorLoops.load(x, i &+ 2 &* lanes), VectorLoops.load(y, i &+ 2 &* lanes))
      s3 = accumulate(s3, VectorLoops.load(x, i &+ 3 &* lanes), VectorLoops.load(y, i &+ 3 &* lanes))
      i &+= 4 &* lanes
    }
    while i &+ lanes <= count {
      s0 = accumulate(s0, VectorLoops.load(x, i), VectorLoops.load(y, i))
      i &+= lanes
    }
    if i < count {
      let left = VectorLoops.load(x, i, count: count &- i, padding: 0)
      s1 = accumulate(s1, left, VectorLoops.load(y, i, count: count &- i, padding: 0))
    }
    return S.sum(of: (s0 + s1) + (s2 + s3))
  }

  /// The sum over the halves, 0 for none.
  private static func pairwiseSum<S: VectorScalar>(_ terms: [S]) -> S {
    var level = terms
    while level.count > 1 {
      var next: [S] = []
      for index in stride(from: 0, to: level.count - 1, by: 2) { next.append(level[index] + level[index + 1]) }
      if let last = level.last, !level.count.isMultiple(of: 2) { next.append(last) }
      level = next
    }
    return level.first ?? 0
  }

  /// The greatest number, −∞ for none; NaN where one is NaN.
  @inline(__always) static func maximum<S: VectorScalar>(_ x: UnsafePointer<S>, count: Int) -> S {
    let lanes = S.Vector.scalarCount
    var greatest = S.Vector(repeating: -S.infinity)
    var i = 0
    while i &+ lanes <= count {
      greatest = S.maximum(of: greatest, and: VectorLoops.load(x, i))
      i &+= lanes
    }
    if i < count {
      greatest = S.maximum(of: greatest, and: VectorLoops.load(x, i, count: count &- i, padding: -S.infinity))
    }
    return S.maximum(in: greatest)
  }

  /// The least and the greatest number, ∞ and −∞ for none; NaN where one is NaN.
  @inline(__always) static func bounds<S: VectorScalar>(
    _ x: UnsafePointer<S>, count: Int
  ) -> (least: S, greatest: S) {
    let lanes = S.Vector.scalarCount
    var greatest = S.Vector(repeating: -S.infinity)
    var negated = greatest
    for i in stride(from: 0, to: count, by: lanes) {
      let rest = count &- i
      let vector = rest >= lanes ? VectorLoops.load(x, i) : VectorLoops.load(x, i, count: rest, padding: x[i])
      greatest = S.maximum(of: greatest, and: vector)
      negated = S.maximum(of: negated, and: S.zeros - vector)
    }
    return (-S.maximum(in: negated), S.maximum(in: greatest))
  }
}

extension VectorScalar {
  @inline(__always) static func addTerm(_ sum: Vector, _ x: Vector, _: Vector) -> Vector { sum + x }

  @inline(__always) static func addProductTerm(_ sum: Vector, _ x: Vector, _ y: Vector) -> Vector {
    sum.addingProduct(x, y)
  }

  @inline(__always) static func addSquaredDifferenceTerm(_ sum: Vector, _ x: Vector, _ y: Vector) -> Vector {
    sum.addingProduct(x - y, x - y)
  }
}

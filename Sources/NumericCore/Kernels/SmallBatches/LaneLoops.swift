// Loops over the entries of sixteen matrices at a time, with the conformances in the same file for the reason given in
// Tile.swift.

/// A type of scalars that the loops over small matrices are compiled for.
protocol LaneScalar: FloatingPoint, Sendable {
  /// C ← A·B.
  static func multiplyLanes(_ a: LaneMatrix<Self>, _ b: LaneMatrix<Self>, into c: LaneMatrix<Self>)
  /// L ← the factor of A = L Lᵀ, of which the lower triangle is read; the pivots are the squares of its diagonal.
  /// - Returns: Whether all pivots are positive and finite.
  static func factorizeLanes(
    _ a: LaneMatrix<Self>, into lower: LaneMatrix<Self>, pivots: UnsafeMutablePointer<Self>
  ) -> Bool
  /// X ← L⁻¹ X, or L⁻ᵀ X, for a diagonal whose reciprocals are finite.
  static func solveLanes(_ lower: LaneMatrix<Self>, transposed: Bool, _ x: LaneMatrix<Self>)
  /// Adds up the logarithms of numbers for each of the sixteen matrices.
  static func sumLogarithms(of numbers: UnsafePointer<Self>, count: Int, into sums: UnsafeMutablePointer<Self>)
}

extension Double: LaneScalar {
  static func multiplyLanes(_ a: LaneMatrix<Double>, _ b: LaneMatrix<Double>, into c: LaneMatrix<Double>) {
    multiply(a, b, into: c)
  }

  static func factorizeLanes(
    _ a: LaneMatrix<Double>, into lower: LaneMatrix<Double>, pivots: UnsafeMutablePointer<Double>
  ) -> Bool { factorize(a, into: lower, pivots: pivots) }

  static func solveLanes(_ lower: LaneMatrix<Double>, transposed: Bool, _ x: LaneMatrix<Double>) {
    solve(lower, transposed: transposed, x)
  }

  static func sumLogarithms(of numbers: UnsafePointer<Double>, count: Int, into sums: UnsafeMutablePointer<Double>) {
    let sum = sumOfLogarithms(count) { load(numbers + 16 &* $0) }
    store(sum, at: sums)
  }
}

extension Float: LaneScalar {
  static func multiplyLanes(_ a: LaneMatrix<Float>, _ b: LaneMatrix<Float>, into c: LaneMatrix<Float>) {
    multiply(a, b, into: c)
  }

  static func factorizeLanes(
    _ a: LaneMatrix<Float>, into lower: LaneMatrix<Float>, pivots: UnsafeMutablePointer<Float>
  ) -> Bool { factorize(a, into: lower, pivots: pivots) }

  static func solveLanes(_ lower: LaneMatrix<Float>, transposed: Bool, _ x: LaneMatrix<Float>) {
    solve(lower, transposed: transposed, x)
  }

  static func sumLogarithms(of numbers: UnsafePointer<Float>, count: Int, into sums: UnsafeMutablePointer<Float>) {
    let sum = sumOfLogarithms(count) { SIMD16<Double>(load(numbers + 16 &* $0)) }
    store(SIMD16<Float>(sum), at: sums)
  }
}

@inline(__always) private func sumOfLogarithms(_ count: Int, of number: (Int) -> SIMD16<Double>) -> SIMD16<Double> {
  var (low, high) = (SIMD8<Double>(repeating: 0), SIMD8<Double>(repeating: 0))
  for index in 0..<count {
    let x = number(index)
    low += VectorMath.log(x.lowHalf)
    high += VectorMath.log(x.highHalf)
  }
  return SIMD16(lowHalf: low, highHalf: high)
}

@inline(__always) private func load<Scalar: SIMDScalar>(_ address: UnsafePointer<Scalar>) -> SIMD16<Scalar> {
  UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Scalar>.self)
}

@inline(__always)
private func store<Scalar: SIMDScalar>(_ x: SIMD16<Scalar>, at address: UnsafeMutablePointer<Scalar>) {
  UnsafeMutableRawPointer(address).storeBytes(of: x, as: SIMD16<Scalar>.self)
}

/// Four columns at a time, so that four chains of products overlap.
@inline(__always) private func multiply<Scalar: SIMDScalar & FloatingPoint>(
  _ a: LaneMatrix<Scalar>, _ b: LaneMatrix<Scalar>, into c: LaneMatrix<Scalar>
) {
  let zero = SIMD16<Scalar>(repeating: 0)
  for i in 0..<c.rows {
    var j = 0
    while j &+ 4 <= c.columns {
      var (s0, s1, s2, s3) = (zero, zero, zero, zero)
      for k in 0..<a.columns {
        let factor = load(a.address(i, k))
        s0 = s0.addingProduct(factor, load(b.address(k, j)))
        s1 = s1.addingProduct(factor, load(b.address(k, j &+ 1)))
        s2 = s2.addingProduct(factor, load(b.address(k, j &+ 2)))
        s3 = s3.addingProduct(factor, load(b.address(k, j &+ 3)))
      }
      store(s0, at: c.address(i, j))
      store(s1, at: c.address(i, j &+ 1))
      store(s2, at: c.address(i, j &+ 2))
      store(s3, at: c.address(i, j &+ 3))
      j &+= 4
    }
    while j < c.columns {
      var sum = zero
      for k in 0..<a.columns { sum = sum.addingProduct(load(a.address(i, k)), load(b.address(k, j))) }
      store(sum, at: c.address(i, j))
      j &+= 1
    }
  }
}

@inline(__always) private func factorize<Scalar: SIMDScalar & FloatingPoint>(
  _ a: LaneMatrix<Scalar>, into lower: LaneMatrix<Scalar>, pivots: UnsafeMutablePointer<Scalar>
) -> Bool {
  // Zero as long as all roots and their reciprocals are finite, otherwise NaN.
  var check = SIMD16<Scalar>(repeating: 0)
  for j in 0..<a.rows {
    let (pivot, diagonal) = (pivots + 16 &* j, lower.address(j, j))
    store(remainder(a, lower, j, j), at: pivot)
    // A loop over numbers, which the compiler vectorizes; the vector's own root is emitted one lane at a time.
    for lane in 0..<16 { diagonal[lane] = pivot[lane].squareRoot() }
    let root = load(diagonal)
    let reciprocal = 1 / root
    check += (root + reciprocal) * 0
    for i in (j &+ 1)..<max(a.rows, j &+ 1) {
      store(remainder(a, lower, i, j) * reciprocal, at: lower.address(i, j))
      store(SIMD16(repeating: 0), at: lower.address(j, i))
    }
  }
  return check.sum() == 0
}

/// aᵢⱼ less what the columns before j give.
@inline(__always) private func remainder<Scalar: SIMDScalar & FloatingPoint>(
  _ a: LaneMatrix<Scalar>, _ lower: LaneMatrix<Scalar>, _ i: Int, _ j: Int
) -> SIMD16<Scalar> {
  var sum = load(a.address(i, j))
  for k in 0..<j { sum = sum.addingProduct(-load(lower.address(i, k)), load(lower.address(j, k))) }
  return sum
}

@inline(__always) private func solve<Scalar: SIMDScalar & FloatingPoint>(
  _ lower: LaneMatrix<Scalar>, transposed: Bool, _ x: LaneMatrix<Scalar>
) {
  let n = lower.rows
  for step in 0..<n {
    let i = transposed ? n &- 1 &- step : step
    let reciprocal = 1 / load(lower.address(i, i))
    for j in 0..<x.columns {
      var sum = load(x.address(i, j))
      for earlier in 0..<step {
        let k = transposed ? n &- 1 &- earlier : earlier
        let factor = transposed ? lower.address(k, i) : lower.address(i, k)
        sum = sum.addingProduct(-load(factor), load(x.address(k, j)))
      }
      store(sum * reciprocal, at: x.address(i, j))
    }
  }
}

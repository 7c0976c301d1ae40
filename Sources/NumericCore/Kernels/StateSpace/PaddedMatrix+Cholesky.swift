extension PaddedMatrix {
  /// A pivot that is not finite, or not positive where it must be.
  struct PivotFailure {
    let pivot: Int
    let value: Double
  }

  /// The pivots, as shares of their diagonal elements, that count as zero in a matrix that may be singular.
  static func singularShare(size: Int) -> Double { Double(size) * 0x1p-49 }

  /// Overwrites a positive semidefinite A = Uᵀ U, of which the upper triangle is read, by U, upper triangular.
  ///
  /// A pivot that is zero to rounding leaves a row of zeros (Golub & Van Loan §4.2.8).
  /// - Parameter inverses: Room for the reciprocals of the diagonal of U, 0 where it is 0.
  func factorizeSemidefinite(_ inverses: UnsafeMutablePointer<Double>) -> PivotFailure? {
    let share = Self.singularShare(size: size)
    // The reciprocals hold the diagonal of A until their row is reached.
    for k in 0..<size { inverses[k] = self[k, k] * share }
    for k in 0..<size {
      let row = base + k &* width
      let pivot = row[k]
      guard pivot.isFinite else { return PivotFailure(pivot: k, value: pivot) }
      guard pivot > inverses[k], pivot > 0 else {
        inverses[k] = 0
        row.update(repeating: 0, count: width)
        continue
      }
      let root = pivot.squareRoot()
      let inverse = 1 / root
      inverses[k] = inverse
      row.update(repeating: 0, count: k)
      row[k] = root
      for j in (k &+ 1)..<max(size, k &+ 1) { row[j] = row[j] * inverse }
      for i in (k &+ 1)..<max(size, k &+ 1) { subtractMultiple(row[i], ofRow: k, fromRow: i, startingAt: i) }
    }
    return nil
  }

  /// X ← U⁻ᵀ X with the reciprocals of the diagonal of U; rows with a zero there become zero.
  func solveTransposed(_ x: PaddedMatrix, _ inverses: UnsafePointer<Double>) {
    for k in 0..<size {
      for j in 0..<k { x.subtractMultiple(self[j, k], ofRow: j, fromRow: k, startingAt: 0) }
      x.scaleRow(k, by: inverses[k])
    }
  }

  /// X ← U⁻¹ X with the reciprocals of the diagonal of U; rows with a zero there become zero.
  func solve(_ x: PaddedMatrix, _ inverses: UnsafePointer<Double>) {
    for k in (0..<size).reversed() {
      for j in (k &+ 1)..<max(size, k &+ 1) { x.subtractMultiple(self[k, j], ofRow: j, fromRow: k, startingAt: 0) }
      x.scaleRow(k, by: inverses[k])
    }
  }

  /// Vectors that hold what is to be changed; numbers before it in the first of them change, too.
  @inline(__always) private func subtractMultiple(
    _ factor: Double, ofRow source: Int, fromRow target: Int, startingAt column: Int
  ) {
    let (x, y) = (base + source &* width, base + target &* width)
    let negative = SIMD8<Double>(repeating: -factor)
    var j = column & ~7
    while j < width {
      let sum: SIMD8<Double> = VectorLoops.load(y, j)
      VectorLoops.store(sum.addingProduct(negative, VectorLoops.load(x, j)), y, j)
      j &+= 8
    }
  }

  @inline(__always) private func scaleRow(_ row: Int, by factor: Double) {
    let y = base + row &* width
    var j = 0
    while j < width {
      let x: SIMD8<Double> = VectorLoops.load(y, j)
      VectorLoops.store(x * factor, y, j)
      j &+= 8
    }
  }
}

/// Sums of exponentials by rows, which neither overflow nor underflow.
///
/// A row's result depends on that row alone. A row of −∞ alone gives −∞, one with +∞ gives +∞, one with NaN gives NaN.
extension Matrix where Scalar: VectorScalar {
  /// log Σⱼ exp xᵢⱼ for each row i; −∞ for a row without elements.
  /// - Complexity: O(rows · columns).
  public func rowLogSumExps() -> [Scalar] {
    var copy = self
    return copy.exponentiateRows(normalized: false)
  }

  /// Replaces each row by its softmax, exp(xᵢⱼ − lᵢ), and returns lᵢ = log Σⱼ exp xᵢⱼ.
  ///
  /// With log wⱼ + log p(xᵢ|j) for xᵢⱼ these are the responsibilities of a mixture and the log-densities. The relative
  /// error of an element is at most (columns/8 + 8 + |xᵢⱼ − maxⱼ xᵢⱼ|) ulp. Where lᵢ is −∞ the row becomes NaN; where it is
  /// +∞, an element of +∞ becomes NaN and every other one 0.
  /// - Complexity: O(rows · columns).
  public mutating func replaceRowsBySoftmax() -> [Scalar] { exponentiateRows(normalized: true) }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  private mutating func exponentiateRows(normalized: Bool) -> [Scalar] {
    guard columns > 0 else { return [Scalar](repeating: -.infinity, count: rows) }
    var normalizers = [Scalar](repeating: 0, count: rows)
    let (rows, columns) = (rows, columns)
    // As many rows at once as stay in the first-level cache, and all their exponentials in one go.
    let rowsAtOnce = max(1, 2048 / columns)
    storage.withUnsafeMutableBufferPointer { elements in
      normalizers.withUnsafeMutableBufferPointer { normalizers in
        guard let elements = elements.baseAddress, let normalizers = normalizers.baseAddress else { return }
        for start in stride(from: 0, to: rows, by: rowsAtOnce) {
          RowExponentials.replace(
            elements + start &* columns, rows: min(rowsAtOnce, rows - start), columns: columns,
            normalizers: normalizers + start, normalized: normalized)
        }
      }
    }
    return normalizers
  }
}

/// Softmax of a few rows.
private enum RowExponentials {
  @inline(__always) static func replace<S: VectorScalar>(
    _ x: UnsafeMutablePointer<S>, rows: Int, columns: Int, normalizers: UnsafeMutablePointer<S>, normalized: Bool
  ) {
    withUnsafeTemporaryAllocation(of: S.self, capacity: rows) { sums in
      guard let sums = sums.baseAddress else { return }
      for row in 0..<rows {
        let maximum = VectorReductions.maximum(x + row &* columns, count: columns)
        // Infinities are left as they are: exp gives 0 and ∞, of which the sum and its logarithm are right.
        let shift = maximum.isFinite ? maximum : 0
        normalizers[row] = shift
        add(-shift, to: x + row &* columns, count: columns)
      }
      VectorLoops.update(x, count: rows &* columns, S.exponential)
      for row in 0..<rows {
        sums[row] = VectorReductions.total(x + row &* columns, x + row &* columns, count: columns, S.addTerm)
      }
      VectorLoops.update(normalizers, with: sums, count: rows, S.plusLogarithm)
      guard normalized else { return }
      VectorLoops.update(sums, count: rows, S.reciprocal(of:))
      for row in 0..<rows { multiply(x + row &* columns, by: sums[row], count: columns) }
    }
  }

  @inline(__always) private static func add<S: VectorScalar>(_ k: S, to x: UnsafeMutablePointer<S>, count: Int) {
    let constant = S.Vector(repeating: k)
    @inline(__always) func shifted(_ x: S.Vector) -> S.Vector { x + constant }
    VectorLoops.update(x, count: count, shifted)
  }

  @inline(__always)
  private static func multiply<S: VectorScalar>(_ x: UnsafeMutablePointer<S>, by k: S, count: Int) {
    let factor = S.Vector(repeating: k)
    @inline(__always) func scaled(_ x: S.Vector) -> S.Vector { x * factor }
    VectorLoops.update(x, count: count, scaled)
  }
}

extension VectorScalar {
  @inline(__always) static func plusLogarithm(_ x: Vector, _ y: Vector) -> Vector { x + logarithm(of: y) }

  @inline(__always) static func reciprocal(of x: Vector) -> Vector { ones / x }
}

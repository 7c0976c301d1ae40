/// An ordered field with roots: floating point.
public protocol Real: Field, Comparable {
  /// The nearest value to a double.
  init(_ value: Double)
  /// This value as a double.
  var doubleValue: Double { get }
  /// The absolute value.
  var magnitude: Self { get }
  /// Whether this is neither infinite nor NaN.
  var isFinite: Bool { get }
  /// Whether this is NaN.
  var isNaN: Bool { get }
  /// The square root; NaN for a negative value.
  func squareRoot() -> Self
  /// The natural logarithm; −∞ for zero, NaN for a negative value.
  func logarithm() -> Self
  /// The exponential eˣ.
  func exponential() -> Self
  /// What works on large matrices of this type.
  static var matrixKernels: MatrixKernels<Self> { get }
}

extension Real {
  /// A pivot is acceptable when its reciprocal does not overflow; NaN is, so that it shows in the result.
  @inlinable public var isAcceptablePivot: Bool {
    guard !isNaN, let inverse = try? reciprocal() else { return isNaN }
    return inverse.isFinite || !isFinite
  }

  /// The candidate of largest magnitude (partial pivoting, Golub & Van Loan §3.4); a NaN only when nothing else is left.
  @inlinable public static func preferredPivot(_ candidates: [Self]) -> Int? {
    var best: Int?
    for (index, candidate) in candidates.enumerated() where candidate.isAcceptablePivot {
      if let current = best, !candidates[current].isNaN, !(candidate.magnitude > candidates[current].magnitude) {
        continue
      }
      best = index
    }
    return best
  }
}

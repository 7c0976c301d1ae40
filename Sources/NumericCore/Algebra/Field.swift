/// A ring in which every element but zero has a reciprocal: what elimination needs.
public protocol Field: Ring {
  /// The multiplicative inverse, 1/x.
  /// - Throws: `ArithmeticError.divisionByZero` for zero.
  func reciprocal() throws(ArithmeticError) -> Self

  /// The quotient self/divisor.
  /// - Throws: `ArithmeticError.divisionByZero` when `divisor` is zero.
  func divided(by divisor: Self) throws(ArithmeticError) -> Self

  /// Whether elimination may divide by this element.
  var isAcceptablePivot: Bool { get }

  /// The index of the candidate that elimination should divide by, or nil when none is acceptable.
  ///
  /// Exact fields take the first nonzero element, floating point takes the largest magnitude.
  static func preferredPivot(_ candidates: [Self]) -> Int?
}

extension Field {
  /// The quotient as a product with the reciprocal.
  @inlinable public func divided(by divisor: Self) throws(ArithmeticError) -> Self {
    self * (try divisor.reciprocal())
  }

  /// In an exact field everything but zero.
  @inlinable public var isAcceptablePivot: Bool { self != .zero }

  /// The first nonzero candidate.
  @inlinable public static func preferredPivot(_ candidates: [Self]) -> Int? {
    candidates.firstIndex { $0.isAcceptablePivot }
  }
}

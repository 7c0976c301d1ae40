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

  /// The determinant of a square matrix; zero for a singular one.
  static func determinant(of matrix: Matrix<Self>) -> Self

  /// The solution X of A X = B for an n×n matrix A and an n×m matrix B.
  /// - Throws: `FactorizationError.singular`, which names the first column without a pivot.
  static func solution(of matrix: Matrix<Self>, _ rightSide: Matrix<Self>) throws(FactorizationError) -> Matrix<Self>

  /// The reciprocals of all elements.
  /// - Throws: `ArithmeticError.divisionByZero` where any is zero.
  static func reciprocals(of elements: [Self]) throws(ArithmeticError) -> [Self]
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

  /// The determinant by elimination row by row.
  @inlinable public static func determinant(of matrix: Matrix<Self>) -> Self { matrix.determinantByRows() }

  /// The solution by Gauss–Jordan elimination row by row.
  @inlinable public static func solution(
    of matrix: Matrix<Self>, _ rightSide: Matrix<Self>
  ) throws(FactorizationError) -> Matrix<Self> {
    try matrix.solutionByRows(rightSide)
  }

  /// The reciprocals one by one.
  @inlinable public static func reciprocals(of elements: [Self]) throws(ArithmeticError) -> [Self] {
    var found: [Self] = []
    found.reserveCapacity(elements.count)
    for element in elements { found.append(try element.reciprocal()) }
    return found
  }
}

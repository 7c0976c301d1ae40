/// A triangular matrix T, of which one triangle with the diagonal is read.
public struct TriangularMatrix<Scalar: Real>: Equatable, Sendable {
  /// Which triangle.
  public enum Part: Sendable {
    /// On and below the diagonal.
    case lower
    /// On and above the diagonal.
    case upper
  }

  /// On which side of the other matrix T stands.
  public enum Side: Sendable {
    /// T X.
    case left
    /// X T.
    case right
  }

  /// The matrix, n×n; the other triangle has no meaning.
  public let matrix: Matrix<Scalar>
  /// The triangle that is read.
  public let part: Part

  /// One triangle of a square matrix.
  public init(_ part: Part, of matrix: Matrix<Scalar>) {
    precondition(matrix.isSquare, "a triangular matrix is square")
    (self.matrix, self.part) = (matrix, part)
  }

  /// The solution X of T X = B, or of Tᵀ X = B, X T = B, X Tᵀ = B.
  ///
  /// - Parameters:
  ///   - rightSide: B, n×m where T stands on the left, m×n where it stands on the right.
  ///   - side: Where T stands.
  ///   - transposed: Whether Tᵀ stands there.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Throws: `FactorizationError.singular`, which names the first zero on the diagonal.
  /// - Complexity: O(n²m).
  public func solve(
    _ rightSide: Matrix<Scalar>, side: Side = .left, transposed: Bool = false, threads: Int = 1
  ) throws(FactorizationError) -> Matrix<Scalar> {
    for i in 0..<matrix.rows where matrix[i, i] == .zero { throw .singular(column: i) }
    return applied(to: rightSide, side, transposed) { Scalar.matrixKernels.solveLower($0, $1, threads) }
  }

  /// The product T X, or Tᵀ X, X T, X Tᵀ; what is not in the triangle is not multiplied by.
  ///
  /// - Parameters:
  ///   - other: X, n×m where T stands on the left, m×n where it stands on the right.
  ///   - side: Where T stands.
  ///   - transposed: Whether Tᵀ stands there.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(n²m), half of a product of whole matrices.
  public func multiplied(
    by other: Matrix<Scalar>, side: Side = .left, transposed: Bool = false, threads: Int = 1
  ) -> Matrix<Scalar> {
    applied(to: other, side, transposed) { Scalar.matrixKernels.multiplyLower($0, $1, threads) }
  }

  /// Applies a kernel for lower triangles on the left. X T is the transpose of Tᵀ Xᵀ, and an upper triangle read from
  /// its end is a lower one.
  private func applied(
    to other: Matrix<Scalar>, _ side: Side, _ isTransposed: Bool,
    _ kernel: (MatrixView<Scalar>, MatrixView<Scalar>) -> Void
  ) -> Matrix<Scalar> {
    let size = side == .left ? other.rows : other.columns
    precondition(size == matrix.rows, "the triangular matrix has another size")
    guard !other.elements.isEmpty else { return other }
    let turned = isTransposed != (side == .right)
    let isLower = (part == .lower) != turned
    var result = side == .left ? other : other.blockTransposed()
    matrix.withView { view in
      let triangle = turned ? view.transposed : view
      result.withMutableView { x in
        kernel(isLower ? triangle : triangle.reversed, isLower ? x : x.withRowsReversed)
      }
    }
    return side == .left ? result : result.blockTransposed()
  }
}

extension Matrix where Scalar: Real {
  /// The transpose, copied by blocks that the cache holds.
  func blockTransposed() -> Matrix {
    Matrix(uninitializedRows: columns, columns: rows) { target in
      withView { Scalar.matrixKernels.transpose($0, target) }
    }
  }
}

/// The decomposition A = V Λ Vᵀ of a symmetric matrix, V orthogonal and Λ diagonal, by rotations of two coordinates at a
/// time.
///
/// Source: Jacobi's method, Golub & Van Loan §8.5.2, cyclic by rows.
public struct SymmetricEigendecomposition: Equatable, Sendable {
  /// The eigenvalues, the least first.
  public let values: [Double]
  /// V: the eigenvector of each value is a column.
  public let vectors: Matrix<Double>

  /// Decomposes a symmetric matrix; the error of a value is some ulp of the greatest.
  /// - Parameter matrix: n×n, finite; the lower triangle is read.
  /// - Complexity: O(n³) a sweep, of which there are seldom more than ten.
  public init(_ matrix: Matrix<Double>) {
    precondition(matrix.isSquare, "only square matrices have eigenvalues")
    let n = matrix.rows
    var a = Matrix(rows: n, columns: n) { matrix[max($0, $1), min($0, $1)] }
    var v = Matrix<Double>.identity(n)
    let scale = a.elements.reduce(0) { max($0, $1.magnitude) }
    // Convergence is quadratic in the end; the limit is never met for finite matrices.
    for _ in 0..<60 {
      var isDiagonal = true
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1) where a[p, q].magnitude > scale * 0x1p-60 {
          isDiagonal = false
          Self.rotate(&a, &v, p, q)
        }
      }
      if isDiagonal { break }
    }
    let order = (0..<n).sorted { (a[$0, $0], $0) < (a[$1, $1], $1) }
    values = order.map { a[$0, $0] }
    let found = v
    vectors = Matrix(rows: n, columns: n) { found[$0, order[$1]] }
  }

  /// The matrix with the same eigenvectors and other eigenvalues: V f(Λ) Vᵀ, exactly symmetric.
  public func mapped(_ function: (Double) -> Double) -> Matrix<Double> {
    let n = values.count
    let images = values.map(function)
    return Matrix(rows: n, columns: n) { row, column in
      let (i, j) = (max(row, column), min(row, column))
      return (0..<n).reduce(0.0) { $0 + vectors[i, $1] * images[$1] * vectors[j, $1] }
    }
  }

  /// Makes entry (p, q) zero.
  private static func rotate(_ a: inout Matrix<Double>, _ v: inout Matrix<Double>, _ p: Int, _ q: Int) {
    let tau = (a[q, q] - a[p, p]) / (2 * a[p, q])
    let tangent = (tau < 0 ? -1 : 1) / (tau.magnitude + (1 + tau * tau).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    for k in 0..<a.rows {
      let (x, y) = (a[k, p], a[k, q])
      a[k, p] = cosine * x - sine * y
      a[k, q] = sine * x + cosine * y
    }
    for k in 0..<a.rows {
      let (x, y) = (a[p, k], a[q, k])
      a[p, k] = cosine * x - sine * y
      a[q, k] = sine * x + cosine * y
      let (s, t) = (v[k, p], v[k, q])
      v[k, p] = cosine * s - sine * t
      v[k, q] = sine * s + cosine * t
    }
  }
}

extension RandomSource {
  /// A number of N(μ, A): μ + L z with A = L Lᵀ and z standard normal.
  /// - Parameters:
  ///   - mean: μ, n numbers.
  ///   - covariance: The factorization of A, n×n.
  /// - Complexity: O(n²).
  public mutating func multivariateNormal(mean: [Double], covariance: CholeskyFactorization<Double>) -> [Double] {
    let lower = covariance.lower
    precondition(mean.count == lower.rows, "the mean has another dimension than the covariance")
    var point = mean
    let z = standardNormals(mean.count)
    for i in mean.indices { for j in 0...i { point[i] += lower[i, j] * z[j] } }
    return point
  }

  /// A matrix of the Wishart distribution W(V, ν), of mean νV: L T Tᵀ Lᵀ with V = L Lᵀ, T lower triangular with standard
  /// normals below the diagonal and Tᵢᵢ² of the chi-square distribution with ν − i degrees of freedom, i from 0.
  ///
  /// Source: Bartlett, "On the theory of statistical regression", Proc. Royal Society of Edinburgh 53, 1933.
  /// - Parameters:
  ///   - degreesOfFreedom: ν > n − 1, not necessarily an integer.
  ///   - scale: The factorization of V, n×n.
  /// - Complexity: O(n³).
  public mutating func wishart(degreesOfFreedom: Double, scale: CholeskyFactorization<Double>) -> Matrix<Double> {
    let n = scale.lower.rows
    precondition(degreesOfFreedom > Double(n - 1), "a Wishart matrix needs more degrees of freedom than n − 1")
    var triangle = Matrix<Double>.zero(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<i { triangle[i, j] = normal() }
      triangle[i, i] = chiSquare(degreesOfFreedom: degreesOfFreedom - Double(i)).squareRoot()
    }
    let factor = scale.lower * triangle
    // Each product is made once, so that the matrix is symmetric to the last bit.
    var product = Matrix<Double>.zero(rows: n, columns: n)
    for i in 0..<n {
      for j in 0...i {
        for k in 0...j { product[i, j] += factor[i, k] * factor[j, k] }
        product[j, i] = product[i, j]
      }
    }
    return product
  }

  /// Independent standard normal numbers.
  public mutating func standardNormals(_ count: Int) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for _ in 0..<count { numbers.append(normal()) }
    return numbers
  }
}

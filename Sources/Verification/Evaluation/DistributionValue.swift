import NumericCore

/// A distribution at an instance: mean, covariance and, for a Gaussian, what its density needs.
///
/// A distribution of matrices is that of their columns below each other.
struct DistributionValue<Scalar: EvaluationScalar>: Sendable {
  let mean: Matrix<Scalar>
  let covariance: Matrix<Scalar>
  let isGaussian: Bool
  /// The indices of the members of a family whose values stand below each other; none for a single value.
  var places: [Int] = []
  /// The rows of a value; nil for a column.
  private var matrixRows: Int?
  private var factorization: LDLFactorization<Scalar>?
  private var normalizer: (precision: Matrix<Scalar>, logDeterminant: Scalar)?

  /// A distribution with these moments.
  ///
  /// - Throws: `EvaluationError.undefined` where the covariance is none: not symmetric, or with a negative pivot.
  init(mean: Matrix<Scalar>, covariance: Matrix<Scalar>, isGaussian: Bool) throws(EvaluationError) {
    self.mean = mean
    self.covariance = covariance
    self.isGaussian = isGaussian
    for i in 0..<covariance.rows {
      for j in 0..<i {
        switch covariance[i, j].compared(to: covariance[j, i]) {
        case .equal, .equalUpToRoots: continue
        case .different: throw .asymmetricCovariance
        case .unknown: throw .outside(reason: "a covariance that is not known to be symmetric")
        }
      }
    }
    // Exact numbers have no order, floating-point numbers do.
    if covariance.rows == 1, covariance[0, 0].isCertainlyNegative {
      throw .negativeVariance
    }
    if covariance.rows > 1 {
      let factors = try DistributionValue.factorize(covariance)
      if factors.diagonal.contains(where: \.isCertainlyNegative) {
        throw .indefiniteCovariance
      }
      factorization = factors
    }
  }

  /// The matrix Gaussian MN(M, U, V): vec X ~ N(vec M, V ⊗ U).
  init(matrixMean mean: Matrix<Scalar>, rows: Matrix<Scalar>, columns: Matrix<Scalar>) throws(EvaluationError) {
    // Each of the two must be a covariance, not their product alone.
    for part in [rows, columns] {
      _ = try DistributionValue(mean: .zero(rows: part.rows, columns: 1), covariance: part, isGaussian: true)
    }
    try self.init(mean: mean.vectorized(), covariance: columns.kronecker(rows), isGaussian: true)
    matrixRows = mean.rows
  }

  /// The value whose entries are those of the column.
  func point(_ column: Matrix<Scalar>) -> Matrix<Scalar> {
    matrixRows.map { column.unvectorized(rows: $0) } ?? column
  }

  private static func factorize(_ matrix: Matrix<Scalar>) throws(EvaluationError) -> LDLFactorization<Scalar> {
    do throws(FactorizationError) {
      return try LDLFactorization(matrix)
    } catch {
      throw .undefined(reason: "a covariance without a factorization L D L'")
    }
  }

  /// L and the diagonal of D with covariance L D Lᵀ.
  mutating func factors() throws(EvaluationError) -> LDLFactorization<Scalar> {
    for i in 0..<covariance.rows {
      for j in 0..<i where !covariance[i, j].hasPerturbation(of: covariance[j, i]) {
        // What an expectation is away from symmetric matrices depends on how it is written.
        throw .outside(reason: "a derivative of an expectation by single entries of a symmetric covariance")
      }
    }
    if let factorization { return factorization }
    let factors = try DistributionValue.factorize(covariance)
    factorization = factors
    return factors
  }

  /// The logarithm of the Gaussian density: −½ (n log 2π + log|Σ| + (x − μ)ᵀ Σ⁻¹ (x − μ)).
  mutating func logDensity(at point: Matrix<Scalar>, circleConstant: Scalar) throws(EvaluationError) -> Scalar {
    guard isGaussian else { throw .outside(reason: "the density of a distribution of which only moments are known") }
    let (precision, logDeterminant) = try normalization()
    let difference = (matrixRows == nil ? point : point.vectorized()) - mean
    let quadratic = (difference.transposed() * (precision * difference))[0, 0]
    let circle = try (Scalar(integer: 2) * circleConstant).logarithm()
    let sum = Scalar(integer: mean.rows) * circle + logDeterminant + quadratic
    return -(sum * (try Scalar(rational: .half)))
  }

  private mutating func normalization() throws(EvaluationError) -> (precision: Matrix<Scalar>, logDeterminant: Scalar) {
    if let normalizer { return normalizer }
    let inverse = try covariance.checkedInverse()
    let found = (inverse, try covariance.checkedDeterminant().logarithm())
    normalizer = found
    return found
  }
}

extension Matrix where Scalar: EvaluationScalar {
  /// The inverse of a matrix that is certainly regular.
  func checkedInverse() throws(EvaluationError) -> Matrix {
    do throws(FactorizationError) {
      return try inverse()
    } catch {
      throw .undefined(reason: "the inverse of a singular matrix")
    }
  }
}

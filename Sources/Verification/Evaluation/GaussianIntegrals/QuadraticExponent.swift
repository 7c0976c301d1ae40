import NumericCore
import Symbolic

/// exp(c + bᵀx − ½ xᵀΛx) with Λ positive definite: a Gaussian density times a number.
struct QuadraticExponent<Scalar: EvaluationScalar>: Sendable {
  /// The Gaussian density N(Λ⁻¹b, Λ⁻¹) to which it is proportional.
  let distribution: DistributionValue<Scalar>
  /// The logarithm of its integral, c + ½ bᵀΛ⁻¹b + ½ (n log 2π − log|Λ|).
  let logIntegral: Scalar

  /// Reads off a quadratic function from its values at 0, ±eᵢ and eᵢ + eⱼ, and completes the square.
  ///
  /// - Throws: `EvaluationError.undefined` where Λ is not positive definite, so that the integral does not exist. A
  ///   field without an order cannot tell, so that what it finds needs real numbers to confirm it.
  init(
    dimension: Int, circleConstant: Scalar,
    _ logarithm: (Matrix<Scalar>) throws(EvaluationError) -> Scalar
  ) throws(EvaluationError) {
    func point(_ steps: [(Int, Int)]) -> Matrix<Scalar> {
      var point = Matrix<Scalar>.zero(rows: dimension, columns: 1)
      for (index, step) in steps { point[index, 0] = point[index, 0] + Scalar(integer: step) }
      return point
    }
    let half = try Scalar(rational: .half)
    let centre = try logarithm(point([]))
    var linear = Matrix<Scalar>.zero(rows: dimension, columns: 1)
    var precision = Matrix<Scalar>.zero(rows: dimension, columns: dimension)
    var ahead: [Scalar] = []
    for i in 0..<dimension {
      let after = try logarithm(point([(i, 1)])) - centre
      let before = try logarithm(point([(i, -1)])) - centre
      linear[i, 0] = (after - before) * half
      precision[i, i] = -(after + before)
      ahead.append(after)
      for j in 0..<i {
        let both = try logarithm(point([(i, 1), (j, 1)])) - centre
        precision[i, j] = -(both - after - ahead[j])
        precision[j, i] = precision[i, j]
      }
    }
    try QuadraticExponent.checkDefiniteness(precision)
    let covariance = try precision.checkedInverse()
    let mean = covariance * linear
    // Rounding makes the two halves of an inverse differ.
    let symmetric = Matrix(rows: dimension, columns: dimension) { covariance[max($0, $1), min($0, $1)] }
    distribution = try DistributionValue(mean: mean, covariance: symmetric, isGaussian: true)
    let circle = try (Scalar(integer: 2) * circleConstant).logarithm()
    let determinant = try precision.checkedDeterminant().logarithm()
    let square = (linear.transposed() * mean)[0, 0]
    logIntegral = centre + (square + Scalar(integer: dimension) * circle - determinant) * half
  }

  private static func checkDefiniteness(_ precision: Matrix<Scalar>) throws(EvaluationError) {
    let factors: LDLFactorization<Scalar>
    do throws(FactorizationError) { factors = try LDLFactorization(precision) } catch {
      throw .divergentIntegral
    }
    for pivot in factors.diagonal {
      if let fault = pivot.fault { throw fault }
      guard pivot.isAcceptablePivot, !pivot.isCertainlyNegative else {
        throw .divergentIntegral
      }
    }
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension RandomSource {
  /// The logarithm of a number of the Gamma distribution of density x^(a−1) e^−x/Γ(a).
  ///
  /// The logarithm because for small a most numbers are below the least double. Rejection from a cubed normal (Marsaglia
  /// & Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000); below a = 1 a number for a + 1 times
  /// U^(1/a), as they propose.
  /// - Parameter shape: a, finite and at least 10⁻³⁰⁰, below which the logarithm itself would overflow.
  /// - Complexity: 1.05 normals on average, at most.
  public mutating func logGamma(shape: Double) -> Double {
    precondition(shape >= 1e-300 && shape.isFinite, "the shape of a Gamma distribution is not positive and finite")
    if shape < 1 { return logGamma(shape: shape + 1) + log(1 - uniform()) / shape }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let logCube = 3 * log(root)
      let u = 1 - uniform()
      if log(u) <= 0.5 * x * x + d * (1 - root * root * root + logCube) { return log(d) + logCube }
    }
  }

  /// A number of the Gamma distribution with this shape and scale, of mean shape·scale.
  /// - Parameters:
  ///   - shape: Finite and at least 10⁻³⁰⁰; for a small one the result may underflow to 0, `logGamma` does not.
  ///   - scale: Positive and finite.
  public mutating func gamma(shape: Double, scale: Double = 1) -> Double {
    precondition(scale > 0 && scale.isFinite, "the scale of a Gamma distribution is not positive and finite")
    return exp(logGamma(shape: shape)) * scale
  }

  /// A number of the chi-square distribution, Gamma of shape ν/2 and scale 2.
  /// - Parameter degreesOfFreedom: ν, positive, not necessarily an integer.
  public mutating func chiSquare(degreesOfFreedom: Double) -> Double {
    gamma(shape: degreesOfFreedom / 2, scale: 2)
  }

  /// A number of the Beta distribution of density ∝ x^(a−1)(1−x)^(b−1): X/(X + Y) of two Gamma numbers.
  /// - Parameters:
  ///   - a: Finite and at least 10⁻³⁰⁰.
  ///   - b: Finite and at least 10⁻³⁰⁰.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let first = logGamma(shape: a)
    let second = logGamma(shape: b)
    return 1 / (1 + exp(second - first))
  }

  /// The logarithms of a point of the simplex drawn from the Dirichlet distribution: independent Gamma numbers over their
  /// sum, in logarithms, since for small concentrations all but one of the numbers may be below the least double.
  /// - Parameter concentration: At least one number, each finite and at least 10⁻³⁰⁰.
  public mutating func logDirichlet(_ concentration: [Double]) -> [Double] {
    precondition(!concentration.isEmpty, "a Dirichlet distribution has at least one number")
    var logarithms: [Double] = []
    for shape in concentration { logarithms.append(logGamma(shape: shape)) }
    let greatest = logarithms.reduce(-Double.infinity, Swift.max)
    let logSum = greatest + log(logarithms.reduce(0) { $0 + exp($1 - greatest) })
    return logarithms.map { $0 - logSum }
  }

  /// A point of the simplex drawn from the Dirichlet distribution.
  /// - Parameter concentration: At least one number, each finite and at least 10⁻³⁰⁰.
  public mutating func dirichlet(_ concentration: [Double]) -> [Double] {
    logDirichlet(concentration).map { exp($0) }
  }
}

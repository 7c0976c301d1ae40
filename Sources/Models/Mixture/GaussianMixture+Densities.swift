import NumericCore

extension GaussianMixture {
  /// γ_nk = π_k N(x_n; μ_k, Σ_k)/p(x_n), n×K (Derivations/mixture-responsibilities.md), and log p(x_n).
  /// - Parameters:
  ///   - rows: n×d.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Complexity: O(n·K·d²), O(n·K·d) without covariances between columns.
  public func responsibilities(
    of rows: Matrix<Double>, threads: Int = 1
  ) -> (responsibilities: Matrix<Double>, logDensities: [Double]) {
    prepared.responsibilities(of: rows, threads: threads)
  }

  /// log p(x_n) for each row.
  public func logDensities(of rows: Matrix<Double>, threads: Int = 1) -> [Double] {
    prepared.responsibilities(of: rows, threads: threads).logDensities
  }

  /// The component of greatest responsibility for each row, the first of those that are equal.
  public func labels(of rows: Matrix<Double>, threads: Int = 1) -> [Int] {
    let shares = responsibilities(of: rows, threads: threads).responsibilities
    return (0..<rows.rows).map { row in
      (1..<max(components, 1)).reduce(0) { shares[row, $1] > shares[row, $0] ? $1 : $0 }
    }
  }

  /// Σ_n log p(x_n), also of rows that the mixture was not trained on, in the memory of a block.
  /// - Throws: `DataError`, and what reading the data does.
  public func logLikelihood(of observations: some Observations<Double>, threads: Int = 1) throws -> Double {
    try eStep(observations, threads: threads).logLikelihood
  }

  /// Akaike's criterion, 2p − 2 log L with p parameters; less is better.
  public func akaikeCriterion(logLikelihood: Double) -> Double { 2 * Double(parameters) - 2 * logLikelihood }

  /// Schwarz's Bayesian criterion, p log n − 2 log L with p parameters and n rows; less is better.
  public func bayesianCriterion(logLikelihood: Double, rows: Int) -> Double {
    Double(parameters) * Double(rows).logarithm() - 2 * logLikelihood
  }

  /// Rows drawn from the mixture, and the component of each.
  /// - Parameters:
  ///   - count: How many.
  ///   - seed: What the draws depend on.
  /// - Complexity: O(count·d²).
  public func sample(_ count: Int, seed: UInt64) -> (rows: Matrix<Double>, labels: [Int]) {
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("mixture sample"))
    let table = AliasTable(weights: weights)
    let factors = (0..<components).map { try? CholeskyFactorization(covariances.matrix($0, columns: columns)) }
    let centers = (0..<components).map { k in (0..<columns).map { means[k, $0] } }
    var elements: [Double] = []
    elements.reserveCapacity(count * columns)
    var labels: [Int] = []
    for _ in 0..<count {
      let k = table.draw(from: &source)
      guard let factor = factors[k] else { preconditionFailure("the covariances of a mixture are positive definite") }
      elements += source.multivariateNormal(mean: centers[k], covariance: factor)
      labels.append(k)
    }
    return (Matrix(rows: count, columns: columns, elements: elements), labels)
  }
}

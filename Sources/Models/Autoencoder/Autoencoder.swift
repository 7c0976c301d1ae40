import NumericCore

/// A variational autoencoder: p(x, z) = N(z; 0, I) p(x | f(z)) with a decoder f, and an encoder of the posterior
/// q(z | x) = N(m(x), diag exp s(x)).
///
/// It is trained to a large bound log p(x) ≥ E_q[log p(x | z)] − KL(q ‖ p). Source: Kingma & Welling, "Auto-encoding
/// variational Bayes", ICLR 2014.
public struct Autoencoder<Scalar: VectorScalar>: Equatable, Sendable {
  /// Its form.
  public let architecture: AutoencoderArchitecture
  /// What is trained.
  public internal(set) var parameters: AutoencoderParameters<Scalar>

  /// An autoencoder that is not trained yet.
  public init(_ architecture: AutoencoderArchitecture, seed: UInt64) {
    self.architecture = architecture
    parameters = AutoencoderParameters(architecture, seed: seed)
  }

  /// An autoencoder with given parameters.
  /// - Throws: `AutoencoderError.setting` where they do not fit the form.
  public init(
    _ architecture: AutoencoderArchitecture, parameters: AutoencoderParameters<Scalar>
  ) throws(AutoencoderError) {
    guard
      parameters.encoder.widths == architecture.encoderShape, parameters.decoder.widths == architecture.decoderShape,
      parameters.logNoiseVariance.count == (architecture.likelihood == .bernoulli ? 0 : 1)
    else { throw .setting("parameters", reason: "they are of another form") }
    self.architecture = architecture
    self.parameters = parameters
  }

  /// τ² of a Gaussian likelihood.
  public var noiseVariance: Double? { parameters.logNoiseVariance.first.map { $0.doubleValue.exponential() } }
}

/// The Gaussian q(z | x) of some observations.
public struct LatentCode<Scalar: VectorScalar>: Equatable, Sendable {
  /// The means, observations×latent.
  public let mean: Matrix<Scalar>
  /// The logarithms of the variances, observations×latent.
  public let logVariance: Matrix<Scalar>
}

extension AutoencoderArchitecture {
  /// Requires that the likelihood allows all numbers of some observations and that there are as many as inputs.
  /// - Parameter firstRow: The number that the first row of the matrix has.
  func check<Scalar: VectorScalar>(_ observations: Matrix<Scalar>, firstRow: Int = 0) throws(AutoencoderError) {
    guard observations.columns == inputs else { throw .columns(found: observations.columns, expected: inputs) }
    if !allows(observations) { try check(Array(0..<observations.rows)[...], of: observations, firstRow: firstRow) }
  }

  /// Looks for the first number in some rows that the likelihood does not allow.
  func check<Scalar: VectorScalar>(
    _ rows: ArraySlice<Int>, of observations: Matrix<Scalar>, firstRow: Int
  ) throws(AutoencoderError) {
    for row in rows {
      for column in 0..<inputs {
        let value = observations[row, column].doubleValue
        guard value.isFinite else { throw .notFinite(row: firstRow + row, column: column, value: value) }
        if likelihood == .bernoulli, !(0...1).contains(value) {
          throw .outsideUnitInterval(row: firstRow + row, column: column, value: value)
        }
      }
    }
  }

  /// Whether the likelihood allows all numbers of a matrix.
  func allows<Scalar: VectorScalar>(_ numbers: Matrix<Scalar>) -> Bool {
    let bounds = Elementwise.bounds(of: numbers.elements)
    if bounds.least > bounds.greatest { return true }
    return likelihood == .bernoulli
      ? bounds.least >= 0 && bounds.greatest <= 1 : bounds.least.isFinite && bounds.greatest.isFinite
  }
}

import NumericCore

extension Autoencoder {
  /// q(z | x) of each row.
  /// - Throws: `AutoencoderError` for rows that the likelihood does not allow.
  public func encode(_ observations: Matrix<Scalar>, threads: Int = 1) throws -> LatentCode<Scalar> {
    let latent = architecture.latent
    guard observations.rows > 0 else {
      try architecture.check(observations)
      return LatentCode(mean: .zero(rows: 0, columns: latent), logVariance: .zero(rows: 0, columns: latent))
    }
    let parts = try mapPieces(of: observations, threads: threads) { pass, _ in
      [pass.mean, pass.logVariance].map {
        Matrix(rows: latent, columns: pass.observations, elements: $0).rowsAsColumns().elements
      }
    }
    func joined(_ part: Int) -> Matrix<Scalar> {
      Matrix(rows: observations.rows, columns: latent, elements: parts.flatMap { $0[part] })
    }
    return LatentCode(mean: joined(0), logVariance: joined(1))
  }

  /// The parameters of p(x | z) for each row z: probabilities of a Bernoulli likelihood, means of a Gaussian one.
  /// - Parameter latents: Any number of rows, with as many columns as the latent variable has dimensions.
  public func decode(_ latents: Matrix<Scalar>, threads: Int = 1) -> Matrix<Scalar> {
    precondition(latents.columns == architecture.latent, "the latent variable has another dimension")
    let length = 64
    let pieces = Array(0..<(latents.rows + length - 1) / length)
    let parts = concurrentMap(pieces, threads: threads, makeState: {}) { piece, _ in
      let rows = Array(piece * length..<min((piece + 1) * length, latents.rows))
      var pass = AutoencoderPass<Scalar>(architecture)
      pass.decode(self, latents: latents.rowsAsColumns(rows))
      return pass.outputMeans(architecture).rowsAsColumns().elements
    }
    return Matrix(rows: latents.rows, columns: architecture.inputs, elements: parts.flatMap { $0 })
  }

  /// Each row as the decoder gives it back from the mean of its latent variable.
  /// - Throws: `AutoencoderError` for rows that the likelihood does not allow.
  public func reconstruct(_ observations: Matrix<Scalar>, threads: Int = 1) throws -> Matrix<Scalar> {
    decode(try encode(observations, threads: threads).mean, threads: threads)
  }

  /// What a sample of the model is.
  public enum SampleKind: Sendable {
    /// The parameters of p(x | z), without its noise.
    case means
    /// A draw from p(x | z).
    case observations
  }

  /// Samples of the model: z from N(0, I), then p(x | z), one a row.
  public func sample(_ count: Int, _ kind: SampleKind = .means, seed: UInt64, threads: Int = 1) -> Matrix<Scalar> {
    let latent = architecture.latent
    var source = RandomSource(seed: seed, stream: RandomSource.streamNumber("autoencoder samples"))
    func normal() -> Scalar { Scalar(source.normal()) }
    let latents = Matrix<Scalar>(rows: count, columns: latent) { _, _ in normal() }
    let means = decode(latents, threads: threads)
    guard kind == .observations else { return means }
    if let deviation = noiseVariance?.squareRoot() {
      return means.map { $0 + Scalar(deviation) * normal() }
    }
    return means.map { source.uniform() < $0.doubleValue ? 1 : 0 }
  }

  /// What the decoder gives over a square of a two-dimensional latent variable that holds equal shares of the prior.
  ///
  /// Row i·steps + j is decoded at z = (Φ⁻¹((j + ½)/steps), Φ⁻¹(1 − (i + ½)/steps)): the first dimension grows to the
  /// right, the second upwards. Source: Kingma & Welling, "Auto-encoding variational Bayes", ICLR 2014, appendix A.
  /// - Returns: steps²×inputs.
  /// - Throws: `AutoencoderError.noPlane` where the latent variable has not two dimensions.
  public func latentPlane(steps: Int, threads: Int = 1) throws(AutoencoderError) -> Matrix<Scalar> {
    guard architecture.latent == 2 else { throw .noPlane(latent: architecture.latent) }
    let quantiles = (0..<steps).map { Scalar(StandardNormal.quantile((Double($0) + 0.5) / Double(steps))) }
    let latents = Matrix<Scalar>(rows: steps * steps, columns: 2) { row, column in
      column == 0 ? quantiles[row % steps] : quantiles[steps - 1 - row / steps]
    }
    return decode(latents, threads: threads)
  }
}

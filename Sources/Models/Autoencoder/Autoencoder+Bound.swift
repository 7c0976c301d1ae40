import NumericCore

/// Estimates over some observations, an observation for each number.
public struct AutoencoderBound: Equatable, Sendable {
  /// −log p(x | z) at a draw of z.
  public let reconstruction: SampleMoments
  /// KL(q(z | x) ‖ p(z)).
  public let divergence: SampleMoments
  /// The sum of both: minus the bound on log p(x).
  public let loss: SampleMoments
}

extension Autoencoder {
  /// An estimate of the loss of observations, one draw of the latent variable for each.
  /// - Parameters:
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Throws: `AutoencoderError` for observations that the likelihood does not allow, or none; what reading them does.
  public func bound(
    on observations: some Observations<Scalar>, seed: UInt64, threads: Int = 1
  ) throws -> AutoencoderBound {
    let noise = NormalBlocks(seed: seed, stream: RandomSource.streamNumber("autoencoder bound"))
    let latent = architecture.latent
    let parts = try mapPieces(of: observations, threads: threads) { pass, piece in
      pass.decode(self, noise: noise.numbers(ofBlock: piece, count: latent * pass.observations))
      let divergence = pass.divergences.map(\.doubleValue)
      let reconstruction = pass.reconstructionLosses(self, weight: 0).map(\.doubleValue)
      let loss = zip(reconstruction, divergence).map { $0 + $1 }
      return [reconstruction, divergence, loss].map { SampleMoments(of: $0) }
    }
    let sums = (0..<3).map { part in parts.reduce(SampleMoments.empty) { $0.merged(with: $1[part]) } }
    return AutoencoderBound(reconstruction: sums[0], divergence: sums[1], loss: sums[2])
  }

  /// An importance-weighted estimate of log p(x) for each observation: log (1/K) Σₖ p(x, zₖ)/q(zₖ | x), zₖ from q.
  ///
  /// Its expectation is a bound of log p(x) from below that gets tighter with each draw. Source: Burda, Grosse &
  /// Salakhutdinov, "Importance weighted autoencoders", ICLR 2016, equation 8.
  /// - Parameters:
  ///   - draws: K, at least 1.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Returns: The moments of the estimates.
  /// - Throws: `AutoencoderError` for observations that the likelihood does not allow, or none; what reading them does.
  /// - Complexity: K passes through the decoder.
  public func logEvidence(
    on observations: some Observations<Scalar>, draws: Int, seed: UInt64, threads: Int = 1
  ) throws -> SampleMoments {
    guard draws >= 1 else { throw AutoencoderError.setting("draws", reason: "\(draws) is not positive") }
    let stream = RandomSource.streamNumber("autoencoder evidence")
    let latent = architecture.latent
    let parts = try mapPieces(of: observations, threads: threads) { pass, piece in
      let noise = NormalBlocks(seed: seed, stream: stream &+ UInt64(piece))
      var sums = [LogSum](repeating: LogSum(), count: pass.observations)
      for draw in 0..<draws {
        pass.decode(self, noise: noise.numbers(ofBlock: draw, count: latent * pass.observations))
        let ratios = pass.priorRatios
        let losses = pass.reconstructionLosses(self, weight: 0)
        for index in sums.indices { sums[index].add(ratios[index].doubleValue - losses[index].doubleValue) }
      }
      return SampleMoments(of: sums.map { $0.value - Double(draws).logarithm() })
    }
    return parts.reduce(.empty) { $0.merged(with: $1) }
  }

  /// Calls a function for pieces of consecutive observations, each encoded, on several threads; the results in order.
  /// - Parameter body: Is given the number of the piece.
  func mapPieces<Result: Sendable>(
    of observations: some Observations<Scalar>, threads: Int,
    _ body: @Sendable (inout AutoencoderPass<Scalar>, _ piece: Int) -> Result
  ) throws -> [Result] {
    guard observations.columns == architecture.inputs else {
      throw AutoencoderError.columns(found: observations.columns, expected: architecture.inputs)
    }
    let (length, piecesPerBlock) = (64, 64)
    var (results, firstRow): ([Result], Int) = ([], 0)
    try observations.forEachBlock(rows: length * piecesPerBlock) { block in
      try architecture.check(block, firstRow: firstRow)
      let pieces = Array(0..<(block.rows + length - 1) / length)
      let firstPiece = firstRow / length
      results += concurrentMap(pieces, threads: threads, makeState: {}) { piece, _ in
        let rows = Array(piece * length..<min((piece + 1) * length, block.rows))
        var pass = AutoencoderPass<Scalar>(architecture)
        pass.setInput(rows: rows[...], of: block)
        pass.encode(self)
        return body(&pass, firstPiece + piece)
      }
      firstRow += block.rows
    }
    guard !results.isEmpty else { throw AutoencoderError.noObservations }
    return results
  }
}

/// log Σ exp of numbers that come one after the other.
private struct LogSum {
  private var greatest = -Double.infinity
  /// Σ exp(x − greatest).
  private var sum = 0.0

  mutating func add(_ number: Double) {
    if number <= greatest {
      sum += (number - greatest).exponential()
    } else if number > greatest {
      sum = sum * (greatest - number).exponential() + 1
      greatest = number
    } else {
      sum = .nan
    }
  }

  var value: Double { greatest + sum.logarithm() }
}

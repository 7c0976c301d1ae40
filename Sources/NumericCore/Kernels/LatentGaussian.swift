/// The passes of a variational autoencoder over a latent Gaussian N(μ, diag e^λ).
///
/// Source: Kingma & Welling, "Auto-encoding variational Bayes", ICLR 2014, equation 10 and appendix B.
public enum LatentGaussian {
  /// z = μ + e^(λ/2)·ε.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func sample<S: VectorScalar>(mean: [S], logVariance: [S], noise: [S]) -> [S] {
    precondition(mean.count == logVariance.count && mean.count == noise.count, "a sample needs equal lengths")
    @inline(__always) func point(_ mean: S.Vector, _ logVariance: S.Vector, _ noise: S.Vector) -> S.Vector {
      mean.addingProduct(S.exponential(of: logVariance * 0.5), noise)
    }
    var result = mean
    update(&result, logVariance, noise, point)
    return result
  }

  /// KL(N(μ, e^λ) ‖ N(0, 1)) = ½ Σ (μ² + e^λ − 1 − λ), term by term.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func divergence<S: VectorScalar>(mean: [S], logVariance: [S]) -> [S] {
    precondition(mean.count == logVariance.count, "a divergence needs equal lengths")
    @inline(__always) func term(_ mean: S.Vector, _ logVariance: S.Vector, _: S.Vector) -> S.Vector {
      (mean * mean + (S.exponential(of: logVariance) - logVariance - 1)) * 0.5
    }
    var result = mean
    update(&result, logVariance, logVariance, term)
    return result
  }

  /// Adds w times the gradient of the divergence, μ and ½(e^λ − 1), to the gradients of μ and λ.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func addDivergenceGradient<S: VectorScalar>(
    weight: S, mean: [S], logVariance: [S], meanGradient: inout [S], logVarianceGradient: inout [S]
  ) {
    precondition(
      mean.count == logVariance.count && mean.count == meanGradient.count && mean.count == logVarianceGradient.count,
      "a gradient needs equal lengths")
    let weights = S.Vector(repeating: weight)
    @inline(__always) func first(_ gradient: S.Vector, _ mean: S.Vector, _: S.Vector) -> S.Vector {
      gradient.addingProduct(mean, weights)
    }
    @inline(__always) func second(_ gradient: S.Vector, _ logVariance: S.Vector, _: S.Vector) -> S.Vector {
      gradient.addingProduct((S.exponential(of: logVariance) - 1) * 0.5, weights)
    }
    update(&meanGradient, mean, mean, first)
    update(&logVarianceGradient, logVariance, logVariance, second)
  }

  /// The gradient by λ where g is that by the sample z = μ + e^(λ/2)·ε: g·½e^(λ/2)·ε. That by μ is g itself.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func logVarianceGradient<S: VectorScalar>(
    sampleGradient: [S], logVariance: [S], noise: [S]
  ) -> [S] {
    precondition(
      sampleGradient.count == logVariance.count && noise.count == logVariance.count, "a gradient needs equal lengths")
    @inline(__always) func through(_ gradient: S.Vector, _ logVariance: S.Vector, _ noise: S.Vector) -> S.Vector {
      gradient * (S.exponential(of: logVariance * 0.5) * noise * 0.5)
    }
    var result = sampleGradient
    update(&result, logVariance, noise, through)
    return result
  }

  /// log N(z; 0, 1) − log N(z; μ, e^λ) = ½(ε² + λ − z²) at the sample z = μ + e^(λ/2)·ε, term by term.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func priorRatio<S: VectorScalar>(sample: [S], logVariance: [S], noise: [S]) -> [S] {
    precondition(sample.count == logVariance.count && noise.count == sample.count, "a ratio needs equal lengths")
    @inline(__always) func term(_ sample: S.Vector, _ logVariance: S.Vector, _ noise: S.Vector) -> S.Vector {
      (logVariance + (noise - sample) * (noise + sample)) * 0.5
    }
    var result = sample
    update(&result, logVariance, noise, term)
    return result
  }

  @inline(__always) private static func update<S: VectorScalar>(
    _ x: inout [S], _ y: [S], _ z: [S], _ function: (S.Vector, S.Vector, S.Vector) -> S.Vector
  ) {
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        z.withUnsafeBufferPointer { z in
          guard let target = x.baseAddress, let y = y.baseAddress, let z = z.baseAddress else { return }
          VectorLoops.update(target, with: y, z, count: x.count, function)
        }
      }
    }
  }
}

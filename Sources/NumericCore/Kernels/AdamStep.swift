/// The steps of Adam, an optimizer with a step length for each parameter.
///
/// Source: Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015, Algorithm 1.
public struct AdamStep<Scalar: VectorScalar>: Equatable, Sendable {
  /// α, the step length.
  public var rate: Scalar = 0.001
  /// β₁, by which the mean of gradients decays.
  public var meanDecay: Scalar = 0.9
  /// β₂, by which the mean of squared gradients decays.
  public var squareDecay: Scalar = 0.999
  /// ε, added to the root of the mean square.
  public var floor: Scalar = 1e-8

  /// Steps with the constants of the paper.
  public init() {}

  /// Steps of this length.
  public init(rate: Scalar) { self.rate = rate }

  /// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − α·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).
  /// - Parameters:
  ///   - parameters: w.
  ///   - gradient: g, of what is to become small.
  ///   - means: m, zeros before the first step.
  ///   - squares: v, zeros before the first step.
  ///   - step: t, 1 for the first.
  /// - Requires: equal lengths.
  /// - Complexity: O(n).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func update(
    _ parameters: inout [Scalar], gradient: [Scalar], means: inout [Scalar], squares: inout [Scalar], step: Int
  ) {
    precondition(step >= 1, "the steps of Adam count from 1")
    precondition(
      gradient.count == parameters.count && means.count == parameters.count && squares.count == parameters.count,
      "parameters, gradient and its means have different lengths")
    let kernel = AdamKernel<Scalar>(self, step: step)
    parameters.withUnsafeMutableBufferPointer { w in
      means.withUnsafeMutableBufferPointer { m in
        squares.withUnsafeMutableBufferPointer { v in
          gradient.withUnsafeBufferPointer { g in
            guard let w = w.baseAddress, let m = m.baseAddress, let v = v.baseAddress, let g = g.baseAddress else {
              return
            }
            kernel.update(w, g, m, v, count: gradient.count)
          }
        }
      }
    }
  }
}

/// The constants of one step in vectors.
private struct AdamKernel<S: VectorScalar> {
  let meanShare: S.Vector
  let squareShare: S.Vector
  let rate: S.Vector
  let squareScale: S.Vector
  let floor: S.Vector

  @inline(__always) init(_ adam: AdamStep<S>, step: Int) {
    meanShare = S.Vector(repeating: 1) - S.Vector(repeating: adam.meanDecay)
    squareShare = S.Vector(repeating: 1) - S.Vector(repeating: adam.squareDecay)
    // 1 − βᵗ in double precision, where it is exact enough for β near 1.
    let meanCorrection = 1 - power(adam.meanDecay.doubleValue, step)
    let squareCorrection = 1 - power(adam.squareDecay.doubleValue, step)
    rate = S.Vector(repeating: S(-adam.rate.doubleValue / meanCorrection))
    squareScale = S.Vector(repeating: S(1 / squareCorrection))
    floor = S.Vector(repeating: adam.floor)
  }

  /// Three passes over as much as stays in the first-level cache.
  @inline(__always) func update(
    _ w: UnsafeMutablePointer<S>, _ g: UnsafePointer<S>, _ m: UnsafeMutablePointer<S>, _ v: UnsafeMutablePointer<S>,
    count: Int
  ) {
    @inline(__always) func mean(_ m: S.Vector, _ g: S.Vector) -> S.Vector { m.addingProduct(g - m, meanShare) }
    @inline(__always) func square(_ v: S.Vector, _ g: S.Vector) -> S.Vector { v.addingProduct(g * g - v, squareShare) }
    @inline(__always) func step(_ w: S.Vector, _ m: S.Vector, _ v: S.Vector) -> S.Vector {
      w + rate * m / ((v * squareScale).squareRoot() + floor)
    }
    for start in stride(from: 0, to: count, by: 1024) {
      let length = min(1024, count - start)
      VectorLoops.update(m + start, with: g + start, count: length, mean)
      VectorLoops.update(v + start, with: g + start, count: length, square)
      VectorLoops.update(w + start, with: m + start, v + start, count: length, step)
    }
  }
}

/// xⁿ for n ≥ 1.
private func power(_ x: Double, _ n: Int) -> Double {
  var (result, square, remaining) = (1.0, x, n)
  while remaining > 0 {
    if remaining & 1 == 1 { result *= square }
    square *= square
    remaining >>= 1
  }
  return result
}

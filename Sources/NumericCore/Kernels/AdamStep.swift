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
  public func update(
    _ parameters: inout [Scalar], gradient: [Scalar], means: inout [Scalar], squares: inout [Scalar], step: Int
  ) {
    update(&parameters, gradientParts: [gradient], means: &means, squares: &squares, step: step)
  }

  /// The same step along the sum of some gradients, which are added up in order.
  /// - Parameters:
  ///   - gradientParts: At least one.
  ///   - threads: The most threads to use; the bits do not depend on them.
  /// - Requires: equal lengths.
  /// - Complexity: O(n · parts), in one pass over the memory.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func update(
    _ parameters: inout [Scalar], gradientParts: [[Scalar]], means: inout [Scalar], squares: inout [Scalar], step: Int,
    threads: Int = 1
  ) {
    precondition(step >= 1, "the steps of Adam count from 1")
    precondition(!gradientParts.isEmpty, "a step needs a gradient")
    let count = parameters.count
    precondition(
      gradientParts.allSatisfy { $0.count == count } && means.count == count && squares.count == count,
      "parameters, gradient and its means have different lengths")
    parameters.withUnsafeMutableBufferPointer { w in
      means.withUnsafeMutableBufferPointer { m in
        squares.withUnsafeMutableBufferPointer { v in
          guard let w = w.baseAddress, let m = m.baseAddress, let v = v.baseAddress else { return }
          withAddresses(of: gradientParts[...]) { gradients in
            let arrays = AdamArrays(w: w, m: m, v: v, gradients: gradients, count: count)
            update(arrays, step: step, threads: threads)
          }
        }
      }
    }
  }

  /// Cuts the arrays into units of work, of which a few are worth threads.
  @inline(__always) private func update(_ arrays: AdamArrays<Scalar>, step: Int, threads: Int) {
    let length = 1 << 15
    let units = (arrays.count + length - 1) / length
    withConcurrentWorkers(units: units, threads: units > 2 ? threads : 1) { _, queue in
      let kernel = AdamKernel<Scalar>(self, step: step)
      while let unit = queue.next() { kernel.update(arrays, unit * length..<min((unit + 1) * length, arrays.count)) }
    }
  }
}

/// Where the numbers of a step are. Sent to threads that each take some of them.
private struct AdamArrays<S>: @unchecked Sendable {
  let w: UnsafeMutablePointer<S>
  let m: UnsafeMutablePointer<S>
  let v: UnsafeMutablePointer<S>
  let gradients: [UnsafePointer<S>]
  let count: Int
}

/// Calls a function with the addresses of the elements of some arrays, none of which is empty.
private func withAddresses<S>(
  of arrays: ArraySlice<[S]>, after found: [UnsafePointer<S>] = [], _ body: ([UnsafePointer<S>]) -> Void
) {
  guard let first = arrays.first else { return body(found) }
  first.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    withAddresses(of: arrays.dropFirst(), after: found + [base], body)
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

  /// One pass over the numbers of a range. A function of its own, since in a closure that is sent to threads a root is
  /// computed lane by lane.
  @inline(never)
  @specialized(where S == Double)
  @specialized(where S == Float)
  func update(_ arrays: AdamArrays<S>, _ range: Range<Int>) {
    let lanes = S.Vector.scalarCount
    let (w, m, v) = (arrays.w, arrays.m, arrays.v)
    arrays.gradients.withUnsafeBufferPointer { gradients in
      var i = range.lowerBound
      while i &+ lanes <= range.upperBound {
        var gradient = VectorLoops.load(gradients[0], i)
        for part in 1..<max(1, gradients.count) { gradient += VectorLoops.load(gradients[part], i) }
        let new = step(VectorLoops.load(w, i), gradient, VectorLoops.load(m, i), VectorLoops.load(v, i))
        VectorLoops.store(new.w, w, i)
        VectorLoops.store(new.m, m, i)
        VectorLoops.store(new.v, v, i)
        i &+= lanes
      }
      let rest = range.upperBound &- i
      guard rest > 0 else { return }
      var gradient = VectorLoops.load(gradients[0], i, count: rest)
      for part in 1..<max(1, gradients.count) { gradient += VectorLoops.load(gradients[part], i, count: rest) }
      let new = step(
        VectorLoops.load(w, i, count: rest), gradient, VectorLoops.load(m, i, count: rest),
        VectorLoops.load(v, i, count: rest))
      for lane in 0..<rest { (w[i &+ lane], m[i &+ lane], v[i &+ lane]) = (new.w[lane], new.m[lane], new.v[lane]) }
    }
  }

  @inline(__always) private func step(
    _ w: S.Vector, _ g: S.Vector, _ m: S.Vector, _ v: S.Vector
  ) -> (w: S.Vector, m: S.Vector, v: S.Vector) {
    let mean = m.addingProduct(g - m, meanShare)
    let square = v.addingProduct(g * g - v, squareShare)
    return (w + rate * mean / (S.squareRoot(of: square * squareScale) + floor), mean, square)
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

/// The last pass of a network over its outputs, where each column belongs to one observation: what the outputs cost, and
/// the gradient by them in their place.
///
/// A column's loss is summed over groups of 64 rows and these in order, so that it depends on that column alone; the
/// error is at most (64 + rows/64) u Σ|term| to first order, u half an ulp of 1.
public enum ReconstructionLoss {
  /// −log p(x | l) = Σ (softplus(lᵢ) − xᵢlᵢ) of each column of Bernoulli logits l, which are replaced by w(σ(l) − x).
  ///
  /// Source: Kingma & Welling, "Auto-encoding variational Bayes", ICLR 2014, appendix C.1.
  /// - Parameters:
  ///   - logits: l, d×n.
  ///   - targets: x, d×n, in [0, 1].
  ///   - weight: w.
  /// - Returns: the n losses.
  /// - Complexity: O(d·n), one exponential and one logarithm for each number.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func bernoulli<S: VectorScalar>(
    replacing logits: inout Matrix<S>, targets: Matrix<S>, weight: S
  ) -> [S] {
    let weights = S.Vector(repeating: weight)
    @inline(__always) func pass(_ logit: S.Vector, _ target: S.Vector) -> (gradient: S.Vector, loss: S.Vector) {
      let small = S.exponential(of: S.zeros - S.magnitude(of: logit))
      // log(1 + t) = log w + c/w where w is 1 + t rounded and c what was lost.
      let sum = S.ones + small
      let inverse = S.ones / sum
      let softplus = S.reLU(of: logit) + (S.logarithm(of: sum) + (small - (sum - S.ones)) * inverse)
      let sigmoid = S.select(logit, isLessThan: S.zeros, small, S.ones) * inverse
      return ((sigmoid - target) * weights, softplus - target * logit)
    }
    return replace(&logits, targets, pass)
  }

  /// Σ (xᵢ − mᵢ)² of each column of means m, which are replaced by w(m − x), the gradient of half of it times w.
  /// - Parameters:
  ///   - means: m, d×n.
  ///   - targets: x, d×n.
  ///   - weight: w.
  /// - Returns: the n sums of squares.
  /// - Complexity: O(d·n).
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func squares<S: VectorScalar>(
    replacing means: inout Matrix<S>, targets: Matrix<S>, weight: S
  ) -> [S] {
    let weights = S.Vector(repeating: weight)
    @inline(__always) func pass(_ mean: S.Vector, _ target: S.Vector) -> (gradient: S.Vector, loss: S.Vector) {
      let difference = mean - target
      return (difference * weights, difference * difference)
    }
    return replace(&means, targets, pass)
  }

  /// Goes down strips of columns as wide as a vector, so that the sum of a group stays in a register.
  @inline(__always) private static func replace<S: VectorScalar>(
    _ outputs: inout Matrix<S>, _ targets: Matrix<S>,
    _ pass: (S.Vector, S.Vector) -> (gradient: S.Vector, loss: S.Vector)
  ) -> [S] {
    let (rows, columns) = (outputs.rows, outputs.columns)
    precondition(targets.rows == rows && targets.columns == columns, "targets have another shape than the outputs")
    var losses = [S](repeating: 0, count: columns)
    outputs.storage.withUnsafeMutableBufferPointer { outputs in
      targets.storage.withUnsafeBufferPointer { targets in
        guard let y = outputs.baseAddress, let x = targets.baseAddress else { return }
        let lanes = S.Vector.scalarCount
        for first in stride(from: 0, to: columns, by: lanes) {
          let width = min(lanes, columns &- first)
          var total = S.zeros
          for start in stride(from: 0, to: rows, by: 64) {
            var group = S.zeros
            for row in start..<min(start &+ 64, rows) {
              let index = row &* columns &+ first
              if width == lanes {
                let result = pass(VectorLoops.load(y, index), VectorLoops.load(x, index))
                VectorLoops.store(result.gradient, y, index)
                group += result.loss
              } else {
                let result = pass(
                  VectorLoops.load(y, index, count: width), VectorLoops.load(x, index, count: width))
                for lane in 0..<width { y[index &+ lane] = result.gradient[lane] }
                group += result.loss
              }
            }
            total += group
          }
          for lane in 0..<width { losses[first &+ lane] = total[lane] }
        }
      }
    }
    return losses
  }
}

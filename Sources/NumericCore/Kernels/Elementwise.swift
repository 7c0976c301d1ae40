/// Passes over whole arrays of floats or doubles, in place and vectorized.
///
/// Every number is a function of the numbers at the same index alone, so that the result does not depend on how the work
/// is split. NaN stays NaN. `Matrix.withMutableElements` gives the elements of a matrix to them.
public enum Elementwise {
  /// x ← f(x).
  ///
  /// Within 1.5 ulp for exp, 1 for log, ½ for the square root, 4 for sigmoid, softplus, logSigmoid and tanh.
  /// - Complexity: O(n).
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func apply<S: VectorScalar>(_ function: ElementwiseFunction, to numbers: inout [S]) {
    numbers.withUnsafeMutableBufferPointer { buffer in
      guard let x = buffer.baseAddress else { return }
      apply(function, to: x, count: buffer.count)
    }
  }

  /// x ← f(x) for the elements of a matrix.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func apply<S: VectorScalar>(_ function: ElementwiseFunction, to matrix: inout Matrix<S>) {
    matrix.withMutableElements { apply(function, to: &$0) }
  }

  @inline(__always)
  static func apply<S: VectorScalar>(_ function: ElementwiseFunction, to x: UnsafeMutablePointer<S>, count: Int) {
    switch function {
    case .exp: VectorLoops.update(x, count: count, S.exponential)
    case .log: VectorLoops.update(x, count: count, S.logarithm)
    case .squareRoot: VectorLoops.update(x, count: count, S.squareRoot)
    case .sigmoid: VectorLoops.update(x, count: count, S.sigmoid)
    case .logSigmoid: VectorLoops.update(x, count: count, S.logSigmoid)
    case .softplus: VectorLoops.update(x, count: count, S.softplus)
    case .tanh: VectorLoops.update(x, count: count, S.tanh)
    case .reLU: VectorLoops.update(x, count: count, S.reLU)
    }
  }

  /// g ← g·f′(x) where y = f(x) is known: the step of back-propagation through f.
  ///
  /// f′ is y for exp, e⁻ʸ for log, 1/(2y) for the root, y(1 − y) for sigmoid, 1 − eʸ for logSigmoid, 1 − e⁻ʸ for softplus,
  /// 1 − y² for tanh, and 1 or 0 for reLU, 0 where y = 0.
  /// - Requires: as many outputs as gradients.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func multiplyByDerivative<S: VectorScalar>(
    of function: ElementwiseFunction, outputs: [S], into gradient: inout [S]
  ) {
    precondition(outputs.count == gradient.count, "a gradient needs one output for each number")
    gradient.withUnsafeMutableBufferPointer { gradient in
      outputs.withUnsafeBufferPointer { outputs in
        guard let g = gradient.baseAddress, let y = outputs.baseAddress else { return }
        let count = gradient.count
        switch function {
        case .exp: VectorLoops.update(g, with: y, count: count, S.throughExp)
        case .log: VectorLoops.update(g, with: y, count: count, S.throughLog)
        case .squareRoot: VectorLoops.update(g, with: y, count: count, S.throughSquareRoot)
        case .sigmoid: VectorLoops.update(g, with: y, count: count, S.throughSigmoid)
        case .logSigmoid: VectorLoops.update(g, with: y, count: count, S.throughLogSigmoid)
        case .softplus: VectorLoops.update(g, with: y, count: count, S.throughSoftplus)
        case .tanh: VectorLoops.update(g, with: y, count: count, S.throughTanh)
        case .reLU: VectorLoops.update(g, with: y, count: count, S.throughReLU)
        }
      }
    }
  }

  /// y ← a·x + b·y + c.
  /// - Requires: equal lengths.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func combine<S: VectorScalar>(_ a: S, _ x: [S], _ b: S, _ y: inout [S], _ c: S = 0) {
    precondition(x.count == y.count, "a combination needs equal lengths")
    let first = S.Vector(repeating: a), second = S.Vector(repeating: b), constant = S.Vector(repeating: c)
    @inline(__always) func combined(_ y: S.Vector, _ x: S.Vector) -> S.Vector {
      constant.addingProduct(y, second).addingProduct(x, first)
    }
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer { x in
        guard let target = y.baseAddress, let source = x.baseAddress else { return }
        VectorLoops.update(target, with: source, count: y.count, combined)
      }
    }
  }

  /// The sines and cosines of 2πu, within 2 ulp.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func sineCosine<S: VectorScalar>(turns: [S]) -> (sines: [S], cosines: [S]) {
    pairs(turns) { S.sineCosine(turns: $0) }
  }

  /// The sines and cosines of radians, within 2 ulp.
  @specialized(where S == Double)
  @specialized(where S == Float)
  public static func sineCosine<S: VectorScalar>(_ angles: [S]) -> (sines: [S], cosines: [S]) {
    pairs(angles) { S.sineCosine($0) }
  }

  @inline(__always) private static func pairs<S: VectorScalar>(
    _ numbers: [S], _ function: (S.Vector) -> (sine: S.Vector, cosine: S.Vector)
  ) -> (sines: [S], cosines: [S]) {
    @inline(__always) func sine(_ x: S.Vector) -> S.Vector { function(x).sine }
    @inline(__always) func cosine(_ x: S.Vector) -> S.Vector { function(x).cosine }
    var sines = numbers, cosines = numbers
    sines.withUnsafeMutableBufferPointer { buffer in
      guard let x = buffer.baseAddress else { return }
      VectorLoops.update(x, count: buffer.count, sine)
    }
    cosines.withUnsafeMutableBufferPointer { buffer in
      guard let x = buffer.baseAddress else { return }
      VectorLoops.update(x, count: buffer.count, cosine)
    }
    return (sines, cosines)
  }
}

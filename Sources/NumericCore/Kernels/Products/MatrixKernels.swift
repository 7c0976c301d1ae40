/// The kernels for large matrices of one type of scalars, which `Real` requires and only this module can make.
public struct MatrixKernels<Scalar: Real>: Sendable {
  typealias View = MatrixView<Scalar>

  /// C ← A·B, C + A·B or C − A·B; rows of C are contiguous.
  let multiply: @Sendable (View, View, View, ProductUpdate, _ threads: Int) -> Void
  /// C ← A·B for a product that is symmetric.
  let multiplySymmetric: @Sendable (View, View, View, _ threads: Int) -> Void
  /// X ← T⁻¹ X, T lower triangular; rows of X are contiguous.
  let solveLower: @Sendable (View, View, _ threads: Int) -> Void
  /// X ← T X, T lower triangular; rows of X are contiguous.
  let multiplyLower: @Sendable (View, View, _ threads: Int) -> Void
  /// A ← L with A = L Lᵀ, of which the upper triangle is read; gives the first pivot that is not positive and finite.
  let factorize: @Sendable (View, _ threads: Int) -> (pivot: Int, value: Scalar)?
  /// B ← Aᵀ, by blocks.
  let transpose: @Sendable (View, View) -> Void
}

extension MatrixKernels where Scalar: TileScalar {
  init() {
    multiply = { BlockedProduct.run($0, $1, into: $2, $3, threads: $4) }
    multiplySymmetric = { left, right, target, threads in
      BlockedProduct.run(left, right, into: target, .overwrite, region: .upperTriangle, threads: threads)
      target.copyUpperToLower()
    }
    solveLower = { BlockedTriangle.solve($0, $1, threads: $2) }
    multiplyLower = { BlockedTriangle.multiply($0, $1, threads: $2) }
    factorize = { matrix, threads in
      let failure = BlockedCholesky.factorizeUpper(matrix, threads: threads)
      matrix.moveUpperToLower(leaving: 0)
      return failure.map { ($0.pivot, $0.value) }
    }
    transpose = { Scalar.copyGrid($0.transposed, to: $1) }
  }
}

extension Double {
  /// The kernels on vectors of eight numbers.
  public static var matrixKernels: MatrixKernels<Double> { MatrixKernels() }
}

extension Float {
  /// The kernels on vectors of sixteen numbers.
  public static var matrixKernels: MatrixKernels<Float> { MatrixKernels() }
}

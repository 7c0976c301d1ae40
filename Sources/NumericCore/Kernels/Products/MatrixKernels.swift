/// The kernels for large and for many small matrices of one type of scalars, which `Real` requires and only this module can make.
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
  /// C ← A·B for the matrices of a group.
  let multiplyLanes: @Sendable (LaneMatrix<Scalar>, LaneMatrix<Scalar>, LaneMatrix<Scalar>) -> Void
  /// L ← the factors of the matrices of a group, and their log-determinants; gives the pivots where one is not positive
  /// and finite.
  let factorizeLanes:
    @Sendable (LaneMatrix<Scalar>, LaneMatrix<Scalar>, _ logDeterminants: LaneMatrix<Scalar>) -> [Scalar]?
  /// X ← L⁻¹ X, or L⁻ᵀ X, for the matrices of a group.
  let solveLanes: @Sendable (LaneMatrix<Scalar>, _ transposed: Bool, LaneMatrix<Scalar>) -> Void
}

extension MatrixKernels where Scalar: TileScalar & LaneScalar {
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
    multiplyLanes = { Scalar.multiplyLanes($0, $1, into: $2) }
    factorizeLanes = { Scalar.factorizeGroup($0, into: $1, logDeterminants: $2) }
    solveLanes = { Scalar.solveLanes($0, transposed: $1, $2) }
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

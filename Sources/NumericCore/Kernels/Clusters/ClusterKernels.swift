/// The kernels for rows and their centers of one type of scalars, which `VectorScalar` requires and only this module can
/// make.
public struct ClusterKernels<Scalar: VectorScalar>: Sendable {
  /// Finds the nearest centers of all rows; gives the sums over the parts of the rows in order.
  let assignRows: @Sendable (NearestCenterPass<Scalar>, _ threads: Int) -> [NearestCenterSums]
}

extension ClusterKernels where Scalar: ClusterScalar {
  init() { assignRows = { $0.run(threads: $1) } }
}

extension Double {
  /// The kernels on vectors of eight numbers.
  public static var clusterKernels: ClusterKernels<Double> { ClusterKernels() }
}

extension Float {
  /// The kernels on vectors of sixteen numbers.
  public static var clusterKernels: ClusterKernels<Float> { ClusterKernels() }
}

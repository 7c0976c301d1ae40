/// Rows at addresses of their own, read in whole vectors.
struct RowPointers<Scalar> {
  let rows: UnsafePointer<UnsafePointer<Scalar>>
  let vectors: Int
}

/// Rows at equal distances in memory and the number of each one's center, read in whole vectors, of which the last has
/// `lastLanes` numbers.
struct AssignedRows<Scalar> {
  let rows: UnsafePointer<Scalar>
  let stride: Int
  let count: Int
  let labels: UnsafePointer<Int32>
  let centers: UnsafePointer<Scalar>
  let vectors: Int
  let lastLanes: Int
}

/// Where a group of rows stands in a tile: element j of the row in some lane is at j·stride + lane.
struct TileColumns<Scalar> {
  let base: UnsafeMutablePointer<Scalar>
  let stride: Int
  /// Room for twice as many vectors as a vector has lanes.
  let scratch: UnsafeMutablePointer<Scalar>
}

/// The scores of at most eight centers for the rows of a tile, without the half square of the center's norm.
struct CenterScores<Scalar> {
  let scores: UnsafePointer<Scalar>
  let halfNorms: UnsafePointer<Scalar>
  let firstCenter: Int
  let count: Int
}

/// What is known of the rows of a tile, `TileShape.vectors` vectors each.
struct NearestInTile<Scalar> {
  let least: UnsafeMutablePointer<Scalar>
  let second: UnsafeMutablePointer<Scalar>
  let label: UnsafeMutablePointer<Scalar>
  let squaredNorm: UnsafeMutablePointer<Scalar>
  let lowerBound: UnsafeMutablePointer<Scalar>
  /// 0 where the nearest center is certain, else 1.
  let doubt: UnsafeMutablePointer<Scalar>
}

/// Neighbouring rows with the squared distances from their centers and the lower bounds of those from others.
struct BoundedRows<Scalar: VectorScalar> {
  let first: Int
  let count: Int
  let labels: UnsafePointer<Int32>
  let bounds: UnsafeMutablePointer<Scalar>
  let squaredDistances: UnsafePointer<Scalar>
  let moves: CenterMoves<Scalar>
  let columns: Int
  /// Room for a number of each row, in whole vectors.
  let flags: UnsafeMutablePointer<Int32>
}

/// The error of a score is below half of relative·(‖x‖² + greatestSquare) + absolute.
struct ScoreErrors<Scalar: Sendable>: Sendable {
  let relative: Scalar
  let absolute: Scalar
  /// The greatest squared norm of a center.
  let greatestSquare: Scalar
  /// The relative error of a squared norm.
  let norm: Scalar
  /// The factor that makes a root smaller than the true one.
  let shrink: Scalar
}

/// A type of scalars that the innermost loops of the matrix kernels are compiled for.
protocol TileScalar: FloatingPoint, Sendable {
  /// The numbers of a vector.
  static var lanes: Int { get }
  /// C ← A·B, C + A·B or C − A·B for one tile.
  static func multiplyTile(_ operands: TileOperands<Self>, into target: TileTarget<Self>)
  /// Copies rows of whole vectors, one after the other.
  static func copyRows(
    _ rows: Int, vectors: Int, from source: UnsafePointer<Self>, stride: Int, to target: UnsafeMutablePointer<Self>)
  /// X ← T⁻¹ X, T lower triangular, 8×8 row by row, X eight rows of whole vectors.
  static func solveStrip(_ triangle: UnsafePointer<Self>, vectors: Int, _ strip: UnsafeMutablePointer<Self>)
  /// Y ← Y + T X, T lower triangular, 8×8 row by row, X and Y eight rows of whole vectors.
  static func addStripProduct(
    _ triangle: UnsafePointer<Self>, vectors: Int, _ strip: UnsafePointer<Self>, to target: UnsafeMutablePointer<Self>)
  /// Copies numbers one by one, to rows that are contiguous.
  static func copyGrid(_ source: MatrixView<Self>, to target: MatrixView<Self>)
  /// Overwrites the upper triangle of a small matrix A = Uᵀ U by U, up to the first pivot that is not positive and finite.
  static func factorizeUpper(_ a: MatrixView<Self>) -> BlockedCholesky<Self>.Failure?
}

/// How a product enters its target.
enum ProductUpdate: Sendable {
  case overwrite, add, subtract
}

/// Rows and vectors of a tile: with 24 of the 32 vector registers for it, loads keep up with the arithmetic.
enum TileShape {
  static var rows: Int { 8 }
  static var vectors: Int { 3 }

  /// The vectors that some columns take.
  static func vectors(columns: Int, lanes: Int) -> Int { (columns &+ lanes &- 1) / lanes }
}

/// The factors of one tile: element (i, p) of A is at i·leftRowStride + p·leftStep, row p of B at p·rightStride.
struct TileOperands<Scalar> {
  let depth: Int
  let left: UnsafePointer<Scalar>
  let leftRowStride: Int
  let leftStep: Int
  /// The last row that A has, at most 7.
  let leftLastRow: Int
  let right: UnsafePointer<Scalar>
  let rightStride: Int
}

/// Where one tile is written: `rows` ≤ 8 rows, `columns` numbers of each.
struct TileTarget<Scalar> {
  let address: UnsafeMutablePointer<Scalar>
  let rowStride: Int
  let rows: Int
  let columns: Int
  let update: ProductUpdate
  /// Room for a whole tile, for tiles that are not whole.
  let scratch: UnsafeMutablePointer<Scalar>
}

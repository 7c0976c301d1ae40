/// A lower triangular matrix with any number of rows, applied by halves (Golub & Van Loan §3.1.8).
enum BlockedTriangle<Scalar: TileScalar> {
  /// X ← T⁻¹ X for rows of X that are contiguous; the diagonal is divided by, whatever it is.
  static func solve(_ triangle: MatrixView<Scalar>, _ x: MatrixView<Scalar>, threads: Int) {
    guard triangle.rows > TrianglePanels<Scalar>.mostRows else {
      return TrianglePanels.run(.solve, triangle, x, threads: threads)
    }
    let (top, bottom) = halves(triangle.rows)
    solve(triangle.block(rows: top, columns: top), x.rows(top), threads: threads)
    BlockedProduct.run(
      triangle.block(rows: bottom, columns: top), x.rows(top), into: x.rows(bottom), .subtract, threads: threads)
    solve(triangle.block(rows: bottom, columns: bottom), x.rows(bottom), threads: threads)
  }

  /// X ← T X for rows of X that are contiguous.
  static func multiply(_ triangle: MatrixView<Scalar>, _ x: MatrixView<Scalar>, threads: Int) {
    guard triangle.rows > TrianglePanels<Scalar>.mostRows else {
      return TrianglePanels.run(.multiply, triangle, x, threads: threads)
    }
    let (top, bottom) = halves(triangle.rows)
    multiply(triangle.block(rows: bottom, columns: bottom), x.rows(bottom), threads: threads)
    BlockedProduct.run(
      triangle.block(rows: bottom, columns: top), x.rows(top), into: x.rows(bottom), .add, threads: threads)
    multiply(triangle.block(rows: top, columns: top), x.rows(top), threads: threads)
  }

  /// Two halves, the first in whole tiles.
  static func halves(_ rows: Int) -> (Range<Int>, Range<Int>) {
    let middle = (rows / 2 + TileShape.rows - 1) / TileShape.rows * TileShape.rows
    return (0..<middle, middle..<rows)
  }
}

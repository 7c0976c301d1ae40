/// A small square matrix in memory that somebody else owns, filled up by zeros to whole tiles, so that no loop over it has
/// a tail. Products keep the zeros.
struct PaddedMatrix {
  let base: UnsafeMutablePointer<Double>
  /// The rows and columns that count.
  let size: Int
  /// The rows and columns with those that fill up.
  let width: Int

  /// The width that some rows and columns take.
  static func width(_ size: Int) -> Int { (size &+ TileShape.rows &- 1) / TileShape.rows &* TileShape.rows }

  var length: Int { width &* width }

  subscript(row: Int, column: Int) -> Double {
    @inline(__always) get { base[row &* width &+ column] }
    @inline(__always) nonmutating set { base[row &* width &+ column] = newValue }
  }

  func copy(_ other: PaddedMatrix) { base.update(from: other.base, count: length) }

  func fill(_ matrix: Matrix<Double>) {
    base.update(repeating: 0, count: length)
    for i in 0..<matrix.rows { for j in 0..<matrix.columns { self[i, j] = matrix[i, j] } }
  }

  func fillTransposed(_ other: PaddedMatrix) {
    for i in 0..<size { for j in 0..<size { self[j, i] = other[i, j] } }
  }

  func addIdentity() { for i in 0..<size { self[i, i] += 1 } }

  /// Makes the lower triangle that of the transpose.
  func copyUpperToLower() { for i in 0..<size { for j in 0..<i { self[i, j] = self[j, i] } } }

  /// C ← A B, C + A B or C − A B, or with Aᵀ in place of A. C is neither A nor B.
  func setProduct(
    _ left: PaddedMatrix, _ right: PaddedMatrix, transposingLeft: Bool = false, _ update: ProductUpdate = .overwrite
  ) {
    let panelWidth = TileShape.vectors &* Double.lanes
    for row in stride(from: 0, to: width, by: TileShape.rows) {
      for column in stride(from: 0, to: width, by: panelWidth) {
        Double.multiplyTile(
          TileOperands(
            depth: size, left: left.base + (transposingLeft ? row : row &* width),
            leftRowStride: transposingLeft ? 1 : width, leftStep: transposingLeft ? width : 1,
            leftLastRow: TileShape.rows &- 1, right: right.base + column, rightStride: width),
          into: TileTarget(
            address: base + (row &* width &+ column), rowStride: width, rows: TileShape.rows,
            columns: min(panelWidth, width &- column), update: update, scratch: base))
      }
    }
  }

  /// The greatest |aᵢⱼ − bᵢⱼ|/√(aᵢᵢaⱼⱼ) over the upper triangle of two covariances; 0 where both are zero.
  func relativeDifference(from other: PaddedMatrix) -> Double {
    var greatest = 0.0
    for i in 0..<size {
      for j in i..<size {
        let difference = (self[i, j] - other[i, j]).magnitude
        if difference == 0 { continue }
        let ratio = difference * difference / (self[i, i] * self[j, j]).magnitude
        // What is not a number is no agreement.
        greatest = ratio <= greatest ? greatest : ratio.isNaN ? .infinity : ratio
      }
    }
    return greatest.squareRoot()
  }
}

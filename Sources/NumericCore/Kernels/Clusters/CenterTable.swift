/// Centers as the search for the nearest one reads them, and how far they moved.
struct CenterTable<Scalar: VectorScalar>: Sendable {
  let count: Int
  let columns: Int
  /// The numbers of a row in memory: `columns` in whole vectors.
  let rowLength: Int
  /// c, with zeros behind each.
  private(set) var centers: [Scalar]
  /// o, near the centers, so that distances lose little by x·c.
  private(set) var origin: [Scalar]
  /// −(c − o).
  private(set) var negated: [Scalar]
  /// ½‖c − o‖².
  private(set) var halfNorms: [Scalar] = []
  let errors: ScoreErrors<Scalar>
  /// How far the centers moved; nothing where the last ones are not known.
  let moves: CenterMoves<Scalar>

  init(_ matrix: Matrix<Scalar>, since last: Matrix<Scalar>?) {
    let lanes = Scalar.Vector.scalarCount
    let (count, columns) = (matrix.rows, matrix.columns)
    let length = (columns + lanes - 1) / lanes * lanes
    centers = Array(repeating: 0, count: count * length)
    origin = Array(repeating: 0, count: length)
    let elements = matrix.elements
    for row in 0..<count {
      for column in 0..<columns { centers[row * length + column] = elements[row * columns + column] }
    }
    for column in 0..<columns {
      var sum = 0.0
      for row in 0..<count { sum += elements[row * columns + column].doubleValue / Double(count) }
      origin[column] = Scalar(sum)
    }
    negated = Array(repeating: 0, count: count * length)
    var greatest = 0.0
    for row in 0..<count {
      var square = 0.0
      for column in 0..<columns {
        let shifted = origin[column] - elements[row * columns + column]
        negated[row * length + column] = shifted
        square += shifted.doubleValue * shifted.doubleValue
      }
      halfNorms.append(Scalar(square / 2))
      greatest = max(greatest, square)
    }
    let ulp = Scalar.ulpOfOne
    // A chain of d products, two roundings of each factor, that of the half norm and that of the sum: (d + 5)·u times
    // ‖x‖‖c‖ or ‖c‖²; twice that is a margin, which also covers the sum in Double that decides between two.
    errors = ScoreErrors(
      relative: 2 * Scalar(columns + 6) * ulp, absolute: .leastNormalMagnitude,
      greatestSquare: Scalar(greatest) * (1 + 2 * ulp), norm: Scalar(columns + 4) * ulp, shrink: 1 - 4 * ulp)
    moves = CenterMoves(matrix, since: last)
    (self.count, self.columns, rowLength) = (count, columns, length)
  }
}

/// How far centers moved at most, rounded up.
struct CenterMoves<Scalar: VectorScalar>: Sendable {
  /// The center that moved farthest.
  private(set) var fastest: Int32 = 0
  /// How far it moved.
  private(set) var greatest: Scalar = 0
  /// How far another one moved at most.
  private(set) var second: Scalar = 0

  init(_ centers: Matrix<Scalar>, since last: Matrix<Scalar>?) {
    guard let last else { return }
    let (columns, new, old) = (centers.columns, centers.elements, last.elements)
    var (greatest, second) = (0.0, 0.0)
    for row in 0..<centers.rows {
      var square = 0.0
      for index in row * columns..<(row + 1) * columns {
        let step = new[index].doubleValue - old[index].doubleValue
        square += step * step
      }
      let move = square.squareRoot()
      if move > greatest {
        (greatest, second, fastest) = (move, greatest, Int32(row))
      } else {
        second = max(second, move)
      }
    }
    // Rounded up: in Double by the sum's error and the least distance whose square is a normal number, then to Scalar.
    func above(_ move: Double) -> Scalar {
      Scalar(move * (1 + Double(columns + 4) * 0x1p-52) + 0x1p-500) * (1 + 2 * Scalar.ulpOfOne)
        + .leastNormalMagnitude
    }
    (self.greatest, self.second) = (above(greatest), above(second))
  }
}

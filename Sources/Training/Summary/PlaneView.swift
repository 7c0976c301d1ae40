import NumericCore

/// The plane in which rows of numbers are drawn: their two columns, or else the two directions in which they vary most.
struct PlaneView {
  /// The mean that is taken off; zeros for columns.
  private let center: [Double]
  /// d×2, of orthonormal columns.
  private let axes: Matrix<Double>
  /// What the coordinates are.
  let labels: (x: String, y: String)

  /// - Parameter rows: n×d.
  init(_ rows: Matrix<Double>, columnNames: [String]) {
    let d = rows.columns
    guard d > 2, rows.rows > 0 else {
      center = Array(repeating: 0, count: d)
      axes = Matrix(rows: d, columns: 2) { $0 == $1 ? 1 : 0 }
      labels = (columnNames.first ?? "", d > 1 ? columnNames[1] : "")
      return
    }
    let means = rows.columnSums().map { $0 / Double(rows.rows) }
    let centered = Matrix(rows: rows.rows, columns: d) { rows[$0, $1] - means[$1] }
    let covariance = MatrixProduct.gram(centered, transposing: .left).scaled(by: 1 / Double(rows.rows))
    let found = Self.leadingAxes(covariance)
    (center, axes) = (means, found.axes)
    let total = covariance.trace
    func label(_ number: Int) -> String {
      let share = total > 0 ? found.variances[number] / total : 0
      return "principal axis \(number + 1) of \(d) columns (\(Int((100 * share).rounded())) % of the variance)"
    }
    labels = (label(0), label(1))
  }

  /// Where rows are in the plane, n×2.
  func points(_ rows: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: rows.rows, columns: rows.columns) { rows[$0, $1] - center[$1] } * axes
  }

  /// How a covariance looks in the plane, 2×2.
  func covariance(_ covariance: Matrix<Double>) -> Matrix<Double> {
    MatrixProduct.multiply(axes, covariance * axes, transposing: .left)
  }

  /// The two eigenvectors of greatest eigenvalue, by iterating a plane.
  ///
  /// Where eigenvalues nearly coincide, any plane among their directions shows as much. Source: Golub & Van Loan §7.3.2.
  private static func leadingAxes(_ covariance: Matrix<Double>) -> (axes: Matrix<Double>, variances: [Double]) {
    let d = covariance.rows
    var source = RandomSource(seed: 1, stream: RandomSource.streamNumber("principal axes"))
    var plane = orthonormal(Matrix<Double>(rows: d, columns: 2) { _, _ in source.normal() })
    var last = -Double.infinity
    for _ in 0..<500 {
      plane = orthonormal(covariance * plane)
      let captured = MatrixProduct.multiply(plane, covariance * plane, transposing: .left).trace
      if captured - last <= 1e-12 * captured { break }
      last = captured
    }
    // The directions of greatest and least variance within the plane, each with its greatest entry positive.
    let within = SymmetricEigendecomposition(MatrixProduct.multiply(plane, covariance * plane, transposing: .left))
    let turned = plane * Matrix(rows: 2, columns: 2) { within.vectors[$0, 1 - $1] }
    let signs = (0..<2).map { column in
      let greatest = (0..<d).max { turned[$0, column].magnitude < turned[$1, column].magnitude } ?? 0
      return turned[greatest, column] < 0 ? -1.0 : 1
    }
    return (Matrix(rows: d, columns: 2) { signs[$1] * turned[$0, $1] }, within.values.reversed())
  }

  /// Gram and Schmidt, twice for the rounding; a direction that vanishes stays zero.
  private static func orthonormal(_ pair: Matrix<Double>) -> Matrix<Double> {
    var (first, second) = ((0..<pair.rows).map { pair[$0, 0] }, (0..<pair.rows).map { pair[$0, 1] })
    func normalize(_ vector: inout [Double]) {
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length > 0 { vector = vector.map { $0 / length } }
    }
    normalize(&first)
    for _ in 0..<2 {
      let product = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
      second = zip(second, first).map { $0 - product * $1 }
      normalize(&second)
    }
    return Matrix(rows: pair.rows, columns: 2) { $1 == 0 ? first[$0] : second[$0] }
  }
}

import DataFiles
import Models
import NumericCore

/// Data for a training, and what is known of them.
public struct TrainingInput<Scalar: VectorScalar>: Sendable {
  /// The rows: a matrix, or a file that is read anew in each pass.
  public let observations: any Observations<Scalar>
  /// What messages call the data.
  public let name: String
  /// The data that come with the program; nil for a file.
  public let sample: Sample?
  /// What the columns are called.
  public let columnNames: [String]
  /// Whether the data are of MNIST's form.
  let isIDX: Bool
  /// The pixels of a row of an image; nil where the data are no images.
  public let imageWidth: Int?
  /// How many rows were left out because a number is missing; nil where nobody counted.
  public let skippedRows: Int?
  /// What the reader should know of the data.
  public let remarks: [String]

  /// The rows, where they are in memory.
  public var matrix: Matrix<Scalar>? { observations as? Matrix<Scalar> }
  /// How many numbers a row has.
  public var columns: Int { observations.columns }

  /// The data with other rows.
  func with(_ observations: any Observations<Scalar>, skippedRows: Int? = nil) -> TrainingInput {
    TrainingInput(
      observations: observations, name: name, sample: sample, columnNames: columnNames, isIDX: isIDX,
      imageWidth: imageWidth, skippedRows: skippedRows ?? self.skippedRows, remarks: remarks)
  }

  /// The data with all numbers times a factor.
  public func scaled(by factor: Scalar) -> TrainingInput {
    func scaled(_ base: some Observations<Scalar>) -> any Observations<Scalar> {
      if let matrix = base as? Matrix<Scalar> { return matrix.scaled(by: factor) }
      return ScaledObservations(base, by: factor)
    }
    return factor == 1 ? self : with(scaled(observations))
  }

  /// The first rows, and the last `count` of them by themselves.
  /// - Throws: `DataError` where the rows are not in memory, or none would be left.
  public func split(last count: Int) throws(DataError) -> (TrainingInput, TrainingInput) {
    guard let matrix else { throw .option("held-out rows", reason: "the data are not in memory; name a file of them") }
    guard count > 0, count < matrix.rows else { throw .tooFewRows(found: matrix.rows, needed: count + 1) }
    func rows(_ range: Range<Int>) -> Matrix<Scalar> {
      Matrix(
        rows: range.count, columns: columns,
        elements: Array(matrix.elements[range.lowerBound * columns..<range.upperBound * columns]))
    }
    let first = matrix.rows - count
    return (with(rows(0..<first)), with(rows(first..<matrix.rows)))
  }

  /// How many rows there are; they are counted where nobody knows.
  func countRows() throws -> Int {
    if let matrix { return matrix.rows }
    var rows = 0
    try observations.forEachBlock(rows: max(1, (1 << 16) / columns)) { rows += $0.rows }
    return rows
  }
}

extension TrainingInput {
  /// The number that counts as 1 in data that are shares of a greatest value: 255 for the bytes of images, 16 for the
  /// digits, else 1.
  public var maximum: Double {
    if sample?.name == Sample.digits.name { return Sample.digitsMaximum }
    return isIDX ? 255 : 1
  }
}

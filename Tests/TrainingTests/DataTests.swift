import DataFiles
import Models
import NumericCore
import Testing

@testable import Training

@Suite("Data for a training")
struct DataTests {
  @Test("Columns are numbers, ranges and names")
  func columns() throws {
    #expect(
      try ColumnSelection.columns("2-4, waiting ,7") == [
        .number(2), .number(3), .number(4), .name("waiting"), .number(7),
      ])
    #expect(try ColumnSelection.columns("petal-length") == [.name("petal-length")])
    for (text, words) in [
      ("", "a column is missing"), ("1,,2", "a column is missing"), ("0", "counted from 1"), ("3-2", "is no range"),
      ("1-99999999", "is no range"), ("0-2", "counted from 1"),
    ] {
      let error = #expect(throws: ColumnSelection.Failure.self) { try ColumnSelection.columns(text) }
      #expect(error?.description.contains(words) == true, "\(text)")
    }
  }

  private static let measured = "a,b\n1,2\n3,NA\n5,6\n7,8\nNaN,1\n9,10\n"

  @Test("Rows with missing numbers are errors, left out, or kept", arguments: [false, true])
  func missing(streams: Bool) throws {
    var request = DataRequest(.file(source(Self.measured)))
    request.streams = streams
    func rows() throws -> [[Double]] {
      let data: TrainingInput<Double> = try TrainingInput(request)
      var rows: [[Double]] = []
      try data.observations.forEachBlock(rows: 3) { block in
        #expect(block.rows == 3 || rows.count + block.rows <= 6)
        rows += (0..<block.rows).map { row in (0..<block.columns).map { block[row, $0] } }
      }
      return rows
    }
    #expect(throws: DataFileError.self) { try rows() }
    request.missing = .skip
    #expect(try rows() == [[1, 2], [5, 6], [7, 8], [9, 10]])
    let data: TrainingInput<Double> = try TrainingInput(request)
    #expect(data.skippedRows == (streams ? nil : 2))
    request.missing = .keep
    #expect(try rows().count == 6)
  }

  @Test("Blocks of complete rows are full but the last")
  func blocks() throws {
    let rows = Matrix<Double>(rows: 100, columns: 3) { row, column in row % 3 == column ? Double(row) : .nan }
    let some = Matrix<Double>(rows: 100, columns: 3) { row, column in row % 3 == 0 ? rows[row, column] : Double(row) }
    var sizes: [Int] = []
    try CompleteRows(some).forEachBlock(rows: 7) { sizes.append($0.rows) }
    #expect(sizes == Array(repeating: 7, count: 9) + [3])
    try CompleteRows(rows).forEachBlock(rows: 7) { _ in Issue.record("no row is complete") }
  }

  @Test("A fingerprint tells numbers and shapes apart, and does not depend on blocks")
  func fingerprints() throws {
    func fingerprint(_ rows: Int, _ columns: Int, _ shift: Double = 0) throws -> String {
      try DataFingerprint(
        Matrix<Double>(rows: rows, columns: columns) { Double($0 * columns + $1) + ($0 == 1 ? shift : 0) }
      ).text
    }
    #expect(try fingerprint(4, 6) == fingerprint(4, 6))
    #expect(try Set([fingerprint(4, 6), fingerprint(6, 4), fingerprint(3, 6), fingerprint(4, 6, 1e-12)]).count == 4)
    let text = (0..<30_000).map { "\($0),\($0 * 7 % 11),0.5\n" }.joined()
    var request = DataRequest(.file(source(text)))
    let whole: TrainingInput<Double> = try TrainingInput(request)
    request.streams = true
    let pieces: TrainingInput<Double> = try TrainingInput(request)
    #expect(whole.matrix != nil && pieces.matrix == nil)
    let matrix = try #require(whole.matrix)
    #expect(try DataFingerprint(matrix) == fingerprintOf(pieces.observations))
  }

  private func fingerprintOf(_ observations: some Observations<Double>) throws -> DataFingerprint {
    try DataFingerprint(observations)
  }

  @Test("Samples have columns by name and number")
  func samples() throws {
    var request = DataRequest(.sample(.iris))
    request.columns = [.name("petal_width"), .number(1)]
    let data: TrainingInput<Float> = try TrainingInput(request)
    #expect(data.columnNames == ["petal_width", "sepal_length"] && data.matrix?.elements.prefix(2) == [0.2, 5.1])
    request.columns = [.name("petal width")]
    #expect(throws: DataFileError.self) { let _: TrainingInput<Float> = try TrainingInput(request) }
  }

  @Test("A column that may count the rows, as R writes it, is remarked")
  func rowNumbers() throws {
    let text = "\"\",\"a\",\"b\"\n\"1\",2,3\n\"2\",4,5\n"
    var request = DataRequest(.file(source(text)))
    let data: TrainingInput<Double> = try TrainingInput(request)
    #expect(data.remarks == ["column 1 has no name and may only count the rows: --columns 2-3 leaves it out"])
    #expect(data.columnNames == ["column 1", "a", "b"])
    request.columns = [.number(2), .number(3)]
    let picked: TrainingInput<Double> = try TrainingInput(request)
    #expect(picked.remarks.isEmpty && picked.columnNames == ["a", "b"])
  }

  @Test("Held-out rows are the last")
  func held() throws {
    let data: TrainingInput<Double> = try input(.nile)
    let (kept, held) = try data.split(last: 10)
    #expect(kept.matrix?.rows == 90 && held.matrix?.elements == Array(Sample.nile.observations.elements.suffix(10)))
    for count in [0, 100, 101] { #expect(throws: DataError.self) { try data.split(last: count) } }
  }

  @Test("Rows to draw are at equal distances, from the first")
  func drawn() throws {
    for count in [3, 9_999, 10_000, 10_001, 123_456] {
      let rows = try DrawnRows(Matrix(rows: count, columns: 1, elements: (0..<count).map { Double($0) })).matrix
        .elements
      #expect(rows.count == count || DrawnRows.limit..<2 * DrawnRows.limit ~= rows.count)
      let steps = Set(zip(rows, rows.dropFirst()).map { $1 - $0 })
      #expect(rows[0] == 0 && steps.count == 1 && count - Int(rows.last ?? 0) <= Int(steps.first ?? 0), "\(count)")
    }
  }

  @Test("The plane of greatest variance")
  func plane() throws {
    let iris = Sample.iris.observations
    let view = PlaneView(iris, columnNames: Sample.iris.columnNames)
    // The shares are those of R's prcomp.
    #expect(view.labels.x == "principal axis 1 of 4 columns (92 % of the variance)")
    #expect(view.labels.y == "principal axis 2 of 4 columns (5 % of the variance)")
    let points = view.points(iris)
    let sums = (0..<2).map { c in (0..<150).reduce(0) { $0 + points[$1, c] * points[$1, c] } / 149 }
    #expect(abs(sums[0] - 4.22824) < 1e-4 && abs(sums[1] - 0.24267) < 1e-4)
    let unit = view.covariance(.identity(4))
    #expect(abs(unit[0, 0] - 1) < 1e-12 && abs(unit[0, 1]) < 1e-12 && abs(unit[1, 1] - 1) < 1e-12)
    let pair = Sample.oldFaithful.observations
    #expect(PlaneView(pair, columnNames: ["a", "b"]).points(pair) == pair)
    let single = Matrix<Double>(rows: 3, columns: 1, elements: [1, 2, 3])
    #expect(PlaneView(single, columnNames: ["a"]).points(single).elements == [1, 0, 2, 0, 3, 0])
    let constant = Matrix<Double>(rows: 5, columns: 3) { _, _ in 2 }
    #expect(PlaneView(constant, columnNames: ["a", "b", "c"]).points(constant).elements.allSatisfy { $0 == 0 })
  }
}

import NumericCore
import Testing

/// The covariances of the textbook, with differences and inverses.
private struct PlainCovariances {
  var filtered: [Matrix<Double>] = []
  var predicted: [Matrix<Double>] = []
  var gains: [Matrix<Double>] = []
  var smoothed: [Matrix<Double>] = []

  init(_ input: StateSpaceKernelTests.Input) throws {
    let a = input.transition
    var prediction = input.start
    for kind in input.kinds {
      predicted.append(prediction)
      let seen = try (Matrix.identity(a.rows) + input.precisions[Int(kind)] * prediction).inverse()
      filtered.append(prediction * seen)
      prediction = a * filtered[filtered.count - 1] * a.transposed() + input.noise
    }
    predicted.append(prediction)
    smoothed = filtered
    for t in input.kinds.indices {
      gains.append(filtered[t] * a.transposed() * (try predicted[t + 1].inverse()))
    }
    for t in (0..<input.kinds.count - 1).reversed() {
      smoothed[t] = filtered[t] + gains[t] * (smoothed[t + 1] - predicted[t + 1]) * gains[t].transposed()
    }
  }
}

@Suite("Covariances and means of linear Gaussian states")
struct StateSpaceKernelTests {
  struct Input {
    let transition, noise, start: Matrix<Double>
    let precisions: [Matrix<Double>]
    let kinds: [Int32]

    /// Three kinds of observations, of which the last sees nothing.
    init(_ size: Int, times: Int, kinds: (Int) -> Int32) {
      func covariance(_ seed: UInt64) -> Matrix<Double> {
        let root: Matrix<Double> = normals(size, size + 1, seed: seed)
        return plainProduct(root, root.transposed()).scaled(by: 1 / Double(size))
      }
      transition = (normals(size, size, seed: 61) as Matrix<Double>).scaled(by: 0.7 / Double(size).squareRoot())
      (noise, start) = (covariance(62), covariance(63))
      precisions = [covariance(64), covariance(65).scaled(by: 0.1), .zero(rows: size, columns: size)]
      self.kinds = (0..<times).map(kinds)
    }

    func recursion(smoothing: Bool = true) throws -> CovarianceRecursion {
      try CovarianceRecursion(
        transition: transition, noise: noise, start: start, precisions: precisions, kinds: kinds, smoothing: smoothing)
    }
  }

  static let sizes = Array(1...10) + [15, 16, 17, 24, 25, 33]

  @Test("As the textbook has them, whatever is observed when", arguments: sizes)
  func covariances(_ size: Int) throws {
    let input = Input(size, times: 12) { $0 < 3 ? 0 : $0 == 6 || $0 == 7 ? 2 : $0 % 4 == 0 ? 1 : 0 }
    let expected = try PlainCovariances(input)
    let found = try input.recursion()
    let smoothed = SmoothedCovariances(found)
    var lagged = Matrix<Double>.zero(rows: size, columns: size)
    for t in 0..<12 {
      let number = Int(found.numbers[t])
      let precision = input.precisions[Int(input.kinds[t])]
      let filtered = found.filtered[number]
      #expect(largestDifference(filtered, expected.filtered[t]) < 1e-11)
      #expect(filtered == filtered.transposed())
      let left = Matrix<Double>.identity(size) - filtered * precision
      #expect(largestDifference(found.carry[number], (left * input.transition).transposed()) < 1e-11)
      #expect(largestDifference(found.smoothing[number], expected.gains[t].transposed()) < 1e-9)
      let rest = expected.filtered[t] - expected.gains[t] * expected.predicted[t + 1] * expected.gains[t].transposed()
      #expect(largestDifference(found.conditional[number], rest) < 1e-11)
      // The squares of what is whitened are (y − G a)ᵀ ZᵀZ P⁻¹ ZᵀZ (y − G a).
      let whitening = found.whitening[number]
      if input.kinds[t] == 2 {
        #expect(whitening == .zero(rows: size, columns: size) && found.logDeterminants[number] == 0)
      } else {
        let squares = filtered * (try expected.predicted[t].inverse()) * filtered
        #expect(largestDifference(whitening * whitening.transposed(), squares) < 1e-9)
        let determinant = (Matrix<Double>.identity(size) + precision * expected.predicted[t]).determinant()
        #expect(abs(found.logDeterminants[number] - determinant.logarithm()) < 1e-11)
      }
      let covariance = smoothed.covariances[Int(smoothed.numbers[t])]
      #expect(largestDifference(covariance, expected.smoothed[t]) < 1e-10)
      #expect(covariance == covariance.transposed())
      if t > 0 { lagged = lagged + expected.smoothed[t] * expected.gains[t - 1].transposed() }
    }
    #expect(largestDifference(smoothed.laggedSum, lagged) < 1e-9)
  }

  @Test("What has converged is not computed again, and is the same to rounding", arguments: [1, 4, 8, 16])
  func steady(_ size: Int) throws {
    let times = 400
    let input = Input(size, times: times) { $0 < 300 ? 0 : $0 < 303 ? 2 : 0 }
    let expected = try PlainCovariances(input)
    let found = try input.recursion()
    let smoothed = SmoothedCovariances(found)
    #expect(found.filtered.count < 200 && smoothed.covariances.count < 300)
    var lagged = Matrix<Double>.zero(rows: size, columns: size)
    for t in 0..<times {
      #expect(largestDifference(found.filtered[Int(found.numbers[t])], expected.filtered[t]) < 1e-12)
      #expect(largestDifference(smoothed.covariances[Int(smoothed.numbers[t])], expected.smoothed[t]) < 1e-11)
      if t > 0 { lagged = lagged + expected.smoothed[t] * expected.gains[t - 1].transposed() }
    }
    #expect(largestDifference(smoothed.laggedSum, lagged) < 1e-9)
    #expect(try input.recursion(smoothing: false).smoothing.count == 0)
  }

  @Test("Singular covariances leave what is known as it is")
  func singular() throws {
    let corner = Matrix<Double>(rows: 2, columns: 2, elements: [1, 0, 0, 0])
    let found = try CovarianceRecursion(
      transition: .identity(2), noise: corner, start: corner, precisions: [.identity(2)], kinds: [0, 0, 0],
      smoothing: true)
    let smoothed = SmoothedCovariances(found)
    for number in found.numbers {
      let filtered = found.filtered[Int(number)]
      #expect(filtered[0, 0] > 0 && filtered[1, 1] == 0 && filtered[0, 1] == 0)
    }
    for number in smoothed.numbers { #expect(smoothed.covariances[Int(number)][1, 1] == 0) }
    #expect(abs(found.filtered[0][0, 0] - 0.5) < 1e-15 && abs(found.filtered[1][0, 0] - 0.6) < 1e-15)
  }

  @Test("A covariance that is not finite is named with its time")
  func failures() {
    for (growth, time) in [(1e200, 1), (1e70, 3), (Double.nan, 1), (.infinity, 1)] {
      let failure = #expect(throws: CovarianceRecursion.Failure.self) {
        try CovarianceRecursion(
          transition: .diagonal([0.5, growth]), noise: .identity(2), start: .identity(2),
          precisions: [.zero(rows: 2, columns: 2)], kinds: [0, 0, 0, 0, 0], smoothing: true)
      }
      #expect(failure?.time == time)
    }
    #expect(throws: Never.self) {
      try CovarianceRecursion(
        transition: .identity(1), noise: .identity(1), start: .identity(1), precisions: [], kinds: [], smoothing: true)
    }
  }

  @Test("Rows by the matrices of their times", arguments: sizes)
  func rows(_ size: Int) {
    let matrices = (0..<3).map { (normals(size, size, seed: UInt64(70 + $0)) as Matrix<Double>).scaled(by: 0.3) }
    let others = (0..<3).map { normals(size, size, seed: UInt64(80 + $0)) as Matrix<Double> }
    let (table, gains) = (MatrixTable(matrices, size: size), MatrixTable(others, size: size))
    let numbers: [Int32] = [0, 2, 2, 1, 0]
    #expect((0..<3).allSatisfy { table[$0] == matrices[$0] })
    let sum = matrices[0].scaled(by: 2) - matrices[2]
    #expect(largestDifference(table.weightedSum([2, 0, -1]), sum) < 1e-15)
    for sequences in [1, 2, 3] {
      let x: Matrix<Double> = normals(5 * sequences, size, seed: 91)
      let p: Matrix<Double> = normals(5 * sequences, size, seed: 92)
      let starts: Matrix<Double> = normals(sequences, size, seed: 93)
      func row(_ matrix: Matrix<Double>, _ index: Int) -> Matrix<Double> {
        Matrix(rows: 1, columns: size) { matrix[index, $1] }
      }
      let products = RowsByTable.multiply(x, by: table, numbers)
      let sums = RowsByTable.accumulate(x, starts: starts, carry: table, gain: gains, numbers)
      let smoothed = RowsByTable.smooth(x, predicted: p, by: table, numbers)
      let common = RowsByTable.accumulate(x, starts: row(starts, 0), carry: table, gain: gains, numbers)
      for s in 0..<sequences {
        var (state, commonState) = (row(starts, s), row(starts, 0))
        for t in 0..<5 {
          let (number, index) = (Int(numbers[t]), 5 * s + t)
          #expect(largestDifference(row(products, index), plainProduct(row(x, index), matrices[number])) < 1e-12)
          let input = plainProduct(row(x, index), others[number])
          state = (t == 0 ? state : plainProduct(state, matrices[number])) + input
          commonState = (t == 0 ? commonState : plainProduct(commonState, matrices[number])) + input
          #expect(largestDifference(row(sums, index), state) < 1e-12)
          #expect(largestDifference(row(common, index), commonState) < 1e-12)
        }
        var after = row(x, 5 * s + 4)
        #expect(row(smoothed, 5 * s + 4) == after)
        for t in (0..<4).reversed() {
          let index = 5 * s + t
          after = row(x, index) + plainProduct(after - row(p, index + 1), matrices[Int(numbers[t])])
          #expect(largestDifference(row(smoothed, index), after) < 1e-12)
        }
      }
    }
    #expect(RowsByTable.multiply(.zero(rows: 0, columns: size), by: table, []).rows == 0)
    #expect(
      RowsByTable.smooth(.zero(rows: 0, columns: size), predicted: .zero(rows: 0, columns: size), by: table, []).rows
        == 0)
  }

  @Test("NaN and infinities go through rows, forwards and backwards")
  func notFinite() {
    let table = MatrixTable([.identity(3), .zero(rows: 3, columns: 3)], size: 3)
    var x = Matrix<Double>.zero(rows: 4, columns: 3)
    x[1, 2] = .nan
    x[2, 0] = .infinity
    let zeros = Matrix<Double>.zero(rows: 4, columns: 3)
    let products = RowsByTable.multiply(x, by: table, [0, 1, 1, 0])
    #expect(products[1, 0].isNaN && products[2, 0].isNaN && products[3, 0] == 0)
    let sums = RowsByTable.accumulate(
      x, starts: .zero(rows: 1, columns: 3), carry: table, gain: table, [0, 0, 0, 0])
    #expect(sums[0, 2] == 0 && sums[1, 2].isNaN && sums[3, 2].isNaN)
    let smoothed = RowsByTable.smooth(x, predicted: zeros, by: table, [0, 0, 0, 0])
    #expect(smoothed[3, 2] == 0 && smoothed[0, 2].isNaN && smoothed[0, 0].isNaN)
  }
}

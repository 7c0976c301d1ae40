import NumericCore
import Testing

@Suite("Moments under a mixture")
struct MixtureMomentsTests {
  struct Problem {
    var weights: [Double]
    var means: Matrix<Double>
    var covariances: [Matrix<Double>]
    var rows: Matrix<Double>

    init(rows count: Int, columns: Int, components: Int, isDiagonal: Bool, seed: UInt64) {
      var source = RandomSource(seed: seed, stream: UInt64(columns))
      let shares = (0..<components).map { _ in 0.2 + source.uniform() }
      let sum = shares.reduce(0, +)
      weights = shares.map { $0 / sum }
      means = Matrix(rows: components, columns: columns) { _, _ in 2 * source.normal() }
      covariances = (0..<components).map { _ in
        if isDiagonal { return .diagonal((0..<columns).map { _ in 0.3 + source.uniform() }) }
        let root = Matrix<Double>(rows: columns, columns: columns + 2) { _, _ in source.normal() }
        return root * root.transposed() + Matrix.identity(columns).scaled(by: 0.3)
      }
      rows = Matrix(rows: count, columns: columns) { _, _ in 3 * source.normal() }
    }

    func prepared(isDiagonal: Bool) throws -> GaussianComponents {
      let variances = Matrix(rows: weights.count, columns: rows.columns) { covariances[$0][$1, $1] }
      return GaussianComponents(
        logWeights: weights.map { $0.logarithm() }, means: means,
        covariances: isDiagonal ? .diagonal(variances) : .full(try covariances.map { try CholeskyFactorization($0) }))
    }

    /// Responsibilities and log-densities by their definitions.
    func plain() throws -> (gammas: [[Double]], logDensities: [Double]) {
      let factors = try covariances.map { try CholeskyFactorization($0) }
      var (gammas, logDensities): ([[Double]], [Double]) = ([], [])
      for row in 0..<rows.rows {
        let logs = weights.indices.map { k -> Double in
          let offset = Matrix(rows: rows.columns, columns: 1) { j, _ in rows[row, j] - means[k, j] }
          let square = factors[k].solveLower(offset).elements.reduce(0) { $0 + $1 * $1 }
          let constant = Double(rows.columns) * (2 * Double.pi).logarithm() + factors[k].logDeterminant
          return weights[k].logarithm() - 0.5 * (constant + square)
        }
        let greatest = logs.max() ?? 0
        let logSum = greatest + logs.reduce(0) { $0 + ($1 - greatest).exponential() }.logarithm()
        gammas.append(logs.map { ($0 - logSum).exponential() })
        logDensities.append(logSum)
      }
      return (gammas, logDensities)
    }
  }

  func check(_ problem: Problem, isDiagonal: Bool) throws {
    let prepared = try problem.prepared(isDiagonal: isDiagonal)
    let (gammas, logDensities) = try problem.plain()
    let (n, d) = (problem.rows.rows, problem.rows.columns)
    let comment = "\(n)×\(d), \(problem.weights.count) components"
    let found = prepared.responsibilities(of: problem.rows)
    for row in 0..<n {
      #expect(abs(found.logDensities[row] - logDensities[row]) <= 1e-11 * (1 + abs(logDensities[row])), "\(comment)")
      for k in problem.weights.indices {
        #expect(abs(found.responsibilities[row, k] - gammas[row][k]) <= 1e-10, "\(comment)")
      }
    }
    let moments = prepared.moments(of: problem.rows)
    #expect(moments.rows == n)
    #expect(abs(moments.logLikelihood - logDensities.reduce(0, +)) <= 1e-10 * Double(n * d), "\(comment)")
    for k in problem.weights.indices {
      let offsets = (0..<n).map { row in (0..<d).map { problem.rows[row, $0] - problem.means[k, $0] } }
      let weight = gammas.reduce(0) { $0 + $1[k] }
      #expect(abs(moments.weights[k] - weight) <= 1e-9, "\(comment)")
      for i in 0..<d {
        let first = zip(gammas, offsets).reduce(0) { $0 + $1.0[k] * $1.1[i] }
        #expect(abs(moments.first[k, i] - first) <= 1e-8, "\(comment)")
        for j in isDiagonal ? i...i : 0...i {
          let second = zip(gammas, offsets).reduce(0) { $0 + $1.0[k] * $1.1[i] * $1.1[j] }
          let entry = moments.second[k][isDiagonal ? 0 : i, j]
          #expect(abs(entry - second) <= 1e-7, "\(comment)")
          if !isDiagonal { #expect(moments.second[k][j, i] == entry) }
        }
      }
    }
  }

  @Test("By definition over all widths, numbers of components and rows", arguments: [false, true])
  func definition(_ isDiagonal: Bool) throws {
    for columns in [1, 2, 3, 7, 8, 9, 16, 17, 25, 33] {
      try check(
        Problem(rows: 30, columns: columns, components: 3, isDiagonal: isDiagonal, seed: 21), isDiagonal: isDiagonal)
    }
    for components in [1, 2, 7, 8, 9, 17] {
      try check(
        Problem(rows: 40, columns: 3, components: components, isDiagonal: isDiagonal, seed: 22), isDiagonal: isDiagonal)
    }
    for rows in [0, 1, 2, 23, 24, 25, 95, 96, 97, 200] {
      try check(
        Problem(rows: rows, columns: 2, components: 2, isDiagonal: isDiagonal, seed: 23), isDiagonal: isDiagonal)
    }
  }

  @Test("Threads do not change a bit")
  func threads() throws {
    let problem = Problem(rows: 7000, columns: 3, components: 4, isDiagonal: false, seed: 24)
    let prepared = try problem.prepared(isDiagonal: false)
    #expect(prepared.moments(of: problem.rows, threads: 1) == prepared.moments(of: problem.rows, threads: 2))
    let (one, two) = (
      prepared.responsibilities(of: problem.rows, threads: 1), prepared.responsibilities(of: problem.rows, threads: 2)
    )
    #expect(one.responsibilities == two.responsibilities && one.logDensities == two.logDensities)
  }

  @Test("A component without weight takes no part, and NaN shows")
  func exceptional() throws {
    var problem = Problem(rows: 50, columns: 3, components: 3, isDiagonal: false, seed: 25)
    problem.weights = [0.5, 0, 0.5]
    try check(problem, isDiagonal: false)
    problem.rows[20, 1] = .nan
    let prepared = try problem.prepared(isDiagonal: false)
    #expect(prepared.moments(of: problem.rows).logLikelihood.isNaN)
    let logDensities = prepared.responsibilities(of: problem.rows).logDensities
    #expect(logDensities.indices.filter { logDensities[$0].isNaN } == [20])
  }

  @Test("Second moments of narrow components far from zero and from each other do not cancel")
  func cancellation() throws {
    var source = RandomSource(seed: 26, stream: 26)
    let narrow = 1e-4
    let rows = Matrix<Double>(rows: 2000, columns: 2) { row, _ in
      1e6 + (row % 2 == 0 ? 0.0 : 100.0) + narrow * source.normal()
    }
    let means = Matrix<Double>(rows: 2, columns: 2) { k, _ in 1e6 + 100 * Double(k) }
    let factor = try CholeskyFactorization(Matrix<Double>.identity(2).scaled(by: narrow * narrow))
    let prepared = GaussianComponents(
      logWeights: [-0.6931471805599453, -0.6931471805599453], means: means, covariances: .full([factor, factor]))
    let moments = prepared.moments(of: rows)
    for k in 0..<2 {
      let plain = stride(from: k, to: 2000, by: 2).reduce(0.0) {
        $0 + (rows[$1, 0] - means[k, 0]) * (rows[$1, 0] - means[k, 0])
      }
      // The rows themselves have an error of 1e-10, a part in 1e6 of a deviation.
      #expect(moments.weights[k] == 1000 && abs(moments.second[k][0, 0] - plain) <= 1e-9 * plain)
    }
  }
}

import Models
import NumericCore
import Testing

@Suite("Mixtures that collapse, and what cannot be trained on")
struct MixtureFailureTests {
  /// Rows of a standard normal, and a component that begins on one of them.
  func collapsing(_ shape: CovarianceShape) throws -> (rows: Matrix<Double>, start: GaussianMixture) {
    var source = RandomSource(seed: 5, stream: 5)
    var rows = Matrix<Double>(rows: 80, columns: 2) { _, _ in source.normal() }
    rows[33, 0] = 9
    rows[33, 1] = -9
    let means = Matrix<Double>(rows: 2, columns: 2, elements: [0, 0, 9, -9])
    let covariances: MixtureCovariances =
      switch shape {
      case .diagonal: .diagonal(Matrix(rows: 2, columns: 2) { k, _ in k == 0 ? 1 : 0.01 })
      case .spherical: .spherical([1, 0.01])
      default: .full([.identity(2), Matrix.identity(2).scaled(by: 0.01)])
      }
    return (rows, try GaussianMixture(weights: [0.5, 0.5], means: means, covariances: covariances))
  }

  @Test(
    "A component that shrinks onto a row is held by the floor and named with the row",
    arguments: [CovarianceShape.full, .diagonal, .spherical])
  func floor(_ shape: CovarianceShape) throws {
    let (rows, start) = try collapsing(shape)
    let fit = try GaussianMixture.fit(rows, MixtureOptions(start: .mixture(start)))
    let collapsed = try #require(fit.collapsed.first)
    #expect(fit.collapsed.count == 1 && collapsed.component == 1 && collapsed.row == 33 && collapsed.point == [9, -9])
    #expect(collapsed.iteration >= 1 && collapsed.iteration < 4)
    for (last, next) in zip(fit.run.logLikelihoods, fit.run.logLikelihoods.dropFirst()) {
      #expect(next >= last - 1e-9 * abs(last))
    }
    let covariance = fit.mixture.covariances.matrix(1, columns: 2)
    for j in 0..<2 {
      let least = shape == .spherical ? fit.floor.mean : fit.floor.variances[j]
      #expect(abs(covariance[j, j] - least) <= 1e-9 * least)
    }
    // Without a floor that is an error.
    var options = MixtureOptions(start: .mixture(start))
    options.floor = .absolute(0)
    #expect {
      try GaussianMixture.fit(rows, options)
    } throws: { error in
      guard case MixtureError.collapsed(let component, _, let row, let point) = error else { return false }
      return component == 1 && row == 33 && point == [9, -9] && "\(error)".contains("near row 34")
    }
  }

  @Test("A cluster without variance is named with its row, without a floor")
  func singularStart() throws {
    let rows = Matrix<Double>(rows: 20, columns: 2) { row, j in row > 17 ? 99 : Double((3 * row + j * row * row) % 7) }
    var options = MixtureOptions(start: .kMeans(components: 2))
    options.floor = .absolute(0)
    let error = #expect(throws: MixtureError.self) { try GaussianMixture.fit(rows, options) }
    guard case .collapsed(_, let iteration, let row, let point)? = error else {
      Issue.record("it collapses, but \(String(describing: error))")
      return
    }
    #expect(iteration == 0 && row == 18 && point == [99, 99])
    #expect(error.map { "\($0)" }?.contains("is singular at the start, near row 19, [99.0, 99.0]") == true)
  }

  @Test("The floor raises what is below it and nothing else, in the scale of the columns")
  func floorStep() throws {
    let start = try GaussianMixture(
      weights: [1], means: Matrix(rows: 1, columns: 2, elements: [0, 0]), covariances: .full([.identity(2)]))
    // On a line: variance 1 along it, none across.
    let rows = Matrix<Double>(rows: 100, columns: 2) { row, j in (row % 2 == 0 ? 1 : -1) * (j == 0 ? 1.0 : 1000) }
    let floor = VarianceFloor(variances: [1e-4, 1e2])
    let update = try start.mStep(start.eStep(rows), floor: floor)
    #expect(update.raised == [0])
    let found = update.mixture.covariances.matrix(0, columns: 2)
    // Scaled by 0.01 and 10 the eigenvalues 0 and 20000 become 1 and 20000.
    for (entry, exact) in zip(found.elements, [1.00005, 999.95, 999.95, 1_000_050]) {
      #expect(abs(entry / exact - 1) < 1e-9)
    }
    // No admissible covariance does better, by the expected log-likelihood.
    func value(_ matrix: Matrix<Double>) throws -> Double {
      let factor = try CholeskyFactorization(matrix)
      let scatter = Matrix<Double>(rows: 2, columns: 2, elements: [1, 1000, 1000, 1e6])
      let inverse = factor.inverse()
      return -0.5 * (factor.logDeterminant + (inverse * scatter)[0, 0] + (inverse * scatter)[1, 1])
    }
    var source = RandomSource(seed: 9, stream: 9)
    let best = try value(found)
    for _ in 0..<200 {
      let root = Matrix<Double>(rows: 2, columns: 2) { _, _ in 0.1 * source.normal() }
      let scaled = root * root.transposed()
      // The floor and anything positive.
      let other = Matrix(rows: 2, columns: 2) { i, j in
        let scale = (i == 0 ? 1.0 : 1000) * (j == 0 ? 1.0 : 1000)
        return scaled[i, j] * scale + (i == j ? floor.variances[i] : 0) + source.uniform() * (i == 0 ? 1 : 1000)
          * (j == 0 ? 1 : 1000)
      }
      let symmetric = Matrix(rows: 2, columns: 2) { other[max($0, $1), min($0, $1)] }
      let rest = symmetric - .diagonal(floor.variances)
      guard (try? CholeskyFactorization(rest)) != nil else { continue }
      #expect(try value(symmetric) <= best + 1e-9)
    }
  }

  @Test("A component far from all rows keeps its place without weight")
  func vanished() throws {
    let rows = Matrix<Double>(rows: 40, columns: 1) { row, _ in Double(row % 7) }
    let start = try GaussianMixture(
      weights: [0.5, 0.5], means: Matrix(rows: 2, columns: 1, elements: [3, 1e6]),
      covariances: .full([.identity(1), .identity(1)]))
    let fit = try GaussianMixture.fit(rows, MixtureOptions(start: .mixture(start)))
    #expect(fit.mixture.weights == [1, 0] && fit.mixture.means[1, 0] == 1e6 && fit.run.vanished == [1: 1])
    #expect(abs(fit.mixture.means[0, 0] - rows.elements.reduce(0, +) / 40) < 1e-12)
  }

  @Test(
    "A run goes on from any checkpoint, written down and read back, to the same bits",
    arguments: CovarianceShape.allCases)
  func resumption(_ shape: CovarianceShape) throws {
    let rows = try GaussianMixtureTests.mixture(3, 2, shape, seed: 51).sample(300, seed: 52).rows
    var options = MixtureOptions(start: .kMeans(components: 3))
    options.covariance = shape
    options.restarts = 2
    options.iterations = 12
    options.tolerance = 1e-5
    var records: [ModelRecord] = []
    let fit = try GaussianMixture.fit(rows, options) { records.append($0.record) }
    for record in records {
      let checkpoint = try MixtureTraining(record)
      #expect(checkpoint.record == record)
      #expect(try GaussianMixture.fit(rows, options, from: checkpoint).run == fit.run)
    }
    #expect(try GaussianMixture(fit.mixture.record) == fit.mixture)
    var broken = fit.mixture.record
    broken.arrays["weights"] = NumericArray(shape: [3], .doubles([0.5, 0.6, 0.1]))
    #expect(throws: RecordError.self) { try GaussianMixture(broken) }
    broken.arrays["covariances"] = nil
    #expect(throws: RecordError.missing("covariances")) { try GaussianMixture(broken) }
  }

  @Test("What cannot be trained on, and what is no mixture, is named")
  func failures() throws {
    let rows = Matrix<Double>(rows: 9, columns: 2) { row, column in Double(row * row % 5 + column * row) }
    func fails(_ error: DataError, _ rows: Matrix<Double>, _ components: Int) {
      #expect(throws: error) { try GaussianMixture.fit(rows, MixtureOptions(start: .kMeans(components: components))) }
    }
    fails(.tooFewRows(found: 9, needed: 10), rows, 10)
    fails(.tooFewRows(found: 0, needed: 1), .zero(rows: 0, columns: 2), 1)
    var broken = rows
    broken[4, 1] = .nan
    fails(.notFinite(row: 4, column: 1), broken, 2)
    broken[4, 1] = 1e300
    fails(.tooLarge, broken, 2)
    fails(.constantColumn(1), Matrix(rows: 9, columns: 2) { row, column in column == 0 ? Double(row) : 0.1 }, 2)
    let means = Matrix<Double>(rows: 1, columns: 2, elements: [0, 0])
    #expect(throws: MixtureError.weights) {
      try GaussianMixture(weights: [0.9], means: means, covariances: .spherical([1]))
    }
    #expect(throws: MixtureError.shapes) {
      try GaussianMixture(weights: [1], means: means, covariances: .spherical([1, 1]))
    }
    let singular = MixtureError.covariance(component: 0, .notPositiveDefinite(pivot: 1, value: 0))
    #expect(throws: singular) {
      try GaussianMixture(
        weights: [1], means: means, covariances: .full([Matrix(rows: 2, columns: 2, elements: [1, 1, 1, 1])]))
    }
    #expect(singular.description == "the covariance of component 1: not positive definite: pivot 2 is 0.0")
    #expect(throws: DataError.columns(found: 3, expected: 2)) {
      let mixture = try GaussianMixture(weights: [1], means: means, covariances: .spherical([1]))
      return try mixture.logLikelihood(of: Matrix.zero(rows: 1, columns: 3))
    }
  }
}

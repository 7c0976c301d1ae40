import Models
import NumericCore
import Testing

@Suite("Gaussian mixtures")
struct GaussianMixtureTests {
  /// A random mixture of some shape.
  static func mixture(
    _ components: Int, _ columns: Int, _ shape: CovarianceShape, spread: Double = 2, seed: UInt64
  ) throws -> GaussianMixture {
    var source = RandomSource(seed: seed, stream: 77)
    let shares = (0..<components).map { _ in 0.5 + source.uniform() }
    let means = Matrix<Double>(rows: components, columns: columns) { _, _ in spread * source.normal() }
    func covariance() -> Matrix<Double> {
      let root = Matrix<Double>(rows: columns, columns: columns + 2) { _, _ in 0.5 * source.normal() }
      return root * root.transposed() + Matrix.identity(columns).scaled(by: 0.2)
    }
    let covariances: MixtureCovariances =
      switch shape {
      case .full: .full((0..<components).map { _ in covariance() })
      case .tied: .tied(covariance())
      case .diagonal: .diagonal(Matrix(rows: components, columns: columns) { _, _ in 0.3 + source.uniform() })
      case .spherical: .spherical((0..<components).map { _ in 0.3 + source.uniform() })
      }
    let sum = shares.reduce(0, +)
    return try GaussianMixture(weights: shares.map { $0 / sum }, means: means, covariances: covariances)
  }

  /// An M-step by its definition.
  func plainStep(_ mixture: GaussianMixture, _ rows: Matrix<Double>) -> (
    weights: [Double], means: Matrix<Double>, covariances: [Matrix<Double>]
  ) {
    let (n, k, d) = (rows.rows, mixture.components, rows.columns)
    let gammas = mixture.responsibilities(of: rows).responsibilities
    let counts = (0..<k).map { k in (0..<n).reduce(0.0) { $0 + gammas[$1, k] } }
    let means = Matrix<Double>(rows: k, columns: d) { k, j in
      (0..<n).reduce(0.0) { $0 + gammas[$1, k] * rows[$1, j] } / counts[k]
    }
    let scatters = (0..<k).map { k in
      Matrix<Double>(rows: d, columns: d) { i, j in
        (0..<n).reduce(0.0) { $0 + gammas[$1, k] * (rows[$1, i] - means[k, i]) * (rows[$1, j] - means[k, j]) }
      }
    }
    let covariances = (0..<k).map { k -> Matrix<Double> in
      let own = scatters[k].map { $0 / counts[k] }
      switch mixture.covariances.shape {
      case .full: return own
      case .tied: return scatters.dropFirst().reduce(scatters[0]) { $0 + $1 }.map { $0 / Double(n) }
      case .diagonal: return .diagonal((0..<d).map { own[$0, $0] })
      case .spherical:
        let trace = (0..<d).reduce(0.0) { $0 + own[$1, $1] }
        return .diagonal(Array(repeating: trace / Double(d), count: d))
      }
    }
    return (counts.map { $0 / Double(n) }, means, covariances)
  }

  @Test("An M-step is the weighted weights, means and covariances", arguments: CovarianceShape.allCases)
  func mStep(_ shape: CovarianceShape) throws {
    for (components, columns) in [(1, 1), (2, 3), (4, 2), (3, 9)] {
      let truth = try Self.mixture(components, columns, shape, seed: 1)
      let rows = truth.sample(150, seed: 2).rows
      let start = try Self.mixture(components, columns, shape, seed: 3)
      let update = try start.mStep(
        start.eStep(rows), floor: VarianceFloor(variances: [Double](repeating: 0, count: columns)))
      let plain = plainStep(start, rows)
      for k in 0..<components {
        #expect(abs(update.mixture.weights[k] - plain.weights[k]) < 1e-12)
        for j in 0..<columns { #expect(abs(update.mixture.means[k, j] - plain.means[k, j]) < 1e-10) }
        let found = update.mixture.covariances.matrix(k, columns: columns)
        for (entry, exact) in zip(found.elements, plain.covariances[k].elements) {
          #expect(abs(entry - exact) < 1e-10, "\(shape), \(components) components, \(columns) columns")
        }
      }
      #expect(update.raised.isEmpty && update.vanished.isEmpty)
    }
  }

  @Test("The log-likelihood never falls: 200 random problems", arguments: CovarianceShape.allCases)
  func monotone(_ shape: CovarianceShape) throws {
    for seed in 0..<50 {
      let (components, columns) = (1 + seed % 4, 1 + seed % 3)
      let truth = try Self.mixture(components, columns, shape, seed: UInt64(seed))
      // Few rows, so that some components collapse onto the floor.
      let rows = truth.sample(12 + 3 * seed, seed: UInt64(seed)).rows
      var options = MixtureOptions(start: .kMeans(components: components + 1))
      options.covariance = shape
      options.iterations = 60
      options.seed = UInt64(seed)
      let fit = try GaussianMixture.fit(rows, options)
      for (last, next) in zip(fit.run.logLikelihoods, fit.run.logLikelihoods.dropFirst()) {
        #expect(next >= last - 1e-9 * (1 + abs(last)), "\(shape), seed \(seed)")
      }
      #expect(fit.logLikelihood.isFinite)
    }
  }

  /// -1130.26396, weights and means from scikit-learn and from EM in NumPy by hand.
  @Test("Old Faithful in two components")
  func oldFaithful() throws {
    let fit = try GaussianMixture.fit(SmallData.oldFaithful, MixtureOptions(start: .kMeans(components: 2)))
    #expect(abs(fit.logLikelihood + 1130.26396) < 1e-4 && fit.run.isConverged && fit.collapsed.isEmpty)
    let mixture = fit.mixture.inOrderOfWeight
    for (found, exact) in zip(
      mixture.weights + mixture.means.elements, [0.644127, 0.355873, 4.289662, 79.968115, 2.036388, 54.478516])
    {
      #expect(abs(found - exact) < 2e-4 * abs(exact))
    }
    #expect(fit.mixture.parameters == 11)
    #expect(abs(fit.akaikeCriterion - (22 + 2 * 1130.26396)) < 1e-3)
    #expect(abs(fit.bayesianCriterion - (11 * 272.0.logarithm() + 2 * 1130.26396)) < 1e-3)
  }

  /// -180.18548 from scikit-learn without its least variance and from EM in NumPy by hand.
  @Test("Iris in three components")
  func iris() throws {
    let fit = try GaussianMixture.fit(SmallData.iris, MixtureOptions(start: .kMeans(components: 3)))
    #expect(abs(fit.logLikelihood + 180.18547713) < 1e-4)
    #expect(fit.mixture.parameters == 44)
  }

  @Test("Planted parameters are found again", arguments: CovarianceShape.allCases)
  func planted(_ shape: CovarianceShape) throws {
    let truth = try Self.mixture(3, 2, shape, spread: 12, seed: 14).inOrderOfWeight
    let rows = truth.sample(6000, seed: 15).rows
    var options = MixtureOptions(start: .kMeans(components: 3))
    options.covariance = shape
    options.restarts = 3
    let fit = try GaussianMixture.fit(rows, options)
    // Greater than at the truth, by about half the number of parameters.
    let gain = fit.logLikelihood - (try truth.logLikelihood(of: rows))
    #expect(gain > 0 && gain < 5 * Double(truth.parameters))
    for k in 0..<3 {
      let nearest = (0..<3).min { left, right in
        abs(fit.mixture.means[left, 0] - truth.means[k, 0]) < abs(fit.mixture.means[right, 0] - truth.means[k, 0])
      }
      let found = try #require(nearest)
      #expect(abs(fit.mixture.weights[found] - truth.weights[k]) < 0.04)
      for j in 0..<2 { #expect(abs(fit.mixture.means[found, j] - truth.means[k, j]) < 0.2) }
      let (one, other) = (
        fit.mixture.covariances.matrix(found, columns: 2), truth.covariances.matrix(k, columns: 2)
      )
      for (entry, exact) in zip(one.elements, other.elements) { #expect(abs(entry - exact) < 0.25) }
    }
    let held = truth.sample(3000, seed: 16).rows
    #expect(abs(try fit.mixture.logLikelihood(of: held) - truth.logLikelihood(of: held)) < 60)
  }

  @Test("Another order of the components gives the same densities and, in that order, the same fit")
  func relabeling() throws {
    let start = try Self.mixture(4, 2, .full, seed: 21)
    let rows = try Self.mixture(4, 2, .full, seed: 22).sample(400, seed: 23).rows
    let order = [2, 3, 0, 1]
    let turned = start.relabeled(order)
    let (one, other) = (start.responsibilities(of: rows), turned.responsibilities(of: rows))
    for row in 0..<400 {
      #expect(abs(one.logDensities[row] - other.logDensities[row]) < 1e-12)
      for k in 0..<4 { #expect(abs(one.responsibilities[row, order[k]] - other.responsibilities[row, k]) < 1e-12) }
    }
    var options = MixtureOptions(start: .mixture(start))
    options.iterations = 20
    let fit = try GaussianMixture.fit(rows, options)
    options.start = .mixture(turned)
    let turnedFit = try GaussianMixture.fit(rows, options)
    #expect(abs(fit.logLikelihood - turnedFit.logLikelihood) < 1e-8)
    let (left, right) = (fit.mixture.inOrderOfWeight, turnedFit.mixture.inOrderOfWeight)
    for (x, y) in zip(left.means.elements, right.means.elements) { #expect(abs(x - y) < 1e-8) }
    #expect(left.labels(of: rows) == right.labels(of: rows))
  }

  @Test("Data in blocks give the same to rounding as data in one piece, threads the same bits")
  func streamed() throws {
    let rows = try Self.mixture(3, 3, .full, seed: 31).sample(4000, seed: 32).rows
    var options = MixtureOptions(start: .kMeans(components: 3))
    options.iterations = 15
    let whole = try GaussianMixture.fit(rows, options)
    let pieces = try GaussianMixture.fit(Pieces(rows: rows), options)
    #expect(abs(whole.logLikelihood - pieces.logLikelihood) < 1e-9 * abs(whole.logLikelihood))
    for (x, y) in zip(whole.mixture.means.elements, pieces.mixture.means.elements) { #expect(abs(x - y) < 1e-9) }
    options.threads = 2
    #expect(try GaussianMixture.fit(rows, options).run == whole.run)
    let mixture = whole.mixture
    var sum = mixture.eStep(Matrix(rows: 1500, columns: 3) { rows[$0, $1] })
    sum.add(mixture.eStep(Matrix(rows: 2500, columns: 3) { rows[1500 + $0, $1] }))
    let both = mixture.eStep(rows)
    #expect(sum.rows == 4000 && abs(sum.logLikelihood - both.logLikelihood) < 1e-9 * abs(both.logLikelihood))
    for (x, y) in zip(sum.moments.second[1].elements, both.moments.second[1].elements) { #expect(abs(x - y) < 1e-8) }
  }

  @Test("Draws have the weights, means and covariances of the mixture")
  func sampling() throws {
    let mixture = try Self.mixture(2, 2, .full, seed: 41)
    let (rows, labels) = mixture.sample(20_000, seed: 42)
    #expect(mixture.sample(20_000, seed: 42).rows == rows)
    for k in 0..<2 {
      let members = labels.indices.filter { labels[$0] == k }
      let share = Double(members.count) / 20_000
      #expect(abs(share - mixture.weights[k]) < 0.02)
      let covariance = mixture.covariances.matrix(k, columns: 2)
      for j in 0..<2 {
        let mean = members.reduce(0.0) { $0 + rows[$1, j] } / Double(members.count)
        #expect(abs(mean - mixture.means[k, j]) < 6 * (covariance[j, j] / Double(members.count)).squareRoot())
        let variance = members.reduce(0.0) { $0 + (rows[$1, j] - mean) * (rows[$1, j] - mean) } / Double(members.count)
        #expect(abs(variance / covariance[j, j] - 1) < 0.1)
      }
    }
  }
}

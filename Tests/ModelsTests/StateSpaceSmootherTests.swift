import Models
import NumericCore
import Testing

@Suite("States of a linear Gaussian state space")
struct StateSpaceSmootherTests {
  /// Sizes d, n and times; the kind of start; the share of missing entries.
  static let cases = [
    (1, 1, 1, 0, 0.0), (1, 1, 6, 1, 0.3), (2, 3, 7, 0, 0), (2, 3, 7, 0, 0.4), (3, 2, 8, 1, 0.3), (2, 1, 9, 2, 0.2),
    (3, 4, 5, 2, 0.5), (4, 2, 6, 2, 0), (2, 2, 12, 1, 0.6), (9, 3, 4, 0, 0.2), (1, 5, 3, 2, 0.4),
  ]

  @Test("The joint Gaussian solved in one piece gives the same", arguments: cases)
  func dense(_ d: Int, _ n: Int, _ times: Int, _ start: Int, _ missing: Double) throws {
    for seed in UInt64(0)..<4 {
      var problems = StateSpaceProblems(seed: seed)
      let model = try problems.model(d, n, start: start)
      var sequence = problems.sequence(model, times, missing: missing)
      // A diffuse start must be determined.
      if start == 2 {
        for t in 0..<times { for j in 0..<n where (t + j) % 2 == 0 { sequence[t, j] = 0.3 * Double(t) } }
      }
      let expected = try DenseStateSpace(model, sequence)
      let found = try model.smooth(sequence)
      // The squared condition of the least-squares problem of a diffuse start shows in the twin.
      let tolerance = start == 2 ? 1e-6 : 1e-9
      #expect(abs(found.logLikelihood - expected.logLikelihood) < tolerance * (1 + abs(expected.logLikelihood)))
      for t in 0..<times {
        let mean = Matrix(rows: d, columns: 1) { row, _ in found.means[t, row] }
        let scale = 1 + largestDifference(expected.covariance(t, t), .zero(rows: d, columns: d))
        #expect(largestDifference(mean, expected.mean(t)) < tolerance * scale)
        #expect(largestDifference(found.covariances[t], expected.covariance(t, t)) < tolerance * scale)
        guard t > 0 else { continue }
        #expect(largestDifference(found.laggedCovariance(t), expected.covariance(t, t - 1)) < tolerance * scale)
      }
    }
  }

  @Test("The filter knows at each time what the smoother of the rows up to it knows", arguments: 0..<3)
  func filter(_ start: Int) throws {
    var problems = StateSpaceProblems(seed: 5)
    let model = try problems.model(2, 2, start: start)
    let sequence = problems.sequence(model, 9, missing: 0.2)
    let found = try model.filter(sequence)
    for t in 0..<9 {
      let rows = Matrix(rows: t + 1, columns: 2) { sequence[$0, $1] }
      guard let expected = try? model.smooth(rows) else {
        #expect(start == 2 && found.means[t, 0].isNaN && found.covariances[t][0, 0].isNaN)
        continue
      }
      for j in 0..<2 { #expect(abs(found.means[t, j] - expected.means[t, j]) < 1e-9) }
      #expect(largestDifference(found.covariances[t], expected.covariances[t]) < 1e-9)
      guard start != 2 else { continue }
      let before = t == 0 ? 0 : found.logLikelihoodTerms[0..<t].reduce(0, +)
      #expect(abs(expected.logLikelihood - before - found.logLikelihoodTerms[t]) < 1e-9)
    }
    #expect(found.logLikelihoodTerms.count == (start == 2 ? 0 : 9))
    #expect((found.prediction(0) == nil) == (start == 2))
  }

  @Test("A forecast is the smoother over rows that are missing, with noise and intervals", arguments: 0..<3)
  func forecast(_ start: Int) throws {
    var problems = StateSpaceProblems(seed: 6)
    let model = try problems.model(2, 3, start: start)
    let sequence = problems.sequence(model, 8, missing: 0)
    let longer = Matrix<Double>(rows: 11, columns: 3) { $0 < 8 ? sequence[$0, $1] : .nan }
    let (expected, found) = (try model.smooth(longer), try model.forecast(after: sequence, steps: 3))
    let interval = found.interval(0.95)
    for step in 0..<3 {
      let covariance = expected.covariances[8 + step]
      #expect(largestDifference(found.stateCovariances[step], covariance) < 1e-9)
      let seen = model.observation * covariance * model.observation.transposed() + model.observationCovariance
      #expect(largestDifference(found.covariances[step], seen) < 1e-8)
      for j in 0..<3 {
        let mean = (0..<2).reduce(0) { $0 + model.observation[j, $1] * expected.means[8 + step, $1] }
        #expect(abs(found.means[step, j] - mean) < 1e-9)
        let margin = 1.959963984540054 * seen[j, j].squareRoot()
        #expect(abs(interval.upper[step, j] - mean - margin) < 1e-8)
        #expect(abs(interval.lower[step, j] - mean + margin) < 1e-8)
      }
    }
    #expect(try model.forecast(after: sequence, steps: 0).means.rows == 0)
    let band = try model.smooth(sequence).interval(0.5)
    #expect(zip(band.lower.elements, band.upper.elements).allSatisfy { $0 < $1 })
  }

  @Test("A singular state covariance is no obstacle")
  func singular() throws {
    var problems = StateSpaceProblems(seed: 7)
    for start in 0..<2 {
      let model = try problems.model(3, 2, start: start, noiseRank: 1)
      let sequence = problems.sequence(model, 7, missing: 0.2)
      let (found, expected) = (try model.smooth(sequence), try DenseStateSpace(model, sequence))
      #expect(abs(found.logLikelihood - expected.logLikelihood) < 1e-9)
      for t in 0..<7 {
        #expect(largestDifference(found.covariances[t], expected.covariance(t, t)) < 1e-8)
        for j in 0..<3 { #expect(abs(found.means[t, j] - expected.mean(t)[j, 0]) < 1e-8) }
      }
      #expect(found.entropy == -.infinity)
    }
  }

  @Test("Precise observations of large numbers lose nothing of the likelihood")
  func precise() throws {
    // Known states seen with a noise of 10⁻⁶ times theirs: the terms are those of differences, one by one.
    let model = try StateSpaceModel(
      transition: .identity(1), observation: .identity(1), stateCovariance: .identity(1),
      observationCovariance: Matrix(rows: 1, columns: 1, elements: [1e-12]), initialMean: [0],
      start: .covariance(.identity(1)))
    let sequence = model.sample(length: 50, seed: 1).observations
    var expected = 0.0
    var (mean, variance) = (0.0, 1.0)
    for t in 0..<50 {
      let innovation = variance + 1e-12
      expected -=
        0.5
        * ((2 * Double.pi * innovation).logarithm() + (sequence[t, 0] - mean) * (sequence[t, 0] - mean) / innovation)
      mean += variance / innovation * (sequence[t, 0] - mean)
      variance = variance * 1e-12 / innovation + 1
    }
    #expect(abs(try model.smooth(sequence).logLikelihood - expected) < 1e-8)
  }
}

import Models
import NumericCore
import Testing

@Suite("EM of a linear Gaussian state space")
struct StateSpaceTrainingTests {
  /// A random problem: a model of another problem, sequences of different lengths, some entries missing.
  func problem(_ seed: UInt64) throws -> (StateSpaceModel, ObservedSequences, held: Set<StateSpaceParameter>) {
    var problems = StateSpaceProblems(seed: seed)
    let (d, n) = (1 + Int(seed % 3), 1 + Int(seed / 3 % 4))
    let start = Int(seed / 2 % 3)
    let truth = try problems.model(d, n, start: min(start, 1))
    let model = try problems.model(d, n, start: start)
    let missing = seed % 4 == 0 ? 0.25 : 0
    let sequences = (0..<(1 + Int(seed % 3))).map { _ in
      problems.sequence(truth, 20 + problems.source.integer(in: 0...15), missing: missing)
    }
    let held = StateSpaceParameter.allCases.filter { _ in problems.source.uniform() < 0.2 }
    return (model, try ObservedSequences(sequences), Set(held))
  }

  @Test("The log-likelihood never falls, on 200 random problems")
  func monotone() throws {
    var rises = 0
    for seed in UInt64(0)..<200 {
      let (model, data, held) = try problem(seed)
      var training = StateSpaceTraining(model, settings: .init(held: held, mostIterations: 4, tolerance: -1))
      try training.run(data)
      let history = training.logLikelihoods + [try training.model.logLikelihood(data)]
      #expect(history.count == 5)
      for (before, after) in zip(history, history.dropFirst()) {
        #expect(after >= before - 1e-10 * abs(before), "seed \(seed)")
        if after > before + 1e-6 * abs(before) { rises += 1 }
      }
      if held.contains(.transition) { #expect(training.model.transition == model.transition) }
      if held.contains(.observation) { #expect(training.model.observation == model.observation) }
      if held.contains(.stateCovariance) { #expect(training.model.stateCovariance == model.stateCovariance) }
      if held.contains(.observationCovariance) {
        #expect(training.model.observationCovariance == model.observationCovariance)
      }
      if held.contains(.initialMean) { #expect(training.model.initialMean == model.initialMean) }
      if held.contains(.initialCovariance) || model.start == .diffuse {
        #expect(training.model.start == model.start)
      }
    }
    #expect(rises > 600)
  }

  @Test("The log-likelihood is the expected one plus the entropy of the states", arguments: 0..<3)
  func bound(_ start: Int) throws {
    var problems = StateSpaceProblems(seed: 11)
    let model = try problems.model(2, 3, start: start)
    let complete = problems.sequence(model, 12, missing: 0)
    let sequence = Matrix<Double>(rows: 12, columns: 3) { [3, 4, 9].contains($0) ? .nan : complete[$0, $1] }
    let statistics = try model.eStep(ObservedSequences(sequence))
    let sum = try model.expectedLogLikelihood(statistics) + model.smooth(sequence).entropy
    #expect(abs(sum - statistics.logLikelihood) < 1e-9 * abs(sum))
  }

  @Test("No parameters near those of the M-step have a greater expected log-likelihood", arguments: 0..<3)
  func greatest(_ start: Int) throws {
    var problems = StateSpaceProblems(seed: 12)
    let truth = try problems.model(2, 2, start: 0)
    let model = try problems.model(2, 2, start: start)
    let data = try ObservedSequences((0..<3).map { _ in problems.sequence(truth, 15, missing: 0.2) })
    let statistics = try model.eStep(data)
    let best = try model.mStep(statistics)
    let value = try best.expectedLogLikelihood(statistics)
    for size in [1e-2, 1e-4] {
      for _ in 0..<20 {
        func near(_ matrix: Matrix<Double>) -> Matrix<Double> {
          matrix + problems.normals(matrix.rows, matrix.columns).scaled(by: size)
        }
        func nearCovariance(_ matrix: Matrix<Double>) -> Matrix<Double> {
          let change =
            Matrix<Double>.identity(matrix.rows) + problems.normals(matrix.rows, matrix.rows).scaled(by: size)
          let product = change * matrix * change.transposed()
          return (product + product.transposed()).scaled(by: 0.5)
        }
        var first = best.start
        if case .covariance(let covariance) = first { first = .covariance(nearCovariance(covariance)) }
        let other = try StateSpaceModel(
          transition: near(best.transition), observation: near(best.observation),
          stateCovariance: nearCovariance(best.stateCovariance),
          observationCovariance: nearCovariance(best.observationCovariance),
          initialMean: best.initialMean.map { $0 + size * problems.source.normal() }, start: first)
        #expect(try other.expectedLogLikelihood(statistics) < value)
      }
    }
  }

  /// The formulas of linear-gaussian-m-steps.md, on moments of the joint Gaussian solved in one piece.
  @Test("The M-step is that of the derivation")
  func derivation() throws {
    var problems = StateSpaceProblems(seed: 13)
    let model = try problems.model(2, 3, start: 1)
    let x = problems.sequence(model, 8, missing: 0)
    let dense = try DenseStateSpace(model, x)
    func row(_ t: Int) -> Matrix<Double> { Matrix(rows: 3, columns: 1) { row, _ in x[t, row] } }
    func sum(_ range: Range<Int>, _ term: (Int) -> Matrix<Double>) -> Matrix<Double> {
      range.dropFirst().reduce(term(range.lowerBound)) { $0 + term($1) }
    }
    let found = try model.mStep(model.eStep(ObservedSequences(x)))
    let a = sum(1..<8) { dense.moment($0, $0 - 1) } * (try sum(1..<8) { dense.moment($0 - 1, $0 - 1) }.inverse())
    let b =
      sum(0..<8) { row($0) * dense.mean($0).transposed() } * (try sum(0..<8) { dense.moment($0, $0) }.inverse())
    let mu = dense.mean(0)
    let first = dense.moment(0, 0) - mu * mu.transposed()
    let moves = sum(1..<8) { t in
      let cross = dense.moment(t, t - 1) * a.transposed()
      return dense.moment(t, t) - cross - cross.transposed() + a * dense.moment(t - 1, t - 1) * a.transposed()
    }
    let errors = sum(0..<8) { t in
      let cross = row(t) * dense.mean(t).transposed() * b.transposed()
      return row(t) * row(t).transposed() - cross - cross.transposed() + b * dense.moment(t, t) * b.transposed()
    }
    #expect(largestDifference(found.transition, a) < 1e-9)
    #expect(largestDifference(found.observation, b) < 1e-9)
    #expect(largestDifference(found.stateCovariance, (first + moves).scaled(by: 1.0 / 8)) < 1e-9)
    #expect(largestDifference(found.observationCovariance, errors.scaled(by: 1.0 / 8)) < 1e-9)
    #expect(zip(found.initialMean, mu.elements).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("Missing entries are replaced by their expectations", arguments: 0..<3)
  func missing(_ start: Int) throws {
    var problems = StateSpaceProblems(seed: 14)
    let model = try problems.model(2, 2, start: start)
    let x = Matrix<Double>(rows: 5, columns: 2, elements: [1, 2, .nan, 1, 0.5, .nan, .nan, .nan, -1, 0.3])
    // The missing entry as a third state: its square and products are those of a longer state without missing entries.
    let dense = try DenseStateSpace(model, x)
    let found = try model.eStep(ObservedSequences(x))
    let noise = model.observationCovariance
    var (states, cross, squares) = (
      Matrix<Double>.zero(rows: 2, columns: 2), Matrix<Double>.zero(rows: 2, columns: 2),
      Matrix<Double>.zero(rows: 2, columns: 2)
    )
    for t in [0, 1, 2, 4] {
      // x = c + D z + ξ, D zero for what is observed.
      var (c, fromState) = (Matrix<Double>.zero(rows: 2, columns: 1), Matrix<Double>.zero(rows: 2, columns: 2))
      var rest = Matrix<Double>.zero(rows: 2, columns: 2)
      for j in 0..<2 {
        guard x[t, j].isNaN else {
          c[j, 0] = x[t, j]
          continue
        }
        let slope = noise[j, 1 - j] / noise[1 - j, 1 - j]
        c[j, 0] = slope * x[t, 1 - j]
        for k in 0..<2 { fromState[j, k] = model.observation[j, k] - slope * model.observation[1 - j, k] }
        rest[j, j] = noise[j, j] - slope * noise[1 - j, j]
      }
      let (mean, moment) = (dense.mean(t), dense.moment(t, t))
      let mixed = c * mean.transposed() * fromState.transposed()
      states = states + moment
      cross = cross + c * mean.transposed() + fromState * moment
      squares =
        squares + c * c.transposed() + mixed + mixed.transposed() + fromState * moment * fromState.transposed() + rest
    }
    #expect(found.observations == 4 && found.transitions == 4 && found.sequences == 1)
    #expect(largestDifference(found.stateMoment, states) < 1e-8)
    #expect(largestDifference(found.observationStateMoment, cross) < 1e-8)
    #expect(largestDifference(found.observationMoment, squares) < 1e-8)
  }

  @Test("Statistics of parts add up to those of the whole, on any number of threads")
  func parts() throws {
    var problems = StateSpaceProblems(seed: 15)
    for start in 0..<3 {
      let model = try problems.model(2, 2, start: start)
      // Enough equal ones for several blocks, and some others.
      let sequences =
        (0..<30).map { _ in problems.sequence(model, 300, missing: 0) }
        + (0..<5).map { problems.sequence(model, 20 + $0, missing: 0.1) }
      let data = try ObservedSequences(sequences)
      let whole = try model.eStep(data)
      #expect(try model.eStep(data, threads: 2) == whole && model.eStep(data, threads: 3) == whole)
      #expect(try model.logLikelihood(data, threads: 2) == model.logLikelihood(data))
      var sum = StateSpaceStatistics(latentSize: 2, observedSize: 2)
      for sequence in sequences { sum += try model.eStep(ObservedSequences(sequence)) }
      let pairs = [
        (sum.firstSum, whole.firstSum), (sum.firstMoment, whole.firstMoment),
        (sum.previousMoment, whole.previousMoment),
        (sum.currentMoment, whole.currentMoment), (sum.laggedMoment, whole.laggedMoment),
        (sum.stateMoment, whole.stateMoment), (sum.observationStateMoment, whole.observationStateMoment),
        (sum.observationMoment, whole.observationMoment),
      ]
      for (left, right) in pairs {
        #expect(
          largestDifference(left, right) < 1e-11
            * (1 + largestDifference(right, .zero(rows: right.rows, columns: right.columns))))
      }
      #expect(sum.transitions == whole.transitions && sum.observations == whole.observations && sum.sequences == 35)
      #expect(abs(sum.logLikelihood - whole.logLikelihood) < 1e-11 * abs(whole.logLikelihood))
      #expect(abs(try model.logLikelihood(data) - whole.logLikelihood) <= 1e-12 * abs(whole.logLikelihood))
    }
  }

  @Test("Planted parameters are found")
  func recovery() throws {
    let truth = try StateSpaceModel(
      transition: Matrix(rows: 2, columns: 2, elements: [0.9, 0.2, -0.2, 0.8]),
      observation: Matrix(rows: 3, columns: 2, elements: [1, 0, 0, 1, 0.5, -0.5]),
      stateCovariance: Matrix(rows: 2, columns: 2, elements: [0.5, 0.1, 0.1, 0.3]),
      observationCovariance: .diagonal([0.2, 0.3, 0.1]), initialMean: [1, -1], start: .stateNoise)
    let data = try ObservedSequences((0..<4).map { truth.sample(length: 1000, seed: 3, number: $0).observations })
    let start = try StateSpaceModel(
      transition: Matrix.identity(2).scaled(by: 0.5), observation: truth.observation, stateCovariance: .identity(2),
      observationCovariance: .identity(3), initialMean: [0, 0], start: .stateNoise)
    var training = StateSpaceTraining(start, settings: .init(held: [.observation], tolerance: 1e-9))
    try training.run(data, threads: 2)
    #expect(training.isConverged)
    let found = training.model
    #expect(largestDifference(found.transition, truth.transition) < 0.04)
    #expect(largestDifference(found.stateCovariance, truth.stateCovariance) < 0.05)
    #expect(largestDifference(found.observationCovariance, truth.observationCovariance) < 0.03)
    #expect(try found.logLikelihood(data) > truth.logLikelihood(data))
    // A start without knowledge rises to near the same.
    let blind = try StateSpaceModel(startFor: data, latentSize: 2, seed: 1)
    var second = StateSpaceTraining(blind, settings: .init(mostIterations: 60))
    try second.run(data)
    #expect(try second.model.logLikelihood(data) > truth.logLikelihood(data) - 20)
  }

  @Test("A training goes on from its record to the same bits", arguments: 0..<3)
  func resumes(_ start: Int) throws {
    var problems = StateSpaceProblems(seed: 16)
    let model = try problems.model(2, 3, start: start)
    let data = try ObservedSequences((0..<3).map { _ in problems.sequence(model, 25, missing: 0.1) })
    let settings = StateSpaceTraining.Settings(held: [.initialMean], mostIterations: 7, tolerance: 1e-12)
    var whole = StateSpaceTraining(model, settings: settings)
    try whole.run(data)
    var stopped = StateSpaceTraining(model, settings: settings)
    try stopped.run(data) { $0.logLikelihoods.count < 3 }
    #expect(stopped.logLikelihoods.count == 3 && !stopped.isFinished)
    var resumed = try StateSpaceTraining(stopped.record)
    #expect(resumed == stopped && resumed.record == stopped.record)
    try resumed.run(data, threads: 2)
    #expect(resumed == whole)
    #expect(try StateSpaceModel(model.record) == model)
    var damaged = model.record
    damaged.arrays["transition"] = nil
    #expect(throws: RecordError.missing("transition")) { try StateSpaceModel(damaged) }
    damaged = model.record
    damaged.settings["start"] = .text("later")
    #expect(throws: RecordError.value("start", reason: "later is not known")) { try StateSpaceModel(damaged) }
    #expect(throws: RecordError.kind(found: "state-space", expected: "state-space-training")) {
      try StateSpaceTraining(model.record)
    }
  }
}

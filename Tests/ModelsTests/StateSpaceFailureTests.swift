import Models
import NumericCore
import Testing

@Suite("What a state space refuses, and why")
struct StateSpaceFailureTests {
  func model(
    a: Matrix<Double> = .identity(2), b: Matrix<Double> = .identity(2), state: Matrix<Double> = .identity(2),
    observed: Matrix<Double> = .identity(2), mean: [Double] = [0, 0], start: StateSpaceModel.Start = .stateNoise
  ) throws -> StateSpaceModel {
    try StateSpaceModel(
      transition: a, observation: b, stateCovariance: state, observationCovariance: observed, initialMean: mean,
      start: start)
  }

  @Test("Parameters")
  func parameters() {
    let one = Matrix<Double>.identity(1)
    #expect(throws: StateSpaceError.shape(.transition, found: [2, 1], expected: [2, 2])) {
      try model(a: .zero(rows: 2, columns: 1))
    }
    #expect(throws: StateSpaceError.shape(.transition, found: [0, 0], expected: [1, 1])) {
      try model(a: .zero(rows: 0, columns: 0))
    }
    #expect(throws: StateSpaceError.shape(.observation, found: [1, 1], expected: [1, 2])) { try model(b: one) }
    #expect(throws: StateSpaceError.shape(.stateCovariance, found: [1, 1], expected: [2, 2])) { try model(state: one) }
    #expect(throws: StateSpaceError.shape(.observationCovariance, found: [1, 1], expected: [2, 2])) {
      try model(observed: one)
    }
    #expect(throws: StateSpaceError.shape(.initialMean, found: [3], expected: [2])) { try model(mean: [1, 2, 3]) }
    #expect(throws: StateSpaceError.shape(.initialCovariance, found: [1, 1], expected: [2, 2])) {
      try model(start: .covariance(one))
    }
    let broken = Matrix<Double>.diagonal([1, .nan])
    #expect(throws: StateSpaceError.notFinite(.transition)) { try model(a: broken) }
    #expect(throws: StateSpaceError.notFinite(.observation)) { try model(b: broken) }
    #expect(throws: StateSpaceError.notFinite(.stateCovariance)) { try model(state: broken) }
    #expect(throws: StateSpaceError.notFinite(.initialMean)) { try model(mean: [0, .infinity]) }
    let skew = Matrix<Double>(rows: 2, columns: 2, elements: [1, 0.5, 0.4, 1])
    #expect(throws: StateSpaceError.notSymmetric(.stateCovariance, row: 1, column: 0)) { try model(state: skew) }
    let indefinite = Matrix<Double>(rows: 2, columns: 2, elements: [1, 2, 2, 1])
    #expect(throws: StateSpaceError.notPositive(.stateCovariance, pivot: 1, value: -3)) { try model(state: indefinite) }
    #expect(throws: StateSpaceError.notPositive(.initialCovariance, pivot: 0, value: -1)) {
      try model(start: .covariance(.diagonal([-1, 1])))
    }
    let beside = Matrix<Double>(rows: 2, columns: 2, elements: [0, 1, 1, 5])
    #expect(throws: StateSpaceError.self) { try model(state: beside) }
    #expect(throws: StateSpaceError.notPositive(.observationCovariance, pivot: 1, value: 0)) {
      try model(observed: .diagonal([1, 0]))
    }
    #expect(throws: Never.self) { try model(state: .diagonal([1, 0])) }
  }

  @Test("Data")
  func data() throws {
    #expect(throws: StateSpaceError.noSequences) { try ObservedSequences([]) }
    let some = Matrix<Double>(rows: 2, columns: 2) { _, _ in 1 }
    #expect(throws: StateSpaceError.emptySequence(1)) { try ObservedSequences([some, .zero(rows: 0, columns: 2)]) }
    #expect(throws: StateSpaceError.columns(sequence: 1, found: 1, expected: 2)) {
      try ObservedSequences([some, .zero(rows: 2, columns: 1)])
    }
    var infinite = some
    infinite[1, 0] = -.infinity
    #expect(throws: StateSpaceError.infinite(sequence: 1, row: 1, column: 0)) {
      try ObservedSequences([some, infinite])
    }
    #expect(throws: StateSpaceError.columns(sequence: 0, found: 1, expected: 2)) {
      try model().eStep(ObservedSequences(.zero(rows: 2, columns: 1)))
    }
    #expect(throws: StateSpaceError.notPositive(.observationCovariance, pivot: 0, value: 0)) {
      try StateSpaceModel(startFor: ObservedSequences(.zero(rows: 2, columns: 1)), latentSize: 1, seed: 1)
    }
  }

  @Test("Likelihoods and states")
  func likelihoods() throws {
    let ones = try ObservedSequences(Matrix<Double>(rows: 3, columns: 2) { _, _ in 1 })
    let short = try ObservedSequences([
      Matrix<Double>(rows: 3, columns: 2) { _, _ in 1 }, Matrix<Double>(rows: 1, columns: 2) { _, _ in .nan },
    ])
    #expect(throws: StateSpaceError.cannotLeaveOut(rows: 3)) { try model().logLikelihood(ones, leavingOut: 3) }
    #expect(throws: StateSpaceError.cannotLeaveOut(rows: -1)) { try model().logLikelihood(ones, leavingOut: -1) }
    #expect(throws: StateSpaceError.cannotLeaveOut(rows: 1)) {
      try model(start: .diffuse).logLikelihood(ones, leavingOut: 1)
    }
    #expect(throws: StateSpaceError.startNotDetermined(sequence: 1)) { try model(start: .diffuse).eStep(short) }
    // The second state is never seen.
    let blind = try model(b: Matrix(rows: 2, columns: 2, elements: [1, 0, 1, 0]), start: .diffuse)
    #expect(throws: StateSpaceError.startNotDetermined(sequence: 0)) { try blind.logLikelihood(ones) }
    // A second state that grows until its square is no number, and which nothing is seen of.
    let growing = try model(
      a: .diagonal([1, 1e100]), b: Matrix(rows: 2, columns: 2, elements: [1, 0, 1, 0]))
    #expect(throws: StateSpaceError.covarianceOverflow(sequence: 0, time: 2)) { try growing.eStep(ones) }
    let far = Matrix<Double>(rows: 2, columns: 2) { _, _ in 1e200 }
    #expect(throws: StateSpaceError.logLikelihoodNotFinite(-.infinity)) { try model().smooth(far) }
    #expect(throws: StateSpaceError.logLikelihoodNotFinite(-.infinity)) { try model().filter(far) }
    #expect(throws: StateSpaceError.logLikelihoodNotFinite(-.infinity)) { try model().eStep(ObservedSequences(far)) }
    #expect(throws: StateSpaceError.logLikelihoodNotFinite(-.infinity)) {
      try model().logLikelihood(ObservedSequences(far))
    }
  }

  @Test("M-steps")
  func steps() throws {
    let start = try model()
    #expect(throws: StateSpaceError.noSequences) {
      try start.mStep(StateSpaceStatistics(latentSize: 2, observedSize: 2))
    }
    let alone = try start.eStep(ObservedSequences(Matrix<Double>(rows: 1, columns: 2) { _, _ in 1 }))
    #expect(throws: StateSpaceError.noTransitions) { try start.mStep(alone) }
    #expect(throws: StateSpaceError.noTransitions) {
      let known = try model(start: .covariance(.identity(2)))
      return try known.mStep(alone, holding: [.transition])
    }
    #expect(throws: Never.self) { try start.mStep(alone, holding: [.transition]) }
    let unseen = try start.eStep(ObservedSequences(Matrix<Double>(rows: 3, columns: 2) { _, _ in .nan }))
    #expect(unseen.logLikelihood == 0 && unseen.observations == 0)
    #expect(throws: StateSpaceError.nothingObserved) { try start.mStep(unseen) }
    #expect(throws: StateSpaceError.nothingObserved) { try start.mStep(unseen, holding: [.observation]) }
    #expect(throws: Never.self) { try start.mStep(unseen, holding: [.observation, .observationCovariance]) }
    var flat = alone
    flat.transitions = 1
    #expect(throws: StateSpaceError.singularMoments(.transition)) { try start.mStep(flat) }
    #expect(throws: StateSpaceError.singularMoments(.observation)) {
      var statistics = alone
      statistics.stateMoment = .zero(rows: 2, columns: 2)
      return try start.mStep(statistics, holding: [.transition])
    }
    // Observations without any noise: the covariance that would be best is none.
    #expect(throws: StateSpaceError.notPositive(.observationCovariance, pivot: 0, value: -1)) {
      var statistics = alone
      statistics.observationMoment = .diagonal([-1, 1])
      statistics.observationStateMoment = .zero(rows: 2, columns: 2)
      return try start.mStep(statistics, holding: [.transition])
    }
    // A training that fails stays as it was.
    var training = StateSpaceTraining(start)
    let single = try ObservedSequences(Matrix<Double>(rows: 1, columns: 2) { _, _ in 1 })
    #expect(throws: StateSpaceError.noTransitions) { try training.run(single) }
    #expect(training == StateSpaceTraining(start))
  }

  @Test("Reasons are told in words")
  func words() {
    #expect("\(StateSpaceError.infinite(sequence: 1, row: 1, column: 0))".contains("row 2, column 1"))
    #expect(
      "\(StateSpaceError.notPositive(.stateCovariance, pivot: 1, value: -3))"
        == "the state covariance is no covariance: pivot 2 is -3.0")
  }
}

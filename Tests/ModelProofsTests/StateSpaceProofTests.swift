import DataFiles
import ModelProofs
import Models
import NumericCore
import Testing

@Suite("State spaces and their derivations")
struct StateSpaceProofTests {
  private func trained(
    _ model: StateSpaceModel, _ data: ObservedSequences, held: Set<StateSpaceParameter> = [], iterations: Int = 6
  ) throws -> StateSpaceTraining {
    var training = StateSpaceTraining(
      model, settings: StateSpaceTraining.Settings(held: held, mostIterations: iterations))
    try training.run(data)
    return training
  }

  private func sequence(_ length: Int, states: Int, observed: Int, seed: UInt64) throws -> ObservedSequences {
    var source = RandomSource(seed: seed, stream: 1)
    let model = try StateSpaceModel(
      transition: Matrix.identity(states).scaled(by: 0.8),
      observation: Matrix(rows: observed, columns: states) { _, _ in source.normal() },
      stateCovariance: .identity(states), observationCovariance: .identity(observed),
      initialMean: Array(repeating: 1, count: states), start: .stateNoise)
    return try ObservedSequences(model.sample(length: length, seed: seed).observations)
  }

  @Test("Every parameter obeys its derivation, with a start of its own and with a shared one", arguments: 1...3)
  func planted(_ states: Int) throws {
    let data = try sequence(40, states: states, observed: 2, seed: UInt64(states))
    let start = try StateSpaceModel(startFor: data, latentSize: states, seed: 3)
    let own = try trained(start, data).proofFindings(on: data, Library.standard)
    #expect(own.failing == [])
    #expect(own.open == [])
    #expect(own.count == 8)
    let shared = try StateSpaceModel(
      transition: start.transition, observation: start.observation, stateCovariance: start.stateCovariance,
      observationCovariance: start.observationCovariance, initialMean: start.initialMean, start: .stateNoise)
    let findings = try trained(shared, data).proofFindings(on: data, Library.standard)
    #expect(findings.failing == [])
    #expect(findings.open == [])
    #expect(findings.count == 7)
  }

  @Test("The local level of the Nile obeys them with a diffuse start")
  func nile() throws {
    let data = try ObservedSequences(Sample.nile.observations)
    let one = Matrix<Double>.identity(1)
    let level = try StateSpaceModel(
      transition: one, observation: one, stateCovariance: one.scaled(by: 1000),
      observationCovariance: one.scaled(by: 10000), initialMean: [0], start: .diffuse)
    let findings = try trained(level, data, held: [.transition, .observation], iterations: 30)
      .proofFindings(on: data, Library.standard)
    #expect(findings.map(\.holds) == [true, true, true, true])
  }

  @Test("A closed form that is slightly wrong is told from the M-step")
  func mutants() throws {
    let data = try sequence(30, states: 2, observed: 2, seed: 5)
    let training = try trained(try StateSpaceModel(startFor: data, latentSize: 2, seed: 3), data)
    for (name, old, new, claims) in [
      (
        "transition-matrix", #"\sum_{t=2}^T \mathbb{E}_q[z_{t-1} z_{t-1}^\top]"#,
        #"\sum_{t=1}^T \mathbb{E}_q[z_t z_t^\top]"#, ["M-step of A"]
      ),
      ("state-space-start", #"+ A \mathbb{E}_q[z_{t-1}"#, #"- A \mathbb{E}_q[z_{t-1}"#, ["M-step of Sigma"]),
      (
        "state-space-start", #"\big[(z_1 - \mu_0)(z_1 - \mu_0)^\top\big]"#, #"\big[z_1 z_1^\top\big]"#,
        ["M-step of the initial covariance"]
      ),
      ("linear-gaussian-m-steps", #"&= \frac1T \sum_{t=1}^T"#, #"&= \sum_{t=1}^T"#, ["M-step of Gamma"]),
    ] {
      #expect(training.proofFindings(on: data, Library.changed([name: (old, new)])).failing == claims, "\(old)")
    }
  }

  @Test("Of missing observations and of a single one nothing is known")
  func open() throws {
    var rows = Sample.nile.observations
    let start = try StateSpaceModel(startFor: ObservedSequences(rows), latentSize: 1, seed: 3)
    rows[4, 0] = .nan
    let data = try ObservedSequences(rows)
    let findings = try trained(start, data).proofFindings(on: data, Library.standard)
    #expect(findings.map(\.holds) == [true, nil])
  }
}

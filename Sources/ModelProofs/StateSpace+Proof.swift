import Models
import NumericCore
import Verification

extension StateSpaceTraining {
  /// The most rows that closed forms are evaluated on, fewer where there are many states: an expectation costs 4m³ numbers a
  /// row.
  private var proofRows: Int {
    let size = min(model.latentSize, 100)
    return max(4, min(256, 2_000_000 / (4 * size * size * size)))
  }

  /// Whether the training did what the derivations of the state space say: the log-likelihood never fell, at the fitted
  /// parameters log p(x) is the bound and the divergence, and an M-step gives the closed forms.
  ///
  /// The bound is taken at a distribution of the states that is shifted from the smoothed one, so that there is a divergence.
  /// - Parameter data: What the model was trained on; of the first sequence the first rows are compared.
  public func proofFindings(on data: ObservedSequences, _ library: DerivationLibrary) -> [ModelFinding] {
    let first = data.sequences[0]
    let count = min(first.rows, proofRows)
    let rows = Matrix(rows: count, columns: first.columns) { first[$0, $1] }
    let growth = ModelFinding.monotone(
      "the log-likelihood never falls", "elbo#bound-at-the-posterior", logLikelihoods, grows: true, rounding: 1e-9)
    let proof: StateSpaceProof
    do {
      proof = try StateSpaceProof(model, rows, held: settings.held, library)
    } catch {
      let claim = "log p(x) = bound + divergence at the fitted parameters, and the M-steps"
      return [growth, ModelFinding(claim: claim, derivation: nil, obstacle: "\(error)")]
    }
    return [growth, proof.evidence] + proof.steps
  }
}

/// A state space beside its closed forms on a sequence.
private struct StateSpaceProof {
  /// Why nothing is derived of a sequence.
  struct Obstacle: Error, CustomStringConvertible {
    let description: String
  }

  let model: StateSpaceModel
  let updated: StateSpaceModel
  let held: Set<StateSpaceParameter>
  let library: DerivationLibrary
  let observations: [Matrix<Double>]
  let smoothed: SmoothedStates
  let states: MarkovPoints
  let rounding = 1e-8

  init(
    _ model: StateSpaceModel, _ rows: Matrix<Double>, held: Set<StateSpaceParameter>, _ library: DerivationLibrary
  ) throws {
    guard rows.elements.allSatisfy(\.isFinite) else {
      throw Obstacle(description: "nothing is derived of sequences with missing observations")
    }
    guard rows.rows > 1 else { throw Obstacle(description: "a single observation has no transition") }
    (self.model, self.held, self.library) = (model, held, library)
    observations = (0..<rows.rows).map { rows.column(ofRow: $0) }
    smoothed = try model.smooth(rows)
    do {
      states = try MarkovPoints(smoothed)
    } catch {
      throw Obstacle(description: "a state is determined by the one before it, so that it has no density")
    }
    updated = try model.mStep(try model.eStep(try ObservedSequences(rows)), holding: held)
  }

  private var sizes: [String: Int] {
    ["T": observations.count, "m": model.latentSize, "n": model.observedSize]
  }

  private func give(_ given: inout GivenValues, _ model: StateSpaceModel) throws {
    try given.give("x", members: observations)
    try given.give("A", model.transition)
    try given.give("B", model.observation)
    try given.give("Sigma", model.stateCovariance)
    try given.give("Gamma", model.observationCovariance)
    try given.give("mu_0", Matrix(rows: model.latentSize, columns: 1, elements: model.initialMean))
  }

  var evidence: ModelFinding {
    let names = ["first-state", "transitions", "observations"].map { "state-space-start#\($0)" }
    var comparison = Comparison(
      "log p(x) = bound + divergence at the fitted parameters", "state-space-start", rounding: rounding)
    comparison.run { comparison in
      // Half a deviation, now up, now down.
      let shifts = (0..<observations.count).map { time in
        Matrix<Double>(rows: model.latentSize, columns: 1) { row, _ in
          (time % 3 == 0 ? 0.5 : -0.25) * smoothed.covariances[time][row, row].squareRoot()
        }
      }
      let points = states.shifted(by: shifts)
      var bound = (value: smoothed.entropy + states.divergence(ofShifts: shifts), error: 0.0)
      if model.start == .diffuse {
        bound.value -= 0.5 * Double(model.latentSize) * (2 * Double.pi).logarithm()
      }
      var size = bound.value.magnitude
      for name in names.dropFirst(model.start == .diffuse ? 1 : 0) {
        let part = try library.closedForm(name).value(sizes) { given in
          try give(&given, model)
          try given.give("V", startCovariance)
          try given.give("z", distributedOver: points, weights: states.weights)
        }
        bound.value += part.value[0, 0]
        bound.error += part.bound[0, 0]
        size = max(size, part.value[0, 0].magnitude)
      }
      let sum = Matrix(rows: 1, columns: 1, elements: [bound.value])
      comparison.add(
        smoothed.logLikelihood, (sum, Matrix(rows: 1, columns: 1, elements: [bound.error])), scale: size)
    }
    return comparison.finding
  }

  private var startCovariance: Matrix<Double> {
    if case .covariance(let covariance) = model.start { covariance } else { model.stateCovariance }
  }

  /// The M-steps of the parameters that are not held, in which those before are the new ones.
  var steps: [ModelFinding] {
    var found: [ModelFinding] = []
    func step(_ parameter: StateSpaceParameter, _ claim: String, _ name: String, _ value: Matrix<Double>) {
      if !held.contains(parameter) { found.append(compare(claim, name, value)) }
    }
    step(.transition, "M-step of A", "transition-matrix#transition-matrix", updated.transition)
    step(.observation, "M-step of B", "linear-gaussian-m-steps#observation-matrix", updated.observation)
    step(
      .stateCovariance, "M-step of Sigma",
      model.start == .stateNoise ? "linear-gaussian-m-steps#state-covariance" : "state-space-start#state-covariance",
      updated.stateCovariance)
    step(
      .observationCovariance, "M-step of Gamma", "linear-gaussian-m-steps#observation-covariance",
      updated.observationCovariance)
    if model.start != .diffuse {
      step(
        .initialMean, "M-step of mu_0", "linear-gaussian-m-steps#initial-mean",
        Matrix(rows: model.latentSize, columns: 1, elements: updated.initialMean))
    }
    if case .covariance(let covariance) = updated.start {
      step(.initialCovariance, "M-step of the initial covariance", "state-space-start#initial-covariance", covariance)
    }
    return found
  }

  private func compare(_ claim: String, _ name: String, _ value: Matrix<Double>) -> ModelFinding {
    var comparison = Comparison(claim, name, rounding: rounding)
    comparison.run { comparison in
      let expected = try library.closedForm(name).value(sizes) { given in
        try give(&given, updated)
        try given.give("z", distributedOver: states.points, weights: states.weights)
      }
      comparison.add(value, expected)
    }
    return comparison.finding
  }
}

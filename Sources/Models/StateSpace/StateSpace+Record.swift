import NumericCore

extension StateSpaceModel: Recordable {
  static var recordKind: String { "state-space" }

  /// The parameters by their names in `StateSpaceParameter`, and the start.
  public var record: ModelRecord {
    var record = ModelRecord(kind: Self.recordKind)
    write(to: &record)
    return record
  }

  /// The model of a record.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.recordKind else { throw .kind(found: record.kind, expected: Self.recordKind) }
    try self.init(parametersOf: record)
  }

  func write(to record: inout ModelRecord) {
    func put(_ parameter: StateSpaceParameter, _ shape: [Int], _ elements: [Double]) {
      record.arrays[parameter.rawValue] = NumericArray(shape: shape, .doubles(elements))
    }
    for (parameter, matrix) in [
      (StateSpaceParameter.transition, transition), (.observation, observation), (.stateCovariance, stateCovariance),
      (.observationCovariance, observationCovariance),
    ] { put(parameter, matrix.shape, matrix.elements) }
    put(.initialMean, [latentSize], initialMean)
    switch start {
    case .covariance(let covariance):
      record.settings["start"] = .text("covariance")
      put(.initialCovariance, covariance.shape, covariance.elements)
    case .stateNoise: record.settings["start"] = .text("state-noise")
    case .diffuse: record.settings["start"] = .text("diffuse")
    }
    record.settings["latent"] = .integer(latentSize)
    record.settings["observed"] = .integer(observedSize)
  }

  init(parametersOf record: ModelRecord) throws(RecordError) {
    let (d, n) = (try record.integer("latent"), try record.integer("observed"))
    guard d > 0, n > 0 else { throw .value("latent", reason: "sizes are not positive") }
    func matrix(_ parameter: StateSpaceParameter, _ rows: Int, _ columns: Int) throws(RecordError) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns, elements: try record.scalars(parameter.rawValue, shape: [rows, columns]))
    }
    let start: Start
    switch try record.setting("start", { if case .text(let text) = $0 { text } else { nil } }) {
    case "covariance": start = .covariance(try matrix(.initialCovariance, d, d))
    case "state-noise": start = .stateNoise
    case "diffuse": start = .diffuse
    case let other: throw .value("start", reason: "\(other) is not known")
    }
    let (transition, observation) = (try matrix(.transition, d, d), try matrix(.observation, n, d))
    let (state, observed) = (try matrix(.stateCovariance, d, d), try matrix(.observationCovariance, n, n))
    let mean: [Double] = try record.scalars(StateSpaceParameter.initialMean.rawValue, shape: [d])
    do {
      try self.init(
        transition: transition, observation: observation, stateCovariance: state, observationCovariance: observed,
        initialMean: mean, start: start)
    } catch {
      throw .value("parameters", reason: "\(error)")
    }
  }
}

extension StateSpaceTraining: Recordable {
  static var recordKind: String { "state-space-training" }

  /// The record of the model with the settings and the log-likelihoods so far.
  public var record: ModelRecord {
    var record = ModelRecord(kind: Self.recordKind)
    model.write(to: &record)
    for parameter in StateSpaceParameter.allCases {
      record.settings["holds-\(parameter.rawValue)"] = .flag(settings.held.contains(parameter))
    }
    record.settings["most-iterations"] = .integer(settings.mostIterations)
    record.settings["tolerance"] = .number(settings.tolerance)
    record.settings["converged"] = .flag(isConverged)
    record.arrays["log-likelihoods"] = NumericArray(shape: [logLikelihoods.count], .doubles(logLikelihoods))
    return record
  }

  /// The training of a record, which goes on to the same bits.
  public init(_ record: ModelRecord) throws(RecordError) {
    guard record.kind == Self.recordKind else { throw .kind(found: record.kind, expected: Self.recordKind) }
    func flag(_ name: String) throws(RecordError) -> Bool {
      try record.setting(name) { if case .flag(let value) = $0 { value } else { nil } }
    }
    var held: Set<StateSpaceParameter> = []
    for parameter in StateSpaceParameter.allCases where try flag("holds-\(parameter.rawValue)") {
      held.insert(parameter)
    }
    guard let history = record.arrays["log-likelihoods"] else { throw .missing("log-likelihoods") }
    self.init(
      try StateSpaceModel(parametersOf: record),
      settings: Settings(
        held: held, mostIterations: try record.integer("most-iterations"), tolerance: try record.number("tolerance")),
      logLikelihoods: try record.scalars("log-likelihoods", shape: [history.elements.count]),
      isConverged: try flag("converged"))
  }
}

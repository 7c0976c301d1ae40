import DataFiles
import Models
import NumericCore
import Testing
import Training

@Suite("What a training gives")
struct OutcomeTests {
  private func number(_ outcome: TrainingOutcome, _ key: String) -> Double {
    if case .number(let number)? = outcome.summary.value(key) { number } else { .nan }
  }

  @Test("Old Faithful: the log-likelihood that mclust and scikit-learn find, and criteria of its 11 parameters")
  func oldFaithful() throws {
    var control = TrainingControl()
    control.draws = true
    let outcome = try MixtureTask(input(.oldFaithful), MixtureOptions(start: .kMeans(components: 2))).run(control)
    #expect(abs(number(outcome, "log_likelihood") - -1130.264) < 5e-4)
    #expect(outcome.summary.value("parameters") == .integer(11))
    #expect(abs(number(outcome, "aic") - (2 * 11 + 2 * 1130.264)) < 1e-3)
    let table = try #require(outcome.summary.table("components"))
    guard case .number(let first) = table.rows[0][1], case .number(let second) = table.rows[1][1] else {
      Issue.record("weights are numbers")
      return
    }
    #expect(first > second && abs(first + second - 1) < 1e-12)
    #expect(outcome.figure?.charts.count == 2 && outcome.findings.isEmpty)
  }

  @Test("Nile: the local level that Durbin and Koopman publish")
  func nile() throws {
    let data: [TrainingInput<Double>] = [try input(.nile)]
    let start = try StateSpaceStart.localLevel(StateSpaceTask.sequences(data))
    var task = try StateSpaceTask(
      data, start: start, seed: nil,
      .init(held: [.transition, .observation], mostIterations: 20_000, tolerance: 1e-15))
    task.horizon = 5
    var control = TrainingControl()
    control.draws = true
    let outcome = try task.run(control)
    #expect(abs(number(outcome, "observation_covariance") - 15099) < 1)
    #expect(abs(number(outcome, "state_covariance") - 1469.1) < 0.15)
    #expect(abs(number(outcome, "log_likelihood") - -633.46456) < 1e-5)
    #expect(outcome.summary.table("forecast")?.rows.count == 5 && outcome.summary.value("converged") == .flag(true))
    #expect(outcome.figure?.charts.count == 3)
  }

  @Test("A sequence with missing numbers, and several of them")
  func sequences() throws {
    var request = DataRequest(.file(source("x\n1\nNA\n3\n2\n4\n3\n5\n4\n6\n")))
    request.missing = .keep
    let first: TrainingInput<Double> = try TrainingInput(request)
    let second: TrainingInput<Double> = try TrainingInput(DataRequest(.file(source("2\n1\n2\n3\n"))))
    let data = [first, second]
    let start = try StateSpaceStart.drawn(
      StateSpaceTask.sequences(data), latent: 1, isShared: false, seed: 1)
    var task = try StateSpaceTask(data, start: start, seed: 1, .init(mostIterations: 5))
    task.horizon = 2
    let summary = try task.run(TrainingControl()).summary
    #expect(summary.value("missing") == .integer(1) && summary.value("sequences") == .integer(2))
    #expect(summary.value("rows") == .integer(13))
    #expect(summary.table("forecast")?.rows.map { $0[0] } == [.integer(1), .integer(1), .integer(2), .integer(2)])
  }

  @Test("Parameters are named as in the notes, and otherwise")
  func symbols() {
    for parameter in StateSpaceParameter.allCases {
      #expect(StateSpaceParameter(symbol: parameter.symbol) == parameter)
      #expect(StateSpaceParameter(symbol: parameter.rawValue) == parameter)
    }
    #expect(StateSpaceParameter(symbol: "Γ") == .observationCovariance && StateSpaceParameter(symbol: "Q") == nil)
  }

  @Test("A component that collapses ends the training without a floor, and is told with its row with one")
  func collapse() throws {
    // Two rows are the same, far away from the others.
    let text = (0..<40).map { "\($0 % 7),\($0 % 5)\n" }.joined() + "1000,1000\n1000,1000\n"
    let data: TrainingInput<Double> = try TrainingInput(DataRequest(.file(source(text))))
    var options = MixtureOptions(start: .kMeans(components: 2))
    options.floor = .absolute(0)
    #expect(throws: MixtureError.self) { try MixtureTask(data, options).run(TrainingControl()) }
    options.floor = .relative(1e-6)
    let table = try #require(try MixtureTask(data, options).run(TrainingControl()).summary.table("collapsed"))
    #expect(table.rows.count == 1 && table.rows[0][0] == .integer(2) && table.rows[0][2] == .integer(41))
    #expect(table.rows[0][3] == .numbers([1000, 1000]))
  }

  @Test("Files read in pieces give the same as data in memory, to rounding")
  func streamed() throws {
    let folder = try TemporaryFolder()
    let rows = Sample.oldFaithful.observations
    let path = try folder.file("f.csv", (0..<272).map { "\(rows[$0, 0]),\(rows[$0, 1])\n" }.joined())
    var request = DataRequest(.file(try DataSource(path: path)))
    func likelihood() throws -> Double {
      number(
        try MixtureTask(TrainingInput(request), MixtureOptions(start: .kMeans(components: 2))).run(TrainingControl()),
        "log_likelihood")
    }
    var courses: [[TrainingSummary.Value?]] = []
    func inertia() throws -> Double {
      var control = TrainingControl()
      control.draws = true
      let task = KMeansTask<Double>(try TrainingInput(request), KMeansOptions(start: .plusPlus(clusters: 2)))
      let outcome = try task.run(control)
      #expect(outcome.figure != nil && outcome.summary.value("rows") == .integer(272))
      courses.append([outcome.summary.value("iterations"), outcome.summary.value("converged")])
      return number(outcome, "inertia")
    }
    let (first, second) = try (likelihood(), inertia())
    request.streams = true
    #expect(try abs(likelihood() - first) < 1e-8 && abs(inertia() - second) < 1e-8 * second)
    #expect(courses[0] == courses[1] && courses[0][1] == .flag(true))
  }

  @Test("Bounds of test rows, and pictures of images")
  func autoencoder() throws {
    let all: TrainingInput<Float> = try input(.digits)
    #expect(all.maximum == 16 && all.imageWidth == 8)
    let (data, test) = try all.scaled(by: 1 / 16).split(last: 1400)
    let architecture = try AutoencoderArchitecture(
      inputs: 64, encoderWidths: [8], latent: 2, decoderWidths: [8], likelihood: .bernoulli)
    var control = TrainingControl()
    control.draws = true
    var share = 0.0
    control.progress = { progress in
      #expect(progress.share > share)
      share = progress.share
    }
    let outcome = try AutoencoderTask(
      data, test: test, start: Autoencoder(architecture, seed: 1), AutoencoderSettings(), epochs: 2
    ).run(control)
    #expect(share == 1)
    let table = try #require(outcome.summary.table("elbo"))
    #expect(table.rows.map { $0[0] } == [.text("train"), .text("test")] && table.rows[1][1] == .integer(1400))
    guard case .number(let bound) = table.rows[1][2] else {
      Issue.record("a bound is a number")
      return
    }
    #expect(number(outcome, "log_evidence") > bound && bound < 0)
    #expect(outcome.figure?.charts.map(\.title).contains("the latent plane, in equal shares of the prior") == true)
  }

  @Test("Bytes of images do not exceed 1")
  func bytes() throws {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0, 16]
    let source = DataSource(bytes: header + (0...255), name: "images")
    let data: TrainingInput<Float> = try TrainingInput(DataRequest(.file(source)))
    #expect(data.maximum == 255 && data.imageWidth == 16)
    let scaled = try #require(data.scaled(by: Float(1 / data.maximum)).matrix)
    #expect(scaled.elements.allSatisfy { (0...1).contains($0) } && scaled.elements.last == 1)
  }
}

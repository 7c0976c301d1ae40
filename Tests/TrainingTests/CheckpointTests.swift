import DataFiles
import Models
import NumericCore
import Testing
import Training

@Suite("States of a training that is stopped")
struct CheckpointTests {
  private func control(_ folder: TemporaryFolder, every: Int? = 1, resumes: Bool = false) -> TrainingControl {
    var control = TrainingControl()
    control.checkpoint = CheckpointPlan(RecordFolder("\(folder.path)/state"), every: every, resumes: resumes)
    return control
  }

  @Test("A training that is stopped and resumed ends with the same bits", arguments: SmallTask.allCases)
  func resumes(_ small: SmallTask) throws {
    // How often a training tells its progress, and what it gives.
    func run(_ control: TrainingControl) throws -> (count: Int, outcome: TrainingOutcome) {
      var (control, count) = (control, 0)
      control.progress = { _ in count += 1 }
      let outcome = try small.task().run(control)
      return (count, outcome)
    }
    let whole = try run(TrainingControl())
    // An epoch of the autoencoder has ten steps.
    for (every, stop) in small == .autoencoder ? [(1, 15), (2, 25)] : [(1, 2), (4, 9)] {
      let folder = try TemporaryFolder()
      var first = control(folder, every: every)
      var count = 0
      first.progress = { _ in
        count += 1
        if count == stop { throw Interruption() }
      }
      #expect(throws: Interruption.self) { try small.task().run(first) }
      let rest = control(folder, every: nil, resumes: true)
      let resumed = try run(rest)
      #expect(resumed.outcome.model == whole.outcome.model)
      #expect(resumed.count >= whole.count - count && resumed.count < whole.count)
      // Once more, when nothing is left to do.
      let again = try run(rest)
      #expect(again.count == 0 && again.outcome.model == whole.outcome.model)
    }
  }

  @Test("Threads do not change a bit", arguments: SmallTask.allCases)
  func threads(_ small: SmallTask) throws {
    let models = try [1, 2, 5].map { threads in
      var control = TrainingControl()
      control.threads = threads
      return try small.task().run(control).model
    }
    #expect(models[0] == models[1] && models[0] == models[2])
    #expect(try small.task(seed: 2).run(TrainingControl()).model != models[0])
  }

  @Test("The objectives before the stop are known after it")
  func history() throws {
    let folder = try TemporaryFolder()
    var seen: [Int] = []
    var first = control(folder)
    first.progress = { if $0.done == 2 { throw Interruption() } }
    #expect(throws: Interruption.self) { try SmallTask.stateSpace.task().run(first) }
    var second = control(folder, resumes: true)
    second.progress = { seen.append($0.done) }
    let outcome = try SmallTask.stateSpace.task().run(second)
    #expect(seen.first == 3 && seen.last == 20)
    #expect(outcome.summary.value("iterations") == .integer(20))
  }

  @Test("A state is never lost by beginning anew")
  func isThere() throws {
    let folder = try TemporaryFolder()
    _ = try SmallTask.kMeans.task().run(control(folder))
    #expect(throws: CheckpointError.isThere(folder: "\(folder.path)/state")) {
      try SmallTask.kMeans.task().run(control(folder))
    }
  }

  @Test("A state of another training is refused, and says by what it differs")
  func others() throws {
    let folder = try TemporaryFolder()
    func refusal(_ task: some TrainingTask) -> String {
      do {
        _ = try task.run(control(folder, resumes: true))
        return ""
      } catch { return "\(error)" }
    }
    let data: TrainingInput<Double> = try input(.oldFaithful)
    var options = MixtureOptions(start: .kMeans(components: 2))
    _ = try MixtureTask(data, options).run(control(folder))
    options.iterations = 3
    #expect(refusal(MixtureTask(data, options)) == "")
    options.covariance = .tied
    #expect(
      refusal(MixtureTask(data, options)) == "it holds the state of a training with covariance full, not tied")
    options.covariance = .full
    options.seed = 2
    #expect(refusal(MixtureTask(data, options)) == "it holds the state of a training with seed 1, not 2")
    options.seed = 1
    #expect(refusal(MixtureTask(try input(.iris), options)) == "it holds the state of a training on other data")
    let clusters = KMeansTask(data, KMeansOptions(start: .plusPlus(clusters: 2)))
    #expect(refusal(clusters) == "it holds the state of a training with model gmm, not kmeans")
    // One number differs.
    var elements = data.matrix?.elements ?? []
    elements[100] += 1e-9
    let text = stride(from: 0, to: elements.count, by: 2).map { "\(elements[$0]),\(elements[$0 + 1])\n" }.joined()
    let near: TrainingInput<Double> = try TrainingInput(DataRequest(.file(source(text))))
    #expect(refusal(MixtureTask(near, options)) == "it holds the state of a training on other data")
  }

  @Test("A folder that holds a model, and a damaged state, are no states")
  func unusable() throws {
    let folder = try TemporaryFolder()
    let outcome = try SmallTask.stateSpace.task().run(control(folder))
    let state = RecordFolder("\(folder.path)/state")
    var record = try state.load()
    record.arrays["transition"] = nil
    try state.save(record)
    #expect(throws: CheckpointError.self) {
      try SmallTask.stateSpace.task().run(control(folder, resumes: true))
    }
    try state.save(outcome.model)
    #expect(throws: CheckpointError.self) {
      try SmallTask.stateSpace.task().run(control(folder, resumes: true))
    }
  }
}

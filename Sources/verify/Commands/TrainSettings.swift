import DataFiles
import Training

/// The options that all models have in common.
struct TrainSettings {
  let model: TrainedModel
  let data: [String]
  let columns: [DataOptions.Column]?
  let header: DataOptions.Header
  let missing: DataRequest.Missing
  let streams: Bool?
  let test: String?
  let holdOut: Int?
  let start: String?
  let seed: UInt64
  let save: String?
  let plot: String?
  let isJSON: Bool
  let isQuiet: Bool
  let verifies: Bool
  let derivations: String?
  private let checkpoint: (folder: String, every: Int?, resumes: Bool)?
  private let threads: Int?

  init(_ arguments: ParsedArguments, _ model: TrainedModel) throws(UsageError) {
    self.model = model
    data = arguments.all(TrainOptions.data)
    if data.count > 1, model != .lds {
      throw UsageError("--data is given \(data.count) times", hint: "only lds takes several, a sequence each")
    }
    do throws(ColumnSelection.Failure) {
      columns = try arguments.value(TrainOptions.columns).map { text throws(ColumnSelection.Failure) in
        try ColumnSelection.columns(text)
      }
    } catch {
      throw UsageError("--columns: \(error.description)")
    }
    header =
      switch arguments.value(TrainOptions.header) {
      case "yes": .present
      case "no": .absent
      default: .detected
      }
    missing =
      arguments.value(TrainOptions.missing).flatMap { DataRequest.Missing(rawValue: $0) }
      ?? (model == .lds ? .keep : .refuse)
    if model == .lds, missing == .skip {
      throw UsageError(
        "--missing skip would join times that are apart", hint: "lds takes missing numbers as they are")
    }
    if model != .lds, missing == .keep {
      throw UsageError("--missing keep is for lds only", hint: "did you mean skip?")
    }
    streams = arguments.has(TrainOptions.stream) ? true : model == .lds ? false : nil
    test = arguments.value(TrainOptions.test)
    holdOut = try arguments.integer(TrainOptions.holdOut, 1...1_000_000_000)
    if test != nil, holdOut != nil { throw UsageError("--test and --hold-out exclude each other") }
    if streams == true, holdOut != nil {
      throw UsageError("--hold-out needs the data in memory", hint: "name a file of rows with --test")
    }
    start = arguments.value(TrainOptions.start)
    seed = try arguments.seed(.seed) ?? 1
    save = arguments.value(TrainOptions.save)
    plot = arguments.value(TrainOptions.plot)
    isJSON = arguments.value(.format) == "json"
    isQuiet = arguments.has(TrainOptions.quiet)
    verifies = arguments.has(TrainOptions.verify)
    derivations = arguments.value(.derivations)
    if derivations != nil, !verifies { throw UsageError("--derivations is of use with --verify only") }
    threads = try arguments.integer(.threads, 1...256)
    let every = try arguments.integer(TrainOptions.checkpointEvery, 1...1_000_000_000)
    if let folder = arguments.value(TrainOptions.checkpoint) {
      checkpoint = (folder, every, arguments.has(TrainOptions.resume))
      if folder == save { throw UsageError("--save and --checkpoint need folders of their own") }
    } else {
      checkpoint = nil
      if every != nil || arguments.has(TrainOptions.resume) {
        throw UsageError("name the folder of the state with --checkpoint FOLDER")
      }
    }
  }

  /// How the training is run, without its progress.
  func control(_ session: Session) -> TrainingControl {
    let console = session.console
    var control = TrainingControl()
    control.threads = threads ?? console.processors
    control.draws = plot != nil
    if verifies { control.derivations = TrainProofs(derivations, session).library }
    control.checkpoint = checkpoint.map {
      CheckpointPlan(RecordFolder(console.absolute($0.folder)), every: $0.every, resumes: $0.resumes)
    }
    return control
  }

  /// Finds out before the training what could not be written after it.
  func checkTargets(_ console: Console) throws {
    for (path, isFolder) in [(save, true), (checkpoint?.folder, true), (plot, false)] {
      guard let path else { continue }
      let absolute = console.absolute(path)
      let parent = absolute.lastIndex(of: "/").map { absolute[..<$0] } ?? ""
      if !parent.isEmpty, !console.isFolder(String(parent)) {
        throw TrainFailure(.unwritable, "\(path) cannot be written: there is no such folder to write into")
      }
      if isFolder {
        if console.exists(path), !RecordFolder(absolute).exists {
          throw TrainFailure(
            .unwritable, "\(path) is there and holds no model: nothing but a model is ever replaced",
            hint: "name a folder that is not there yet")
        }
      } else if console.isFolder(path) {
        throw TrainFailure(.unwritable, "\(path) cannot be written: it is a folder")
      }
    }
  }
}

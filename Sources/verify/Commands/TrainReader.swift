import DataFiles
import Models
import NumericCore
import Reporting
import Training

/// Reads what a training needs: data, test data, and a model to begin with.
struct TrainReader {
  let settings: TrainSettings
  private let session: Session

  init(_ settings: TrainSettings, _ session: Session) { (self.settings, self.session) = (settings, session) }

  /// The data; the sample of the model where none are named.
  func data<Scalar: VectorScalar>(_ sample: Sample, of _: Scalar.Type = Scalar.self) throws -> [TrainingInput<Scalar>] {
    if settings.data.isEmpty { return [try input(.sample(sample))] }
    return try settings.data.map { try input(try origin($0)) }
  }

  /// The data, and those to try the result on, if any.
  func dataAndTest<Scalar: VectorScalar>(
    _ sample: Sample, of _: Scalar.Type = Scalar.self
  ) throws -> (TrainingInput<Scalar>, test: TrainingInput<Scalar>?) {
    let all: TrainingInput<Scalar> = try data(sample)[0]
    if let count = settings.holdOut {
      let (kept, held) = try all.split(last: count)
      return (kept, held)
    }
    guard let name = settings.test else { return (all, nil) }
    let test: TrainingInput<Scalar> = try input(try origin(name))
    guard test.columns == all.columns else {
      throw TrainFailure(
        .unreadable, "\(test.name) has \(test.columns) columns, where the data have \(all.columns)")
    }
    return (all, test)
  }

  /// The model to begin with, if one is named.
  func start<Model: Recordable>(_ type: Model.Type = Model.self) throws -> Model? {
    guard let path = settings.start else { return nil }
    do {
      return try RecordFolder(console.absolute(path)).load(Model.self)
    } catch let error as RecordError {
      throw TrainFailure(.unreadable, "\(path): error: \(error)", hint: "--save writes the model of a training")
    }
  }

  private var console: Console { session.console }

  private func input<Scalar: VectorScalar>(_ origin: DataRequest.Origin) throws -> TrainingInput<Scalar> {
    var request = DataRequest(origin)
    (request.columns, request.header) = (settings.columns, settings.header)
    (request.missing, request.streams) = (settings.missing, settings.streams)
    do {
      return try TrainingInput(request)
    } catch let error as DataFileError {
      // Only a person who read all columns may not know that some can be left out.
      if case .notNumber = error.reason, settings.columns != nil {
        throw TrainFailure(.unreadable, "\(error.location): error: \(error.reason)")
      }
      throw error
    }
  }

  private func origin(_ name: String) throws -> DataRequest.Origin {
    if name == "-" {
      if let path = console.inputPath { return .file(try DataSource(path: path, name: "<standard input>")) }
      return .file(DataSource(bytes: try console.readInput(), name: "<standard input>"))
    }
    if let sample = Sample.named(name) {
      if console.exists(name), !settings.isQuiet {
        console.writeError("\(name) is the sample that comes with verify; ./\(name) names the file\n")
      }
      return .sample(sample)
    }
    guard console.exists(name) else {
      let names = Sample.all.map(\.name)
      throw TrainFailure(
        .unreadable, "\(name): error: there is no such file or sample",
        hint: Nearest.hint(name, in: names) ?? "samples are \(listed(names))")
    }
    return .file(try DataSource(path: console.absolute(name), name: name))
  }
}

import DataFiles
import Models
import Reporting
import Training

/// Why a training gave nothing: what is said of it, and with which status it ends.
struct TrainFailure: Error {
  let status: Status
  /// One line without a full stop.
  let message: String
  /// What would help, if anything is known to.
  let hint: String?

  init(_ status: Status, _ message: String, hint: String? = nil) {
    (self.status, self.message, self.hint) = (status, message, hint)
  }

  /// What an error of the libraries means to the person at the console.
  init(_ error: any Error, _ console: Console) {
    switch error {
    case let error as TrainFailure: self = error
    case let error as InputError: self.init(.unreadable, "\(error.file): error: \(error.message)", hint: error.hint)
    case let error as DataFileError: self.init(error, console)
    case let error as CheckpointError:
      self.init(.unreadable, "\(console.shown(error.folder)): \(error)", hint: Self.hint(error))
    case let error as RecordError: self.init(.unreadable, "\(error)")
    case let error as DataError: self.init(error)
    case let error as MixtureError:
      self.init(
        .untrained, "\(error)", hint: "--floor 1e-6 or --least-variance V keeps covariances from becoming singular")
    case let error as StateSpaceError: self.init(Self.status(error), "\(error)", hint: Self.hint(error))
    case let error as AutoencoderError: self.init(error)
    default: self.init(.fault, "\(error)")
    }
  }

  private init(_ error: DataFileError, _ console: Console) {
    let shown = DataFileError(file: console.shown(error.file), place: error.place, error.reason)
    let status = if case .unwritable = error.reason { Status.unwritable } else { Status.unreadable }
    let hint: String? =
      switch error.reason {
      case .notNumber: "--columns LIST reads only the columns that are named, as in --columns 1-3"
      case .unclearHeader: "--header yes or --header no says so"
      case .missing: "--missing skip leaves such rows out, lds takes them as they are"
      case .form(let text) where text.contains("gzip"): "gunzip -c FILE.gz | verify train MODEL --data -"
      default: nil
      }
    self.init(status, "\(shown.location): error: \(shown.reason)", hint: hint)
  }

  private init(_ error: DataError) {
    switch error {
    case .option(let name, let reason): self.init(.usage, "\(name): \(reason)")
    case .constantColumn:
      self.init(
        .unreadable, "the data do not fit: \(error)",
        hint: "--columns LIST leaves columns out, and --least-variance V states the least variance")
    default: self.init(.unreadable, "the data do not fit: \(error)")
    }
  }

  private init(_ error: AutoencoderError) {
    switch error {
    case .setting: self.init(.usage, "\(error)")
    case .diverged: self.init(.untrained, "\(error)", hint: "--learning-rate X")
    case .outsideUnitInterval:
      self.init(
        .unreadable, "the data do not fit: \(error)",
        hint: "--maximum M divides all numbers by M, and --likelihood gaussian takes any number")
    default: self.init(.unreadable, "the data do not fit: \(error)")
    }
  }

  private static func status(_ error: StateSpaceError) -> Status {
    switch error {
    case .noSequences, .emptySequence, .columns, .infinite, .nothingObserved, .noTransitions: .unreadable
    default: .untrained
    }
  }

  private static func hint(_ error: StateSpaceError) -> String? {
    switch error {
    case .columns: "--columns LIST picks the columns"
    case .startNotDetermined: "leave --local-level out, or name more rows"
    case .notFinite, .covarianceOverflow, .logLikelihoodNotFinite:
      "numbers of the data are too large, or too different, for these sums: scale the columns"
    case .notPositive(.observationCovariance, _, _):
      "a column that is constant, or a combination of others, leaves no noise: leave it out with --columns"
    default: nil
    }
  }

  private static func hint(_ error: CheckpointError) -> String? {
    switch error {
    case .isThere: "--resume goes on from it; another folder begins anew"
    case .other: "begin anew in another folder, or give the options of that training"
    case .unusable: "begin anew in another folder"
    }
  }
}

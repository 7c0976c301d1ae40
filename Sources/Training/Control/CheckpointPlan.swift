import DataFiles
import Models

/// Where and how often the state of a training is kept, so that one that was stopped goes on to the same bits.
public struct CheckpointPlan: Sendable {
  /// The folder; it is replaced as a whole, so that it holds the last state or the one before.
  public let folder: RecordFolder
  /// The iterations from one to the next; nil for as many as there are in ten seconds, as writing takes time, too.
  public let every: Int?
  /// Whether the training goes on from the state that is there.
  public let resumes: Bool

  /// A plan.
  /// - Requires: at least one iteration.
  public init(_ folder: RecordFolder, every: Int? = nil, resumes: Bool = false) {
    precondition(every ?? 1 > 0, "a state is kept after some iterations")
    (self.folder, self.every, self.resumes) = (folder, every, resumes)
  }
}

/// Why a training cannot go on from a state, or begin beside one.
public enum CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is a state already, which beginning anew would destroy.
  case isThere(folder: String)
  /// The state is of a training with another value of an option, or of other data.
  case other(folder: String, option: String, found: String?, wanted: String)
  /// The state cannot be what a training left.
  case unusable(folder: String, reason: String)

  /// The folder.
  public var folder: String {
    switch self {
    case .isThere(let folder), .other(let folder, _, _, _), .unusable(let folder, _): folder
    }
  }

  /// The reason in words, without the folder.
  public var description: String {
    switch self {
    case .isThere: "it holds the state of a training already"
    case .other(_, "data", _, _): "it holds the state of a training on other data"
    case .other(_, let option, let found, let wanted):
      "it holds the state of a training with \(option) \(found ?? "unknown"), not \(wanted)"
    case .unusable(_, let reason): "it holds no state of such a training: \(reason)"
    }
  }
}

/// What a state must have in common with the training that goes on from it: the model, the data, and the options on
/// which its bits depend.
struct TrainingIdentity {
  /// Names with values, in the order in which differences are told.
  private(set) var values: [(name: String, value: String)]

  init(model: String, data: DataFingerprint, _ options: [(name: String, value: String)]) {
    values = [("model", model), ("data", data.text)] + options
  }
}

/// Keeps the states of a training.
struct CheckpointKeeper {
  private let plan: CheckpointPlan?
  private let identity: TrainingIdentity?
  private var last = ContinuousClock.now

  /// - Parameter identity: Is asked for only where there is a plan, as it may need a pass over the data.
  /// - Throws: `CheckpointError.isThere` where a state would be lost.
  init(_ plan: CheckpointPlan?, _ identity: () throws -> TrainingIdentity) throws {
    self.plan = plan
    if let plan, !plan.resumes, plan.folder.exists { throw CheckpointError.isThere(folder: plan.folder.path) }
    self.identity = try plan.map { _ in try identity() }
  }

  /// The state to go on from; nil where the training begins.
  /// - Throws: `CheckpointError.other` where it is of another training, `DataFileError` where it cannot be read.
  func resumed() throws -> ModelRecord? {
    guard let plan, let identity, plan.resumes, plan.folder.exists else { return nil }
    let record = try plan.folder.load()
    for (name, value) in identity.values {
      var found: String?
      if case .text(let text) = record.settings[Self.prefix + name] { found = text }
      if found != value {
        throw CheckpointError.other(folder: plan.folder.path, option: name, found: found, wanted: value)
      }
    }
    return record
  }

  /// Reads a state.
  /// - Throws: `CheckpointError.unusable` where it is none.
  func state<State: Recordable>(_ type: State.Type, of record: ModelRecord) throws -> State {
    do throws(RecordError) {
      return try State(record)
    } catch {
      throw CheckpointError.unusable(folder: plan?.folder.path ?? "", reason: "\(error)")
    }
  }

  /// Keeps the state, if its iteration is one of those that are kept, or the last.
  mutating func keep(_ iteration: Int, isLast: Bool, _ state: () -> ModelRecord) throws {
    guard let plan, let identity else { return }
    let isDue = plan.every.map { iteration.isMultiple(of: $0) } ?? (last.duration(to: .now) >= .seconds(10))
    guard isDue || isLast else { return }
    var record = state()
    for (name, value) in identity.values { record.settings[Self.prefix + name] = .text(value) }
    try plan.folder.save(record)
    last = .now
  }

  private static let prefix = "training-"
}

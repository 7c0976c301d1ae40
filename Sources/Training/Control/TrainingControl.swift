import ModelProofs
import Models
import Plots

/// How a training is run, whatever is trained.
public struct TrainingControl {
  /// The most threads to use; the bits of the result do not depend on them.
  public var threads = 1
  /// Where the state is kept between iterations; nil for nowhere.
  public var checkpoint: CheckpointPlan?
  /// Whether pictures are drawn.
  public var draws = false
  /// The derivations that the training is checked against afterwards; nil for none.
  public var derivations: DerivationLibrary?
  /// Is told how far the training is, after each iteration; what it throws ends the training.
  public var progress: (TrainingProgress) throws -> Void = { _ in }

  /// One thread, and nothing beside the training.
  public init() {}
}

/// How far a training is.
public struct TrainingProgress: Sendable, Equatable {
  /// What is counted, as in `iteration`.
  public let unit: String
  /// How many are done.
  public let done: Int
  /// The most that will be done, in this run.
  public let most: Int
  /// Which run this is, from 1, and how many there will be.
  public let run: (number: Int, count: Int)
  /// What is made small or large, as in `inertia`.
  public let objectiveName: String
  /// Its value.
  public let objective: Double
  /// The share of the whole that is done, at least; the training may end before the rest.
  public let share: Double

  /// How far a training is.
  /// - Parameter share: The share of this run that is done; that of what is counted if nil.
  public init(
    unit: String = "iteration", done: Int, most: Int, run: (number: Int, count: Int) = (1, 1), objectiveName: String,
    objective: Double, share: Double? = nil
  ) {
    (self.unit, self.done, self.most, self.run) = (unit, done, most, run)
    (self.objectiveName, self.objective) = (objectiveName, objective)
    let part = share ?? (most > 0 ? min(1, Double(done) / Double(most)) : 1)
    self.share = (Double(run.number - 1) + part) / Double(max(1, run.count))
  }

  /// Whether both say the same.
  public static func == (left: TrainingProgress, right: TrainingProgress) -> Bool {
    left.unit == right.unit && left.done == right.done && left.most == right.most && left.run == right.run
      && left.objectiveName == right.objectiveName && left.objective == right.objective && left.share == right.share
  }
}

/// What a training gave.
public struct TrainingOutcome: Sendable {
  /// What a person wants to know.
  public let summary: TrainingSummary
  /// The model.
  public let model: ModelRecord
  /// The pictures, where they were asked for.
  public let figure: Figure?
  /// Whether the training obeyed the derivations, where that was asked for.
  public var findings: [ModelFinding]
}

/// A model, its data and its options, ready to be trained.
public protocol TrainingTask: Sendable {
  /// Trains.
  /// - Throws: the errors of the models, of reading data, and of checkpoints.
  func run(_ control: TrainingControl) throws -> TrainingOutcome
}

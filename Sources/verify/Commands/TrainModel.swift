import DataFiles
import Reporting
import Training

/// `verify train MODEL`
struct TrainModel: Command {
  static let information = CommandInformation(
    name: "train", abstract: "Train a model: k-means, Gaussian mixture, state space or variational autoencoder.",
    operands: "kmeans|gmm|lds|vae",
    discussion: """
      Without --data: iris for kmeans, old-faithful for gmm, nile for lds, digits for vae. Data in files compressed by \
      gzip are read by `gunzip -c FILE.gz | verify train MODEL --data -`. The exit status is 3 where the training cannot \
      go on, such as for a component of a mixture that collapses without a floor. Nothing is lost by an interruption but \
      what came after the last state in --checkpoint.
      """,
    options: TrainOptions.all,
    examples: [
      ("verify train kmeans --clusters 3 --restarts 10", "the flowers of iris in three clusters"),
      ("verify train gmm --data old-faithful --components 2 --plot faithful.svg", "a mixture, drawn with its ellipses"),
      ("verify train lds --data nile --local-level --forecast 5", "the level of the Nile and the next five years"),
      ("verify train vae --data digits --hold-out 297 --epochs 5 --plot digits.svg", "an autoencoder of digits"),
      (
        "verify train kmeans --data iris --columns petal_length,petal_width --save model --format json",
        "two columns only; keep the centers"
      ),
    ])

  private let settings: TrainSettings
  private let plan: any TrainPlan

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let names = TrainedModel.allCases.map(\.rawValue)
    let operand = try arguments.single("a model: " + names.joined(separator: ", "))
    guard let model = TrainedModel(rawValue: operand) else {
      throw UsageError(
        "there is no model '\(operand)': choose from \(names.joined(separator: ", "))",
        hint: Nearest.hint(operand, in: names))
    }
    try TrainOptions.check(arguments, model)
    settings = try TrainSettings(arguments, model)
    plan =
      switch model {
      case .kmeans: try TrainKMeans(arguments)
      case .gmm: try TrainMixture(arguments)
      case .lds: try TrainStateSpace(arguments)
      case .vae: try TrainAutoencoder(arguments)
      }
  }

  func run(_ session: Session) -> Status {
    let writer = TrainReport(settings, session)
    do {
      try settings.checkTargets(session.console)
      let task = try plan.task(TrainReader(settings, session))
      let bar = ProgressBar(session.console, isShown: !settings.isQuiet)
      var control = settings.control(session)
      control.progress = { bar.show($0) }
      var outcome: TrainingOutcome
      do {
        outcome = try task.run(control)
        bar.clear()
      } catch {
        bar.clear()
        throw error
      }
      if settings.verifies {
        outcome.findings = TrainProofs(settings.derivations, session)
          .adding(to: outcome.findings, threads: control.threads)
      }
      try write(outcome, session.console)
      return writer.write(outcome)
    } catch {
      return writer.write(TrainFailure(error, session.console))
    }
  }

  /// Writes the model and the picture.
  private func write(_ outcome: TrainingOutcome, _ console: Console) throws {
    if let save = settings.save { try RecordFolder(console.absolute(save)).save(outcome.model) }
    if let plot = settings.plot, let figure = outcome.figure {
      do throws(InputError) {
        try console.replaceFile(plot, with: figure.svg())
      } catch {
        throw TrainFailure(.unwritable, "\(error.file) \(error.message)")
      }
    }
  }
}

/// The options of one model, and what they make of data.
protocol TrainPlan {
  init(_ arguments: ParsedArguments) throws(UsageError)
  /// Reads the data, and makes of them what is to be trained.
  func task(_ reader: TrainReader) throws -> any TrainingTask
}

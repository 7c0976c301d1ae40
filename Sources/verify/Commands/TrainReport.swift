import Reporting
import Training

/// Writes what a training gave, or why it gave nothing.
struct TrainReport {
  private let settings: TrainSettings
  private let session: Session

  init(_ settings: TrainSettings, _ session: Session) { (self.settings, self.session) = (settings, session) }

  /// Writes the summary and what was found of the derivations.
  func write(_ outcome: TrainingOutcome) -> Status {
    let console = session.console
    let failed = outcome.findings.filter { $0.holds != true }
    if settings.isJSON {
      console.write(
        TrainJSON.text(
          outcome, saved: settings.save, plot: settings.plot, findings: settings.verifies ? outcome.findings : nil))
    } else if !settings.isQuiet {
      var text = TrainText.summary(outcome.summary)
      if settings.save != nil || settings.plot != nil { text += "\n" }
      for (what, path) in [("model in", settings.save), ("picture in", settings.plot)] {
        if let path { text += "  \(what) \(SafeText.escaped(path))\n" }
      }
      if settings.verifies { text += "\n" + TrainText.findings(outcome.findings) }
      console.write(text)
    } else if !failed.isEmpty {
      console.write(TrainText.findings(failed))
    }
    guard settings.verifies else { return .holds }
    if outcome.findings.isEmpty { return .undecided }
    return failed.isEmpty ? .holds : failed.contains { $0.holds == false } ? .refuted : .undecided
  }

  /// Writes the reason.
  func write(_ failure: TrainFailure) -> Status {
    if settings.isJSON { session.console.write(TrainJSON.text(failure, model: settings.model.rawValue)) }
    var text = "verify: error: \(SafeText.escaped(failure.message))\n"
    if failure.message.contains(": error: ") { text = SafeText.escaped(failure.message) + "\n" }
    if let hint = failure.hint { text += "hint: \(SafeText.escaped(hint))\n" }
    session.console.writeError(text)
    return failure.status
  }
}

import Reporting
import Synchronization
import Training

/// A line on the terminal that says how far a training is; nothing where standard error is no terminal.
final class ProgressBar: Sendable {
  private let write: (@Sendable (String) -> Void)?
  private let state = Mutex(State())

  private struct State {
    let start = ContinuousClock.now
    var last: ContinuousClock.Instant?
    var count = 0
  }

  /// How long a line stays at least.
  private static let interval = Duration.milliseconds(100)

  init(_ console: Console, isShown: Bool) { write = isShown && console.isErrorTerminal ? console.writeError : nil }

  /// Shows how far it is, unless it was shown just before.
  func show(_ progress: TrainingProgress) {
    guard let write else { return }
    let now = ContinuousClock.now
    let seconds: Double? = state.withLock { state in
      state.count += 1
      if let last = state.last, last.duration(to: now) < Self.interval { return nil }
      state.last = now
      let (seconds, attoseconds) = state.start.duration(to: now).components
      return Double(seconds) + Double(attoseconds) * 1e-18
    }
    guard let seconds else { return }
    let count = state.withLock { $0.count }
    write("\r\(Self.line(progress, rate: seconds > 0 ? Double(count) / seconds : 0))\u{1B}[K")
  }

  /// Takes the line away.
  func clear() { write?("\r\u{1B}[K") }

  /// The line.
  static func line(_ progress: TrainingProgress, rate: Double) -> String {
    let width = 20
    let filled = min(width, max(0, Int((progress.share * Double(width)).rounded(.down))))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    let left = NumberText.rounded(100 * (1 - progress.share), digits: 2)
    var text = "[\(bar)] at most \(left) % left, \(progress.unit) \(progress.done) of \(progress.most)"
    if progress.run.count > 1 { text += ", run \(progress.run.number) of \(progress.run.count)" }
    text += ", \(progress.objectiveName) \(NumberText.rounded(progress.objective, digits: 7))"
    return text + (rate > 0 ? ", \(NumberText.rounded(rate, digits: 3))/s" : "")
  }
}

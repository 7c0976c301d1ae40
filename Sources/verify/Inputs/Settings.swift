import Reporting
import Verification

/// The options that say how a command works and writes, which all that check have in common.
struct Settings {
  /// How results are written.
  enum Format: String {
    case text, json
  }

  let request: CheckRequest
  let format: Format
  let derivations: String?
  private let detail: ReportStyle.Detail
  private let color: String
  private let threads: Int?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    if arguments.has(.verbose), arguments.has(.quiet) {
      throw UsageError("--verbose and --quiet exclude each other")
    }
    var request = CheckRequest()
    request.seed = try arguments.seed(.seed) ?? request.seed
    threads = try arguments.integer(.threads, 1...256)
    request.resolution = try arguments.share(.resolution, 0.0001...0.5) ?? request.resolution
    self.request = request
    format = arguments.value(.format).flatMap(Format.init) ?? .text
    detail = arguments.has(.verbose) ? .full : arguments.has(.quiet) ? .failures : .compact
    color = arguments.value(.color) ?? "auto"
    derivations = arguments.value(.derivations)
  }

  /// The request with what the machine and the folder add to it; identities only where there is something to check.
  func request(_ session: Session, _ inputs: inout Inputs, always: Bool = false) -> CheckRequest {
    var request = request
    request.threads = threads ?? session.console.processors
    if always || !inputs.documents.isEmpty { request.identities = inputs.identities() }
    return request
  }

  /// How results are laid out.
  func style(_ session: Session) -> ReportStyle {
    ReportStyle(
      width: session.console.isOutputTerminal ? session.console.width : max(100, session.console.width),
      isColored: isColored(session.console, session.console.isOutputTerminal), detail: detail,
      spelling: session.engine.spelling)
  }

  /// Writes errors to standard error.
  func report(_ errors: [InputError], _ session: Session) {
    let style = ReportStyle(
      width: session.console.width, isColored: isColored(session.console, session.console.isErrorTerminal),
      spelling: session.engine.spelling)
    for error in errors { session.console.writeError(Report.text(error, style: style)) }
  }

  private func isColored(_ console: Console, _ isTerminal: Bool) -> Bool {
    switch color {
    case "always": true
    case "never": false
    default: isTerminal && (console.variable("NO_COLOR") ?? "").isEmpty && console.variable("TERM") != "dumb"
    }
  }
}

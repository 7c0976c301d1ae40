import Reporting
import Verification

/// `verify soak NAME…`
struct Soak: Command {
  private static let seeds = Option("seeds", value: "N", "how many seeds to check the derivations with (default 2000)")
  private static let mutantSeeds = Option(
    "mutant-seeds", value: "N", "how many seeds to check their near misses with (default 20)")

  static let information = CommandInformation(
    name: "soak", abstract: "Count false rejections and false acceptances over many seeds.", operands: "NAME|FILE…|all",
    discussion: """
      Checks derivations that are known to be right at every seed, and all of their near misses at some. Anything that \
      is refuted in the first or passes in the second is a fault of verify and makes the exit status 1.
      """,
    options: [seeds, mutantSeeds] + Option.checking,
    examples: [
      ("verify soak all", "all derivations over 2000 seeds"),
      ("verify soak kl-gaussian --seeds 100 --mutant-seeds 2", "a quick one"),
    ])

  private let operands: [String]
  private let seedCount: Int
  private let mutantSeedCount: Int
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operands = arguments.operands
    seedCount = try arguments.integer(Self.seeds, 0...100_000_000) ?? 2000
    mutantSeedCount = try arguments.integer(Self.mutantSeeds, 0...100_000_000) ?? 20
    settings = try Settings(arguments)
    if operands.isEmpty { throw UsageError("name a derivation to soak, or all") }
  }

  func run(_ session: Session) -> Status {
    var inputs = Inputs(derivations: settings.derivations, session)
    for operand in operands {
      if operand == "all" { inputs.addAll() } else { inputs.add(operand) }
    }
    let request = SoakRequest(
      check: settings.request(session, &inputs), seeds: seedCount, mutantSeeds: mutantSeedCount,
      progress: progress(session.console))
    settings.report(inputs.errors, session)
    if inputs.documents.isEmpty, settings.format == .text { return .unreadable }
    let report = session.engine.soak(inputs.documents, request)
    if session.console.isErrorTerminal { session.console.writeError("\r\u{1B}[K") }
    settings.report(inputs.lateErrors, session)
    switch settings.format {
    case .text: session.console.write(Report.text(report, style: settings.style(session)))
    case .json: session.console.write(Report.json(report, errors: inputs.errors))
    }
    return Status(report.outcome, errors: inputs.errors)
  }

  private func progress(_ console: Console) -> @Sendable (Double) -> Void {
    guard console.isErrorTerminal else { return { _ in } }
    let write = console.writeError
    return { share in write("\r\(NumberText.rounded(100 * share, digits: 3)) % done\u{1B}[K") }
  }
}

import Notation
import Reporting

/// `verify show NAME`
struct Show: Command {
  static let information = CommandInformation(
    name: "show", abstract: "Show a derivation file, or the claim under one of its headings.", operands: "NAME|FILE",
    options: [.derivations, .help],
    examples: [
      ("verify show kl-gaussian", "the file"),
      ("verify show kl-gaussian#through-the-covariance", "one claim of it"),
    ])

  private let operand: String
  private let settings: Settings

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = try arguments.single("a derivation")
    settings = try Settings(arguments)
  }

  func run(_ session: Session) -> Status {
    do throws(InputError) {
      let folder = try DerivationFolder.find(settings.derivations, session.console)
      let (path, slug) = try Inputs.path(operand, folder, session)
      var text = String(decoding: try session.console.read(path), as: UTF8.self)
      if slug != nil {
        var inputs = Inputs(derivations: settings.derivations, session)
        inputs.add(operand)
        if let error = inputs.errors.first { throw error }
        text =
          inputs.documents.first.flatMap { document in
            document.claims.first.map { Self.section(of: $0, in: document.source) }
          } ?? ""
      }
      session.console.write(session.console.isOutputTerminal ? SafeText.escapedLines(text) : text)
      return .holds
    } catch {
      settings.report([error], session)
      return .unreadable
    }
  }

  /// From the heading above the claim's first display to the next heading.
  private static func section(of claim: Claim, in source: Source) -> String {
    guard let display = claim.chains.first?.first.range.lowerBound else { return "" }
    let start = source.location(display).line
    var from = start
    while from > 1, !isHeading(source.line(from)) { from -= 1 }
    let last = source.location(source.bytes.count).line
    var lines = [source.line(from)]
    var next = from + 1
    while next <= last, !isHeading(source.line(next)) {
      lines.append(source.line(next))
      next += 1
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func isHeading(_ line: String) -> Bool {
    let level = line.prefix { $0 == "#" }.count
    if (1...6).contains(level), line.dropFirst(level).hasPrefix(" ") { return true }
    let start = line.drop { $0 == " " }
    return [#"\section"#, #"\subsection"#, #"\subsubsection"#, #"\paragraph"#].contains { start.hasPrefix($0) }
  }
}

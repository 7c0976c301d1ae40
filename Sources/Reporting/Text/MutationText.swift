import Notation
import Verification

extension Report {
  /// What became of the near misses, for a person in a terminal.
  public static func text(_ report: MutationReport, style: ReportStyle) -> String {
    var text = ""
    let quiet = style.detail == .failures
    for file in report.files {
      let path = SafeText.escaped(file.document.source.name)
      if !quiet {
        text += style.paint(SafeText.escaped(file.document.title), .bold) + "\n"
        text += style.paint(path, .dim) + "\n"
      }
      for claim in file.claims {
        if !quiet || !claim.outcome.isPass { text += claimLine(claim, style) }
        for mutant in claim.mutants where style.detail == .full || mutant.fate.isFailure {
          text += mutantText(mutant, path: path, style)
        }
      }
      if !quiet { text += "\n" }
    }
    if !quiet || !report.outcome.isPass { text += summary(report, style) }
    return text
  }

  private static func claimLine(_ claim: ClaimMutations, _ style: ReportStyle) -> String {
    let name = style.paint("#\(SafeText.escaped(claim.claim.slug))", .dim)
    guard claim.outcome.isPass else {
      return "  \(name)  " + style.paint(claim.outcome.label, claim.outcome.tint)
        + " itself, so it has no near misses\n"
    }
    return "  \(name)  \(claim.counts.words)\n"
  }

  private static func mutantText(_ mutant: MutantReport, path: String, _ style: ReportStyle) -> String {
    let label: String
    var reason = ""
    switch mutant.fate {
    case .refuted: label = style.paint("refuted   ", .green)
    case .equivalent: label = style.paint("equivalent", .dim)
    case .alsoTrue(let why):
      label = style.paint("true too  ", .dim)
      reason = ": " + SafeText.escaped(why)
    case .survived: label = style.paint("SURVIVED  ", .red)
    case .undecided(let why):
      label = style.paint("undecided ", .yellow)
      reason = ": " + SafeText.escaped(why)
    }
    let place = "\(path):\(mutant.location.line):\(mutant.location.column)"
    var text = "    \(label) \(SafeText.escaped(mutant.words))\(reason)\n"
    if mutant.fate.isFailure || style.detail == .full {
      let room = style.width - 15
      let indent = String(repeating: " ", count: 15)
      text += indent + style.paint("\(place) \(SafeText.escaped(mutant.name))", .dim) + "\n"
      text += indent + DisplayWidth.shortened(style.plain(mutant.mutated), to: room) + "\n"
    }
    return text
  }

  private static func summary(_ report: MutationReport, _ style: ReportStyle) -> String {
    let outcome = report.outcome
    let counts = report.counts
    let verdict =
      switch outcome {
      case .proved, .exact, .agrees, .condition: counts.made == 0 ? "no near misses:" : "no survivors:"
      case .refuted: counts.survived > 0 ? "SURVIVORS:" : "REFUTED:"
      case .undecided: "undecided:"
      case .fault: "FAULT OF VERIFY:"
      }
    let score = counts.score.map { ", mutation score \(NumberText.rounded(100 * $0, digits: 4)) %" } ?? ""
    return style.paint(verdict, outcome.tint) + "  \(counts.words)\(score)  (seed \(report.seed))\n"
  }
}

extension MutantReport.Fate {
  /// Whether the check failed on this near miss.
  var isFailure: Bool {
    switch self {
    case .refuted, .equivalent, .alsoTrue: false
    case .survived, .undecided: true
    }
  }
}

extension MutationCounts {
  /// The counts in one line.
  var words: String {
    var parts = ["\(refuted) refuted", "\(equivalent) equivalent (equal exactly)"]
    if alsoTrue > 0 { parts.append("\(alsoTrue) true as well") }
    parts.append("\(survived) survived")
    if undecided > 0 { parts.append("\(undecided) undecided") }
    return "\(made == 1 ? "1 near miss" : "\(made) near misses"): " + parts.joined(separator: ", ")
  }
}
